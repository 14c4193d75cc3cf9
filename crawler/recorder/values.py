"""Values of cookies never leave the recorder: a keyed hash stands for them."""

import hmac
import secrets


class ValueHash:
    """Hashes values with a key that lives as long as the run, so that nobody can guess them."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def __call__(self, value: str) -> str:
        """16 hex digits; equal values of one run have equal hashes."""
        return self.digest(value)

    def digest(self, value: str) -> str:
        """The hash alone, whatever else a call of this object does with a value."""
        digest = hmac.digest(self._key, value.encode("utf-8", "surrogatepass"), "sha256")
        return digest.hex()[:16]
