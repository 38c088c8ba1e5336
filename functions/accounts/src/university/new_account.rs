//! The account of a student who comes in by the university's identity and has none:
//! without a password, with the address on the roster, active at once, because the
//! university has said who it is. Who wants a password asks for one by mail.

use jiff::Timestamp;
use shared_domain::student::{Student, StudentNumber};
use shared_platform::auth::AccountKind;
use shared_platform::ids::AccountId;
use shared_platform::secret::random_secret;
use shared_platform::{Locale, Problem};

use super::begun::Pending;
use crate::account::{Account, Agreement, Credentials, DEFAULT_TIME_ZONE, EmailAddress, UserName};
use crate::passwords::password::PasswordHash;
use crate::work::Work;

/// An account that is not there yet.
pub(super) struct NewAccount {
    pub(super) account: Account,
    pub(super) credentials: Credentials,
}

impl NewAccount {
    /// For a student. The user name is made of the number; `attempt` counts how many
    /// were somebody's.
    ///
    /// # Errors
    /// 409 `university_record_without_email` when the roster has no address that
    /// mails reach.
    pub(super) fn of(
        student: &Student,
        attempt: u32,
        pending: &Pending,
        locale: Locale,
        work: &Work,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let unreachable = || Problem::conflict("university_record_without_email");
        let email = student.email.as_deref().ok_or_else(unreachable)?;
        let email = EmailAddress::parse(email).map_err(|_| unreachable())?;
        let account = Account {
            id: AccountId::new(),
            kind: AccountKind::Applicant,
            user_name: user_name(&student.number, attempt)?,
            email,
            email_of_roster: true,
            locale,
            time_zone: DEFAULT_TIME_ZONE.to_owned(),
            notice_mails: true,
            active: true,
            vanishes_at: None,
            session_generation: 1,
            roles: Vec::new(),
            // S7: it stood beside the button that began this.
            agreement: Some(Agreement {
                version: pending.agreement_version.clone(),
                accepted_at: pending.begun_at,
            }),
            deletion: None,
            created_at: now,
            last_totp_step: 0,
            version: 1,
        };
        let credentials = account.credentials(PasswordHash::of_nobody(work), None);
        Ok(Self { account, credentials })
    }
}

/// A user name made of a number: `s-2025LX0001`, with six random letters behind it
/// where somebody has that.
fn user_name(number: &StudentNumber, attempt: u32) -> Result<UserName, Problem> {
    let text = match attempt {
        0 => format!("s-{number}"),
        _ => {
            let secret = random_secret()?;
            let letters = secret.chars().filter(char::is_ascii_alphanumeric).take(6);
            format!("s-{number}-{}", letters.collect::<String>().to_lowercase())
        }
    };
    // One character and the two before it are too short for a user name.
    UserName::parse(&format!("{text:0<4}")).map_err(Problem::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_can_be_made_of_every_number() {
        for number in ["1", "42", "2025-LX-0001", &"9".repeat(20)] {
            let number: StudentNumber = number.parse().unwrap();
            for attempt in 0..3 {
                let made = user_name(&number, attempt).unwrap();
                assert!(made.as_str().starts_with(&format!("s-{number}")), "{made:?}");
            }
        }
        let number: StudentNumber = "2025LX0001".parse().unwrap();
        assert_eq!(user_name(&number, 0).unwrap().as_str(), "s-2025LX0001");
        assert_ne!(user_name(&number, 1).unwrap(), user_name(&number, 1).unwrap());
    }
}
