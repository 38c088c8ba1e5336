//! A registration before staff: the message that puts it there, and what they see
//! beside what was typed and uploaded (S110).

use serde::{Deserialize, Serialize};
use shared_platform::outbox::Message;

use super::RegistrationId;
use crate::form::registration::Read;
use crate::ids::ReviewId;
use crate::review::{Finding, Word};
use crate::staff::Colleague;

/// A registration to be put into the staff queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenRegistrationReview {
    /// The id the task gets, chosen by whoever asks: asking twice opens one task.
    pub review: ReviewId,
    /// The registration.
    pub registration: RegistrationId,
    /// Which submission of it, from 1.
    pub round: u32,
    /// Who returned it before: the task is theirs first.
    pub kept_for: Option<Colleague>,
}

impl Message for OpenRegistrationReview {
    const ACTION: &'static str = "open_registration_review";
}

/// What does not fit together, as findings of a task: each once, with the document
/// that shows how it is.
#[must_use]
pub fn findings(read: &Read) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for noticed in &read.noticed {
        let slot = noticed.check.slot().and_then(|slot| slot.name().parse().ok());
        let finding = Finding { code: Word::of(noticed.check), severity: noticed.severity, slot };
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::registration::samples::{Setting, complete_sections};
    use crate::form::registration::{Check, read};
    use crate::review::{FindingCode, Severity};

    #[test]
    fn what_is_noticed_when_it_is_filled_in_is_noticed_again_when_staff_look_at_it() {
        let mut setting = Setting::default();
        let mut sections = complete_sections();
        sections.residence.contract_holder = Some("Wang Xiaoming".to_owned());
        let at_entry = read(&mut sections, setting.situation());
        assert_eq!(at_entry.noticed.len(), 1);
        // What staff look at is what was submitted, by the rules and on the day of then.
        setting.today = jiff::civil::date(2027, 9, 20);
        setting.rules.severity.insert(Check::ContractOfAnother, Severity::Blocking);
        let found = findings(&read(&mut sections, setting.situation()));
        let expected = Finding {
            code: Word::of("contract_of_another"),
            severity: Severity::Blocking,
            slot: "contract".parse().ok(),
        };
        assert_eq!(found, [expected]);
    }

    #[test]
    fn every_check_is_a_word_that_the_queue_has() {
        for check in Check::ALL {
            let word = serde_json::to_value(Word::of(check)).unwrap();
            assert!(serde_json::from_value::<FindingCode>(word).is_ok(), "{check:?}");
        }
    }

    #[test]
    fn what_fits_together_has_no_findings() {
        let read = read(&mut complete_sections(), Setting::default().situation());
        assert_eq!(findings(&read), []);
    }
}
