//! `issue_student_claim`: mails a link that claims a record to the address on the
//! roster, if there is such a record and nobody has it.

use shared_domain::notices::{Recipient, SendMail};
use shared_domain::student::Student;
use shared_domain::student::mails::ClaimStudentRecord;
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::clock::seconds_after;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::outbox::Delivery;
use shared_platform::secret::{hash_of_secret, random_secret};
use shared_platform::{Clock, Environment, InitError, MessageAction};

use super::claims::{Claim, ClaimStore};
use super::messages;

/// How long the link works, in seconds.
const CODE_LIFETIME_SECONDS: i64 = 24 * 60 * 60;
/// Mails about one record: three at once, then one in an hour.
const PER_STUDENT: Limit = Limit { kind: "student_claim_mail", burst: 3, refill_seconds: 3600 };

/// The action.
pub struct IssueStudentClaim {
    store: ClaimStore,
    limits: RateLimits,
    clock: Clock,
}

impl MessageAction for IssueStudentClaim {
    type Message = messages::IssueStudentClaim;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ClaimStore::of(environment)?;
        store.warm().await;
        let limits = RateLimits::of(environment)?;
        Ok(Self { store, limits, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let messages::IssueStudentClaim { account, number } = delivery.message;
        let (student, contact) = self.store.asked_for(&number, account).await?;
        let claimable = student.as_ref().and_then(claimable);
        let (Some((student, email)), Some(contact)) = (claimable, contact) else { return Ok(()) };
        let now = self.clock.now();
        if !self.limits.admits(PER_STUDENT, &student.id.to_string(), now).await? {
            return Ok(());
        }
        let code = random_secret()?;
        let until = seconds_after(now, CODE_LIFETIME_SECONDS);
        let sent_to = hash_of_secret(email);
        let claim = Claim { account, student: student.id, sent_to, expires_at: until };
        let mail = ClaimStudentRecord {
            user_name: contact.user_name,
            number: student.number.to_string(),
            code: code.clone(),
            until,
        };
        let recipient = Recipient::Address(email.to_owned(), contact.locale);
        let mail = SendMail::to(recipient, &mail);
        let deed = Deed::of_message::<Self>(delivery.id, now);
        Ok(self.store.issue(&code, &claim, mail, &deed).await?)
    }
}

/// A record that can be claimed, and the address that claims it: the student is on
/// the roster with one, and no account has the record.
fn claimable(student: &Student) -> Option<(&Student, &str)> {
    let free = student.account.is_none() && student.state.is_on_roster();
    Some((student, student.email.as_deref()?)).filter(|_| free)
}
