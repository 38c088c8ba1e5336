//! Files that staff save come whole: through the function, the API and the distribution.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use shared_platform::auth::StaffRole;
use shared_platform::delimited::BYTE_ORDER_MARK;
use system_tests::system::System;
use system_tests::tokens::Tokens;

/// Excel in China reads a CSV without it as GBK.
#[tokio::test]
async fn a_table_is_saved_with_the_mark_by_which_programs_know_its_letters() {
    let system = System::running().await;
    let token = Tokens::of(&system).member_of_staff(&system, StaffRole::Registrar).await;
    let registrar = system.visitor().with_token(&token);
    let path = "/api/staff/deadlines/export?deadline=residence_permit&until=2027-06-30";
    let csv = registrar.get(path).header("accept-language", "zh").send().await.expect(200);
    let text = String::from_utf8(csv.bytes.to_vec()).unwrap();
    let names = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or_else(|| panic!("no mark: {text}"));
    assert!(names.starts_with("学号,"), "{names}");
    let book = registrar.get(&format!("{path}&format=xlsx")).send().await.expect(200);
    assert!(book.bytes.starts_with(b"PK"));
}
