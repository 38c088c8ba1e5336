//! What the accounts area keeps out of its table: keys derived from one secret
//! of the parameter store. A copy of the table is worth nothing without it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::hmac;
use secrecy::ExposeSecret as _;
use shared_platform::ids::AccountId;
pub use shared_platform::secret::{NoRandomness, fill_randomly, hash_of_secret, random_secret};
use shared_platform::{Environment, InitError, Problem};

/// The keys of the accounts area.
#[derive(Clone)]
pub struct AccountSecrets {
    pepper: [u8; 32],
    sealing: [u8; 32],
    chain: hmac::Key,
    devices: hmac::Key,
    receipts: hmac::Key,
    invitations: hmac::Key,
}

impl AccountSecrets {
    /// The keys derived from the secret `account-secrets-key` (32 bytes, base64).
    ///
    /// # Errors
    /// [`InitError`] when the secret cannot be read or is not 32 bytes.
    pub async fn of(environment: &Environment) -> Result<Self, InitError> {
        let malformed = || InitError::Malformed("account-secrets-key".to_owned());
        let text = environment.secret("account-secrets-key").await?;
        let root = STANDARD.decode(text.expose_secret().trim()).map_err(|_| malformed())?;
        if root.len() != 32 {
            return Err(malformed());
        }
        let derive = |purpose: &[u8]| derive(&root, purpose).ok_or_else(malformed);
        Ok(Self {
            pepper: derive(b"password pepper")?,
            sealing: derive(b"totp sealing")?,
            chain: hmac::Key::new(hmac::HMAC_SHA256, &derive(b"session chain")?),
            devices: hmac::Key::new(hmac::HMAC_SHA256, &derive(b"known devices")?),
            receipts: hmac::Key::new(hmac::HMAC_SHA256, &derive(b"deletion receipts")?),
            invitations: hmac::Key::new(hmac::HMAC_SHA256, &derive(b"totp of invitations")?),
        })
    }

    /// The pepper of passwords.
    #[must_use]
    pub const fn pepper(&self) -> [u8; 32] {
        self.pepper
    }

    /// The secret that follows a session's secret. The same secret is always
    /// followed by the same one: a client that lost the reply of a refresh and
    /// asks again gets what it was given.
    #[must_use]
    pub fn next_session_secret(&self, secret: &str) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.chain, secret.as_bytes()))
    }

    /// What shows that a device's cookie is ours.
    #[must_use]
    pub fn signature(&self, device: &str) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.devices, device.as_bytes()))
    }

    /// Whether this is the [`AccountSecrets::signature`] of a device.
    #[must_use]
    pub fn is_signature(&self, device: &str, signature: &str) -> bool {
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
        hmac::verify(&self.devices, device.as_bytes(), &signature).is_ok()
    }

    /// The code that opens the receipt of an account's deletion, the same
    /// whenever it is asked for.
    #[must_use]
    pub fn receipt_code(&self, account: AccountId, requested_at: Timestamp) -> String {
        let deletion = format!("{account}#{requested_at}");
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.receipts, deletion.as_bytes()))
    }

    /// The key of the authenticator that belongs to an invitation. It follows
    /// from the code of the invitation, so nothing is kept of it until the
    /// authenticator is confirmed.
    #[must_use]
    pub fn totp_key_of_invitation(&self, code: &str) -> Vec<u8> {
        let mut key = hmac::sign(&self.invitations, code.as_bytes()).as_ref().to_vec();
        key.truncate(crate::second_factor::totp::KEY_BYTES);
        key
    }

    /// Seals the key of an account's one-time passwords for the table.
    ///
    /// # Errors
    /// A problem when the machine has no randomness.
    pub fn seal(&self, account: AccountId, secret: &[u8]) -> Result<String, Problem> {
        let mut nonce = [0; NONCE_LEN];
        fill_randomly(&mut nonce)?;
        let mut sealed = secret.to_vec();
        let aad = Aad::from(account.to_string().into_bytes());
        let key = self.sealing_key().ok_or_else(|| Problem::internal(NotSealed))?;
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed)
            .map_err(|_| Problem::internal(NotSealed))?;
        Ok(STANDARD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what [`AccountSecrets::seal`] sealed for the same account.
    #[must_use]
    pub fn open(&self, account: AccountId, sealed: &str) -> Option<Vec<u8>> {
        let bytes = STANDARD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut sealed = sealed.to_vec();
        let key = self.sealing_key()?;
        let aad = Aad::from(account.to_string().into_bytes());
        let opened = key.open_in_place(Nonce::assume_unique_for_key(*nonce), aad, &mut sealed);
        opened.ok().map(|opened| opened.to_vec())
    }

    fn sealing_key(&self) -> Option<LessSafeKey> {
        UnboundKey::new(&AES_256_GCM, &self.sealing).ok().map(LessSafeKey::new)
    }
}

fn derive(root: &[u8], purpose: &[u8]) -> Option<[u8; 32]> {
    let key = Salt::new(HKDF_SHA256, b"sojourn accounts").extract(root);
    let mut bytes = [0; 32];
    key.expand(&[purpose], HKDF_SHA256).ok()?.fill(&mut bytes).ok()?;
    Some(bytes)
}

/// Sealing failed: a defect.
#[derive(Debug, thiserror::Error)]
#[error("the key could not be sealed")]
struct NotSealed;

#[cfg(test)]
impl AccountSecrets {
    /// Secrets that differ by a number.
    pub(crate) fn for_tests(number: u8) -> Self {
        let key = || hmac::Key::new(hmac::HMAC_SHA256, &[number; 32]);
        Self {
            pepper: [number; 32],
            sealing: [number; 32],
            chain: key(),
            devices: key(),
            receipts: key(),
            invitations: key(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> AccountSecrets {
        AccountSecrets::for_tests(1)
    }

    #[test]
    fn what_is_sealed_opens_for_its_account_only() {
        let account = AccountId::new();
        let sealed = secrets().seal(account, b"key").unwrap();
        assert_eq!(secrets().open(account, &sealed).unwrap(), b"key");
        assert_eq!(secrets().open(AccountId::new(), &sealed), None);
        assert_eq!(secrets().open(account, "AAAA"), None);
    }

    #[test]
    fn each_invitation_has_an_authenticator_of_its_own() {
        let key = |code| secrets().totp_key_of_invitation(code);
        assert_eq!(key("one"), key("one"));
        assert_ne!(key("one"), key("other"));
        assert_eq!(key("one").len(), 20);
    }

    #[test]
    fn a_secret_has_256_bits_and_no_two_are_alike() {
        let secrets: Vec<String> = (0..1000).map(|_| random_secret().unwrap()).collect();
        for secret in &secrets {
            assert_eq!(URL_SAFE_NO_PAD.decode(secret).unwrap().len(), 32);
            assert_eq!(
                URL_SAFE_NO_PAD.decode(self::secrets().next_session_secret(secret)).unwrap().len(),
                32
            );
        }
        let different: std::collections::HashSet<&String> = secrets.iter().collect();
        assert_eq!(different.len(), secrets.len());
    }

    #[test]
    fn a_secret_is_always_followed_by_the_same_one() {
        let secret = random_secret().unwrap();
        let next = secrets().next_session_secret(&secret);
        assert_eq!(next, secrets().next_session_secret(&secret));
        assert_ne!(next, secret);
        assert_ne!(next, secrets().next_session_secret(&next));
    }
}
