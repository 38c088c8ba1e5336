//! What the token library needs of `ring`, the one crypto library of the service:
//! EdDSA for our own access tokens, and RS256 and ES256 to verify what others have
//! signed. Every other algorithm is refused, and which of these a token may have says
//! whoever verifies it.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::signature::{Error as SignatureError, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, DecodingKeyKind, EncodingKey};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, Ed25519KeyPair, RSA_PKCS1_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: signer,
    verifier_factory: verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

/// Makes `ring` the token library's provider; asking again changes nothing.
pub fn install() {
    let _ = PROVIDER.install_default();
}

struct EdSigner(Ed25519KeyPair);

fn signer(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>, Error> {
    if *algorithm != Algorithm::EdDSA || key.family() != AlgorithmFamily::Ed {
        return Err(ErrorKind::InvalidAlgorithm.into());
    }
    let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(key.as_bytes())
        .map_err(|_| ErrorKind::InvalidEddsaKey)?;
    Ok(Box::new(EdSigner(pair)))
}

impl Signer<Vec<u8>> for EdSigner {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        Ok(self.0.sign(message).as_ref().to_vec())
    }
}

impl JwtSigner for EdSigner {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, Error> {
    match (algorithm, key.family(), key.kind()) {
        (Algorithm::EdDSA, AlgorithmFamily::Ed, DecodingKeyKind::SecretOrDer(key)) => {
            Ok(Box::new(PointVerifier {
                scheme: &ED25519,
                algorithm: *algorithm,
                key: key.clone(),
            }))
        }
        (Algorithm::ES256, AlgorithmFamily::Ec, DecodingKeyKind::SecretOrDer(key)) => {
            let scheme = &ECDSA_P256_SHA256_FIXED;
            Ok(Box::new(PointVerifier { scheme, algorithm: *algorithm, key: key.clone() }))
        }
        (Algorithm::RS256, AlgorithmFamily::Rsa, DecodingKeyKind::RsaModulusExponent { n, e }) => {
            Ok(Box::new(RsaVerifier { n: n.clone(), e: e.clone() }))
        }
        _ => Err(ErrorKind::InvalidAlgorithm.into()),
    }
}

/// Verifies with a key that is a point of a curve.
struct PointVerifier {
    scheme: &'static dyn VerificationAlgorithm,
    algorithm: Algorithm,
    key: Vec<u8>,
}

impl Verifier<Vec<u8>> for PointVerifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        UnparsedPublicKey::new(self.scheme, &self.key)
            .verify(message, signature)
            .map_err(|_| SignatureError::new())
    }
}

impl JwtVerifier for PointVerifier {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

/// Verifies RSA signatures. Keys under 2048 bits are refused.
struct RsaVerifier {
    n: Vec<u8>,
    e: Vec<u8>,
}

impl Verifier<Vec<u8>> for RsaVerifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        RsaPublicKeyComponents { n: &self.n, e: &self.e }
            .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            .map_err(|_| SignatureError::new())
    }
}

impl JwtVerifier for RsaVerifier {
    fn algorithm(&self) -> Algorithm {
        Algorithm::RS256
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key is taken for this algorithm and for no other, and no other key for it.
    #[test]
    fn only_a_key_of_ed25519_signs_and_verifies_and_only_by_its_own_algorithm() {
        let der = Ed25519KeyPair::generate_pkcs8(&ring::rand::SystemRandom::new()).unwrap();
        let (own, other) = (EncodingKey::from_ed_der(der.as_ref()), EncodingKey::from_secret(&[7]));
        assert!(signer(&Algorithm::EdDSA, &own).is_ok());
        for (algorithm, key) in [
            (Algorithm::HS256, &own),
            (Algorithm::ES256, &own),
            (Algorithm::EdDSA, &other),
            (Algorithm::HS256, &other),
        ] {
            assert!(signer(&algorithm, key).is_err(), "{algorithm:?}");
        }
        let (own, other) = (DecodingKey::from_ed_der(&[7; 32]), DecodingKey::from_secret(&[7]));
        assert!(verifier(&Algorithm::EdDSA, &own).is_ok());
        for (algorithm, key) in [
            (Algorithm::HS256, &own),
            (Algorithm::ES256, &own),
            (Algorithm::EdDSA, &other),
            (Algorithm::HS256, &other),
        ] {
            assert!(verifier(&algorithm, key).is_err(), "{algorithm:?}");
        }
    }
}
