"""Client certificates as files hold them."""

from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from crawler.identity import identity_in

ORIGIN = "https://shop.test"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a certificate, its key, both, and the key under a passphrase."""
    ann = trustme.CA().issue_cert("ann@shop.test", key_type=trustme.KeyType.RSA)
    pem, key = ann.cert_chain_pems[0].bytes(), ann.private_key_pem.bytes()
    sealed = load_pem_private_key(key, None).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"open sesame")
    )
    other = trustme.CA().issue_cert("ben@shop.test").private_key_pem.bytes()
    odd = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    held = {"cert": pem, "key": key, "both": key + pem, "sealed": sealed, "other": other}
    for name, data in {**held, "odd": odd, "rubbish": b"rubbish"}.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize(
    ("certificate", "key", "passphrase"),
    [("cert", "key", ""), ("both", None, ""), ("cert", "sealed", "open sesame")],
)
def test_a_certificate_comes_with_its_key(
    files: Path, certificate: str, key: str | None, passphrase: str
) -> None:
    made = identity_in(ORIGIN, files / certificate, files / key if key else None, passphrase)
    assert made.known_by["SUBJECT"]["O"].startswith("trustme")
    assert made.public_value
    assert made.origin_with_port == f"{ORIGIN}:443"
    assert "key" not in repr(made)


@pytest.mark.parametrize(
    ("certificate", "key", "passphrase", "sentence"),
    [
        ("cert", None, "", "holds no private key in PEM: name its file by key"),
        ("cert", "sealed", "", "the key is encrypted: write passphrase"),
        ("cert", "sealed", "wrong", "the passphrase is not the one of its key"),
        ("cert", "key", "needless", "the key is not encrypted: leave out passphrase"),
        ("cert", "other", "", "is not that of"),
        ("cert", "odd", "", "RSA and elliptic curves only"),
        ("rubbish", None, "", "neither PEM nor PKCS#12"),
        ("rubbish", "key", "", "holds no certificate in PEM"),
        ("missing", None, "", "cannot be read: No such file"),
    ],
)
def test_what_cannot_be_used_is_told(
    files: Path, certificate: str, key: str | None, passphrase: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence) as caught:
        identity_in(ORIGIN, files / certificate, files / key if key else None, passphrase)
    assert "sesame" not in str(caught.value)
