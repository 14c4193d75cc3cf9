"""Where in the declaration a finding points, and what else every pipeline's format tells."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePath

from crawler.cookies import Identity
from crawler.findings import NOT_PROVEN, Finding
from crawler.reports.grouping import cookie_name, hinted, place
from crawler.runs import RunRecord
from crawler.text import printable, shortened
from crawler.walks import NotProven

MOST_CHARACTERS = 4_000
"""Of one text: what a site can make as long as it likes is cut there."""


def shown(text: str) -> str:
    """A text of a site's in one line, with nothing in it that cannot be seen, cut where long."""
    return shortened(printable(text), MOST_CHARACTERS)


def list_path(run: RunRecord) -> str:
    """The declaration as its repository knows it."""
    return run.list_place.path or PurePath(run.declaration_file).as_posix()


def line_of(run: RunRecord, finding: Finding) -> int:
    """The line that is broken, or that would hold the entry that is missing; at least 1."""
    line = finding.declared_at.rpartition(":")[2]
    if line.isdecimal():
        return max(1, int(line))
    if finding.identity.is_choice and finding.walk:
        return _line_of_site(run, finding.walk.site)
    return max(1, run.list_place.new_entry)


def line_of_gap(run: RunRecord, gap: NotProven) -> int:
    """The line of the site that something is not proven of, else the first."""
    return _line_of_site(run, gap.walk.site) if gap.walk else 1


def _line_of_site(run: RunRecord, site: str) -> int:
    return max(1, run.list_place.sites.get(site, 1))


def open_points(run: RunRecord) -> tuple[NotProven, ...]:
    """What is not proven; where the run tells of nothing and is still not clean, its verdict."""
    gaps = run.everything_not_proven
    if gaps or run.verdict.exit_code in (0, 1):
        return gaps
    return (NotProven("everything", run.verdict.sentence),)


def title_of(finding: Finding) -> str:
    """The rule and the cookie."""
    return f"{finding.rule}: {shown(cookie_name(finding.identity))}"


def where(finding: Finding) -> str:
    """The site and the journeys that show it, or the sites where it was looked for."""
    if finding.walk is None:
        return ", ".join(finding.sites)
    journeys = ", ".join((finding.walk.label, *finding.also_in))
    return f"{place(finding.walk)}, {journeys}"


def where_open(gap: NotProven) -> str:
    """The site and the journey of what is not proven; empty for the whole run."""
    return f"{place(gap.walk)}, {gap.walk.label}" if gap.walk else ""


def message_of(run: RunRecord, finding: Finding) -> str:
    """The finding in words, and that the line is where an entry would stand that there is not."""
    message = shown(finding.message)
    if finding.declared_at or finding.identity.is_choice or not run.list_place.new_entry:
        return message
    return f"{message} An entry for it would stand here, at the end of the list."


def told_of_gap(gap: NotProven) -> str:
    """What is not proven, where, and why, in a sentence."""
    site = f" ({where_open(gap)})" if gap.walk else ""
    return f"Not proven: {shown(gap.subject)}{site}: {shown(hinted(gap.reason))}"


def fingerprint_of_gap(gap: NotProven) -> str:
    """The same 16 hexadecimal digits in every run that leaves the same thing open."""
    whole = "\0".join((NOT_PROVEN, where_open(gap), gap.subject))
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def facts(run: RunRecord, finding: Finding) -> Iterator[tuple[str, str]]:
    """All that is known of a finding, by what it is called, in the order of reading."""
    stands = f"{list_path(run)}:{line_of(run, finding)}"
    told = {
        "Where": where(finding),
        "Domain": finding.identity.domain,
        "Declared": finding.declared,
        "Observed": finding.observed,
        "Page": finding.page,
        "Set by": finding.set_by,
        "Evidence": finding.evidence,
        "Declared at" if finding.declared_at else "In the declaration": stands,
        "Seen in": f"{finding.seen_in} of {finding.repeats} repeats" if finding.repeats > 1 else "",
        "Fingerprint": finding.fingerprint,
    }
    return ((name, shown(text)) for name, text in told.items() if text)


def whole_name(identity: Identity) -> str:
    """A cookie by all that tells it from others: name, domain, path and partition."""
    path = identity.path if identity.path not in ("", "/") and identity.is_cookie else ""
    partition = f" in {identity.partition_key}" if identity.partition_key else ""
    host = f" of {identity.domain}{path}" if identity.domain else ""
    return shown(f"{cookie_name(identity)}{host}{partition}")


def numbered(marks: Iterable[str]) -> Iterator[str]:
    """Each mark with the number of its occurrence, so that no two are the same: ``mark:1``."""
    seen: dict[str, int] = {}
    for mark in marks:
        seen[mark] = seen.get(mark, 0) + 1
        yield f"{mark}:{seen[mark]}"
