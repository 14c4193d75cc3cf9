"""Our reading of a line beside what Chromium kept of it."""

from collections.abc import Iterator
from dataclasses import asdict

from crawler.devtools_text import header_bytes
from crawler.set_cookie import Refusal, RefusedCookie, SetCookie, read_set_cookie
from tests.reading.chromium import LONGEST, Chromium, Ground, Kept, Trial

# Reasons that DevTools do not tell.
SILENT = {Refusal.AMBIGUOUS_SERIALIZATION, Refusal.INVALID_PARTITIONED, Refusal.HTTP_ONLY}
# Makes a cookie live long enough to be seen, by overruling what the line says of its end.
LIVING = "; Max-Age=1000"

Reading = SetCookie | RefusedCookie


def deletes(reading: Reading) -> bool:
    """Whether it takes a cookie out of the jar."""
    return isinstance(reading, SetCookie) and reading.lifetime is not None and reading.lifetime <= 0


async def compare_header(chromium: Chromium, ground: Ground, line: bytes) -> list[str]:
    """Try a server's line: what differs, in words.

    Of one that deletes, its like that lives is tried as well: it says which cookie is meant.
    """
    trial = await chromium.by_header(ground, line)
    if trial is None:
        return []  # no response to Chromium, so nothing to read
    raw = header_bytes(trial.told)
    reading = read_set_cookie(raw, trial.url, trial.now)
    found = [*_jar_differs(trial, reading), *_reason_differs(trial, reading)]
    if deletes(reading) and not found:
        found = await compare_header(chromium, ground, raw + LIVING.encode())
    return [_in_words(ground, line, one) for one in found]


async def compare_script(chromium: Chromium, ground: Ground, line: str) -> list[str]:
    """Try a write to ``document.cookie``, in the same way."""
    trial = await chromium.by_script(ground, line)
    reading = read_set_cookie(line, trial.url, trial.now, by_script=True)
    found = list(_jar_differs(trial, reading))
    if deletes(reading) and not found:
        found = await compare_script(chromium, ground, line + LIVING)
    return [_in_words(ground, line, one) for one in found]


def _in_words(ground: Ground, line: str | bytes, difference: str) -> str:
    return f"{ground.scheme}://{ground.host} {line[:200]!a}: {difference}"


def _jar_differs(trial: Trial, reading: Reading) -> Iterator[str]:
    taken = [reading] if isinstance(reading, SetCookie) and not deletes(reading) else []
    if len(trial.jar) != len(taken):
        yield f"the jar holds {trial.jar}, we read {reading}; {trial.reasons}"
    for kept, read in zip(trial.jar, taken, strict=False):
        yield from _fields_differ(kept, read)
        if not _lives_alike(trial, kept, read):
            yield f"expires: {kept.expires} and not {read.lifetime} s from {trial.ended}"


def _fields_differ(kept: Kept, read: SetCookie) -> Iterator[str]:
    asked = asdict(read)
    for name, held in asdict(kept).items():
        if name != "expires" and held != asked[name]:
            yield f"{name}: {held!r} and not {asked[name]!r}"


def _lives_alike(trial: Trial, kept: Kept, read: SetCookie) -> bool:
    if kept.expires is None or read.lifetime is None:
        return kept.expires is None and read.lifetime is None
    # Whole seconds are read against a clock that shows more.
    granted = min(read.lifetime, LONGEST)
    return trial.began - 1.01 <= kept.expires - granted <= trial.ended + 0.01


def _reason_differs(trial: Trial, reading: Reading) -> Iterator[str]:
    if isinstance(reading, SetCookie):
        if trial.reasons:
            yield f"refused for {trial.reasons}, we read {reading}"
    elif reading.reason not in SILENT and reading.reason not in trial.reasons:
        yield f"refused for {trial.reasons} and not {reading.reason}"
