"""A store of certificates for one browser, in which one authority is trusted beside the known ones.

Chromium on Linux takes further authorities from the user's own NSS database. Its list of trusted
keys would not do: a server that merely presents the authority is taken for one of its own.
The database is made by the NSS library that the browser itself needs, in a process of its own,
since that library has one database for a whole process.
"""

import os
import subprocess
import sys
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

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import BasicConstraints, Certificate, load_pem_x509_certificates
from cryptography.x509.extensions import ExtensionNotFound

from crawler.errors import BrowserFailed

LIBRARY = "libnss3.so"
MAKING_LIMIT_S = 30.0
# NSS, certdb.h: CERTDB_VALID_CA and CERTDB_TRUSTED_CA.
_TRUSTED = 1 << 3 | 1 << 4


class _Item(Structure):
    _fields_ = (("type", c_int), ("data", c_void_p), ("len", c_uint))


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


def make_home(home: Path, authority: Path) -> dict[str, str]:
    """Make a home folder whose browser trusts an authority; the environment that points to it.

    Raises BrowserFailed where that cannot be done.
    """
    database = home / ".pki" / "nssdb"
    database.mkdir(parents=True)
    command = [sys.executable, "-m", "crawler.trust_store", str(database), str(authority)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=MAKING_LIMIT_S, check=False
        )
        wrong = done.stderr.strip().splitlines()[-1] if done.returncode else ""
    except (OSError, subprocess.TimeoutExpired, IndexError) as error:
        wrong = type(error).__name__
    if wrong:
        raise BrowserFailed(
            f"The certificate authority cannot be given to the browser ({wrong}): this needs Linux "
            f"and {LIBRARY}, which Chromium brings along."
        )
    return {**os.environ, "HOME": str(home)}


def _made(database: str, authorities: tuple[Certificate, ...]) -> None:
    """Make a database with these authorities. Raises OSError where NSS does not do so."""
    nss = CDLL(LIBRARY)
    nss.PK11_GetInternalKeySlot.restype = nss.CERT_GetDefaultCertDB.restype = c_void_p
    nss.CERT_NewTempCertificate.restype = c_void_p
    nss.CERT_NewTempCertificate.argtypes = (c_void_p, POINTER(_Item), c_char_p, c_int, c_int)
    nss.PK11_InitPin.argtypes = (c_void_p, c_char_p, c_char_p)
    nss.PK11_ImportCert.argtypes = (c_void_p, c_void_p, c_ulong, c_char_p, c_int)
    nss.CERT_ChangeCertTrust.argtypes = (c_void_p, c_void_p, POINTER(_Trust))
    _done(nss.NSS_InitReadWrite(f"sql:{database}".encode()))
    slot, handle = nss.PK11_GetInternalKeySlot(), nss.CERT_GetDefaultCertDB()
    _done(nss.PK11_InitPin(slot, None, b""))
    for number, one in enumerate(authorities):
        der = one.public_bytes(Encoding.DER)
        held = create_string_buffer(der, len(der))
        item = _Item(0, addressof(held), len(der))
        known = nss.CERT_NewTempCertificate(handle, byref(item), None, 0, 1)
        _done(0 if known else -1)
        _done(nss.PK11_ImportCert(slot, known, 0, f"authority {number}".encode(), 0))
        _done(nss.CERT_ChangeCertTrust(handle, known, byref(_Trust(_TRUSTED, 0, 0))))


def _done(status: int) -> None:
    if status:
        raise OSError("NSS refused")


if __name__ == "__main__":
    _made(sys.argv[1], authorities_in(Path(sys.argv[2])))
