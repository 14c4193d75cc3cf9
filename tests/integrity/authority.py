"""A time-stamping authority (RFC 3161) of the tests' own, to be served on loopback.

It writes what RFC 3161, section 2.4, and RFC 5652 ask for, byte by byte.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_INTEGER, _OCTETS, _OID, _SEQUENCE, _SET, _TIME, _BELOW = 2, 4, 6, 0x30, 0x31, 0x18, 0xA0
_SHA256, _ECDSA = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"
_SIGNED_DATA, _TOKEN_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
_CONTENT_TYPE, _MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 128 + len(length)]) + length + content


def _integer(number: int) -> bytes:
    return _der(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    content = bytes([first * 40 + second])
    for number in rest:
        digits = [number & 127]
        while number := number >> 7:
            digits.insert(0, number & 127 | 128)
        content += bytes(digits)
    return _der(_OID, content)


def _parts(sequence: bytes) -> Iterator[bytes]:
    """The elements of a sequence, each with its own tag and length."""
    at, _ = _content(sequence)
    while at < len(sequence):
        start, size = _content(sequence[at:])
        yield sequence[at : at + start + size]
        at += start + size


def _content(element: bytes) -> tuple[int, int]:
    """Where the content of an element begins, and its size."""
    more = element[1] - 128 if element[1] > 127 else 0
    size = int.from_bytes(element[2 : 2 + more], "big") if more else element[1]
    return 2 + more, size


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


@dataclass(frozen=True, slots=True)
class Authority:
    """A root, and the certificate that it gave to what stamps; both end after ``days``."""

    root: x509.Certificate
    own: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def made(cls, begin: datetime, days: int = 30) -> "Authority":
        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        end = begin + timedelta(days=days)

        def certified(
            subject: str, public: ec.EllipticCurvePublicKey, ca: bool
        ) -> x509.CertificateBuilder:
            return (
                x509.CertificateBuilder(_name("A root"), _name(subject), public)
                .serial_number(x509.random_serial_number())
                .not_valid_before(begin)
                .not_valid_after(end)
                .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            )

        root = certified("A root", root_key.public_key(), True).sign(root_key, hashes.SHA256())
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        own = certified("An authority", key.public_key(), False).add_extension(usage, critical=True)
        return cls(root, own.sign(root_key, hashes.SHA256()), key)

    @property
    def root_pem(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def stamp(self, query: bytes, at: datetime) -> bytes:
        """The answer to a query: granted, with the certificate."""
        _, imprint, *rest = _parts(query)
        nonce = [one for one in rest if one[0] == _INTEGER]
        time = _der(_TIME, f"{at.astimezone(UTC):%Y%m%d%H%M%SZ}".encode())
        policy, serial = _oid("1.2.3.4.1"), _integer(7)
        info = _der(_SEQUENCE, _integer(1), policy, imprint, serial, time, *nonce)
        return _der(_SEQUENCE, _der(_SEQUENCE, _integer(0)), self._signed(info))

    def _signed(self, info: bytes) -> bytes:
        certificate = self.own.public_bytes(Encoding.DER)
        algorithm = _der(_SEQUENCE, _oid(_SHA256))
        signed_with = _der(_SEQUENCE, _oid(_ECDSA))
        attributes = self._attributes(info, certificate)
        signature = self.key.sign(_der(_SET, attributes), ec.ECDSA(hashes.SHA256()))
        issuer = self.own.issuer.public_bytes()
        signer = _der(
            _SEQUENCE,
            _integer(1),
            _der(_SEQUENCE, issuer, _integer(self.own.serial_number)),
            algorithm,
            _der(_BELOW, attributes),
            signed_with,
            _der(_OCTETS, signature),
        )
        content = _der(_SEQUENCE, _oid(_TOKEN_INFO), _der(_BELOW, _der(_OCTETS, info)))
        signed = _der(
            _SEQUENCE,
            _integer(3),
            _der(_SET, algorithm),
            content,
            _der(_BELOW, certificate),
            _der(_SET, signer),
        )
        return _der(_SEQUENCE, _oid(_SIGNED_DATA), _der(_BELOW, signed))

    @staticmethod
    def _attributes(info: bytes, certificate: bytes) -> bytes:
        known_by = _der(_SEQUENCE, _der(_OCTETS, hashlib.sha256(certificate).digest()))
        attributes = {
            _CONTENT_TYPE: _oid(_TOKEN_INFO),
            _MESSAGE_DIGEST: _der(_OCTETS, hashlib.sha256(info).digest()),
            _SIGNING_CERTIFICATE: _der(_SEQUENCE, _der(_SEQUENCE, known_by)),
        }
        each = (
            _der(_SEQUENCE, _oid(kind), _der(_SET, value)) for kind, value in attributes.items()
        )
        return b"".join(sorted(each))


REFUSED = _der(_SEQUENCE, _der(_SEQUENCE, _integer(2)))
