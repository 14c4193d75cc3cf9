"""What bears out a run's manifest: a signature, a time stamp; and how far each is proven.

They stand beside the manifest, which cannot list them. ``evidence/seals.json`` has their SHA-256,
in the manifest's own form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from crawler.errors import BadInput
from crawler.run_store import EVIDENCE, MANIFEST, manifest_of, sha256_of, write_durably, writing

MANIFEST_NAME = f"{EVIDENCE}/{MANIFEST}"
SEALS_NAME = f"{EVIDENCE}/seals.json"
STAMP_NAME = f"{MANIFEST_NAME}.tsr"
SIGNATURE_NAME = f"{MANIFEST_NAME}.sig"
SIGNER_NAME = f"{MANIFEST_NAME}.pem"
SEALED = (SIGNER_NAME, SIGNATURE_NAME, STAMP_NAME)


class Standing(StrEnum):
    """How far a seal holds."""

    PROVEN = "proven"
    NOT_PROVEN = "not proven"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a seal says of the manifest, in a sentence, and how far that holds."""

    standing: Standing
    sentence: str

    def __str__(self) -> str:
        """One line for a reader."""
        return f"{self.standing:<10} {self.sentence}"


def put_seals(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write seals by their paths within the run, and the sums of all that are there.

    Raises:
        RunNotWritten: the disk refuses.
    """
    with writing(folder / EVIDENCE):
        for name, content in files.items():
            write_durably(folder / name, content)
        there = (name for name in SEALED if (folder / name).is_file())
        sums = {name: sha256_of(folder / name) for name in there}
        write_durably(folder / SEALS_NAME, manifest_of(sums))


def read_given(file: Path, option: str) -> bytes:
    """What a file holds that an option names.

    Raises:
        BadInput: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput.in_file(option, f"{file} cannot be read ({error.strerror})") from error
