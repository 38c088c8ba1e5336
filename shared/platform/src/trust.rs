//! Whose certificates a client of AWS accepts. The roots that AWS uses are five,
//! and reading them takes a twentieth of the time that reading all roots of the
//! system takes at every cold start (docs/decisions/0019-roots-of-aws.md).

use std::collections::HashMap;

use aws_smithy_http_client::tls::{TlsContext, TrustStore};

use crate::environment::InitError;

/// The roots of Amazon Trust Services.
const AMAZON: &str = include_str!("../roots/amazon.pem");

/// The variable with a file of roots to trust instead, as in the AWS CLI and SDKs.
const BUNDLE: &str = "AWS_CA_BUNDLE";

/// Regions of other companies and of governments, whose endpoints have
/// certificates of other roots: there the system's are trusted.
const ELSEWHERE: [&str; 5] = ["cn-", "us-gov-", "us-iso", "eu-isoe-", "eusc-"];

/// What a client of AWS trusts in this environment.
///
/// # Errors
/// [`InitError::Malformed`] when the file that `AWS_CA_BUNDLE` names holds no
/// certificates.
pub(crate) fn of_aws(variables: &HashMap<String, String>) -> Result<TlsContext, InitError> {
    let store = match variables.get(BUNDLE).filter(|file| !file.is_empty()) {
        Some(file) => TrustStore::empty().with_pem_certificate(bundle(file)?),
        None if is_elsewhere(variables) => TrustStore::default(),
        None => TrustStore::empty().with_pem_certificate(AMAZON),
    };
    let context = TlsContext::builder().with_trust_store(store).build();
    context.map_err(|_| InitError::Malformed(BUNDLE.to_owned()))
}

fn is_elsewhere(variables: &HashMap<String, String>) -> bool {
    let region = variables.get("AWS_REGION").map(String::as_str).unwrap_or_default();
    ELSEWHERE.iter().any(|prefix| region.starts_with(prefix))
}

/// The file, if it holds certificates at all.
fn bundle(file: &str) -> Result<Vec<u8>, InitError> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    match text.contains("-----BEGIN CERTIFICATE-----") {
        true => Ok(text.into_bytes()),
        false => Err(InitError::Malformed(BUNDLE.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use rustls_pki_types::CertificateDer;
    use rustls_pki_types::pem::PemObject as _;
    use webpki_root_certs::TLS_SERVER_ROOT_CERTS;
    use x509_parser::parse_x509_certificate;

    use super::*;

    /// How long before its end a root is to be replaced.
    const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

    fn amazons() -> Vec<CertificateDer<'static>> {
        CertificateDer::pem_slice_iter(AMAZON.as_bytes()).collect::<Result<_, _>>().unwrap()
    }

    fn variables(name: &str, value: &str) -> HashMap<String, String> {
        HashMap::from([(name.to_owned(), value.to_owned())])
    }

    #[test]
    fn the_five_roots_of_amazon_are_those_that_mozilla_trusts() {
        let amazons = amazons();
        assert_eq!(amazons.len(), 5);
        for root in amazons {
            let (_, read) = parse_x509_certificate(&root).unwrap();
            assert!(
                TLS_SERVER_ROOT_CERTS.contains(&root),
                "Mozilla no longer trusts {}: see the runbook, \"AWS changes its roots\"",
                read.subject(),
            );
        }
    }

    #[test]
    fn no_root_ends_within_a_year() {
        let in_a_year = SystemTime::now() + YEAR;
        let in_a_year = in_a_year.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
        for root in amazons() {
            let (_, read) = parse_x509_certificate(&root).unwrap();
            let end = read.validity().not_after.timestamp();
            assert!(
                end > i64::try_from(in_a_year).unwrap(),
                "{} ends soon: see the runbook, \"AWS changes its roots\"",
                read.subject(),
            );
        }
    }

    #[test]
    fn in_regions_of_others_the_system_is_trusted() {
        assert!(!is_elsewhere(&variables("AWS_REGION", "eu-central-1")));
        assert!(!is_elsewhere(&variables("AWS_REGION", "ap-southeast-1")));
        assert!(is_elsewhere(&variables("AWS_REGION", "cn-north-1")));
    }

    #[test]
    fn a_bundle_without_certificates_keeps_the_function_from_starting() {
        for file in ["/does/not/exist", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")] {
            let refused = of_aws(&variables(BUNDLE, file)).unwrap_err();
            assert_eq!(refused.to_string(), "AWS_CA_BUNDLE is malformed");
        }
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/roots/amazon.pem");
        assert!(of_aws(&variables(BUNDLE, file)).is_ok());
    }
}
