//! What `cargo dev bench letter` measures: from the start of the process to the
//! finished letter, as a function does it. `letter pdf FONTS FACTS FILE` makes the
//! letter, `letter html FONTS FACTS FILE` the same page for the other program.

mod html;

use std::error::Error;
use std::path::PathBuf;

use shared_letter::{Fonts, VisaExtension, render};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let mut next = || arguments.next().ok_or("letter pdf|html FONTS FACTS FILE");
    let format = next()?;
    let [fonts, facts, file] = [next()?, next()?, next()?].map(PathBuf::from);

    let facts: VisaExtension = serde_json::from_slice(&std::fs::read(facts)?)?;
    let letter = facts.letter();
    match format == "pdf" {
        true => std::fs::write(file, render(&letter, &Fonts::read(&fonts)?)?)?,
        false => std::fs::write(file, html::page(&letter, &fonts.canonicalize()?)?)?,
    }
    say_peak()
}

/// The most memory that this process had at once, in KiB. The system's counter of
/// child processes would count in what its parent had when it was started.
#[expect(clippy::print_stdout, reason = "the program that measures reads it")]
fn say_peak() -> Result<(), Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")).ok_or("no VmHWM")?;
    println!("{peak}");
    Ok(())
}
