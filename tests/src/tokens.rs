//! Access tokens that the running system takes, for callers who need not exist.

use jiff::Timestamp;
use serde_json::{Value, json};
use shared_platform::auth::{AccessClaims, AccountKind, StaffRole, TokenSigner};
use shared_platform::auth::{account_key, session_key};
use shared_platform::clock::seconds_after;
use shared_platform::ids::{AccountId, SessionId};

use crate::system::System;
use crate::visitor::text;

/// Signs as `sign_in` does.
#[derive(Clone)]
pub struct Tokens {
    signer: TokenSigner,
}

/// Who has tasks in the queue.
pub const EXAMINERS: [StaffRole; 3] =
    [StaffRole::Reviewer, StaffRole::Registrar, StaffRole::VisaOfficer];

/// Who looks after students.
pub const STUDENT_OFFICE: [StaffRole; 2] = [StaffRole::Registrar, StaffRole::VisaOfficer];

/// What a caller needs to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Anybody.
    Anybody,
    /// An applicant.
    Applicant,
    /// Whoever is signed in, in what concerns their own account.
    AccountHolder,
    /// Staff with a role.
    Staff(StaffRole),
    /// Staff with any of several roles.
    AnyOf(&'static [StaffRole]),
}

impl Tokens {
    /// The tokens of a running system.
    #[must_use]
    pub fn of(system: &System) -> Self {
        let keys = std::fs::read(&system.demonstration.keys_file).unwrap();
        let keys: Value = serde_json::from_slice(&keys).unwrap();
        let key = text(&keys, "/accessTokenSigningKey").to_owned();
        Self { signer: TokenSigner::new(&key.into()).unwrap() }
    }

    /// Tokens that no system takes: signed with a key made just now.
    #[must_use]
    pub fn foreign() -> Self {
        use base64::Engine as _;
        use base64::engine::general_purpose::STANDARD;
        let random = ring::rand::SystemRandom::new();
        let key = ring::signature::Ed25519KeyPair::generate_pkcs8(&random).unwrap();
        Self { signer: TokenSigner::new(&STANDARD.encode(key.as_ref()).into()).unwrap() }
    }

    /// The token of an applicant without an application.
    #[must_use]
    pub fn applicant(&self) -> String {
        self.sign(claims(AccountKind::Applicant, &[]), Timestamp::now())
    }

    /// The token of a member of staff who has the role, and whose session is open.
    pub async fn member_of_staff(&self, system: &System, role: StaffRole) -> String {
        let claims = claims(AccountKind::Staff, &[role]);
        let account = account_key(claims.sub);
        let session = session_key(claims.sub, claims.sid);
        let emulator = system.emulator();
        let standing = json!({
            "pk": { "S": account.pk },
            "sk": { "S": account.sk },
            "sessionGeneration": { "N": claims.generation.to_string() },
            "roles": { "L": [{ "S": role }] },
        });
        emulator.put("AccountsTable", &standing).await;
        let open = json!({ "pk": { "S": session.pk }, "sk": { "S": session.sk } });
        emulator.put("AccountsTable", &open).await;
        self.sign(claims, Timestamp::now())
    }

    /// A token of the caller that an operation is for. Of staff it only says so:
    /// there is no such member.
    #[must_use]
    pub fn of_caller(&self, caller: Caller) -> String {
        self.made_at(caller, Timestamp::now())
    }

    /// The same, but it ended a second ago.
    #[must_use]
    pub fn expired(&self, caller: Caller) -> String {
        self.made_at(caller, seconds_after(Timestamp::now(), -601))
    }

    /// The tokens of all who are not that caller.
    #[must_use]
    pub fn of_others(&self, caller: Caller) -> Vec<String> {
        match caller {
            Caller::Anybody | Caller::AccountHolder => Vec::new(),
            Caller::Applicant => vec![self.staff(&StaffRole::ALL)],
            Caller::Staff(role) => self.of_others_than(&[role]),
            Caller::AnyOf(roles) => self.of_others_than(roles),
        }
    }

    fn of_others_than(&self, roles: &[StaffRole]) -> Vec<String> {
        let others: Vec<StaffRole> =
            StaffRole::ALL.into_iter().filter(|each| !roles.contains(each)).collect();
        vec![self.applicant(), self.staff(&others), self.staff(&[])]
    }

    fn made_at(&self, caller: Caller, now: Timestamp) -> String {
        match caller {
            Caller::Anybody | Caller::AccountHolder | Caller::Applicant => {
                self.sign(claims(AccountKind::Applicant, &[]), now)
            }
            Caller::Staff(role) => self.sign(claims(AccountKind::Staff, &[role]), now),
            Caller::AnyOf(roles) => self.sign(claims(AccountKind::Staff, roles), now),
        }
    }

    /// The token of a member of staff whom nobody made.
    fn staff(&self, roles: &[StaffRole]) -> String {
        self.sign(claims(AccountKind::Staff, roles), Timestamp::now())
    }

    fn sign(&self, claims: AccessClaims, now: Timestamp) -> String {
        self.signer.sign(claims, now).unwrap().0
    }
}

/// The claims of somebody new.
fn claims(kind: AccountKind, roles: &[StaffRole]) -> AccessClaims {
    AccessClaims {
        sub: AccountId::new(),
        sid: SessionId::new(),
        generation: 1,
        kind,
        name: "somebody".to_owned(),
        roles: roles.to_vec(),
    }
}
