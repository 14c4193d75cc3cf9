"""The history as it is asked for: the runs, and the cookies that they saw, from the index."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from crawler.history.presence import Archive, Night, Place, Sighting, Timeline, Walked
from crawler.history.store import HistoryStore

# As many names as go into one statement.
_BATCH = 500


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """One cookie of one site, whatever its path; ``name`` is the declared one with its wildcards.

    ``host`` is the site's, ``domain`` the cookie's. ``practice``: of the practice sites.
    """

    site: str
    name: str
    domain: str
    type: str
    host: str
    practice: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of cookie, the names that it was seen by, and what the runs tell of it."""

    kind: Kind
    names: tuple[str, ...]
    timeline: Timeline
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class SiteFindings:
    """The findings of a site in one run, by what they do to its verdict."""

    night: Night
    fails: int
    warns: int
    unproven: bool


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding that fails the audit or warns, and where the run of ``night`` shows it.

    ``journeys`` are empty where it was looked for in all of them and never seen.
    """

    fingerprint: str
    rule: str
    fails: bool
    cookie: str
    role: str
    sites: tuple[str, ...]
    journeys: tuple[str, ...]
    night: Night


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not proven: of one walk, or of a whole run where ``place`` is None."""

    subject: str
    place: Place | None


class History:
    """What an open index tells. It is read as it was when the index was opened."""

    def __init__(self, store: HistoryStore) -> None:
        self._store = store

    @cached_property
    def everything(self) -> tuple[Night, ...]:
        """All runs, the oldest first; those that could not be read say why."""
        rows = self._store.rows(
            "SELECT id, run_id, started, label, practice, declaration, sha256, exit_code, "
            "sentence, unproven, unreadable FROM run ORDER BY started, run_id"
        )
        return tuple(_night(row) for row in rows)

    @cached_property
    def nights(self) -> tuple[Night, ...]:
        """The runs that could be read, the oldest first."""
        return tuple(one for one in self.everything if not one.unreadable)

    @cached_property
    def counts(self) -> dict[int, tuple[int, int]]:
        """How many findings fail and warn in each run, by its number."""
        rows: list[Any] = self._store.rows(
            "SELECT run, COUNT(DISTINCT CASE gate WHEN 'fail' THEN fingerprint END), "
            "COUNT(DISTINCT CASE gate WHEN 'warn' THEN fingerprint END) FROM finding GROUP BY run"
        )
        return {run: (fails, warns) for run, fails, warns in rows}

    @cached_property
    def sites(self) -> dict[int, tuple[str, ...]]:
        """The sites of each run, by its number."""
        found: dict[int, tuple[str, ...]] = {}
        rows: list[Any] = self._store.rows("SELECT run, site FROM walk GROUP BY run, site")
        for run, site in rows:
            found[run] = (*found.get(run, ()), site)
        return found

    @cached_property
    def archive(self) -> Archive:
        """The runs and their walks, with the pages on which a cookie was ever set."""
        return Archive(self.nights, dict(self._walks()))

    def series(
        self,
        wanted: Callable[[Kind, str, int], bool],
    ) -> tuple[Series, ...]:
        """The cookies of which a name is wanted, by its kind, itself, and the runs that saw it."""
        kinds: dict[Kind, list[str]] = {}
        for kind, name, runs in self._kinds():
            if wanted(kind, name, runs):
                kinds.setdefault(kind, []).append(name)
        seen = self._sightings({name for names in kinds.values() for name in names})
        return tuple(
            self._series(kind, tuple(sorted(names)), seen) for kind, names in sorted(kinds.items())
        )

    def places(self, series: Series) -> tuple[tuple[Place, Timeline], ...]:
        """What the runs tell of a cookie in each journey in which it was seen."""
        by_place: dict[Place, list[Sighting]] = {}
        for one in series.sightings:
            by_place.setdefault(one.place, []).append(one)
        practice = series.kind.practice
        return tuple(
            (place, self.archive.timeline(by_place[place], practice=practice))
            for place in sorted(by_place)
        )

    def never_stored(self, matches: Callable[[str], bool]) -> tuple[str, ...]:
        """Names that sites tried to set, and that no browser ever held."""
        rows: list[Any] = self._store.rows(
            "SELECT name FROM sighting GROUP BY name HAVING MAX(stored) = 0 ORDER BY name"
        )
        return tuple(name for (name,) in rows if matches(name))

    def before(self, night: Night) -> dict[Place, Night]:
        """For each journey of a run, the newest earlier run of its declaration that walked it."""
        found: dict[Place, Night] = {}
        mine = {place for number, place in self.archive.walks if number == night.number}
        for one in self.nights[: self.nights.index(night)]:
            same = one.declaration == night.declaration or one.sha256 == night.sha256
            if same and one.practice == night.practice:
                found.update((p, one) for p in mine if (one.number, p) in self.archive.walks)
        return found

    def findings(self, nights: Iterable[Night]) -> tuple[ShownFinding, ...]:
        """What the findings of some runs are that fail or warn, each once, as the newest has it."""
        found: dict[str, ShownFinding] = {}
        for night in sorted(nights, key=lambda one: one.started):
            found.update((one.fingerprint, one) for one in self._findings_of(night))
        return tuple(found.values())

    def gaps(self, nights: Iterable[Night]) -> frozenset[Gap]:
        """What is not proven in some runs, whatever the reason."""
        found: set[Gap] = set()
        for night in nights:
            rows: list[Any] = self._store.rows(
                "SELECT walk, site, host, role, journey, subject FROM gap "
                "LEFT JOIN walk ON walk.id = gap.walk WHERE gap.run = ?",
                night.number,
            )
            for walk, *place, subject in rows:
                found.add(Gap(subject, None if walk is None else Place(*place)))
        return frozenset(found)

    def _findings_of(self, night: Night) -> Iterator[ShownFinding]:
        rows: list[Any] = self._store.rows(
            "SELECT fingerprint, rule, gate, cookie, role, site, journey FROM finding "
            "WHERE run = ? AND gate <> 'ignore' ORDER BY rowid",
            night.number,
        )
        for (print_, *what), group in groupby(rows, key=lambda row: row[:5]):
            rule, gate, cookie, role = what
            shown = [(site, journey) for *_, site, journey in group]
            sites = tuple(dict.fromkeys(site for site, _ in shown))
            journeys = tuple(dict.fromkeys(journey for _, journey in shown if journey))
            yield ShownFinding(print_, rule, gate == "fail", cookie, role, sites, journeys, night)

    def trend(self) -> dict[tuple[str, str, bool], list[SiteFindings]]:
        """The findings of each site (name, host, whether it is a practice site), run by run."""
        rows: list[Any] = self._store.rows(
            "SELECT walk.run, walk.site, walk.host, "
            "COUNT(DISTINCT CASE gate WHEN 'fail' THEN fingerprint END), "
            "COUNT(DISTINCT CASE gate WHEN 'warn' THEN fingerprint END), "
            "MAX(outcome = 'not-proven' OR EXISTS (SELECT 1 FROM gap WHERE gap.walk = walk.id)) "
            "FROM walk LEFT JOIN finding ON finding.run = walk.run AND finding.site = walk.site "
            "GROUP BY walk.run, walk.site, walk.host"
        )
        found: dict[tuple[str, str, bool], list[SiteFindings]] = {}
        order = {night.number: night for night in self.nights}
        place = {night.number: i for i, night in enumerate(self.nights)}
        for run, site, host, fails, warns, unproven in sorted(rows, key=lambda row: place[row[0]]):
            night = order[run]
            told = SiteFindings(night, fails, warns, bool(unproven))
            found.setdefault((site, host, night.practice), []).append(told)
        return found

    def _series(
        self, kind: Kind, names: tuple[str, ...], seen: dict[str, list[Sighting]]
    ) -> Series:
        those = [
            one
            for name in names
            for one in seen[name]
            if (one.place.site, one.place.host) == (kind.site, kind.host)
            and (one.domain, one.type, self._practised[one.night])
            == (kind.domain, kind.type, kind.practice)
        ]
        timeline = self.archive.timeline(those, practice=kind.practice)
        return Series(kind, names, timeline, tuple(those))

    @cached_property
    def _practised(self) -> dict[int, bool]:
        return {night.number: night.practice for night in self.nights}

    def _kinds(self) -> Iterator[tuple[Kind, str, int]]:
        """Each kind, with one of its names and how many runs saw that.

        Its name is the declared one of the newest run in which an entry covered it.
        """
        rows: list[Any] = self._store.rows(
            "SELECT site, host, practice, domain, type, name, COUNT(DISTINCT run.id), "
            "MAX(CASE WHEN declared_as <> '' THEN printf('%020.3f', started) || declared_as END) "
            "FROM sighting JOIN walk ON walk.id = sighting.walk JOIN run ON run.id = walk.run "
            "WHERE stored GROUP BY site, host, practice, domain, type, name"
        )
        for site, host, practice, domain, kind, name, runs, declared in rows:
            spoken = declared[20:] if declared else name
            yield Kind(site, spoken, domain, kind, host, bool(practice)), name, runs

    def _sightings(self, names: set[str]) -> dict[str, list[Sighting]]:
        found: dict[str, list[Sighting]] = {name: [] for name in names}
        for some in _batches(sorted(names)):
            marks = ", ".join("?" * len(some))
            rows: list[Any] = self._store.rows(
                "SELECT walk.run, site, host, role, journey, phase, address, name, domain, type "  # noqa: S608
                "FROM sighting JOIN walk ON walk.id = sighting.walk "
                f"JOIN page ON page.id = sighting.page WHERE stored AND name IN ({marks})",
                *some,
            )
            for run, site, host, role, journey, phase, page, name, domain, kind in rows:
                place = Place(site, host, role, journey)
                found[name].append(Sighting(run, place, phase, page, name, domain, kind))
        return found

    def _walks(self) -> Iterator[tuple[tuple[int, Place], Walked]]:
        visited: dict[int, set[tuple[str, str]]] = {}
        rows: list[Any] = self._store.rows(
            "SELECT walk, phase, address FROM visited JOIN page ON page.id = visited.page "
            "WHERE page IN (SELECT page FROM sighting)"
        )
        for walk, phase, page in rows:
            visited.setdefault(walk, set()).add((phase, page))
        of_run, of_walk = self._gaps()
        walks: list[Any] = self._store.rows(
            "SELECT id, run, site, host, role, journey, outcome, reason FROM walk"
        )
        for number, run, site, host, role, journey, outcome, reason in walks:
            gaps = of_run.get(run, set()) | of_walk.get(number, set())
            there = frozenset(visited.get(number, ()))
            yield (
                (run, Place(site, host, role, journey)),
                Walked(outcome, reason, there, frozenset(gaps)),
            )

    def _gaps(self) -> tuple[dict[int, set[tuple[str, str]]], dict[int, set[tuple[str, str]]]]:
        """What is not proven, of runs as a whole and of single walks, by their numbers."""
        of_run: dict[int, set[tuple[str, str]]] = {}
        of_walk: dict[int, set[tuple[str, str]]] = {}
        rows: list[Any] = self._store.rows("SELECT run, walk, subject, reason FROM gap")
        for run, walk, subject, reason in rows:
            found = (
                of_run.setdefault(run, set()) if walk is None else of_walk.setdefault(walk, set())
            )
            found.add((subject, reason))
        return of_run, of_walk


def _night(row: Iterable[Any]) -> Night:
    number, run_id, started, label, practice, *rest = row
    return Night(number, run_id, started, label, bool(practice), *rest)


def _batches(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _BATCH):
        yield names[start : start + _BATCH]
