//! Passwords: the rule, and hashing.

use std::fmt;
use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{CustomizedPasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use shared_platform::http::FieldError;
use shared_platform::{Environment, Problem};

use crate::account::{EmailAddress, UserName};
use crate::secrets::{AccountSecrets, fill_randomly, hash_of_secret};
use crate::work::Work;

const LANES: u32 = 1;
/// The commonest passwords, lower-cased; data/README.md says where they are from.
const COMMON: &str = include_str!("../../data/common-passwords.txt");

/// The one word of our context that everybody who guesses would try.
const SERVICE_NAME: &str = "sojourn";

/// A password that keeps the rule (S10).
pub struct Password(String);

/// A password as somebody typed it, which may be anybody's.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
pub struct TypedPassword(String);

/// A password's hash in PHC form.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordHash(String);

/// A password does not get into a log by accident.
impl fmt::Debug for TypedPassword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TypedPassword(…)")
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PasswordHash(…)")
    }
}

impl PasswordHash {
    /// The hash of no password: none that anybody types is verified against it. Of the
    /// same parameters as every other, so that verifying takes as long.
    #[must_use]
    pub(crate) fn of_nobody(work: &Work) -> Self {
        let Work { memory_kib, passes, .. } = work;
        Self(format!(
            "$argon2id$v=19$m={memory_kib},t={passes},p={LANES}$bm9ib2R5bm9ib2R5bm8${}",
            "A".repeat(43)
        ))
    }
}

impl TypedPassword {
    /// Whether both were typed alike (S11).
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// How the password would be kept if it were a temporary one: those are
    /// random, so nothing slow is needed.
    #[must_use]
    pub fn hash_if_temporary(&self) -> String {
        hash_of_secret(&self.0)
    }

    /// Checks the rule (S10): 8 to 128 characters with an upper-case and a
    /// lower-case letter and a digit, any others allowed, and none of the
    /// commonest. Whose password it is to be comes after:
    /// [`Password::keeps_name_out`].
    ///
    /// # Errors
    /// A code at `/password` that says what is missing.
    pub fn keep_rule(self) -> Result<Password, FieldError> {
        let text = &self.0;
        let broken = |code| Err(FieldError::new("/password", code));
        if text.is_empty() {
            return broken("required"); // S9
        }
        let length = text.chars().count();
        if length < 8 {
            return broken("password_too_short");
        }
        if length > 128 {
            return broken("password_too_long");
        }
        let mixed = text.chars().any(char::is_uppercase)
            && text.chars().any(char::is_lowercase)
            && text.chars().any(|letter| letter.is_ascii_digit());
        if !mixed {
            return broken("password_needs_upper_lower_digit");
        }
        match is_common(text) {
            true => broken("password_too_common"),
            false => Ok(Password(self.0)),
        }
    }

    /// Checks that both were typed alike, the rule, and that it is not the one
    /// it takes the place of.
    ///
    /// # Errors
    /// 422 `invalid_input` at `/password` or `/passwordConfirmation`.
    pub fn replace(self, present: &Self, confirmation: &Self) -> Result<Password, Problem> {
        let mut errors = Vec::new();
        if !self.equals(confirmation) {
            errors.push(FieldError::new("/passwordConfirmation", "password_differs")); // S11
        }
        if self.equals(present) {
            errors.push(FieldError::new("/password", "password_not_new"));
        }
        match self.keep_rule() {
            Ok(password) if errors.is_empty() => Ok(password),
            checked => {
                errors.extend(checked.err());
                Err(Problem::invalid(errors))
            }
        }
    }
}

/// Whether a password is one of the commonest, in whatever case. Reading the
/// list through takes a thousandth of the time that hashing takes.
fn is_common(text: &str) -> bool {
    let folded = text.to_lowercase();
    COMMON.lines().any(|common| common == folded)
}

impl Password {
    /// Checks that neither the user name nor the address is in the password, nor
    /// the name of the service (S10).
    ///
    /// # Errors
    /// `password_contains_name` at `/password`.
    pub fn keeps_name_out(&self, name: &UserName, email: &EmailAddress) -> Result<(), FieldError> {
        let folded = self.0.to_lowercase();
        let local_part = email.as_str().split('@').next().unwrap_or_default().to_lowercase();
        let tells = folded.contains(SERVICE_NAME)
            || folded.contains(&name.as_str().to_lowercase())
            || (local_part.chars().count() >= 4 && folded.contains(&local_part));
        match tells {
            true => Err(FieldError::new("/password", "password_contains_name")),
            false => Ok(()),
        }
    }

    /// How a temporary password is kept.
    #[must_use]
    pub fn hash_as_temporary(&self) -> String {
        hash_of_secret(&self.0)
    }

    /// A password that nobody chose: 128 random bits in letters of both cases and digits.
    ///
    /// # Errors
    /// A problem when the machine has no randomness.
    pub fn random() -> Result<Self, Problem> {
        let mut bytes = [0; 16];
        fill_randomly(&mut bytes)?;
        // The prefix keeps the rule whatever the bits are.
        Ok(Self(format!("Sj1-{}", data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase())))
    }

    /// The password, to be shown once to whoever it was made for.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Hashes and verifies passwords, off the async thread, with a pepper that is
/// not in the table.
#[derive(Clone)]
pub struct Hasher {
    pepper: Arc<[u8]>,
    work: Work,
    /// The hash of no password: what an unknown name is verified against.
    nobody: PasswordHash,
}

/// Hashing failed: a defect.
#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed")]
struct NotHashed;

impl Hasher {
    /// The hasher of an environment.
    pub(crate) fn of(environment: &Environment, secrets: &AccountSecrets) -> Self {
        Self::new(secrets.pepper(), Work::of(environment))
    }

    fn new(pepper: [u8; 32], work: Work) -> Self {
        let nobody = PasswordHash::of_nobody(&work);
        Self { pepper: Arc::new(pepper), work, nobody }
    }

    /// The hash of a password.
    ///
    /// # Errors
    /// A problem when hashing fails.
    pub async fn hash(&self, password: &Password) -> Result<PasswordHash, Problem> {
        let (hasher, password) = (self.clone(), password.0.clone());
        let mut salt = [0; 16];
        fill_randomly(&mut salt)?;
        off_the_async_thread(move || {
            let hash = hasher.argon2()?.hash_password_customized(
                password.as_bytes(),
                &salt,
                None,
                None,
                hasher.parameters()?,
            );
            Some(PasswordHash(hash.ok()?.to_string()))
        })
        .await?
        .ok_or_else(|| Problem::internal(NotHashed))
    }

    /// Whether a password is the one that was hashed. Without a hash the work
    /// is the same and the answer is no: an unknown name costs what a known one does.
    ///
    /// # Errors
    /// A problem when the thread died.
    pub async fn verify(
        &self,
        typed: TypedPassword,
        hash: Option<&PasswordHash>,
    ) -> Result<bool, Problem> {
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).clone();
        let hasher = self.clone();
        // What is longer than a password may be is no password; its hash would cost more.
        let typed: String = typed.0.chars().take(129).collect();
        let matches = off_the_async_thread(move || {
            let hash = Phc::new(&hash.0).ok()?;
            Some(hasher.argon2()?.verify_password(typed.as_bytes(), &hash).is_ok())
        })
        .await?;
        Ok(known && matches == Some(true))
    }

    fn argon2(&self) -> Option<Argon2<'_>> {
        self.work.note_hash();
        let parameters = self.parameters()?;
        Argon2::new_with_secret(&self.pepper, Algorithm::Argon2id, Version::V0x13, parameters).ok()
    }

    fn parameters(&self) -> Option<Params> {
        Params::new(self.work.memory_kib, self.work.passes, LANES, None).ok()
    }
}

async fn off_the_async_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Case {
        password: String,
        user_name: Option<String>,
        email: Option<String>,
        code: Option<String>,
    }

    fn checked(text: &str, name: &str, email: &str) -> Result<Password, &'static str> {
        let name = UserName::parse(name).unwrap();
        let email = EmailAddress::parse(email).unwrap();
        let password = TypedPassword(text.to_owned()).keep_rule().map_err(|error| error.code)?;
        password.keeps_name_out(&name, &email).map_err(|error| error.code)?;
        Ok(password)
    }

    /// The site's meter is tested with the same cases.
    #[test]
    fn the_rule_is_the_one_that_the_site_shows() {
        let cases = include_str!("../../tests/data/password-rule.json");
        let cases: Vec<Case> = serde_json::from_str(cases).unwrap();
        for Case { password, user_name, email, code } in cases {
            let name = user_name.as_deref().unwrap_or("anna.tester");
            let email = email.as_deref().unwrap_or("travelmail@example.org");
            assert_eq!(checked(&password, name, email).err(), code.as_deref(), "{password}");
        }
    }

    #[test]
    fn three_thousand_common_passwords_that_would_keep_the_rule_are_refused() {
        let would_keep = |common: &&str| {
            let letters = common.chars().filter(|letter| letter.is_lowercase()).count();
            common.len() >= 8 && letters >= 2 && common.chars().any(|sign| sign.is_ascii_digit())
        };
        let common: Vec<&str> = COMMON.lines().collect();
        assert!(common.iter().all(would_keep));
        let different: std::collections::HashSet<&str> = common.iter().copied().collect();
        assert!(different.len() >= 3000 && different.len() == common.len());
        assert!(common.iter().all(|common| is_common(&common.to_uppercase())));
    }

    #[test]
    fn a_random_password_keeps_the_rule() {
        let password = Password::random().unwrap();
        assert!(TypedPassword(password.reveal().to_owned()).keep_rule().is_ok());
    }

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let hasher = Hasher::new([1; 32], Work::SERVICE);
        let password = TypedPassword("Correct-Horse-1".to_owned()).keep_rule().unwrap();
        let hash = hasher.hash(&password).await.unwrap();
        let verify = async |hasher: &Hasher, text: &str| {
            hasher.verify(TypedPassword(text.to_owned()), Some(&hash)).await.unwrap()
        };
        assert!(verify(&hasher, "Correct-Horse-1").await);
        assert!(!verify(&hasher, "Correct-Horse-2").await);
        assert!(
            !verify(&Hasher::new([2; 32], Work::SERVICE), "Correct-Horse-1").await,
            "without the pepper"
        );
    }

    #[tokio::test]
    async fn a_password_is_hashed_as_typed_and_never_cut() {
        let hasher = Hasher::new([1; 32], Work::SERVICE);
        let typed = |text: &str| TypedPassword(text.to_owned());
        let longest = format!(" Aa1 é{}", "x".repeat(122));
        let hash = hasher.hash(&typed(&longest).keep_rule().unwrap()).await.unwrap();
        assert!(hasher.verify(typed(&longest), Some(&hash)).await.unwrap());
        let (without_space, shorter) = (longest.trim().to_owned(), longest[..128].to_owned());
        let (lower_case, longer) = (longest.to_lowercase(), format!("{longest}x"));
        for other in [without_space, shorter, lower_case, longer.clone()] {
            assert!(!hasher.verify(typed(&other), Some(&hash)).await.unwrap(), "{other}");
        }
        let refused = typed(&longer).keep_rule().err().unwrap();
        assert_eq!(refused.code, "password_too_long");
    }

    #[tokio::test]
    async fn an_unknown_name_is_verified_against_a_real_hash_and_refused() {
        let hasher = Hasher::new([1; 32], Work::SERVICE);
        assert!(Phc::new(&hasher.nobody.0).is_ok());
        assert!(!hasher.verify(TypedPassword("Anything-1".to_owned()), None).await.unwrap());
    }
}
