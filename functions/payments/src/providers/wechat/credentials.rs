//! The secret of a merchant: its own key, and WeChat's keys to verify with.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{ApiV3Key, KeyError, MerchantKey, VerificationKeys};

/// What the secret `wechat-pay` holds, as JSON.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Secret {
    merchant_private_key_pem: String,
    merchant_serial: String,
    api_v3_key: String,
    wechat_public_key_pem: String,
    wechat_public_key_id: String,
    /// Public keys of platform certificates by serial, while a merchant
    /// changes from certificate mode to public-key mode.
    #[serde(default)]
    platform_keys: BTreeMap<String, String>,
}

/// Why a merchant's secret cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// It is not the JSON it should be. What it is, is not shown.
    #[error("the secret wechat-pay is not of the expected form")]
    Form,
    /// One of its keys is of no use.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// Everything a merchant needs to speak with WeChat Pay.
#[derive(Debug)]
pub struct Credentials {
    /// Signs our requests.
    pub key: MerchantKey,
    /// Verify WeChat's answers and notifications.
    pub keys: VerificationKeys,
    /// The key we ask WeChat to sign its answers with.
    pub key_id: String,
    /// Opens the resources of notifications.
    pub api_v3_key: ApiV3Key,
}

impl Credentials {
    /// Reads the secret of merchant `merchant_id`.
    ///
    /// # Errors
    /// [`SecretError`], which shows nothing of the secret.
    pub fn from_secret(merchant_id: &str, secret: &str) -> Result<Self, SecretError> {
        let secret: Secret = serde_json::from_str(secret).map_err(|_| SecretError::Form)?;
        let key = MerchantKey::from_pem(
            merchant_id,
            &secret.merchant_serial,
            &secret.merchant_private_key_pem,
        )?;
        let public_key = (&secret.wechat_public_key_id, &secret.wechat_public_key_pem);
        let keys = secret.platform_keys.iter().chain([public_key]);
        let keys = VerificationKeys::from_pem(
            keys.map(|(serial, pem)| (serial.as_str(), pem.as_str())),
            &key,
        )?;
        let api_v3_key = ApiV3Key::parse(&secret.api_v3_key)?;
        Ok(Self { key, keys, key_id: secret.wechat_public_key_id, api_v3_key })
    }
}
