"""Makes the keys and secrets of the local run, once: `keys.py FOLDER`.

The deployment puts our halves into the parameter store; the cashier, which plays
WeChat Pay, gets the provider's.
"""

import base64
import json
import os
import secrets
import sys

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)


def private_pem(key):
    """A private key as PKCS#8 in PEM."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_pem(key):
    """The public half of a private key in PEM."""
    public = key.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def make():
    """Everything that keys.json holds."""
    token_key = ed25519.Ed25519PrivateKey.generate()
    token_private = token_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    token_public = token_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    merchant = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    platform = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return {
        "accessTokenSigningKey": base64.b64encode(token_private).decode(),
        "accessTokenKeys": base64.urlsafe_b64encode(token_public).decode().rstrip("="),
        "challengeSecret": secrets.token_hex(32),
        "accountSecretsKey": base64.b64encode(secrets.token_bytes(32)).decode(),
        "wechatPay": {
            "appId": "wx0123456789abcdef",
            "merchantId": "1900000001",
            "merchantSerial": secrets.token_hex(20).upper(),
            "apiV3Key": secrets.token_hex(16),
            "merchantPrivateKeyPem": private_pem(merchant),
            "merchantPublicKeyPem": public_pem(merchant),
            "publicKeyId": f"PUB_KEY_ID_{secrets.randbelow(10**34):034}",
            "platformPrivateKeyPem": private_pem(platform),
            "platformPublicKeyPem": public_pem(platform),
        },
    }


def main(folder):
    """Writes keys.json into `folder`, readable by its owner only."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    path = os.path.join(folder, "keys.json")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(make(), file, indent=2)


if __name__ == "__main__":
    main(sys.argv[1])
