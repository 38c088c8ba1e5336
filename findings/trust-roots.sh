#!/usr/bin/env bash
# Which roots a client trusts that brings its own, at the end of 2026.
#
# Expected: bundles of trusted roots differ by a few names; the great authorities' long-lived roots are
#           in all of them, and a bundle inside this month's release of an SDK is of this year.
# Happens:  webpki-roots and certifi have dropped the first generation of DigiCert (Global Root CA, High
#           Assurance EV, Assured ID) and GlobalSign's Root CA. botocore of the same months ships an old
#           set: those four, others withdrawn long ago (VeriSign, DST Root CA X3), and none of the newer
#           Chinese authorities (TrustAsia, vTrus, UniTrust), of ISRG Root X2 or GTS Root R1. It uses
#           that set only where certifi is not installed. Amazon's four roots, Starfield's, CFCA's and
#           DigiCert's second generation are in all three.
# Matters:  a client that carries only the roots it needs. For AWS any of the three would do. A provider
#           of payments whose chain ended at a root of the first generation would be reached by a script
#           with botocore's set and refused by rustls with webpki-roots; one under a newer Chinese
#           authority the other way round. So each provider's chain is looked at, not guessed.
# Seen:     webpki-roots 1.0.10, certifi 2026.10.19.post1, botocore 1.43.106, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

python certifi==2026.10.19.post1 botocore==1.43.106 cryptography==50.0.2

rust roots 'webpki-roots = "=1.0.10"' <<'RUST'
fn main() {
    for root in webpki_roots::TLS_SERVER_ROOTS {
        let name = String::from_utf8_lossy(&root.subject);
        let plain = name.chars().map(|letter| if letter == ' ' || letter.is_ascii_graphic() { letter } else { '\n' });
        println!("{}\n", plain.collect::<String>());
    }
}
RUST

cat >bundles.py <<'PYTHON'
import os, subprocess, sys, warnings
import botocore, certifi
from cryptography import x509

warnings.simplefilter("ignore")

def of_file(path):
    with open(path, "rb") as file:
        certificates = x509.load_pem_x509_certificates(file.read())
    return {part.value for certificate in certificates for part in certificate.subject}

own = os.path.join(os.path.dirname(botocore.__file__), "cacert.pem")
bundles = [
    {line for line in subprocess.check_output([sys.argv[1]], text=True).splitlines()},
    of_file(certifi.where()),
    of_file(own),
]
asks = "import botocore.httpsession as session; print(session.where())"
used = lambda before: subprocess.check_output([sys.executable, "-c", before + asks], text=True).strip()
print("botocore uses certifi's:", used("") == certifi.where())
print("without certifi its own:", used("import sys; sys.modules['certifi'] = None; ") == own)
print("webpki-roots, certifi, botocore")
for name in (
    "Amazon Root CA 1", "Amazon Root CA 2", "Amazon Root CA 3", "Amazon Root CA 4",
    "Starfield Services Root Certificate Authority - G2", "DigiCert Global Root G2", "CFCA EV ROOT",
    "DigiCert Global Root CA", "DigiCert High Assurance EV Root CA", "DigiCert Assured ID Root CA",
    "GlobalSign Root CA", "DST Root CA X3", "VeriSign Universal Root Certification Authority",
    "TrustAsia Global Root CA G3", "vTrus Root CA", "UCA Global G2 Root", "ISRG Root X2", "GTS Root R1",
):
    # A subject of webpki-roots is DER: a length may stick to the front of the text.
    has = [any(each == name or (bundle is bundles[0] and each[1:] == name) for each in bundle) for bundle in bundles]
    print(*("yes" if each else "no" for each in has), name)
PYTHON

expect "$python" bundles.py "$roots" <<'SEEN'
botocore uses certifi's: True
without certifi its own: True
webpki-roots, certifi, botocore
yes yes yes Amazon Root CA 1
yes yes yes Amazon Root CA 2
yes yes yes Amazon Root CA 3
yes yes yes Amazon Root CA 4
yes yes yes Starfield Services Root Certificate Authority - G2
yes yes yes DigiCert Global Root G2
yes yes yes CFCA EV ROOT
no no yes DigiCert Global Root CA
no no yes DigiCert High Assurance EV Root CA
no no yes DigiCert Assured ID Root CA
no no yes GlobalSign Root CA
no no yes DST Root CA X3
no no yes VeriSign Universal Root Certification Authority
yes yes no TrustAsia Global Root CA G3
yes yes no vTrus Root CA
yes yes no UCA Global G2 Root
yes yes no ISRG Root X2
yes yes no GTS Root R1
SEEN
