//! The examples of the README do what it says.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use std::process::Command;

use system_tests::people::new_staff;
use system_tests::system::System;

/// The bash blocks of a section of the README, one after the other.
fn blocks_of(section: &str) -> String {
    let readme = std::fs::read_to_string("../README.md").unwrap();
    let (_, section) = readme.split_once(&format!("## {section}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let blocks = section.split("```bash\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journeys_can_be_done_with_curl() {
    let mut system = System::running().await;
    // Colleagues of its own: six digits work once, and other tests sign in, too.
    let mut staff = Vec::new();
    for role in ["reviewer", "registrar", "visa_officer"] {
        staff.push(new_staff(&system, &[role]).await);
    }
    system.demonstration.staff = staff;
    let (applying, studying) =
        (blocks_of("The journey with curl"), blocks_of("The semester with curl"));
    assert!(applying.contains("/decision"), "the whole journey is in the README");
    assert!(studying.contains("/permit/verdict"), "the whole semester is in the README");
    let script = applying + &studying;
    let port = system.demonstration.front.rsplit(':').next().unwrap().to_owned();
    let file = system.demonstration_file();
    let output = tokio::task::spawn_blocking(move || {
        let mut bash = Command::new("bash");
        // What cargo tells this test would make it build `cargo dev` anew.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_")) {
            if name != "CARGO_HOME" && name != "CARGO_TARGET_DIR" {
                bash.env_remove(name);
            }
        }
        bash.args(["-euo", "pipefail", "-c", &script])
            .current_dir("..")
            .env("PORT", port)
            .env("DEMONSTRATION", file)
            .output()
            .unwrap()
    });
    let output = output.await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complained}");
    assert!(said.contains("accepted\n"), "{said}\n{complained}");
    assert!(said.trim_end().ends_with("closed\n2029-02-15"), "{said}\n{complained}");
}
