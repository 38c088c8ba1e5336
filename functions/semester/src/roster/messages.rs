//! What actions of the roster ask of each other.

use serde::{Deserialize, Serialize};
use shared_domain::ids::RosterImportId;
use shared_domain::student::StudentNumber;
use shared_platform::ids::AccountId;
use shared_platform::outbox::Message;

/// Write the students of an import, one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplyRoster {
    /// Which.
    pub import: RosterImportId,
}

impl Message for ApplyRoster {
    const ACTION: &'static str = "apply_roster";
}

/// Mail a link that claims a record to the address on the roster, if there is such
/// a record and nobody has claimed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueStudentClaim {
    /// Who asks.
    pub account: AccountId,
    /// The number that was typed.
    pub number: StudentNumber,
}

impl Message for IssueStudentClaim {
    const ACTION: &'static str = "issue_student_claim";
}
