"""Time stamps of a run's manifest by an authority (RFC 3161), asked for by HTTP (section 3.4).

``openssl ts -verify`` checks them, too.
"""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

import aiohttp
from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from crawler.errors import BadInput
from crawler.integrity.seals import MANIFEST_NAME, STAMP_NAME, Seal, Standing, put_seals, read_given

AUTHORITY = "--tsa-certificate"
# For the whole of it; wall seconds.
LIMIT_S = 20.0
MOST_BYTES = 1_000_000
# RFC 3161, section 3.4.
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
# What manifests are hashed with: an authority may answer for none but the one that was asked.
_SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")


class NotStamped(Exception):
    """No time stamp was given; ``str()`` of it is the reason."""


def stamp(folder: Path, url: str) -> None:
    """Have a finished run's manifest time-stamped.

    Raises:
        NotStamped: the authority gave no time stamp; the run is as it was.
    """
    manifest = (folder / MANIFEST_NAME).read_bytes()
    put_seals(folder, {STAMP_NAME: asyncio.run(_stamped(manifest, url))})


async def _stamped(manifest: bytes, url: str) -> bytes:
    """An authority's answer that it has seen the manifest's hash now.

    Raises NotStamped where none came that speaks of this manifest and this question.
    """
    asked = TimestampRequestBuilder().data(manifest).hash_algorithm(HashAlgorithm.SHA256).build()
    answer = await _asked(url, asked.as_bytes())
    try:
        response = decode_timestamp_response(answer)
        if response.status != PKIStatus.GRANTED:
            told = f"{url} refused it (status {response.status})"
            raise NotStamped("; ".join((told, *response.status_string)))
        fits = response.tst_info.nonce == asked.nonce and _is_of(response, manifest)
    except ValueError:
        raise NotStamped(f"what {url} answered is no time stamp") from None
    if not fits:
        raise NotStamped(f"what {url} answered is a time stamp of something else")
    return answer


async def _asked(url: str, query: bytes) -> bytes:
    """The body of an answer, as far as it is read."""
    try:
        async with (
            aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=LIMIT_S), trust_env=True
            ) as session,
            session.post(
                url, data=query, headers={"Content-Type": QUERY, "Accept": REPLY}
            ) as answer,
        ):
            if answer.status != 200:
                raise NotStamped(f"{url} answered with status {answer.status}")
            body = bytearray()
            async for chunk in answer.content.iter_chunked(65_536):
                body += chunk
                if len(body) > MOST_BYTES:
                    raise NotStamped(f"{url} answered with more than {MOST_BYTES} bytes")
            return bytes(body)
    except TimeoutError:
        raise NotStamped(f"{url} did not answer within {LIMIT_S:.0f} s") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise NotStamped(f"{url} did not answer ({type(error).__name__})") from None


def authorities(files: Sequence[Path]) -> list[x509.Certificate]:
    """The certificates in the files that an option names, in PEM or DER.

    Raises:
        BadInput: a file holds none, or all of them together no root.
    """
    found: list[x509.Certificate] = []
    for file in files:
        content = read_given(file, AUTHORITY)
        try:
            if b"-----BEGIN" in content:
                found += x509.load_pem_x509_certificates(content)
            else:
                found.append(x509.load_der_x509_certificate(content))
        except ValueError:
            raise BadInput.in_file(AUTHORITY, f"{file} holds no certificate") from None
    if found and not any(map(_is_root, found)):
        raise BadInput.in_file(AUTHORITY, "names no root certificate: one is issued by its owner")
    return found


def _is_root(certificate: x509.Certificate) -> bool:
    return certificate.issuer == certificate.subject


def check_stamp(folder: Path, trusted: Sequence[x509.Certificate]) -> Seal | None:
    """What a run's time stamp is worth; None where it has none and none is expected.

    An authority's certificate has to be valid at the time of the stamp, not now.
    """
    file = folder / STAMP_NAME
    if not file.is_file():
        lacking = Seal(Standing.BROKEN, f"{STAMP_NAME} is missing: the run has no time stamp")
        return lacking if trusted else None
    try:
        response = decode_timestamp_response(file.read_bytes())
        at = f"{response.tst_info.gen_time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        if not _is_of(response, (folder / MANIFEST_NAME).read_bytes()):
            return Seal(
                Standing.BROKEN, f"{STAMP_NAME} of {at} is not of {MANIFEST_NAME} as it is now"
            )
        if not trusted:
            sentence = f"the time stamp of {at}: {AUTHORITY} says which authority is to be believed"
            return Seal(Standing.NOT_PROVEN, sentence)
        _verify(response, (folder / MANIFEST_NAME).read_bytes(), trusted)
    except ValueError:
        return Seal(Standing.BROKEN, f"{STAMP_NAME} is no time stamp")
    except VerificationError as error:
        why = f"{STAMP_NAME} does not hold by the given certificates{_reason(error)}"
        return Seal(Standing.BROKEN, why)
    return Seal(Standing.PROVEN, f"{MANIFEST_NAME} is as it was at {at}, when it was time-stamped")


def _verify(
    response: TimeStampResponse, manifest: bytes, trusted: Sequence[x509.Certificate]
) -> None:
    """Raises VerificationError. What is not signed by itself may lead from one to another."""
    builder = VerifierBuilder()
    for one in dict.fromkeys(trusted):
        if _is_root(one):
            builder = builder.add_root_certificate(one)
        else:
            builder = builder.add_intermediate_certificate(one)
    builder.build().verify_message(response, manifest)


def _is_of(response: TimeStampResponse, manifest: bytes) -> bool:
    imprint = response.tst_info.message_imprint
    digest = hashlib.sha256(manifest).digest()
    return imprint.hash_algorithm == _SHA256 and imprint.message == digest


def _reason(error: VerificationError) -> str:
    """OpenSSL's words, where they are among what the library tells."""
    found = re.search(r'Verify error: ([^"]+)"', str(error))
    return f" ({found[1]})" if found else ""
