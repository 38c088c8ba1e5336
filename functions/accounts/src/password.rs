//! Passwords: the rule, and hashing.

use std::fmt;
use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{CustomizedPasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde::{Deserialize, Serialize};
use shared::Problem;
use shared::http::FieldError;

use crate::account::{EmailAddress, UserName};

/// argon2id with 19 MiB, two passes, one lane: the OWASP recommendation.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

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

impl TypedPassword {
    /// Whether both were typed alike (S11).
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// Checks the rule (S10): 8 to 128 characters with an upper-case and a
    /// lower-case letter and a digit, any others allowed, and neither the user
    /// name nor the address in it.
    ///
    /// # Errors
    /// A code at `/password` that says what is missing.
    pub fn keep_rule(self, name: &UserName, email: &EmailAddress) -> Result<Password, FieldError> {
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
        let folded = text.to_lowercase();
        let local_part = email.as_str().split('@').next().unwrap_or_default().to_lowercase();
        let tells = folded.contains(&name.as_str().to_lowercase())
            || (local_part.chars().count() >= 4 && folded.contains(&local_part));
        match tells {
            true => broken("password_contains_name"),
            false => Ok(Password(self.0)),
        }
    }
}

impl Password {
    /// A password that nobody chose: 128 random bits in letters of both cases and digits.
    ///
    /// # Errors
    /// A problem when the machine has no randomness.
    pub fn random() -> Result<Self, Problem> {
        let mut bytes = [0; 16];
        SystemRandom::new().fill(&mut bytes).map_err(|_| Problem::internal(NoRandomness))?;
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
    /// The hash of no password: what an unknown name is verified against.
    nobody: PasswordHash,
}

/// Hashing failed: a defect, or no randomness.
#[derive(Debug)]
struct NoRandomness;

impl fmt::Display for NoRandomness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the password could not be hashed")
    }
}

impl std::error::Error for NoRandomness {}

impl Hasher {
    /// A hasher with this pepper (32 bytes).
    #[must_use]
    pub fn new(pepper: [u8; 32]) -> Self {
        // Of the same parameters as every other, so that verifying takes as long.
        let nobody = format!(
            "$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$bm9ib2R5bm9ib2R5bm8${}",
            "A".repeat(43)
        );
        Self { pepper: Arc::new(pepper), nobody: PasswordHash(nobody) }
    }

    /// The hash of a password.
    ///
    /// # Errors
    /// A problem when hashing fails.
    pub async fn hash(&self, password: &Password) -> Result<PasswordHash, Problem> {
        let (pepper, password) = (Arc::clone(&self.pepper), password.0.clone());
        off_the_async_thread(move || {
            let mut salt = [0; 16];
            SystemRandom::new().fill(&mut salt).ok()?;
            let hash = argon2(&pepper)?.hash_password_customized(
                password.as_bytes(),
                &salt,
                None,
                None,
                Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?,
            );
            Some(PasswordHash(hash.ok()?.to_string()))
        })
        .await?
        .ok_or_else(|| Problem::internal(NoRandomness))
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
        let pepper = Arc::clone(&self.pepper);
        // What is longer than a password may be is no password; its hash would cost more.
        let typed: String = typed.0.chars().take(129).collect();
        let matches = off_the_async_thread(move || {
            let hash = Phc::new(&hash.0).ok()?;
            Some(argon2(&pepper)?.verify_password(typed.as_bytes(), &hash).is_ok())
        })
        .await?;
        Ok(known && matches == Some(true))
    }
}

fn argon2(pepper: &[u8]) -> Option<Argon2<'_>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params).ok()
}

async fn off_the_async_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> Result<Password, &'static str> {
        let name = UserName::parse("anna.tester").unwrap();
        let email = EmailAddress::parse("annamail@example.org").unwrap();
        TypedPassword(text.to_owned()).keep_rule(&name, &email).map_err(|error| error.code)
    }

    #[test]
    fn the_rule_names_what_is_missing() {
        for (text, code) in [
            ("", "required"),
            ("Abc123", "password_too_short"),
            ("abcdefg1", "password_needs_upper_lower_digit"),
            ("ABCDEFG1", "password_needs_upper_lower_digit"),
            ("Abcdefgh", "password_needs_upper_lower_digit"),
            ("1Anna.Tester1", "password_contains_name"),
            ("Annamail77", "password_contains_name"),
        ] {
            assert_eq!(checked(text).err(), Some(code), "{text}");
        }
        assert_eq!(checked(&format!("Aa1{}", "x".repeat(126))).err(), Some("password_too_long"));
    }

    #[test]
    fn any_other_character_is_allowed() {
        for text in
            ["Abcdefg1", "Пароль 12 длинный", "Ab1 你好 你好 你好", "aA1\u{7f}\u{1F600}\"'<>"]
        {
            assert!(checked(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_random_password_keeps_the_rule() {
        let password = Password::random().unwrap();
        assert!(checked(password.reveal()).is_ok());
    }

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let hasher = Hasher::new([1; 32]);
        let hash = hasher.hash(&checked("Correct-Horse-1").unwrap()).await.unwrap();
        let verify = async |hasher: &Hasher, text: &str| {
            hasher.verify(TypedPassword(text.to_owned()), Some(&hash)).await.unwrap()
        };
        assert!(verify(&hasher, "Correct-Horse-1").await);
        assert!(!verify(&hasher, "Correct-Horse-2").await);
        assert!(!verify(&Hasher::new([2; 32]), "Correct-Horse-1").await, "without the pepper");
    }

    #[tokio::test]
    async fn an_unknown_name_is_verified_against_a_real_hash_and_refused() {
        let hasher = Hasher::new([1; 32]);
        assert!(Phc::new(&hasher.nobody.0).is_ok());
        assert!(!hasher.verify(TypedPassword("Anything-1".to_owned()), None).await.unwrap());
    }
}
