//! What SES reports of mails it sent: as an event of a configuration set
//! (`eventType`) or as a notification of an identity (`notificationType`).

use jiff::Timestamp;
use serde::Deserialize;
use shared_domain::account::{EmailTrouble, EmailTroubleState};

/// How the text begins with which SES tries out a new topic.
const GREETING: &str = "Successfully validated SNS topic";

/// What a report says of one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressReport {
    /// The address.
    pub address: String,
    /// Why no mail is to go there any more.
    pub trouble: EmailTrouble,
    /// In a word of SES, what kind of trouble.
    pub detail: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    #[serde(alias = "notificationType")]
    event_type: String,
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    bounce_sub_type: String,
    bounced_recipients: Vec<Recipient>,
    timestamp: Timestamp,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    complaint_feedback_type: Option<String>,
    complained_recipients: Vec<Recipient>,
    timestamp: Timestamp,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: String,
}

/// The addresses that a report says are in trouble. Most reports name none.
///
/// # Errors
/// When the text is no report of SES.
pub fn read(text: &str) -> Result<Vec<AddressReport>, serde_json::Error> {
    if text.starts_with(GREETING) {
        return Ok(Vec::new());
    }
    let report: Report = serde_json::from_str(text)?;
    Ok(match (report.event_type.as_str(), report.bounce, report.complaint) {
        ("Bounce", Some(bounce), _) => bounced(bounce),
        ("Complaint", _, Some(complaint)) => complained(complaint),
        _ => Vec::new(),
    })
}

/// Only what bounces for good is trouble: a mailbox that is full today takes
/// mails tomorrow.
fn bounced(bounce: Bounce) -> Vec<AddressReport> {
    if bounce.bounce_type != "Permanent" {
        return Vec::new();
    }
    let trouble = EmailTrouble { state: EmailTroubleState::Bounced, at: bounce.timestamp };
    reports(bounce.bounced_recipients, &trouble, &bounce.bounce_sub_type)
}

/// Whoever says of a mail that it is *not* unwanted complains of nothing.
fn complained(complaint: Complaint) -> Vec<AddressReport> {
    let kind = complaint.complaint_feedback_type.unwrap_or_else(|| "unknown".to_owned());
    if kind == "not-spam" {
        return Vec::new();
    }
    let trouble = EmailTrouble { state: EmailTroubleState::Complained, at: complaint.timestamp };
    reports(complaint.complained_recipients, &trouble, &kind)
}

fn reports(recipients: Vec<Recipient>, trouble: &EmailTrouble, detail: &str) -> Vec<AddressReport> {
    let report = |recipient: Recipient| AddressReport {
        address: recipient.email_address,
        trouble: trouble.clone(),
        detail: detail.to_owned(),
    };
    recipients.into_iter().map(report).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// A report in both of its shapes.
    fn in_both_shapes(kind: &str, about: &Value) -> [String; 2] {
        ["eventType", "notificationType"].map(|name| {
            let mut report = about.clone();
            report[name] = json!(kind);
            report["mail"] = json!({ "messageId": "0100", "destination": ["anna@example.org"] });
            report.to_string()
        })
    }

    fn bounce(kind: &str) -> Value {
        json!({ "bounce": {
            "bounceType": kind,
            "bounceSubType": "General",
            "bouncedRecipients": [{
                "emailAddress": "anna@example.org",
                "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 user unknown",
            }],
            "timestamp": "2027-03-01T02:00:00.123Z",
            "feedbackId": "0100",
        }})
    }

    fn complaint(kind: Option<&str>) -> Value {
        json!({ "complaint": {
            "complainedRecipients": [{ "emailAddress": "anna@example.org" }],
            "complaintFeedbackType": kind,
            "timestamp": "2027-03-01T02:00:00.123Z",
            "feedbackId": "0100",
        }})
    }

    fn one(text: &str) -> AddressReport {
        let mut reports = read(text).unwrap();
        assert_eq!(reports.len(), 1, "{text}");
        reports.remove(0)
    }

    #[test]
    fn a_hard_bounce_is_trouble_in_either_shape() {
        for text in in_both_shapes("Bounce", &bounce("Permanent")) {
            let report = one(&text);
            assert_eq!(report.address, "anna@example.org");
            assert_eq!(report.trouble.state, EmailTroubleState::Bounced);
            assert_eq!(report.trouble.at.to_string(), "2027-03-01T02:00:00.123Z");
            assert_eq!(report.detail, "General");
        }
    }

    #[test]
    fn a_soft_bounce_is_no_trouble() {
        for kind in ["Transient", "Undetermined"] {
            for text in in_both_shapes("Bounce", &bounce(kind)) {
                assert_eq!(read(&text).unwrap(), []);
            }
        }
    }

    #[test]
    fn a_complaint_is_trouble_whatever_its_kind_but_not_its_contrary() {
        for kind in [Some("abuse"), None] {
            for text in in_both_shapes("Complaint", &complaint(kind)) {
                assert_eq!(one(&text).trouble.state, EmailTroubleState::Complained);
            }
        }
        for text in in_both_shapes("Complaint", &complaint(Some("not-spam"))) {
            assert_eq!(read(&text).unwrap(), []);
        }
    }

    #[test]
    fn every_address_of_a_report_is_read() {
        let mut about = bounce("Permanent");
        let recipients = json!([
            { "emailAddress": "anna@example.org" }, { "emailAddress": "ben@example.org" },
        ]);
        about["bounce"]["bouncedRecipients"] = recipients;
        let [text, _] = in_both_shapes("Bounce", &about);
        let addresses: Vec<String> =
            read(&text).unwrap().into_iter().map(|report| report.address).collect();
        assert_eq!(addresses, ["anna@example.org", "ben@example.org"]);
    }

    #[test]
    fn what_is_no_trouble_says_nothing() {
        for text in [
            r#"{"eventType":"Delivery","delivery":{}}"#,
            r#"{"notificationType":"AmazonSnsSubscriptionSucceeded","message":"…"}"#,
            "Successfully validated SNS topic for Amazon SES event publishing.",
        ] {
            assert_eq!(read(text).unwrap(), [], "{text}");
        }
    }

    #[test]
    fn what_is_no_report_is_an_error() {
        for text in ["", "null", "[]", "{}", "bounced", r#"{"eventType":"Bounce","bounce":{}}"#] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in "\\PC{0,200}") {
            let _ = read(&text);
        }
    }
}
