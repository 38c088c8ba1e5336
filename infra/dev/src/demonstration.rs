//! What a running stack tells of itself: `.local/<stack>/demonstration.json`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::failure::OrFail;

/// Addresses, sign-ins and resources of a stack.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Demonstration {
    /// The site and the API for browsers: `http://localhost:4700`.
    pub site: String,
    /// The same for programs: `http://127.0.0.1:4700`.
    pub front: String,
    /// The emulator: `http://127.0.0.1:4701`. The access key `test` with the
    /// secret `test` is its root: never checked, allowed everything.
    pub emulator: String,
    /// The region that the emulator plays.
    pub region: String,
    /// The name of the installation, as in the paths of its secrets.
    pub stage: String,
    /// The HTTP API, reached directly at `<emulator>/_aws/execute-api/<id>/$default/…`.
    pub api_id: String,
    /// The bucket of uploads.
    pub uploads_bucket: String,
    /// Physical ids by logical id: `RegisterFunction`, `RegisterFunctionRole`,
    /// `AccountsTable`, `MailQueue` …
    pub resources: BTreeMap<String, String>,
    /// The keys and secrets of the local run.
    pub keys_file: PathBuf,
    /// Demonstration staff.
    pub staff: Vec<StaffSignIn>,
    /// The demonstration applicant.
    pub applicant: Option<ApplicantSignIn>,
    /// Students on the roster, who sign in at the university.
    #[serde(default)]
    pub students: Vec<Student>,
}

/// How a member of staff signs in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StaffSignIn {
    /// The name to sign in with.
    pub user_name: String,
    /// What they may do.
    pub roles: Vec<String>,
    /// The password.
    pub password: String,
    /// The secret of the one-time codes, in base32.
    pub totp_secret: String,
}

/// How an applicant signs in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicantSignIn {
    /// The name to sign in with.
    pub user_name: String,
    /// The address that mails go to.
    pub email: String,
    /// The password.
    pub password: String,
}

/// A student on the roster, whom the university of the local run knows.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Student {
    /// The student number.
    pub number: String,
    /// The name one signs in with at the university.
    pub login: String,
    /// The password there.
    pub password: String,
}

impl Demonstration {
    /// The physical id of a resource of the template.
    ///
    /// # Errors
    /// When the stack has none of that name.
    pub fn resource(&self, logical_id: &str) -> Result<&str, Failure> {
        let id = self.resources.get(logical_id);
        id.map(String::as_str)
            .ok_or_else(|| Failure::new(format!("the stack has no resource {logical_id}")))
    }

    /// The first member of staff with this role.
    ///
    /// # Errors
    /// When there is none.
    pub fn staff_with(&self, role: &str) -> Result<&StaffSignIn, Failure> {
        let found = self.staff.iter().find(|each| each.roles.iter().any(|each| each == role));
        found.ok_or_else(|| Failure::new(format!("no demonstration staff is {role}")))
    }

    /// Reads what a running stack wrote.
    ///
    /// # Errors
    /// When the file is missing or malformed.
    pub fn read(file: &Path) -> Result<Self, Failure> {
        let text = std::fs::read(file).or_fail(file.display())?;
        serde_json::from_slice(&text).or_fail(file.display())
    }

    pub(crate) fn write(&self, file: &Path) -> Result<(), Failure> {
        let text = serde_json::to_vec_pretty(self).or_fail(file.display())?;
        std::fs::write(file, text).or_fail(file.display())
    }
}
