//! What a provider may sign is tried with real keys in
//! `tests/actions/university/`; here is which keys and algorithms count.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::*;

const N: &str = "u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0_IzW7yWR7QkrmBL7jTKEn5u-qKhbwKfBstIs-bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW_VDL5AaWTg0nLVkjRo9z-40RQzuVaE8AkAFmxZzow3x-VJYKdjykkJ0iT9wCS0DRTXu269V264Vf_3jvredZiKRkgwlL9xNAwxXFg0x_XFw005UWVRIkdgcKWTjpBP2dPwVZ4WWC-9aGVd-Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbcmw";

fn keys(set: Value) -> Keys {
    Keys::of_set(serde_json::from_value(json!({ "keys": set })).unwrap())
}

fn rsa(kid: Option<&str>, alg: Option<&str>, purpose: Option<&str>) -> Value {
    let mut key = json!({ "kty": "RSA", "n": N, "e": "AQAB" });
    for (name, value) in [("kid", kid), ("alg", alg), ("use", purpose)] {
        if let Some(value) = value {
            key[name] = json!(value);
        }
    }
    key
}

fn token(header: Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(&header), part(&json!({})), "AAAA")
}

#[test]
fn only_rs256_and_es256_are_read_at_all() {
    let keys = keys(json!([rsa(Some("a"), None, None)]));
    for algorithm in ["none", "HS256", "HS512", "RS384", "PS256", "ES384", "EdDSA", "RS257"] {
        let token = token(json!({ "alg": algorithm, "kid": "a" }));
        assert!(keys.of(&token).is_err(), "{algorithm}");
    }
    assert!(keys.of("a.b.c").is_err() && keys.of("").is_err());
    assert!(keys.of(&token(json!({ "alg": "RS256", "kid": "a" }))).unwrap().is_some());
}

#[test]
fn a_key_is_good_for_its_own_algorithm_and_for_signatures_only() {
    let found = |key: Value, alg: &str| {
        keys(json!([key])).of(&token(json!({ "alg": alg, "kid": "a" }))).unwrap().is_some()
    };
    assert!(found(rsa(Some("a"), Some("RS256"), Some("sig")), "RS256"));
    assert!(!found(rsa(Some("a"), Some("RS512"), None), "RS256"));
    assert!(!found(rsa(Some("a"), None, Some("enc")), "RS256"));
    assert!(!found(rsa(Some("a"), None, None), "ES256"));
    let secret = json!({ "kty": "oct", "k": "AAAA", "kid": "a" });
    assert!(!found(secret, "RS256"));
}

#[test]
fn a_token_that_names_no_key_is_read_by_the_only_one() {
    let unnamed = token(json!({ "alg": "RS256" }));
    assert!(keys(json!([rsa(Some("a"), None, None)])).of(&unnamed).unwrap().is_some());
    let two = keys(json!([rsa(Some("a"), None, None), rsa(Some("b"), None, None)]));
    assert!(two.of(&unnamed).unwrap().is_none());
    assert!(two.of(&token(json!({ "alg": "RS256", "kid": "c" }))).unwrap().is_none());
}
