//! The published vectors of WeChat Pay APIv3 against our signing, verifying
//! and opening. Every file of `tests/vectors` is read, or of the folder that
//! `PAYMENT_VECTORS` names; those of other providers are left to their areas.
//! What a vector is to prove follows from the fields it has, and a vector that
//! proves nothing fails the test.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;
use payments::providers::wechat::{
    ApiV3Key, EncryptedResource, KeyError, MerchantKey, Notification, ResourceError,
    SignatureError, TradeState, Transaction, VerificationKeys, request_message, signed_message,
};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use serde_json::Value;

fn repository_vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

fn folder() -> PathBuf {
    std::env::var_os("PAYMENT_VECTORS").map_or_else(repository_vectors, PathBuf::from)
}

/// The entries of all files of a folder under one of the lists a file may have.
fn entries(folder: &Path, list: &str) -> Vec<Value> {
    let mut entries = Vec::new();
    for file in std::fs::read_dir(folder).expect("the folder of vectors") {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let others = name.starts_with("alipay") || name.starts_with("icbc");
        if others || path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        entries.extend(file[list].as_array().cloned().unwrap_or_default());
    }
    entries
}

fn text<'a>(vector: &'a Value, field: &str) -> Option<&'a str> {
    vector[field].as_str()
}

fn id(vector: &Value) -> &str {
    text(vector, "id").unwrap_or("a vector without an id")
}

/// Whether a vector is there to be refused.
fn must_fail(vector: &Value) -> bool {
    let fields = vector.as_object().unwrap();
    let marked = |(name, value): (&String, &Value)| match name.as_str() {
        "valid" | "verified_here" => *value == Value::Bool(false),
        "expect" | "expected" => matches!(value.as_str(), Some("invalid" | "reject" | "fail")),
        name => name.starts_with("must_fail") && *value != Value::Bool(false),
    };
    fields.iter().any(marked)
}

// Signatures.

/// The private key of a vector, its own or that of the vector it points at.
fn private_key<'a>(vector: &'a Value, all: &'a [Value]) -> Option<&'a str> {
    text(vector, "private_key_pkcs8_pem").or_else(|| {
        let other = text(vector, "private_key")?.strip_prefix("same as ")?;
        let other = all.iter().find(|vector| id(vector) == other)?;
        text(other, "private_key_pkcs8_pem")
    })
}

/// The public key of a vector, as such or in a certificate.
fn public_key(vector: &Value) -> Option<String> {
    if let Some(pem) = text(vector, "public_key_pem") {
        return Some(pem.to_owned());
    }
    let fields = vector.as_object().unwrap().iter();
    let certificate = fields
        .filter(|(name, _)| name.ends_with("certificate_pem"))
        .find_map(|(_, value)| value.as_str())?;
    let der = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
    let spki = webpki::EndEntityCert::try_from(&der).unwrap().subject_public_key_info();
    let base64 = BASE64_STANDARD.encode(&spki);
    Some(format!("-----BEGIN PUBLIC KEY-----\n{base64}\n-----END PUBLIC KEY-----\n"))
}

/// A key set that knows one key of WeChat's. Our own key must be another one:
/// of the two published private keys, that which is not the vector's.
fn key_set(serial: &str, public_key: &str) -> VerificationKeys {
    let own = entries(&repository_vectors(), "vectors");
    own.iter()
        .filter_map(|vector| text(vector, "private_key_pkcs8_pem"))
        .map(|pem| MerchantKey::from_pem("1900000001", "0001", pem).unwrap())
        .find_map(|own| VerificationKeys::from_pem([(serial, public_key)], &own).ok())
        .expect("the vector's key is a public key")
}

fn headers(vector: &Value) -> Option<HeaderMap> {
    let fields = vector["headers"].as_object()?;
    let header = |(name, value): (&String, &Value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        (name, HeaderValue::from_str(value.as_str().unwrap()).unwrap())
    };
    Some(fields.iter().map(header).collect())
}

fn body(vector: &Value) -> Option<Vec<u8>> {
    let plain = text(vector, "body").map(|body| body.as_bytes().to_vec());
    plain.or_else(|| BASE64_STANDARD.decode(text(vector, "body_b64")?).ok())
}

fn signed_at(vector: &Value, headers: &HeaderMap) -> Timestamp {
    let stated = vector["now_for_clock_check"].as_i64();
    let header = || headers["wechatpay-timestamp"].to_str().unwrap().parse().unwrap();
    Timestamp::from_second(stated.unwrap_or_else(header)).unwrap()
}

/// A message and its signature under the vector's keys.
fn check_message(vector: &Value, all: &[Value]) -> bool {
    let (Some(message), Some(signature)) = (text(vector, "message"), text(vector, "signature_b64"))
    else {
        return false;
    };
    let mut checked = false;
    if let (Some(pem), false) = (private_key(vector, all), must_fail(vector)) {
        let key = MerchantKey::from_pem("1900000001", "0001", pem).unwrap();
        assert_eq!(key.sign(message.as_bytes()).unwrap(), signature, "{}", id(vector));
        checked = true;
    }
    if let Some(pem) = public_key(vector) {
        let keys = key_set("K", &pem);
        let verified = keys.verify_message("K", message.as_bytes(), signature);
        assert_eq!(verified.is_err(), must_fail(vector), "{}: {verified:?}", id(vector));
        let altered = format!("{message} ");
        let refused = keys.verify_message("K", altered.as_bytes(), signature);
        assert_eq!(refused, Err(SignatureError::Mismatch), "{}", id(vector));
        checked = true;
    }
    checked
}

/// The message is put together from the parts of a request.
fn check_request_message(vector: &Value) -> bool {
    let path = text(vector, "url_path").or_else(|| text(vector, "path"));
    let (Some(method), Some(path), Some(timestamp), Some(nonce)) =
        (text(vector, "method"), path, text(vector, "timestamp"), text(vector, "nonce"))
    else {
        return false;
    };
    let body = body(vector).unwrap_or_default();
    let message = request_message(method, path, timestamp.parse().unwrap(), nonce, &body);
    assert_eq!(String::from_utf8(message).unwrap(), text(vector, "message").unwrap());
    true
}

/// An answer or a notification, headers and body, and everything near it that
/// must be refused.
fn check_signed_body(vector: &Value) -> bool {
    let (Some(headers), Some(body), Some(pem)) =
        (headers(vector), body(vector), public_key(vector))
    else {
        return false;
    };
    let Some(serial) = headers.get("wechatpay-serial").and_then(|serial| serial.to_str().ok())
    else {
        return false;
    };
    let keys = key_set(serial, &pem);
    let now = signed_at(vector, &headers);
    let verified = keys.verify(&headers, &body, now);
    assert_eq!(verified.is_err(), must_fail(vector), "{}: {verified:?}", id(vector));
    if verified.is_err() {
        return true;
    }
    if let Some(message) = text(vector, "message") {
        let value = |name| headers.get(name).unwrap().to_str().unwrap();
        let (timestamp, nonce) = (value("wechatpay-timestamp"), value("wechatpay-nonce"));
        assert_eq!(signed_message(timestamp, nonce, &body), message.as_bytes());
    }
    refuse_everything_near(&keys, &headers, &body, now);
    true
}

fn refuse_everything_near(
    keys: &VerificationKeys,
    headers: &HeaderMap,
    body: &[u8],
    now: Timestamp,
) {
    // One byte of the body at a time, and one more.
    for at in 0..body.len() {
        let mut altered = body.to_vec();
        altered[at] ^= 1;
        assert!(keys.verify(headers, &altered, now).is_err(), "byte {at} altered");
    }
    assert!(keys.verify(headers, &[body, b" "].concat(), now).is_err());
    assert!(keys.verify(headers, b"", now).is_err());
    // The clock.
    let five_minutes = jiff::SignedDuration::from_mins(5);
    for other_time in [now + five_minutes, now - five_minutes, now + five_minutes * 100_000] {
        let refused = keys.verify(headers, body, other_time);
        assert_eq!(refused, Err(SignatureError::OutsideWindow));
    }
    // Headers missing, empty, twice, joined by a gateway, or altered.
    let needed =
        ["wechatpay-timestamp", "wechatpay-nonce", "wechatpay-serial", "wechatpay-signature"];
    for name in needed {
        let with = |change: &dyn Fn(&mut HeaderMap)| {
            let mut altered = headers.clone();
            change(&mut altered);
            keys.verify(&altered, body, now)
        };
        let value = headers[name].clone();
        let joined = format!("{0},{0}", value.to_str().unwrap());
        let missing = with(&|headers| drop(headers.remove(name)));
        let empty = with(&|headers| drop(headers.insert(name, HeaderValue::from_static(""))));
        let twice = with(&|headers| assert!(headers.append(name, value.clone())));
        let joined = with(&|headers| drop(headers.insert(name, joined.parse().unwrap())));
        let other = with(&|headers| drop(headers.insert(name, HeaderValue::from_static("1"))));
        assert_eq!(missing, Err(SignatureError::MissingHeader(name)));
        assert_eq!(empty, Err(SignatureError::MissingHeader(name)));
        assert_eq!(twice, Err(SignatureError::RepeatedHeader(name)));
        assert_eq!(joined, Err(SignatureError::RepeatedHeader(name)));
        assert!(other.is_err(), "{name}");
    }
    refuse_other_signatures(keys, headers, body, now);
}

fn refuse_other_signatures(
    keys: &VerificationKeys,
    headers: &HeaderMap,
    body: &[u8],
    now: Timestamp,
) {
    let with = |name: &'static str, value: &str| {
        let mut altered = headers.clone();
        altered.insert(name, value.parse().unwrap());
        keys.verify(&altered, body, now)
    };
    let probe = format!("WECHATPAY/SIGNTEST/{}", headers["wechatpay-signature"].to_str().unwrap());
    assert!(with("wechatpay-signature", &probe).is_err());
    assert!(with("wechatpay-signature", &BASE64_STANDARD.encode([0; 256])).is_err());
    assert_eq!(with("wechatpay-serial", "0000"), Err(SignatureError::UnknownSerial));
    let signature_type = "wechatpay-signature-type";
    assert_eq!(
        with(signature_type, "WECHATPAY2-SM2-WITH-SM3"),
        Err(SignatureError::UnsupportedType)
    );
    assert_eq!(
        with("wechatpay-timestamp", "-1"),
        Err(SignatureError::MalformedHeader("wechatpay-timestamp"))
    );
}

/// The parts of an `Authorization` header that a vector carries.
fn check_authorization(vector: &Value) -> bool {
    let fields = vector.as_object().unwrap().values();
    let Some(header) = fields
        .filter_map(Value::as_str)
        .find_map(|text| text.strip_prefix("WECHATPAY2-SHA256-RSA2048 "))
    else {
        return false;
    };
    let values: BTreeMap<&str, &str> = header
        .split(',')
        .map(|pair| pair.trim().split_once('=').unwrap())
        .map(|(name, value)| (name, value.trim_matches('"')))
        .collect();
    let path = text(vector, "url_path").or_else(|| text(vector, "path")).unwrap();
    let message = request_message(
        text(vector, "method").unwrap(),
        path,
        values["timestamp"].parse().unwrap(),
        values["nonce_str"],
        &body(vector).unwrap_or_default(),
    );
    let keys = key_set("K", &public_key(vector).unwrap());
    keys.verify_message("K", &message, values["signature"]).unwrap();
    true
}

/// The resource of a whole notification, under the key that the vector gives.
fn check_notification(vector: &Value) -> bool {
    let (Some(key), Some(body)) = (text(vector, "apiv3_key_ascii"), body(vector)) else {
        return false;
    };
    let notification: Notification = serde_json::from_slice(&body).unwrap();
    if let Some(event_type) = text(vector, "event_type") {
        assert_eq!(notification.event_type, event_type, "{}", id(vector));
    }
    match (ApiV3Key::parse(key), key.len()) {
        (Ok(key), 32) => {
            let plain = key.open(&notification.resource).unwrap();
            assert_eq!(plain, text(vector, "plaintext").unwrap().as_bytes(), "{}", id(vector));
        }
        // A key of another length is no APIv3 key.
        (refused, _) => assert_eq!(refused.err(), Some(KeyError::ApiV3Key), "{}", id(vector)),
    }
    true
}

#[test]
fn published_signatures_verify_and_nothing_near_them_does() {
    let all = entries(&folder(), "vectors");
    let signatures: Vec<_> = all.iter().filter(|one| one["ciphertext_b64"].is_null()).collect();
    assert!(!signatures.is_empty());
    for vector in signatures {
        let checks = [
            check_message(vector, &all),
            check_request_message(vector),
            check_signed_body(vector),
            check_authorization(vector),
            check_notification(vector),
        ];
        assert!(checks.contains(&true), "{}: nothing of this vector was checked", id(vector));
    }
}

// Resources.

fn resource(
    vector: &Value,
    nonce: &str,
    associated_data: &str,
    ciphertext: &str,
) -> EncryptedResource {
    let algorithm = text(vector, "algorithm").unwrap_or("AEAD_AES_256_GCM");
    EncryptedResource {
        original_type: "vector".to_owned(),
        algorithm: algorithm.to_owned(),
        ciphertext: ciphertext.to_owned(),
        associated_data: associated_data.to_owned(),
        nonce: nonce.to_owned(),
    }
}

fn check_sealed(vector: &Value) {
    let key = match ApiV3Key::parse(text(vector, "key_ascii").unwrap()) {
        Ok(key) => key,
        Err(error) => return assert!(must_fail(vector), "{}: {error}", id(vector)),
    };
    let nonce = text(vector, "nonce_ascii").unwrap();
    let data = text(vector, "associated_data").unwrap_or_default();
    let sealed = text(vector, "ciphertext_b64").unwrap();
    let open =
        |nonce: &str, data: &str, sealed: &str| key.open(&resource(vector, nonce, data, sealed));

    let opened = open(nonce, data, sealed);
    assert_eq!(opened.is_err(), must_fail(vector), "{}: {opened:?}", id(vector));
    if let (Some(plain), Ok(opened)) = (text(vector, "plaintext"), &opened) {
        assert_eq!(opened, plain.as_bytes(), "{}", id(vector));
    }
    let mismatch = Err(ResourceError::Mismatch);
    assert_eq!(open(nonce, &format!("bad-{data}"), sealed), mismatch);
    assert_eq!(open("bad-4a9R25RW", data, sealed), mismatch);
    assert_eq!(open(nonce, data, &BASE64_STANDARD.encode([0; 128])), mismatch);
    let bytes = BASE64_STANDARD.decode(sealed).unwrap();
    for at in 0..bytes.len() {
        let mut altered = bytes.clone();
        altered[at] ^= 1;
        assert_eq!(open(nonce, data, &BASE64_STANDARD.encode(altered)), mismatch, "byte {at}");
    }
    assert_eq!(open(nonce, data, &BASE64_STANDARD.encode(&bytes[1..])), mismatch);
}

fn check_malformed(vector: &Value) {
    let key = ApiV3Key::parse(text(vector, "key_ascii").unwrap()).unwrap();
    let data = text(vector, "associated_data").unwrap_or_default();
    for case in vector["must_all_be_errors_never_panics"].as_array().unwrap() {
        let nonce = text(case, "nonce_ascii").unwrap();
        let sealed = text(case, "ciphertext_b64").unwrap();
        assert!(
            key.open(&resource(vector, nonce, data, sealed)).is_err(),
            "{}: {case}",
            id(vector)
        );
    }
}

#[test]
fn published_resources_open_and_nothing_near_them_does() {
    let folder = folder();
    let all = [entries(&folder, "vectors"), entries(&folder, "negatives")].concat();
    let mut checked = 0;
    for vector in all {
        if vector["ciphertext_b64"].is_string() {
            check_sealed(&vector);
        } else if vector["must_all_be_errors_never_panics"].is_array() {
            check_malformed(&vector);
        } else {
            continue;
        }
        checked += 1;
    }
    assert!(checked > 0);
}

#[test]
fn another_algorithm_is_refused_whatever_it_seals() {
    let vectors = entries(&repository_vectors(), "vectors");
    let vector = vectors.iter().find(|one| one["ciphertext_b64"].is_string()).unwrap();
    let key = ApiV3Key::parse(text(vector, "key_ascii").unwrap()).unwrap();
    let nonce = text(vector, "nonce_ascii").unwrap();
    let data = text(vector, "associated_data").unwrap();
    let whole = resource(vector, nonce, data, text(vector, "ciphertext_b64").unwrap());
    let other = EncryptedResource { algorithm: "AEAD_AES_128_GCM".to_owned(), ..whole };
    assert_eq!(key.open(&other), Err(ResourceError::Algorithm));
}

#[test]
fn an_apiv3_key_has_32_ascii_characters() {
    for bad in ["", "testMchAPIv3Key0", &"k".repeat(31), &"k".repeat(33), "键键键键键键键键键键ab"]
    {
        assert_eq!(ApiV3Key::parse(bad).err(), Some(KeyError::ApiV3Key), "{bad}");
    }
}

#[test]
fn our_own_key_is_no_key_of_wechat() {
    let vectors = entries(&repository_vectors(), "vectors");
    let vector = vectors.iter().find(|one| one["private_key_pkcs8_pem"].is_string()).unwrap();
    let own = text(vector, "private_key_pkcs8_pem").unwrap();
    let own = MerchantKey::from_pem("1900000001", "0001", own).unwrap();
    let public = public_key(vector).unwrap();
    let refused = VerificationKeys::from_pem([("K", public.as_str())], &own);
    assert_eq!(refused.err(), Some(KeyError::OwnKey));
}

// Transactions.

#[test]
fn published_transactions_can_be_read() {
    let samples = entries(&folder(), "samples");
    let samples = samples.iter().filter(|one| one["json"]["trade_state"].is_string());
    let mut read = 0;
    for sample in samples {
        let json = &sample["json"];
        let transaction: Transaction = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(transaction.out_trade_no, json["out_trade_no"].as_str().unwrap());
        assert_eq!(transaction.transaction_id.as_deref(), json["transaction_id"].as_str());
        let amount = transaction.amount.as_ref().map(|amount| amount.total);
        assert_eq!(amount, json["amount"]["total"].as_i64(), "{}", id(sample));
        let paid = json["trade_state"] == "SUCCESS";
        assert_eq!(transaction.trade_state == TradeState::Success, paid, "{}", id(sample));
        read += 1;
    }
    // A folder of further vectors need not have samples.
    assert!(read > 0 || std::env::var_os("PAYMENT_VECTORS").is_some());
}

#[test]
fn an_amount_that_is_not_an_integer_is_not_read() {
    for amount in [r#"{"total":100.0,"currency":"CNY"}"#, r#"{"total":"100","currency":"CNY"}"#] {
        let json = format!(
            r#"{{"appid":"a","mchid":"m","out_trade_no":"000000061","trade_state":"SUCCESS","amount":{amount}}}"#
        );
        assert!(serde_json::from_str::<Transaction>(&json).is_err(), "{amount}");
    }
}
