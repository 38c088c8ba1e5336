//! WeChat's side of APIv3: requests are verified, answers and notifications
//! are signed, resources are sealed. Written from the WeChat Pay APIv3
//! documentation and not from the service's own code, so that each checks the
//! other.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use jiff::Timestamp;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{PrivatePkcs8KeyDer, SubjectPublicKeyInfoDer};
use serde::Serialize;
use serde_json::json;
use webpki::RawPublicKeyEntity;
use webpki::ring::RSA_PKCS1_2048_8192_SHA256;

/// The scheme of the `Authorization` header, and the type of every signature.
const SCHEME: &str = "WECHATPAY2-SHA256-RSA2048";
/// How far the merchant's clock may be from ours, in seconds.
const WINDOW_SECONDS: u64 = 300;
/// The longest nonce of a request.
const LONGEST_NONCE: usize = 32;

/// One merchant's set-up, as both sides know it.
#[derive(Clone)]
pub struct Settings {
    /// The app id of the merchant.
    pub app_id: String,
    /// The merchant number.
    pub merchant_id: String,
    /// The serial number of the merchant's API certificate.
    pub merchant_serial: String,
    /// The merchant's public key (PEM).
    pub merchant_public_key_pem: String,
    /// WeChat's private key (PKCS#8 PEM).
    pub platform_key_pem: String,
    /// The name of WeChat's key, `PUB_KEY_ID_…`.
    pub public_key_id: String,
    /// The APIv3 key: 32 ASCII characters.
    pub api_v3_key: String,
}

/// The settings hold a key that is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The platform's key is not an RSA key in PKCS#8 PEM.
    #[error("the cashier's own key is not an RSA key in PKCS#8 PEM")]
    PlatformKey,
    /// The merchant's key is not a public key in PEM.
    #[error("the merchant's key is not a public key in PEM")]
    MerchantKey,
    /// The APIv3 key is not 32 characters long.
    #[error("the APIv3 key does not have 32 characters")]
    ApiV3Key,
}

/// Why a request is not the merchant's: what WeChat answers as `SIGN_ERROR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefused {
    /// No `Authorization` header of our scheme with all its values.
    #[error("the Authorization header is missing or malformed")]
    Authorization,
    /// Another merchant, or another certificate of it.
    #[error("the merchant or the serial number of its certificate is unknown")]
    Merchant,
    /// Signed too long ago, or in the future.
    #[error("the timestamp is more than five minutes off")]
    Timestamp,
    /// The nonce is empty or too long.
    #[error("the nonce is malformed")]
    Nonce,
    /// The signature does not belong to method, path, body and key.
    #[error("the signature does not match")]
    Signature,
}

/// The machine gave no randomness, or a key failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cashier could not sign or seal")]
pub struct CryptoFailed;

impl From<ring::error::Unspecified> for CryptoFailed {
    fn from(_: ring::error::Unspecified) -> Self {
        Self
    }
}

/// WeChat Pay, as far as one merchant sees it.
pub struct Platform {
    pub(crate) settings: Settings,
    merchant_key: SubjectPublicKeyInfoDer<'static>,
    key: RsaKeyPair,
    sealing_key: LessSafeKey,
    random: SystemRandom,
}

impl Platform {
    /// WeChat Pay with these keys.
    ///
    /// # Errors
    /// [`SettingsError`] when one of them cannot be used.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        let merchant_key =
            SubjectPublicKeyInfoDer::from_pem_slice(settings.merchant_public_key_pem.as_bytes())
                .map_err(|_| SettingsError::MerchantKey)?;
        let key = PrivatePkcs8KeyDer::from_pem_slice(settings.platform_key_pem.as_bytes())
            .map_err(|_| SettingsError::PlatformKey)?;
        let key = RsaKeyPair::from_pkcs8(key.secret_pkcs8_der())
            .map_err(|_| SettingsError::PlatformKey)?;
        let sealing_key = UnboundKey::new(&AES_256_GCM, settings.api_v3_key.as_bytes())
            .map_err(|_| SettingsError::ApiV3Key)?;
        let sealing_key = LessSafeKey::new(sealing_key);
        Ok(Self { settings, merchant_key, key, sealing_key, random: SystemRandom::new() })
    }

    /// Verifies the `Authorization` header of a request. `path` is as it came
    /// over the wire, query included.
    ///
    /// # Errors
    /// [`RequestRefused`] when the request is not the merchant's.
    pub fn verify_request(
        &self,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), RequestRefused> {
        let authorization = Authorization::parse(headers).ok_or(RequestRefused::Authorization)?;
        if authorization.merchant_id != self.settings.merchant_id
            || authorization.serial != self.settings.merchant_serial
        {
            return Err(RequestRefused::Merchant);
        }
        let timestamp: i64 =
            authorization.timestamp.parse().map_err(|_| RequestRefused::Timestamp)?;
        if now.as_second().abs_diff(timestamp) > WINDOW_SECONDS {
            return Err(RequestRefused::Timestamp);
        }
        if !(1..=LONGEST_NONCE).contains(&authorization.nonce.len()) {
            return Err(RequestRefused::Nonce);
        }
        let Authorization { timestamp, nonce, signature, .. } = authorization;
        let lines = [method.as_str(), path, timestamp, nonce].map(str::as_bytes);
        let signature = BASE64_STANDARD.decode(signature).map_err(|_| RequestRefused::Signature)?;
        RawPublicKeyEntity::try_from(&self.merchant_key)
            .and_then(|key| {
                key.verify_signature(RSA_PKCS1_2048_8192_SHA256, &message(&lines, body), &signature)
            })
            .map_err(|_| RequestRefused::Signature)
    }

    /// The headers that make an answer or a notification WeChat's.
    ///
    /// # Errors
    /// [`CryptoFailed`] when the machine has no randomness.
    pub fn sign(&self, body: &[u8], now: Timestamp) -> Result<HeaderMap, CryptoFailed> {
        let timestamp = now.as_second().to_string();
        let nonce = self.nonce::<24>()?;
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key.sign(
            &RSA_PKCS1_SHA256,
            &self.random,
            &message(&[timestamp.as_bytes(), nonce.as_bytes()], body),
            &mut signature,
        )?;
        let signature = BASE64_STANDARD.encode(signature);
        let values = [
            ("wechatpay-timestamp", timestamp.as_str()),
            ("wechatpay-nonce", &nonce),
            ("wechatpay-serial", &self.settings.public_key_id),
            ("wechatpay-signature", &signature),
            ("wechatpay-signature-type", SCHEME),
            ("request-id", &self.nonce::<24>()?),
            ("content-type", "application/json"),
        ];
        values
            .into_iter()
            .map(|(name, value)| {
                let value = HeaderValue::from_str(value).map_err(|_| CryptoFailed)?;
                Ok((HeaderName::from_static(name), value))
            })
            .collect()
    }

    /// The body of a notification: `content` sealed under the APIv3 key.
    ///
    /// # Errors
    /// [`CryptoFailed`] when the machine has no randomness.
    pub fn notification(
        &self,
        id: &str,
        event_type: &str,
        content: &impl Serialize,
        now: Timestamp,
    ) -> Result<Vec<u8>, CryptoFailed> {
        let plain = serde_json::to_vec(content).map_err(|_| CryptoFailed)?;
        let nonce = self.nonce::<NONCE_LEN>()?;
        let associated_data = "transaction";
        let ciphertext = self.seal(plain, &nonce, associated_data)?;
        let body = json!({
            "id": id,
            "create_time": now.to_string(),
            "resource_type": "encrypt-resource",
            "event_type": event_type,
            "summary": "支付成功",
            "resource": {
                "original_type": "transaction",
                "algorithm": "AEAD_AES_256_GCM",
                "ciphertext": ciphertext,
                "associated_data": associated_data,
                "nonce": nonce,
            },
        });
        serde_json::to_vec(&body).map_err(|_| CryptoFailed)
    }

    fn seal(
        &self,
        mut data: Vec<u8>,
        nonce: &str,
        associated: &str,
    ) -> Result<String, CryptoFailed> {
        let nonce = Nonce::try_assume_unique_for_key(nonce.as_bytes())?;
        let associated = Aad::from(associated.as_bytes());
        self.sealing_key.seal_in_place_append_tag(nonce, associated, &mut data)?;
        Ok(BASE64_STANDARD.encode(data))
    }

    /// `LENGTH` random letters and digits.
    pub(crate) fn nonce<const LENGTH: usize>(&self) -> Result<String, CryptoFailed> {
        let mut bytes = [0; LENGTH];
        self.random.fill(&mut bytes)?;
        let mut text = data_encoding::BASE32_NOPAD.encode(&bytes);
        text.truncate(LENGTH);
        Ok(text)
    }
}

/// What a signature covers: lines, each ended by a line feed, the body last.
fn message(lines: &[&[u8]], body: &[u8]) -> Vec<u8> {
    let mut message = Vec::new();
    for line in lines.iter().chain([&body]) {
        message.extend_from_slice(line);
        message.push(b'\n');
    }
    message
}

/// The values of an `Authorization` header; their order is free.
struct Authorization<'a> {
    merchant_id: &'a str,
    serial: &'a str,
    timestamp: &'a str,
    nonce: &'a str,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    fn parse(headers: &'a HeaderMap) -> Option<Self> {
        let header = headers.get(http::header::AUTHORIZATION)?.to_str().ok()?;
        let (scheme, values) = header.split_once(' ')?;
        if scheme != SCHEME {
            return None;
        }
        let value = |name: &str| {
            values.split(',').find_map(|pair| {
                let (key, quoted) = pair.trim().split_once('=')?;
                let value = quoted.strip_prefix('"')?.strip_suffix('"')?;
                (key == name).then_some(value)
            })
        };
        Some(Self {
            merchant_id: value("mchid")?,
            serial: value("serial_no")?,
            timestamp: value("timestamp")?,
            nonce: value("nonce_str")?,
            signature: value("signature")?,
        })
    }
}
