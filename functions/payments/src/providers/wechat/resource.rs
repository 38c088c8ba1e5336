//! The encrypted resource of a notification: AEAD_AES_256_GCM under the APIv3
//! key ("Decrypt notification resources").

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use serde::Deserialize;

use super::KeyError;

/// The one algorithm there is.
const ALGORITHM: &str = "AEAD_AES_256_GCM";

/// The `resource` of a notification, still closed.
#[derive(Debug, Clone, Deserialize)]
pub struct EncryptedResource {
    /// What the plain text is about, `transaction` for a payment.
    pub original_type: String,
    /// Must be `AEAD_AES_256_GCM`.
    pub algorithm: String,
    /// Base64 of the cipher text followed by its tag of 16 bytes.
    pub ciphertext: String,
    /// Authenticated with the cipher text; absent means empty.
    #[serde(default)]
    pub associated_data: String,
    /// 12 characters. It has nothing to do with the nonce of the signature.
    pub nonce: String,
}

/// Why a resource cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResourceError {
    /// Another algorithm than ours.
    #[error("the algorithm is not AEAD_AES_256_GCM")]
    Algorithm,
    /// The nonce is not 12 bytes.
    #[error("the nonce is not 12 bytes")]
    Nonce,
    /// The cipher text is not base64.
    #[error("the cipher text is not base64")]
    Base64,
    /// Wrong key, or altered on the way; also a cipher text without its tag.
    #[error("the cipher text does not belong to this key, nonce and data")]
    Mismatch,
}

/// The APIv3 key: 32 ASCII characters whose bytes are the key as they are.
#[derive(Debug)]
pub struct ApiV3Key(LessSafeKey);

impl ApiV3Key {
    /// Reads the key as the merchant platform shows it.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if !text.is_ascii() {
            return Err(KeyError::ApiV3Key);
        }
        UnboundKey::new(&AES_256_GCM, text.as_bytes())
            .map(|key| Self(LessSafeKey::new(key)))
            .map_err(|_| KeyError::ApiV3Key)
    }

    /// Opens a resource. Its notification must have been verified before.
    pub fn open(&self, resource: &EncryptedResource) -> Result<Vec<u8>, ResourceError> {
        if resource.algorithm != ALGORITHM {
            return Err(ResourceError::Algorithm);
        }
        let nonce = Nonce::try_assume_unique_for_key(resource.nonce.as_bytes())
            .map_err(|_| ResourceError::Nonce)?;
        let mut sealed =
            BASE64_STANDARD.decode(&resource.ciphertext).map_err(|_| ResourceError::Base64)?;
        let data = Aad::from(resource.associated_data.as_bytes());
        self.0
            .open_in_place(nonce, data, &mut sealed)
            .map(|plain| plain.to_vec())
            .map_err(|_| ResourceError::Mismatch)
    }
}
