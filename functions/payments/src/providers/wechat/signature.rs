//! Signatures of WeChat Pay APIv3: RSASSA-PKCS1-v1_5 with SHA-256, base64.
//!
//! We sign requests with the merchant's key; WeChat signs its answers and
//! notifications with the key that `Wechatpay-Serial` names.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderMap;
use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{PrivatePkcs8KeyDer, SubjectPublicKeyInfoDer};
use webpki::RawPublicKeyEntity;
use webpki::ring::RSA_PKCS1_2048_8192_SHA256;

/// How far WeChat's clock and ours may be apart, in seconds: a signature that
/// is this old, or this far ahead, is refused ("Verify signatures").
const WINDOW_SECONDS: u64 = 300;

/// The one signature type there is; an absent header means it too.
const SIGNATURE_TYPE: &str = "WECHATPAY2-SHA256-RSA2048";

/// The message that a request's signature covers: five lines, each ended by a
/// line feed, the last one too. `path` is what goes over the wire after the
/// host, query included ("Sign a request").
pub fn request_message(
    method: &str,
    path: &str,
    timestamp: i64,
    nonce: &str,
    body: &[u8],
) -> Vec<u8> {
    let head = format!("{method}\n{path}\n{timestamp}\n{nonce}\n");
    [head.as_bytes(), body, b"\n"].concat()
}

/// The message that the signature of an answer or a notification covers: three
/// lines, the raw body as the last ("Verify signatures").
pub fn signed_message(timestamp: &str, nonce: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("{timestamp}\n{nonce}\n");
    [head.as_bytes(), body, b"\n"].concat()
}

/// Why a key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text is not a private key in PKCS#8 PEM, RSA, 2048 bits or more.
    #[error("not an RSA private key in PKCS#8 PEM")]
    PrivateKey,
    /// The text is not a public key in PEM.
    #[error("not a public key in PEM")]
    PublicKey,
    /// WeChat's key is our own: whatever we signed would pass as WeChat's.
    #[error("the provider's key is the merchant's own")]
    OwnKey,
    /// The APIv3 key is not 32 ASCII characters.
    #[error("the APIv3 key must have 32 ASCII characters")]
    ApiV3Key,
}

/// The machine gave no randomness, or the key failed: nothing was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("signing failed")]
pub struct SigningFailed;

/// The merchant's API certificate key, with the serial number WeChat knows its
/// certificate by.
pub struct MerchantKey {
    merchant_id: String,
    serial: String,
    key: RsaKeyPair,
    random: SystemRandom,
}

impl MerchantKey {
    /// Reads the merchant's private key (`apiclient_key.pem`, PKCS#8).
    pub fn from_pem(merchant_id: &str, serial: &str, pkcs8_pem: &str) -> Result<Self, KeyError> {
        let pkcs8 = PrivatePkcs8KeyDer::from_pem_slice(pkcs8_pem.as_bytes())
            .map_err(|_| KeyError::PrivateKey)?;
        let key =
            RsaKeyPair::from_pkcs8(pkcs8.secret_pkcs8_der()).map_err(|_| KeyError::PrivateKey)?;
        Ok(Self {
            merchant_id: merchant_id.to_owned(),
            serial: serial.to_owned(),
            key,
            random: SystemRandom::new(),
        })
    }

    /// Signs a message: base64 of the signature.
    pub fn sign(&self, message: &[u8]) -> Result<String, SigningFailed> {
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(&RSA_PKCS1_SHA256, &self.random, message, &mut signature)
            .map_err(|_| SigningFailed)?;
        Ok(BASE64_STANDARD.encode(signature))
    }

    /// The `Authorization` header of a request ("Sign a request"). The body
    /// must be the very bytes that are sent.
    pub fn authorization(
        &self,
        method: &str,
        path: &str,
        body: &[u8],
        now: Timestamp,
    ) -> Result<String, SigningFailed> {
        let nonce = self.nonce()?;
        let timestamp = now.as_second();
        let signature = self.sign(&request_message(method, path, timestamp, &nonce, body))?;
        let Self { merchant_id, serial, .. } = self;
        Ok(format!(
            "{SIGNATURE_TYPE} mchid=\"{merchant_id}\",nonce_str=\"{nonce}\",\
             signature=\"{signature}\",timestamp=\"{timestamp}\",serial_no=\"{serial}\""
        ))
    }

    /// 32 random characters, the longest nonce WeChat takes.
    fn nonce(&self) -> Result<String, SigningFailed> {
        let random = ring::rand::generate::<[u8; 16]>(&self.random);
        let bytes = random.map_err(|_| SigningFailed)?.expose();
        Ok(data_encoding::HEXUPPER.encode(&bytes))
    }

    fn owns(&self, spki: &SubjectPublicKeyInfoDer<'_>) -> bool {
        spki.ends_with(self.key.public().as_ref())
    }
}

impl fmt::Debug for MerchantKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("MerchantKey").field("serial", &self.serial).finish_non_exhaustive()
    }
}

/// Why an answer or a notification is not WeChat's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// A header that must be there is not.
    #[error("header {0} is missing")]
    MissingHeader(&'static str),
    /// A header stands there twice, or twice in one by a gateway's comma.
    #[error("header {0} is there more than once")]
    RepeatedHeader(&'static str),
    /// A header holds what no such header can hold.
    #[error("header {0} is malformed")]
    MalformedHeader(&'static str),
    /// Another kind of signature than the one we know.
    #[error("the signature type is not supported")]
    UnsupportedType,
    /// Signed too long ago, or in the future.
    #[error("signed outside of the time window")]
    OutsideWindow,
    /// No key of ours goes by that serial.
    #[error("the serial names no key of ours")]
    UnknownSerial,
    /// The signature does not belong to these bytes and this key.
    #[error("the signature does not match")]
    Mismatch,
}

/// WeChat's public keys by the serial that announces them: a `PUB_KEY_ID_…`
/// in public-key mode, the serial number of a platform certificate in
/// certificate mode; both at once while a merchant changes over.
#[derive(Debug)]
pub struct VerificationKeys {
    keys: BTreeMap<String, SubjectPublicKeyInfoDer<'static>>,
}

impl VerificationKeys {
    /// Reads the keys, pairs of serial and public key in PEM. None may be the
    /// merchant's own.
    pub fn from_pem<'a>(
        keys: impl IntoIterator<Item = (&'a str, &'a str)>,
        merchant: &MerchantKey,
    ) -> Result<Self, KeyError> {
        let keys = keys
            .into_iter()
            .map(|(serial, pem)| Ok((serial.to_owned(), public_key(pem, merchant)?)))
            .collect::<Result<_, KeyError>>()?;
        Ok(Self { keys })
    }

    /// Verifies the raw bytes of an answer or a notification against the
    /// headers it came with. Nothing of the body may be looked at before.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), SignatureError> {
        let timestamp = only(headers, "wechatpay-timestamp")?;
        let nonce = only(headers, "wechatpay-nonce")?;
        let serial = only(headers, "wechatpay-serial")?;
        let signature = only(headers, "wechatpay-signature")?;
        check_type(headers)?;
        check_window(timestamp, now)?;
        self.verify_message(serial, &signed_message(timestamp, nonce, body), signature)
    }

    /// Verifies the signature of a message with the key of that serial.
    pub fn verify_message(
        &self,
        serial: &str,
        message: &[u8],
        signature: &str,
    ) -> Result<(), SignatureError> {
        let key = self.keys.get(serial).ok_or(SignatureError::UnknownSerial)?;
        let signature = BASE64_STANDARD
            .decode(signature)
            .map_err(|_| SignatureError::MalformedHeader("wechatpay-signature"))?;
        RawPublicKeyEntity::try_from(key)
            .and_then(|key| key.verify_signature(RSA_PKCS1_2048_8192_SHA256, message, &signature))
            .map_err(|_| SignatureError::Mismatch)
    }
}

fn public_key(
    pem: &str,
    merchant: &MerchantKey,
) -> Result<SubjectPublicKeyInfoDer<'static>, KeyError> {
    let key =
        SubjectPublicKeyInfoDer::from_pem_slice(pem.as_bytes()).map_err(|_| KeyError::PublicKey)?;
    RawPublicKeyEntity::try_from(&key).map_err(|_| KeyError::PublicKey)?;
    if merchant.owns(&key) {
        return Err(KeyError::OwnKey);
    }
    Ok(key)
}

/// The value of a header that must be there exactly once. API Gateway joins
/// repeated headers by a comma, which none of these values can contain.
fn only<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, SignatureError> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().ok_or(SignatureError::MissingHeader(name))?;
    let value = value.to_str().map_err(|_| SignatureError::MalformedHeader(name))?;
    if values.next().is_some() || value.contains(',') {
        return Err(SignatureError::RepeatedHeader(name));
    }
    if value.is_empty() {
        return Err(SignatureError::MissingHeader(name));
    }
    Ok(value)
}

fn check_type(headers: &HeaderMap) -> Result<(), SignatureError> {
    match only(headers, "wechatpay-signature-type") {
        Ok(SIGNATURE_TYPE) | Err(SignatureError::MissingHeader(_)) => Ok(()),
        Ok(_) => Err(SignatureError::UnsupportedType),
        Err(error) => Err(error),
    }
}

fn check_window(timestamp: &str, now: Timestamp) -> Result<(), SignatureError> {
    let malformed = SignatureError::MalformedHeader("wechatpay-timestamp");
    if !timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(malformed);
    }
    let signed_at: i64 = timestamp.parse().map_err(|_| malformed)?;
    if now.as_second().abs_diff(signed_at) >= WINDOW_SECONDS {
        return Err(SignatureError::OutsideWindow);
    }
    Ok(())
}
