"""The screenshots of a run: in the page where they are small, beside it where they are large."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from crawler.cookies import Phase
from crawler.run_store import evidence_of
from crawler.runs import RunRecord
from crawler.walks import WalkObservation

_LARGEST_PICTURE = 400_000
_ALL_PICTURES = 3_000_000
_PICTURE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot: what it shows, its address beside the report, its bytes where they are few.

    ``sha256`` is that of the file, in hexadecimal digits.
    """

    what: str
    address: str
    sha256: str
    inline: str


def pictures_of(run: RunRecord, folder: Path) -> dict[str, Picture]:
    """The screenshots that lie in the run's folder, by their path in it."""
    left = _ALL_PICTURES
    pictures: dict[str, Picture] = {}
    inlined: dict[str, str] = {}
    for name in dict.fromkeys(_screenshots(run, folder)):
        path = _within(folder, name)
        if path is None:
            continue
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        fresh = digest not in inlined  # two journeys often look the same
        if fresh and len(content) <= min(_LARGEST_PICTURE, left):
            left -= len(content)
            encoded = base64.b64encode(content).decode()
            inlined[digest] = f"data:{_PICTURE_TYPES[path.suffix]};base64,{encoded}"
        address = path.relative_to(folder.resolve()).as_posix()
        what = path.stem.rpartition(".")[2]
        inline = Markup(inlined.get(digest, ""))  # noqa: S704 - base64
        pictures[name] = Picture(what, quote(address), digest, inline)
    return pictures


def pictures_of_walk(
    walk: WalkObservation, folder: Path, pictures: dict[str, Picture]
) -> list[Picture]:
    """The pictures of one walk, what was taken before the decision first."""
    return [pictures[name] for name in _of_walk(walk, folder) if name in pictures]


def picture_of(phase: Phase | None, taken: list[Picture]) -> Picture | None:
    """The one of a walk's pictures that was taken last in a phase, as far as their names tell."""
    after = [one for one in taken if one.what.startswith(Phase.AFTER)]
    before = [one for one in taken if one not in after]
    if phase is Phase.AFTER:
        # "after-withdrawal" comes after "after", the acceptance that it takes back.
        return max(after, key=lambda one: len(one.what), default=None)
    return next(iter(before), None)


def _screenshots(run: RunRecord, folder: Path) -> Iterator[str]:
    yield from (one.screenshot for one in run.everything_not_proven)
    for walk in run.walks:
        yield from _of_walk(walk, folder)


def _of_walk(walk: WalkObservation, folder: Path) -> tuple[str, ...]:
    """What was taken before the decision first, as far as the names tell."""
    kept = (path.relative_to(folder).as_posix() for path in evidence_of(folder, walk.walk))
    return tuple(dict.fromkeys((*sorted(kept, reverse=True), walk.result.screenshot)))


def _within(folder: Path, name: str) -> Path | None:
    """The picture of that name, if it is one and lies inside the folder."""
    try:
        path = (folder / name).resolve()
        known = path.suffix in _PICTURE_TYPES and path.is_file()
    except (OSError, ValueError):
        return None
    return path if known and path.is_relative_to(folder.resolve()) else None
