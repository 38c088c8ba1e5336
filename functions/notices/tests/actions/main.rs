//! The actions of the notices area, in process: DynamoDB with the template's
//! tables, and stand-ins for SQS and SES that remember what they were given.

mod list_notices;
mod post_notice;
mod read_notice;
mod record_mail_feedback;
mod relay;
mod send_mail;
mod services;
mod setting;
mod sweep_outbox;

/// The sample event of an action.
fn sample(action: &str) -> serde_json::Value {
    let path = format!("{}/../../events/{action}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}
