//! The published key pairs of the vectors, for tests that need keys of both
//! sides: `ring` cannot make RSA keys. Included where it is needed.

use serde_json::Value;

/// The private key (PKCS#8) and the public key of a vector, in PEM.
pub(crate) fn key_pair(vector: &str) -> (String, String) {
    let file: Value = serde_json::from_str(include_str!("wechat_signatures.json")).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    let vector = vectors.iter().find(|one| one["id"] == vector).unwrap();
    let field = |name: &str| vector[name].as_str().unwrap().to_owned();
    (field("private_key_pkcs8_pem"), field("public_key_pem"))
}
