"""One run: what it holds, and how ``audit.json`` spells it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from crawler.cookies import Identity, Walk
from crawler.domains import stands_for
from crawler.errors import BadInput
from crawler.findings import Finding, Gate, Rule, Waived
from crawler.languages import Language
from crawler.listed import ComparedCookie
from crawler.text import printable, shortened
from crawler.walks import BrowserFacts, NotProven, Outcome, SelfTest, WalkObservation, Witness

SCHEMA = 1
AUDIT_FILE = "audit.json"


@dataclass(frozen=True, slots=True)
class CookieMatch:
    """The declared entry that covers an observed cookie; what has none has no match.

    ``declared_as`` is the entry's name, ``line`` its line in the declaration (1-based).
    ``declared_lifetime_s`` is the nominal declared lifetime in seconds (63072000 for "2 years");
    None where a session is declared or no lifetime at all; ``declared_lifetime`` tells these apart
    by the declaration's own words ("2 years", "session", empty where it gives none).
    """

    walk: Walk
    identity: Identity
    declared_as: str
    category: str
    declared_lifetime_s: float | None
    line: int
    declared_lifetime: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result in one sentence, and the exit code that says the same."""

    exit_code: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A site that was audited at another address than it is declared for."""

    site: str
    declared: str
    audited: str

    def __str__(self) -> str:
        """One sentence for a reader."""
        return (
            f"{self.site} was audited at {self.audited}, in the place of {self.declared}: what is "
            "declared for its own domain was held against the host that was audited."
        )

    def as_declared(self, address: str) -> str:
        """An address of the audited origin as it is at the declared one; others as they are."""
        here, own = (
            f"{one.scheme}://{one.netloc}" for one in map(urlsplit, (self.audited, self.declared))
        )
        inside = address == here or address.startswith(f"{here}/")
        return f"{own}{address.removeprefix(here)}" if inside else address

    def host_as_declared(self, host: str) -> str:
        """The declared host that one seen in the audit stands for."""
        here, own = (urlsplit(one).hostname or "" for one in (self.audited, self.declared))
        return stands_for(host, here, own)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The earlier run that the gate was held against.

    ``known`` counts the findings that would fail and were in it already, ``varying`` those that
    are new but of what varies in it as well, ``open`` those that fail though it cannot tell whether
    they are new, for it had not proven or visited what shows them.
    """

    run_id: str
    started: float
    known: int = 0
    varying: int = 0
    open: int = 0

    def __str__(self) -> str:
        """One sentence for a reader."""
        parts = [f"{self.known} that would fail {'was' if self.known == 1 else 'were'} in it"]
        if self.varying:
            parts.append(f"{self.varying} {'is' if self.varying == 1 else 'are'} of what varies")
        if self.open:
            parts.append(f"of {self.open} that {_fail(self.open)} it cannot tell, and they count")
        return f"Held against the baseline {self.run_id}: {'; '.join(parts)}."


def _fail(count: int) -> str:
    return "fails" if count == 1 else "fail"


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """What a waiver came to in a run.

    ``covers`` counts the findings that it speaks of, in force or not; ``again`` those that have
    their weight back because it has ended. ``whole`` tells that the run looked at everything.
    """

    waiver: Waived
    covers: int
    again: int
    whole: bool = True

    @property
    def note(self) -> str:
        """What its owner has to know, in a sentence; empty where it is in force and of use."""
        one = self.waiver
        cookie, owner = (shortened(printable(text), 80) for text in (one.cookie, one.owner))
        name = f"The waiver of {one.rule} for '{cookie}' ({owner}, line {one.line})"
        counts = "finding counts" if self.again == 1 else "findings count"
        if self.again:
            return f"{name} ended on {one.until}: {self.again} {counts} again."
        ended = f" It ended on {one.until}." if one.ended else ""
        part = "" if self.whole else ", which did not look at everything"
        return "" if self.covers else f"{name} covers no finding of this run{part}.{ended}"


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a pipeline points: the declaration's path in its repository, and lines (1-based) of it.

    ``new_entry`` is the line where a further cookie would be declared, ``sites`` that of each site.
    A path that is empty and a line that is 0 are not known.
    """

    path: str = ""
    new_entry: int = 0
    sites: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Everything that ``audit.json`` holds. Times are seconds since the epoch.

    ``witness`` is None where the browser's own log was not asked for. ``fail_on`` is what else than
    errors was to fail it. ``label`` names what was audited, such as a deploy, in the user's words.
    ``practice``: it is one of the practice sites. Every walk was made ``repeats`` times;
    ``baseline`` is None where the gate was held against no earlier run. ``language`` is
    that of the report.
    """

    run_id: str
    started: float
    finished: float
    tool_version: str
    declaration_file: str
    declaration_sha256: str
    policy_url: str
    policy_updated: str
    browser: BrowserFacts
    self_test: SelfTest
    walks: tuple[WalkObservation, ...]
    findings: tuple[Finding, ...]
    not_proven: tuple[NotProven, ...]
    verdict: Verdict
    matches: tuple[CookieMatch, ...] = ()
    witness: Witness | None = None
    four_lists: tuple[ComparedCookie, ...] = ()
    audited_at: tuple[Moved, ...] = ()
    fail_on: tuple[str, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    list_place: ListPlace = ListPlace()
    label: str = ""
    practice: bool = False
    repeats: int = 1
    baseline: Baseline | None = None
    language: Language = Language.ENGLISH

    @property
    def everything_not_proven(self) -> tuple[NotProven, ...]:
        """The run's and the walks' together, and each journey that gave only its outcome."""
        named = dict.fromkeys(self.not_proven)
        for walk in self.walks:
            named.update(dict.fromkeys(walk.not_proven))
        explained = {one.walk for one in named}
        for result in (walk.result for walk in self.walks):
            if result.outcome is Outcome.NOT_PROVEN and result.walk not in explained:
                subject = f"the {result.walk.label} journey"
                named[NotProven(subject, result.reason, result.walk, result.screenshot)] = None
        return tuple(named)

    def gating_first(self) -> "RunRecord":
        """The same run with its findings in reading order: what gates first, then by rule."""
        gates, rules = list(Gate), list(Rule)
        ranked = sorted(
            self.findings,
            key=lambda one: (gates.index(one.gate), rules.index(one.rule), one.identity),
        )
        return replace(self, findings=tuple(ranked))


_record = TypeAdapter(RunRecord)
_LAST_S = 253_402_300_799.0  # the end of the year 9999, the last that calendars here have


def dump_run(record: RunRecord) -> bytes:
    """Spell a run as ``audit.json`` does: JSON in UTF-8, with its ``schema``."""
    fields = {"schema": SCHEMA, **_record.dump_python(record, mode="json")}
    return as_json(fields, indent=1)


def as_json(value: object, *, indent: int | None = None) -> bytes:
    r"""JSON in UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes ``\ud800``."""
    return json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace")


def load_run(path: Path) -> RunRecord:
    """Read a run back, from its folder or its ``audit.json``.

    Raises:
        BadInput: there is no finished run, or not one that this version can read.
    """
    file = path / AUDIT_FILE if path.is_dir() else path
    try:
        fields = json.loads(file.read_bytes(), parse_constant=_number)
    except FileNotFoundError:
        raise BadInput.in_file(file, "there is no such file: is this a finished run?") from None
    except OSError as error:
        raise BadInput.in_file(file, f"cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise BadInput.in_file(file, "is not JSON, so not a run's audit.json") from None
    return _recognised(file, fields)


def _number(name: str) -> float:
    """What JSON has no number for: a site may ask for one without end, none makes a NaN."""
    if name == "NaN":
        raise ValueError(name)
    return float(name)


def _recognised(file: Path, fields: object) -> RunRecord:
    schema = fields.get("schema") if isinstance(fields, dict) else None
    if schema is None:
        raise BadInput.in_file(file, 'has no "schema", so it is not a run\'s audit.json')
    if schema != SCHEMA:
        raise BadInput.in_file(
            file, f"has schema {schema!r}; this version of cookie-audit reads schema {SCHEMA}"
        )
    try:
        return _consistent(file, _record.validate_python(fields))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise BadInput.in_file(file, f"does not hold a run: {place}: {first['msg']}") from None


def _consistent(file: Path, record: RunRecord) -> RunRecord:
    for number, one in enumerate(record.walks):
        if strange := {cookie.walk.site for cookie in one.cookies} - {one.walk.site}:
            sentence = f"walks.{number} has a cookie of the site {min(strange)!r}"
            raise BadInput.in_file(file, f"does not hold a run: {sentence}")
    if not all(0 <= one <= _LAST_S for one in _clocked(record)):
        raise BadInput.in_file(file, "does not hold a run: it has a time that no clock shows")
    if any("\ud800" <= letter <= "\udfff" for name in _names(record) for letter in name):
        raise BadInput.in_file(file, "does not hold a run: it has a name that is no text")
    return record


def _names(record: RunRecord) -> Iterator[str]:
    """What an audit or its declaration names; what a site sends may be half a surrogate pair."""
    yield from (record.run_id, record.declaration_sha256)
    for finding in record.findings:
        yield finding.fingerprint
        if finding.walk:
            yield from (finding.walk.site, finding.walk.role)
    for walk in record.walks:
        yield from (walk.walk.site, walk.walk.role, walk.result.walk.site, walk.result.walk.role)


def _clocked(record: RunRecord) -> Iterator[float]:
    """The times by our own clock, in seconds; what a site asks for may be any number."""
    yield from (record.started, record.finished)
    for walk in record.walks:
        yield walk.result.wall_s
        for visit in walk.visits:
            yield from (visit.started, visit.wall_s, visit.page_time_s)
