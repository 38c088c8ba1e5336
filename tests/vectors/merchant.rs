//! A merchant of WeChat Pay whose keys are the published ones, for tests that
//! need both sides. Included where it is needed, beside `published.rs`.

use cashier::Settings;
use serde_json::{Value, json};

use super::published::key_pair;

/// The app that pays are asked for in.
pub(crate) const APP_ID: &str = "wx0000000000000001";
/// The merchant.
pub(crate) const MERCHANT_ID: &str = "1900000001";
const MERCHANT_SERIAL: &str = "0000000000000000000000000000000000000001";
const PUBLIC_KEY_ID: &str = "PUB_KEY_ID_0000000000000000000000000000000001";
const API_V3_KEY: &str = "an APIv3 key for tests, 32 bytes";

/// What WeChat knows of the merchant, and the merchant's own secret.
pub(crate) fn merchant() -> (Settings, Value) {
    let (merchant_key, merchant_public_key_pem) = key_pair("wx-docexample-request-sign-jsapi");
    let (platform_key_pem, platform_public_key) = key_pair("wx-go-sdk-sign-source");
    let settings = Settings {
        app_id: APP_ID.to_owned(),
        merchant_id: MERCHANT_ID.to_owned(),
        merchant_serial: MERCHANT_SERIAL.to_owned(),
        merchant_public_key_pem,
        platform_key_pem,
        public_key_id: PUBLIC_KEY_ID.to_owned(),
        api_v3_key: API_V3_KEY.to_owned(),
    };
    let secret = json!({
        "merchantPrivateKeyPem": merchant_key,
        "merchantSerial": MERCHANT_SERIAL,
        "apiV3Key": API_V3_KEY,
        "wechatPublicKeyPem": platform_public_key,
        "wechatPublicKeyId": PUBLIC_KEY_ID,
    });
    (settings, secret)
}
