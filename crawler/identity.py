"""A client certificate with its key: who the browser is to servers that ask for one (RFC 8446)."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from cryptography.x509 import Certificate, Name, load_pem_x509_certificates
from cryptography.x509.oid import NameOID

Key = EllipticCurvePrivateKey | RSAPrivateKey
# The parts of a name by which Chromium can be told which certificate to take (its policy
# AutoSelectCertificateForUrls).
_PARTS = {
    "CN": NameOID.COMMON_NAME,
    "L": NameOID.LOCALITY_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
}
NEEDS_PASSPHRASE = "the key is encrypted: write passphrase: {env: NAME} beside it"  # noqa: S105 - a sentence


@dataclass(frozen=True, slots=True)
class Identity:
    """What is shown to one origin. ``chain`` are further certificates up to the authority."""

    origin: str
    certificate: Certificate
    key: Key = field(repr=False, compare=False)
    chain: tuple[Certificate, ...] = ()

    @property
    def origin_with_port(self) -> str:
        """The origin with its port, also where that is the scheme's own."""
        return self.origin if urlsplit(self.origin).port else f"{self.origin}:443"

    @property
    def known_by(self) -> dict[str, dict[str, str]]:
        """Its subject and issuer, as far as Chromium looks at them."""
        names = {"SUBJECT": self.certificate.subject, "ISSUER": self.certificate.issuer}
        return {whose: parts for whose, name in names.items() if (parts := _parts(name))}

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """Its own certificate and the further ones, in DER."""
        return tuple(one.public_bytes(Encoding.DER) for one in (self.certificate, *self.chain))

    @property
    def secret(self) -> bytes:
        """The key in the clear (PKCS#8, DER)."""
        return self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    @property
    def public_value(self) -> bytes:
        """What NSS knows the key by: its point, or its modulus."""
        if isinstance(self.key, RSAPrivateKey):
            modulus = self.key.public_key().public_numbers().n
            return modulus.to_bytes((modulus.bit_length() + 7) // 8, "big")
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _parts(name: Name) -> dict[str, str]:
    found = {part: name.get_attributes_for_oid(oid) for part, oid in _PARTS.items()}
    return {part: str(those[0].value) for part, those in found.items() if those}


def identity_in(origin: str, certificate: Path, key: Path | None, passphrase: str) -> Identity:
    """From PEM files, or from one of PKCS#12. Raises ValueError with a sentence."""
    secret = passphrase.encode() or None
    data = _bytes(certificate)
    if b"-----BEGIN" in data:
        chain = _chain(certificate, data)
        found = _pem_key(key or certificate, data if key is None else _bytes(key), secret)
    elif key is not None:
        raise ValueError(f"{certificate} holds no certificate in PEM")
    else:
        chain, found = _pkcs12(certificate, data, secret)
    if not isinstance(found, EllipticCurvePrivateKey | RSAPrivateKey):
        raise ValueError(
            f"{key or certificate}: Chromium shows keys of RSA and elliptic curves only"
        )
    if found.public_key() != chain[0].public_key():
        raise ValueError(f"the key in {key or certificate} is not that of {certificate}")
    return Identity(origin, chain[0], found, tuple(chain[1:]))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from None


def _chain(file: Path, data: bytes) -> list[Certificate]:
    try:
        return load_pem_x509_certificates(data)
    except ValueError:
        raise ValueError(f"{file} holds no certificate in PEM") from None


def _pem_key(file: Path, data: bytes, passphrase: bytes | None) -> object:
    if b"PRIVATE KEY-----" not in data:
        raise ValueError(f"{file} holds no private key in PEM: name its file by key")
    try:
        return load_pem_private_key(data, passphrase)
    except TypeError:
        if passphrase is None:
            raise ValueError(f"{file}: {NEEDS_PASSPHRASE}") from None
        raise ValueError(f"{file}: the key is not encrypted: leave out passphrase") from None
    except (ValueError, UnsupportedAlgorithm):
        wrong = "or the passphrase is not the one of its key" if passphrase else "in PEM"
        raise ValueError(f"{file} holds no private key that can be read, {wrong}") from None


def _pkcs12(file: Path, data: bytes, passphrase: bytes | None) -> tuple[list[Certificate], object]:
    try:
        held = load_pkcs12(data, passphrase)
    except (ValueError, UnsupportedAlgorithm):
        raise ValueError(
            f"{file} is neither PEM nor PKCS#12, or its passphrase is another"
        ) from None
    if held.cert is None or held.key is None:
        raise ValueError(f"{file} holds no certificate with its private key")
    return [held.cert.certificate, *(one.certificate for one in held.additional_certs)], held.key
