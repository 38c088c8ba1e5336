//! Tests that documents name: `crate::module::test`, or the site's as
//! `site/e2e/<file>: <title>`.

use crate::repository::{path, read};
use crate::rust_source;

/// Whether there is a test of that name.
#[must_use]
pub fn exists(name: &str) -> bool {
    match name.strip_prefix("site/") {
        Some(rest) => is_test_of_the_site(rest),
        None => is_rust_test(name),
    }
}

/// `e2e/journey.spec.ts: a title`.
fn is_test_of_the_site(name: &str) -> bool {
    let Some((file, title)) = name.split_once(": ") else { return false };
    let file = format!("site/{file}");
    // A test of a list of cases begins with the list: `test.each(CASES)("…`.
    let starts = ["test('", "test(\"", "test(`", ")('", ")(\"", ")(`"];
    let starts = starts.map(|start| format!("{start}{title}"));
    path(&file).is_file() && starts.iter().any(|start| read(&file).contains(start.as_str()))
}

/// `crate::module::test`, beside the code or in the crate's `tests`.
fn is_rust_test(name: &str) -> bool {
    let parts: Vec<&str> = name.split("::").collect();
    let [crate_name, modules @ .., test] = &parts[..] else { return false };
    let folder = match *crate_name {
        "shared_platform" => "shared/platform".to_owned(),
        "shared_domain" => "shared/domain".to_owned(),
        "shared_kit" => "shared/kit".to_owned(),
        "dev" => "infra/dev".to_owned(),
        "cashier" => "infra/dev/cashier".to_owned(),
        "system_tests" => "tests".to_owned(),
        area => format!("functions/{area}"),
    };
    let whole = modules.join("/");
    let module = whole.strip_suffix("/tests").unwrap_or(&whole);
    // The file of a test binary may have its modules in a folder or beside it.
    let beside = module.split_once('/').map_or(module, |(_, module)| module);
    let files = [
        format!("{folder}/src/{module}.rs"),
        // Tests that have a file of their own.
        format!("{folder}/src/{whole}.rs"),
        format!("{folder}/src/{module}/mod.rs"),
        format!("{folder}/tests/{module}.rs"),
        format!("{folder}/tests/{module}/main.rs"),
        format!("{folder}/tests/{beside}.rs"),
    ];
    let mut present = files.iter().filter(|file| path(file).is_file());
    present.any(|file| rust_source::tests(&read(file)).iter().any(|found| found == test))
}
