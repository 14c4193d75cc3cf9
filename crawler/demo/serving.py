"""Serve sites on loopback under their real names, with TLS from an authority made for the purpose.

A browser reaches them once it resolves the names as ``Served.resolve`` says and trusts the
authority; nothing of this is known outside the machine, and no name server is asked.
"""

import base64
import hashlib
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import trustme
from aiohttp import web
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate

LOOPBACK = "127.0.0.1"
# Seconds that an answer still under way is given when the server stops.
SHUTDOWN_LIMIT = 1.0


@dataclass(frozen=True, slots=True)
class Served:
    """Sites that answer at ``address`` (``127.0.0.1:port``) for as long as their context lasts.

    ``certificate_authority`` is a PEM file of the root that signed the certificate of all
    ``hosts``, ``trusted_key`` the root's key in the form that Chromium's list of trusted keys wants
    (base64 of the SHA-256 of its SubjectPublicKeyInfo); the server presents the root for its sake.
    """

    hosts: tuple[str, ...]
    address: str
    certificate_authority: Path
    trusted_key: str

    @property
    def resolve(self) -> dict[str, str]:
        """Host pattern to address, the catch-all last: no other name is looked up either."""
        return {**dict.fromkeys(self.hosts, self.address), "*": self.address}


@asynccontextmanager
async def serve(application: web.Application, hosts: Sequence[str]) -> AsyncIterator[Served]:
    """Serve ``application`` for ``hosts`` on a free port of loopback, inside this event loop."""
    authority = trustme.CA()
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=SHUTDOWN_LIMIT)
    await runner.setup()
    try:
        with TemporaryDirectory(prefix="cookie-audit-") as folder:
            root = Path(folder, "authority.pem")
            authority.cert_pem.write_to_path(str(root))
            await web.TCPSite(runner, LOOPBACK, 0, ssl_context=_tls(authority, hosts)).start()
            _, port = runner.addresses[0]
            yield Served(tuple(hosts), f"{LOOPBACK}:{port}", root, _key(authority))
    finally:
        await runner.cleanup()


def _key(authority: trustme.CA) -> str:
    key = load_pem_x509_certificate(authority.cert_pem.bytes()).public_key()
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(info).digest()).decode()


def _tls(authority: trustme.CA, hosts: Sequence[str]) -> ssl.SSLContext:
    certificate = authority.issue_cert(*hosts)
    chain = (*certificate.cert_chain_pems, authority.cert_pem)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    with TemporaryDirectory(prefix="cookie-audit-") as folder:
        pem = Path(folder, "chain.pem")
        pem.write_bytes(b"".join(blob.bytes() for blob in (certificate.private_key_pem, *chain)))
        context.load_cert_chain(pem)
    return context
