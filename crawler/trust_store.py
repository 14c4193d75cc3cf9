"""A store of certificates for one browser: further authorities, and client certificates.

Chromium on Linux takes both from the user's own NSS database. Its list of trusted keys would not
do: a server that merely presents the authority is taken for one of its own.
The database is made by the NSS library that the browser itself needs, in a process of its own,
since that library has one database for a whole process.
"""

import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from ctypes import (
    CDLL,
    POINTER,
    Structure,
    addressof,
    byref,
    c_char_p,
    c_int,
    c_uint,
    c_ulong,
    c_void_p,
    create_string_buffer,
)
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import BasicConstraints, Certificate, load_pem_x509_certificates
from cryptography.x509.extensions import ExtensionNotFound

from crawler.errors import BrowserFailed
from crawler.identity import Identity

LIBRARY = "libnss3.so"
MAKING_LIMIT_S = 30.0
# NSS, certdb.h: CERTDB_VALID_CA and CERTDB_TRUSTED_CA.
_TRUSTED = 1 << 3 | 1 << 4
# NSS, keyt.h: KU_ALL.
_ALL_USES = 0xFF


class _Item(Structure):
    _fields_ = (("type", c_int), ("data", c_void_p), ("len", c_uint))
    kept: Any


class _Trust(Structure):
    _fields_ = (("ssl", c_uint), ("email", c_uint), ("code", c_uint))


def authorities_in(file: Path) -> tuple[Certificate, ...]:
    """The authorities in a PEM file. Raises ValueError where it holds none, or something else."""
    try:
        found = load_pem_x509_certificates(file.read_bytes())
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from None
    except ValueError:
        raise ValueError(f"{file} holds no certificate in PEM") from None
    if not all(map(_is_authority, found)):
        raise ValueError(f"{file} holds a certificate that is none of an authority")
    return tuple(found)


def _is_authority(certificate: Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
    except (ExtensionNotFound, ValueError):
        return False


def make_home(
    home: Path, authority: Path | None, identities: Sequence[Identity] = ()
) -> dict[str, str]:
    """Make a home folder with such a store; the environment that points to it.

    Keys are told to the process that makes it by its input, which nobody else sees.
    Raises BrowserFailed where that cannot be done.
    """
    database = home / ".pki" / "nssdb"
    database.mkdir(parents=True)
    command = [sys.executable, "-m", "crawler.trust_store", str(database)]
    authorities = authorities_in(authority) if authority else ()
    told = _told(authorities, identities)
    try:
        done = subprocess.run(
            command, input=told, capture_output=True, text=True, timeout=MAKING_LIMIT_S, check=False
        )
        wrong = done.stderr.strip().splitlines()[-1] if done.returncode else ""
    except (OSError, subprocess.TimeoutExpired, IndexError) as error:
        wrong = type(error).__name__
    if wrong:
        raise BrowserFailed(
            "The certificate authority or client certificate cannot be given to the browser "
            f"({wrong}): this needs Linux and {LIBRARY}, which Chromium brings along."
        )
    return {**os.environ, "HOME": str(home)}


def _told(authorities: Sequence[Certificate], identities: Sequence[Identity]) -> str:
    def text(data: bytes) -> str:
        return b64encode(data).decode()

    return json.dumps(
        {
            "authorities": [text(one.public_bytes(Encoding.DER)) for one in authorities],
            "identities": [
                [text(one.secret), text(one.public_value), *map(text, one.certificates)]
                for one in identities
            ],
        }
    )


def _made(database: str, told: dict[str, Any]) -> None:
    """Make a database with what was told. Raises OSError where NSS does not do so."""
    nss = _nss()
    _done(nss.NSS_InitReadWrite(f"sql:{database}".encode()))
    slot = nss.PK11_GetInternalKeySlot()
    _done(nss.PK11_InitPin(slot, None, b""))
    for number, der in enumerate(told["authorities"]):
        known = _imported(nss, slot, der, f"authority {number}")
        handle, trust = nss.CERT_GetDefaultCertDB(), byref(_Trust(_TRUSTED, 0, 0))
        _done(nss.CERT_ChangeCertTrust(handle, known, trust))
    for number, (secret, public, *certificates) in enumerate(told["identities"]):
        name, key, value = (
            _item(f"key {number}"),
            _item(b64decode(secret)),
            _item(b64decode(public)),
        )
        # To stay, and to be seen by none.
        done = nss.PK11_ImportDERPrivateKeyInfo(
            slot, byref(key), byref(name), byref(value), 1, 1, _ALL_USES, None
        )
        _done(done)
        for place, der in enumerate(certificates):
            _imported(nss, slot, der, f"identity {number} {place}")


def _nss() -> CDLL:
    nss = CDLL(LIBRARY)
    item = POINTER(_Item)
    nss.PK11_GetInternalKeySlot.restype = nss.CERT_GetDefaultCertDB.restype = c_void_p
    nss.CERT_NewTempCertificate.restype = c_void_p
    nss.CERT_NewTempCertificate.argtypes = (c_void_p, item, c_char_p, c_int, c_int)
    nss.PK11_InitPin.argtypes = (c_void_p, c_char_p, c_char_p)
    nss.PK11_ImportCert.argtypes = (c_void_p, c_void_p, c_ulong, c_char_p, c_int)
    nss.CERT_ChangeCertTrust.argtypes = (c_void_p, c_void_p, POINTER(_Trust))
    key = (c_void_p, item, item, item, c_int, c_int, c_uint, c_void_p)
    nss.PK11_ImportDERPrivateKeyInfo.argtypes = key
    return nss


def _imported(nss: CDLL, slot: int, der: str, name: str) -> int:
    """Put a certificate into the database; what NSS knows it by."""
    item = _item(b64decode(der))
    known: int | None = nss.CERT_NewTempCertificate(
        nss.CERT_GetDefaultCertDB(), byref(item), None, 0, 1
    )
    if not known:
        raise OSError("NSS refused")
    _done(nss.PK11_ImportCert(slot, known, 0, name.encode(), 0))
    return known


def _item(data: bytes | str) -> _Item:
    held = data if isinstance(data, bytes) else data.encode()
    kept = create_string_buffer(held, len(held))
    item = _Item(0, addressof(kept), len(held))
    item.kept = kept  # as long as the item is there
    return item


def _done(status: int) -> None:
    if status:
        raise OSError("NSS refused")


if __name__ == "__main__":
    _made(sys.argv[1], json.load(sys.stdin))
