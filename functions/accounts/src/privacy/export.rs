//! An export: everything that is stored about a person, as one file for them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::ids::ExportId;
use shared_platform::clock::seconds_after;
use shared_platform::ids::AccountId;
use shared_platform::outbox::Message;
use utoipa::ToSchema;

/// How long a file can be fetched, in seconds; the bucket's lifecycle rule
/// removes it then.
pub const FETCHABLE_SECONDS: i64 = 7 * 24 * 60 * 60;
/// How many exports can be asked for in a week.
pub const PER_WEEK: usize = 3;
/// The time after which an export that is not ready counts as failed, in
/// seconds. A build that fails is tried eight times in three quarters of an hour,
/// one that dies comes again after an hour and a half; then the message lies in
/// the dead-letter queue, whose alarm has called somebody. Should the export be
/// ready later all the same, it is ready.
const TRIED_SECONDS: i64 = 4 * 60 * 60;
/// How long a build may take, in seconds: the function's time-out.
const BUILD_SECONDS: i64 = 15 * 60;
const WEEK_SECONDS: i64 = 7 * 24 * 60 * 60;

/// Put everything that is stored about a person into one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BuildExport {
    /// Whose.
    pub account: AccountId,
    /// Which.
    pub export: ExportId,
}

impl Message for BuildExport {
    const ACTION: &'static str = "build_export";
}

/// An export as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    /// Its id.
    pub id: ExportId,
    /// Whose it is.
    pub account: AccountId,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// Until when one build has it for itself.
    pub leased_until: Option<Timestamp>,
    /// When its file was complete.
    pub ready_at: Option<Timestamp>,
}

/// Where an export is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportState {
    /// It is being put together.
    Building,
    /// It can be fetched.
    Ready,
    /// It came to nothing; another one can be asked for.
    Failed,
}

impl Export {
    /// An export that was asked for just now.
    #[must_use]
    pub fn new(account: AccountId, now: Timestamp) -> Self {
        let id = ExportId::new();
        Self { id, account, requested_at: now, leased_until: None, ready_at: None }
    }

    /// Where it is on its way.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> ExportState {
        match self.ready_at {
            Some(_) => ExportState::Ready,
            None if now < seconds_after(self.requested_at, TRIED_SECONDS) => ExportState::Building,
            None => ExportState::Failed,
        }
    }

    /// Until when it can be fetched.
    #[must_use]
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.ready_at.map(|at| seconds_after(at, FETCHABLE_SECONDS))
    }

    /// Whether its file can be fetched now.
    #[must_use]
    pub fn is_fetchable(&self, now: Timestamp) -> bool {
        self.expires_at().is_some_and(|at| now < at)
    }

    /// Whether another build has it for itself.
    #[must_use]
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.leased_until.is_some_and(|until| now < until)
    }

    /// Until when a build that begins now has it for itself.
    #[must_use]
    pub fn lease(now: Timestamp) -> Timestamp {
        seconds_after(now, BUILD_SECONDS)
    }

    /// When its item may go: some time after nobody asks for it any more.
    #[must_use]
    pub fn forgotten_at(&self) -> Timestamp {
        seconds_after(self.requested_at, 2 * WEEK_SECONDS)
    }

    /// Where its file lies.
    #[must_use]
    pub fn object(&self) -> String {
        format!("{}{}.zip", objects_of(self.account), self.id)
    }
}

/// Where the files of a person's exports lie.
#[must_use]
pub fn objects_of(account: AccountId) -> String {
    format!("exports/{account}/")
}

/// When another export can be asked for, if that is not now.
#[must_use]
pub fn next_one_at(exports: &[Export], now: Timestamp) -> Option<Timestamp> {
    let until = |export: &Export| seconds_after(export.requested_at, WEEK_SECONDS);
    let mut counting: Vec<Timestamp> = exports.iter().map(until).filter(|at| now < *at).collect();
    counting.sort_unstable();
    let one_too_many = counting.len().checked_sub(PER_WEEK)?;
    counting.get(one_too_many).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn asked_for(text: &str) -> Export {
        Export::new(AccountId::new(), at(text))
    }

    #[test]
    fn an_export_that_is_not_ready_after_four_hours_has_failed() {
        let export = asked_for("2027-03-01T02:00:00Z");
        assert_eq!(export.state(at("2027-03-01T05:59:59Z")), ExportState::Building);
        assert_eq!(export.state(at("2027-03-01T06:00:00Z")), ExportState::Failed);
        let ready = Export { ready_at: Some(at("2027-03-01T11:00:00Z")), ..export };
        assert_eq!(ready.state(at("2027-03-01T12:00:00Z")), ExportState::Ready);
    }

    #[test]
    fn a_file_can_be_fetched_for_a_week() {
        let ready_at = Some(at("2027-03-01T03:00:00Z"));
        let export = Export { ready_at, ..asked_for("2027-03-01T02:00:00Z") };
        assert!(export.is_fetchable(at("2027-03-08T02:59:59Z")));
        assert!(!export.is_fetchable(at("2027-03-08T03:00:00Z")));
    }

    #[test]
    fn three_exports_can_be_asked_for_in_a_week() {
        let mut exports = vec![asked_for("2027-02-01T00:00:00Z")];
        exports.extend(["2027-03-03T00:00:00Z", "2027-03-01T00:00:00Z"].map(asked_for));
        assert_eq!(next_one_at(&exports, at("2027-03-04T00:00:00Z")), None);
        exports.push(asked_for("2027-03-02T00:00:00Z"));
        let next = Some(at("2027-03-08T00:00:00Z"));
        assert_eq!(next_one_at(&exports, at("2027-03-04T00:00:00Z")), next);
        assert_eq!(next_one_at(&exports, at("2027-03-08T00:00:00Z")), None);
    }
}
