"""A signature of a run's manifest with a key of the user's own (Ed25519, RFC 8032).

``openssl pkeyutl -verify -rawin`` checks it, too.
"""

from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from crawler.errors import BadInput
from crawler.integrity.seals import (
    MANIFEST_NAME,
    SIGNATURE_NAME,
    SIGNER_NAME,
    Seal,
    Standing,
    read_given,
)

KEY, PUBLIC_KEY = "--key", "--public-key"


def signed(manifest: bytes, key: Path) -> dict[str, bytes]:
    """The signature of a manifest and the public key, by their paths within the run.

    Raises:
        BadInput: the file holds no Ed25519 key that can be used.
    """
    content = read_given(key, KEY)
    try:
        private = load_pem_private_key(content, None)
    except TypeError:
        raise BadInput.in_file(KEY, f"{key} is encrypted: give one without a password") from None
    except (ValueError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        sentence = (
            f"{key} holds no Ed25519 key in PEM: openssl genpkey -algorithm ed25519 makes one"
        )
        raise BadInput.in_file(KEY, sentence)
    return {SIGNATURE_NAME: private.sign(manifest), SIGNER_NAME: _pem(private.public_key())}


def signer(file: Path) -> Ed25519PublicKey:
    """The public key that an option names.

    Raises:
        BadInput: the file holds none.
    """
    key = _public(read_given(file, PUBLIC_KEY))
    if key is None:
        raise BadInput.in_file(PUBLIC_KEY, f"{file} holds no public Ed25519 key in PEM")
    return key


def check_signature(folder: Path, trusted: Ed25519PublicKey | None) -> Seal | None:
    """What a run's signature is worth; None where it has none and none is expected."""
    file = folder / SIGNATURE_NAME
    if not file.is_file():
        lacking = Seal(Standing.BROKEN, f"{SIGNATURE_NAME} is missing: the run is not signed")
        return lacking if trusted else None
    key = trusted or _beside(folder)
    if key is None or not _holds(key, file.read_bytes(), (folder / MANIFEST_NAME).read_bytes()):
        whose = "the given key" if trusted else f"the key in {SIGNER_NAME}"
        return Seal(
            Standing.BROKEN, f"{SIGNATURE_NAME} is no signature of {MANIFEST_NAME} by {whose}"
        )
    if trusted is None:
        sentence = f"who signed the run: {PUBLIC_KEY} says whose key is to be believed"
        return Seal(Standing.NOT_PROVEN, sentence)
    return Seal(Standing.PROVEN, f"{MANIFEST_NAME} is as the holder of the given key signed it")


def _beside(folder: Path) -> Ed25519PublicKey | None:
    file = folder / SIGNER_NAME
    return _public(file.read_bytes()) if file.is_file() else None


def _holds(key: Ed25519PublicKey, signature: bytes, manifest: bytes) -> bool:
    try:
        key.verify(signature, manifest)
    except InvalidSignature:
        return False
    return True


def _public(content: bytes) -> Ed25519PublicKey | None:
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def _pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
