//! `import_roster`.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};
use shared_domain::student::{Student, StudentRecords, StudentState};
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;
use shared_platform::store::Transaction;

use crate::setting::{COLUMNS, ROSTER, Setting, table, text};

/// What a reply refuses: place and code.
fn refused(body: &Value) -> Vec<(&str, &str)> {
    let rows = body["refused"].as_array().unwrap().iter();
    rows.map(|row| (text(&row["pointer"]), text(&row["code"]))).collect()
}

#[tokio::test]
async fn only_a_registrar_imports() {
    let setting = Setting::new().await;
    refuses_all_but(&setting.world, StaffRole::Registrar, || {
        let call = setting.client.put("/api/staff/roster");
        call.header("content-type", "application/octet-stream").raw(table(&ROSTER))
    })
    .await;
    assert_eq!(setting.world.items("REGISTRATIONS").await.len(), 0);
}

#[tokio::test]
async fn a_dry_run_shows_every_student_and_writes_nothing() {
    let setting = Setting::new().await;
    let reply = setting.send_file("dryRun=true", &table(&ROSTER)).await.expect(200);
    assert_eq!(reply.body["id"], Value::Null);
    let changes = reply.body["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 3);
    assert_eq!(changes[0]["line"], 2);
    assert_eq!(changes[0]["kind"], "added");
    assert_eq!(changes[0]["name"], "NGUYEN VAN A");
    assert_eq!(setting.world.items("REGISTRATIONS").await.len(), 0);
    assert_eq!(setting.world.items("AUDIT").await.len(), 0);
}

#[tokio::test]
async fn what_is_shown_is_written_and_the_same_file_again_changes_nothing() {
    let setting = Setting::with_roster().await;
    let student = setting.record(setting.id_of("2025LX0001").await).await;
    assert!(matches!(student.state, StudentState::Enrolled { .. }));
    assert_eq!(student.email.as_deref(), Some("a@example.org"));
    let before = setting.world.dump("REGISTRATIONS").await;
    let again = setting.import(&table(&ROSTER)).await.expect(200);
    assert_eq!(again.body["changes"], json!([]));
    assert_eq!(again.body["unchanged"], 3);
    assert_eq!(setting.world.dump("REGISTRATIONS").await, before);
}

#[tokio::test]
async fn a_difference_is_shown_by_person_before_and_after() {
    let setting = Setting::with_roster().await;
    let row = ROSTER[0].replace("药学", "临床药学").replace("在读", "毕业");
    let reply = setting.send_file("dryRun=true", &table(&[&row])).await.expect(200);
    let change = &reply.body["changes"][0];
    assert_eq!((&change["kind"], &change["number"]), (&json!("left"), &json!("2025LX0001")));
    assert_eq!(
        change["fields"],
        json!([
            { "field": "state", "before": "enrolled", "after": "left" },
            { "field": "programmeZh", "before": "药学", "after": "临床药学" },
            { "field": "programmeEn", "before": "药学", "after": "临床药学" },
        ])
    );
}

#[tokio::test]
async fn a_new_number_of_the_university_is_the_number_and_the_one_before_still_finds_the_student() {
    let setting = Setting::with_roster().await;
    let row = ROSTER[0].replace("2025LX0001", "U-77");
    let _ = setting.import(&table(&[&row])).await.expect(202);
    let found = setting.found("U-77").await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["formerNumber"], "2025LX0001");
    assert_eq!(setting.found("2025LX0001").await, found);
    // The number that is left stays the student's: nobody else gets it.
    let other = "2025LX0001,TRAN VAN B,,越南,2004-02-28,C7654321,,药学,2025级,在读";
    let reply = setting.send_file("dryRun=true", &table(&[other])).await.expect(200);
    assert_eq!(refused(&reply.body), [("/lines/2/number", "number_of_another")]);
}

#[tokio::test]
async fn a_renewed_passport_is_shown_and_written_and_the_person_is_one_in_every_list() {
    let setting = Setting::with_roster().await;
    let student = setting.id_of("2025LX0001").await;
    let renewed = ROSTER[0].replace("C1234567", "E7654321");
    let rows = [renewed.as_str(), ROSTER[1], ROSTER[2]];
    let how = "wholeRoster=true";
    let reply = setting.import_as(how, &table(&rows)).await.expect(202);
    assert_eq!(reply.body["changes"].as_array().unwrap().len(), 1, "{:#}", reply.body);
    let field = json!({ "field": "passportNo", "before": "C1234567", "after": "E7654321" });
    assert_eq!(reply.body["changes"][0]["fields"], json!([field]));
    assert_eq!(setting.found("").await.len(), 3);
    let record = setting.record(student).await;
    assert_eq!(record.identity.passport_no, "E7654321");
    assert!(record.state.is_enrolled(), "who renews a passport has not left");
    let again = setting.import_as(how, &table(&rows)).await.expect(200);
    assert_eq!(again.body["changes"], json!([]));
    // Both passports lead to the record.
    let records = StudentRecords::of(setting.world.environment()).unwrap();
    for passport_no in ["C1234567", "E7654321"] {
        let known = records.of_person(passport_no, record.identity.birth_date).await.unwrap();
        assert_eq!(known.records.len(), 1, "{passport_no}");
        assert_eq!(known.records[0].id, student);
    }
}

#[tokio::test]
async fn an_accepted_applicant_of_the_same_name_and_birthday_is_named_in_a_whole_roster() {
    let setting = Setting::with_roster().await;
    let before = setting.record(setting.id_of("2025LX0003").await).await;
    let admitted = Student { state: StudentState::Admitted, ..before.clone() };
    let records = StudentRecords::of(setting.world.environment()).unwrap();
    let mut transaction = Transaction::without_author();
    records.replace(&mut transaction, &before, &admitted).unwrap();
    transaction.commit().await.unwrap();
    let row = ROSTER[2].replace("2025LX0003", "U-3").replace("512345678", "600000001");
    let rows = [ROSTER[0], ROSTER[1], &row];
    let whole = "dryRun=true&wholeRoster=true";
    let reply = setting.send_file(whole, &table(&rows)).await.expect(200);
    let change = &reply.body["changes"][0];
    assert_eq!((&change["kind"], &change["number"]), (&json!("added"), &json!("U-3")));
    assert_eq!(change["resembling"], json!(["2025LX0003"]));
}

#[tokio::test]
async fn while_a_row_is_refused_the_rest_is_shown_and_nothing_is_written() {
    let setting = Setting::new().await;
    let rows = [ROSTER[0], "2025LX0002,,,德国,2003-13-01,L01X00T47,,,,在读"];
    let reply = setting.send_file("dryRun=true", &table(&rows)).await.expect(200);
    assert_eq!(reply.body["changes"].as_array().unwrap().len(), 1);
    let expected = [("/lines/3/name", "required"), ("/lines/3/birthDate", "invalid_date")];
    assert_eq!(refused(&reply.body), expected);
    // The column is called as in the reader's language.
    let detail = text(&reply.body["refused"][0]["detail"]);
    assert!(detail.starts_with("Line 3, column Name in the passport: "), "{detail}");
    // Who imports it all the same does not believe that it was.
    let reply = setting.send_file("", &table(&rows)).await.expect_problem(422, "invalid_input");
    let errors = reply.body["errors"].as_array().unwrap().iter();
    let places: Vec<&str> = errors.map(|error| text(&error["pointer"])).collect();
    assert_eq!(places, expected.map(|(place, _)| place));
    assert_eq!(setting.world.items("REGISTRATIONS").await.len(), 0);
}

#[tokio::test]
async fn who_is_not_in_a_whole_roster_has_left_and_is_not_deleted() {
    let setting = Setting::with_roster().await;
    let reply = setting.import_as("wholeRoster=true", &table(&ROSTER[..2])).await.expect(202);
    assert_eq!(reply.body["changes"][0]["kind"], "left");
    assert_eq!(reply.body["changes"][0]["line"], Value::Null);
    let student = setting.record(setting.id_of("2025LX0003").await).await;
    assert!(matches!(student.state, StudentState::Left { .. }));
    assert_eq!(setting.found("").await.len(), 3);
}

#[tokio::test]
async fn who_pauses_stays_on_the_roster_until_the_university_says_otherwise() {
    let setting = Setting::with_roster().await;
    let pausing = ROSTER[0].replace("在读", "休学");
    let reply = setting.import(&table(&[&pausing])).await.expect(202);
    assert_eq!(reply.body["changes"][0]["kind"], "changed");
    let expected = json!([{ "field": "state", "before": "enrolled", "after": "suspended" }]);
    assert_eq!(reply.body["changes"][0]["fields"], expected);
    let student = setting.id_of("2025LX0001").await;
    let state = setting.record(student).await.state;
    assert!(matches!(state, StudentState::Suspended { .. }));
    // A whole roster without the student says that they have left, by person.
    let reply = setting.import_as("wholeRoster=true", &table(&ROSTER[1..])).await.expect(202);
    assert_eq!(reply.body["changes"][0]["number"], "2025LX0001");
    assert_eq!(reply.body["changes"][0]["kind"], "left");
}

#[tokio::test]
async fn a_table_in_gbk_and_a_workbook_read_as_the_table_in_utf_8() {
    let setting = Setting::with_roster().await;
    let file = String::from_utf8(table(&ROSTER)).unwrap();
    let (gbk, _, lost) = encoding_rs::GBK.encode(&file);
    assert!(!lost);
    let reply = setting.import(&gbk).await.expect(200);
    assert_eq!(reply.body["unchanged"], 3, "{:#}", reply.body);
    let reply = setting.import(&workbook()).await.expect(200);
    assert_eq!((&reply.body["unchanged"], refused(&reply.body)), (&json!(3), vec![]));
}

/// The same students as Chinese Excel saves them: a title, dates as dates in
/// Chinese formats and as bare serials, numbers as numbers, a stray cell far below.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "2027年国际学生名单").unwrap();
    for (column, name) in (0..).zip(COLUMNS.split(',')) {
        sheet.write(2, column, name).unwrap();
    }
    for (line, row) in (3..).zip(ROSTER) {
        for (column, cell) in (0..).zip(row.split(',')) {
            sheet.write(line, column, cell).unwrap();
        }
    }
    let chinese = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let leap_day = ExcelDateTime::from_ymd(2004, 2, 29).unwrap();
    sheet.write_with_format(3, 4, &leap_day, &chinese).unwrap();
    // Format 31 is built in: a date in Chinese Excel, nothing elsewhere.
    let built_in = Format::new().set_num_format_index(31);
    let born = ExcelDateTime::from_ymd(2003, 7, 1).unwrap();
    sheet.write_with_format(4, 4, &born, &built_in).unwrap();
    sheet.write_number(5, 4, 37_287.0).unwrap();
    sheet.write_number(5, 5, 512_345_678.0).unwrap();
    sheet.write(900_000, 0, " ").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[tokio::test]
async fn digits_that_a_workbook_has_lost_are_refused_by_line() {
    let setting = Setting::new().await;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(COLUMNS.split(',')) {
        sheet.write(0, column, name).unwrap();
    }
    for (column, cell) in (0..).zip(ROSTER[0].split(',')) {
        sheet.write(1, column, cell).unwrap();
    }
    sheet.write_number(1, 0, 2.027_010_042e17).unwrap();
    let file = workbook.save_to_buffer().unwrap();
    let reply = setting.send_file("dryRun=true", &file).await.expect(200);
    assert_eq!(refused(&reply.body), [("/lines/2/number", "digits_lost")]);
}

#[tokio::test]
async fn a_file_that_is_no_roster_is_named_for_what_it_is() {
    let setting = Setting::new().await;
    for (file, code) in [
        (b"<html><table><tr><td>1</td></tr></table></html>".as_slice(), "page_instead_of_table"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old_workbook"),
        (b"", "empty_table"),
        (b"name,number\nAnna,1\n", "missing_column"),
    ] {
        let reply = setting.send_file("", file).await.expect_problem(422, "invalid_input");
        assert_eq!(reply.errors()[0].1, code);
    }
    let as_text = setting.client.put("/api/staff/roster").by(&setting.registrar);
    let as_text = as_text.header("content-type", "text/csv").raw(table(&ROSTER)).send().await;
    as_text.expect_problem(415, "unsupported_media_type");
}

#[tokio::test]
async fn while_an_import_is_written_no_other_is_taken_on_and_the_same_file_is_the_same_import() {
    let setting = Setting::new().await;
    let first = setting.send_file("", &table(&ROSTER)).await.expect(202);
    let same = setting.send_file("", &table(&ROSTER)).await.expect(202);
    assert_eq!(same.body["id"], first.body["id"]);
    let other = setting.send_file("", &table(&ROSTER[..2])).await;
    other.expect_problem(409, "import_running");
    setting.write_import(&first).await.unwrap();
    let _ = setting.send_file("", &table(&ROSTER)).await.expect(200);
}
