//! EdDSA for access tokens on `ring`, the one crypto library of the service.
//! The token library asks a provider for it; every other algorithm is refused.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::signature::{Error as SignatureError, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, EncodingKey};
use ring::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: signer,
    verifier_factory: verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

/// Makes `ring` the token library's provider; asking again changes nothing.
pub(super) fn install() {
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

struct EdVerifier(Vec<u8>);

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, Error> {
    if *algorithm != Algorithm::EdDSA || key.family() != AlgorithmFamily::Ed {
        return Err(ErrorKind::InvalidAlgorithm.into());
    }
    Ok(Box::new(EdVerifier(key.try_get_as_bytes()?.to_vec())))
}

impl Verifier<Vec<u8>> for EdVerifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        UnparsedPublicKey::new(&ED25519, &self.0)
            .verify(message, signature)
            .map_err(|_| SignatureError::new())
    }
}

impl JwtVerifier for EdVerifier {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
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
