"""Findings by what to do about them, each with the chain of its evidence.

The chain leads from the page over whoever loaded the culprit to the very line that set the cookie,
and on to what the browser made of it. It is read from the act that the finding was made of.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from crawler.cookies import (
    Identity,
    JarEntry,
    ObservedCookie,
    Phase,
    Read,
    SetHow,
    Walk,
    Write,
)
from crawler.findings import Finding, Rule
from crawler.reports.grouping import SEVERITY, cookie_name, place
from crawler.reports.pictures import Picture, picture_of, pictures_of_walk
from crawler.reports.wording import Wording
from crawler.runs import RunRecord
from crawler.walks import VisitResult, WalkObservation

ACTIONS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("Hold it back until there is consent", (Rule.BEFORE_CONSENT, Rule.CONSENT_IGNORED_GPC)),
    (
        "Let go of it when the visitor says no",
        (Rule.AFTER_REJECT, Rule.AFTER_WITHDRAW, Rule.READ_AFTER_REFUSAL),
    ),
    (
        "Mend the consent platform",
        (Rule.CONSENT_NOT_RECORDED, Rule.WITHDRAWAL_MISSING),
    ),
    (
        "Declare it, or stop it",
        (Rule.UNDECLARED, Rule.UNDECLARED_STORAGE, Rule.UNDISCLOSED_THIRD_PARTY),
    ),
    (
        "Bring the lifetime in line",
        (
            Rule.LIFETIME_LONGER,
            Rule.LIFETIME_SESSION,
            Rule.LIFETIME_RENEWED,
            Rule.LIFETIME_SHORTER,
            Rule.OVER_13_MONTHS,
        ),
    ),
    (
        "Correct the policy",
        (Rule.WRONG_DOMAIN, Rule.LIFETIME_UNDECLARED, Rule.MISSING),
    ),
    ("Protect the cookie", (Rule.INSECURE, Rule.REFUSED_BY_BROWSER)),
)
"""What a reader can do, and the rules whose findings ask for it."""

_HOW = {
    SetHow.HTTP: "Response header of",
    SetHow.SCRIPT: "Script",
    SetHow.COOKIE_STORE: "Script (cookieStore)",
    SetHow.UNKNOWN: "Not known who",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain; ``code`` where it is told letter by letter."""

    title: str
    text: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """One finding with all that bears it out; ``english`` is the sentence of the audit itself."""

    finding: Finding
    anchor: str
    name: str
    where: str
    sentence: str
    english: str
    chain: tuple[Step, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Card:
    """A rule with its findings, the gravest first."""

    rule: Rule
    dossiers: tuple[Dossier, ...]

    @property
    def weights(self) -> tuple[tuple[str, int], ...]:
        """How many findings there are of each severity."""
        return tuple(Counter(SEVERITY[one.finding.gate] for one in self.dossiers).items())

    @property
    def severity(self) -> str:
        """That of the gravest."""
        return self.weights[0][0]


@dataclass(frozen=True, slots=True)
class Action:
    """What to do, and the rules that ask for it."""

    title: str
    cards: tuple[Card, ...]

    @property
    def findings(self) -> int:
        """How many findings ask for it."""
        return sum(len(card.dossiers) for card in self.cards)

    @property
    def severity(self) -> str:
        """That of the gravest."""
        return self.cards[0].severity


def actions(dossiers: tuple[Dossier, ...], say: Wording) -> tuple[Action, ...]:
    """All findings, those actions first that something that fails the audit asks for."""
    by_rule: dict[Rule, list[Dossier]] = {}
    for one in dossiers:
        by_rule.setdefault(one.finding.rule, []).append(one)
    cards = [Card(rule, tuple(those)) for rule, those in by_rule.items()]
    made = []
    for title, rules in ACTIONS:
        asking = sorted((card for card in cards if card.rule in rules), key=_weight)
        if asking:
            made.append(Action(say(title), tuple(asking)))
    return tuple(sorted(made, key=_weight))


def _weight(one: Card | Action) -> int:
    return list(SEVERITY.values()).index(one.severity)


def dossiers_of(
    run: RunRecord, folder: Path, pictures: dict[str, Picture], say: Wording
) -> tuple[Dossier, ...]:
    """A dossier for each finding, in reading order."""
    file = _File.of(run, folder, pictures, say)
    taken: Counter[str] = Counter()
    return tuple(file.dossier(one, _anchor(one, taken)) for one in run.gating_first().findings)


def _anchor(finding: Finding, taken: Counter[str]) -> str:
    """A place in the page; cookies of one declared pattern share their fingerprint."""
    mark = quote(finding.fingerprint, safe="") or "0"
    taken[mark] += 1
    return f"finding-{mark}" + (f"-{taken[mark]}" if taken[mark] > 1 else "")


@dataclass(frozen=True, slots=True)
class _File:
    """Everything that findings are traced in."""

    cookies: Mapping[tuple[Walk, Identity], ObservedCookie]
    walks: Mapping[Walk, WalkObservation]
    visits: Mapping[tuple[Walk, str], VisitResult]
    taken: Mapping[Walk, list[Picture]]
    say: Wording = field(repr=False)

    @classmethod
    def of(
        cls, run: RunRecord, folder: Path, pictures: dict[str, Picture], say: Wording
    ) -> "_File":
        return cls(
            {(one.walk, one.identity): one for walk in run.walks for one in walk.cookies},
            {walk.walk: walk for walk in run.walks},
            {(one.walk, one.page): one for walk in run.walks for one in walk.visits},
            {walk.walk: pictures_of_walk(walk, folder, pictures) for walk in run.walks},
            say,
        )

    def dossier(self, finding: Finding, anchor: str) -> Dossier:
        cookie = self.cookies.get((finding.walk, finding.identity)) if finding.walk else None
        act = _act(finding, cookie)
        sentence = self.say.sentence(finding)
        return Dossier(
            finding,
            anchor,
            cookie_name(finding.identity),
            self._where(finding),
            sentence or finding.message,
            finding.message if sentence else "",
            tuple(one for one in self._chain(finding, cookie, act) if one.text),
            picture_of(finding.phase, self.taken.get(finding.walk, [])) if finding.walk else None,
        )

    def _where(self, finding: Finding) -> str:
        if finding.walk is None:
            return ", ".join(finding.sites)
        others = len(finding.also_in)
        more = f" +{others}" if others else ""
        return f"{place(finding.walk)}, {self.say.label(finding.walk)}{more}"

    def _chain(
        self, finding: Finding, cookie: ObservedCookie | None, act: Write | Read | JarEntry | None
    ) -> Iterator[Step]:
        say = self.say
        yield Step(say("Page"), finding.page + self._status(finding), code=True)
        if isinstance(act, Write):
            yield from self._written(act)
        elif finding.set_by:
            yield Step(say("Set by"), finding.set_by, code=True)
        yield Step(say("Statement"), finding.evidence, code=True)
        yield Step(say("Time"), self._time(finding))
        if cookie is not None:
            yield from self._brought(cookie, act, finding)
            yield from self._kept(cookie, act)
        yield Step(say("Also in"), ", ".join(finding.also_in))
        yield Step(say("Declared"), self._declared(finding))
        yield from self._weighed(finding)

    def _weighed(self, finding: Finding) -> Iterator[Step]:
        """What made it count less, or more, than its rule says."""
        say, waiver = self.say, finding.waiver
        if finding.repeats > 1:
            told = say("{n} of {m}", n=finding.seen_in, m=finding.repeats)
            yield Step(say("Seen in repeats"), told)
        if waiver:
            words = "ended on {day}" if waiver.ended else "until {day}"
            told = f"{waiver.owner}, {say(words, day=waiver.until)}: {waiver.why}"
            yield Step(say("Waiver"), told)

    def _brought(
        self, cookie: ObservedCookie, act: Write | Read | JarEntry | None, finding: Finding
    ) -> Iterator[Step]:
        """Who had set what was found in the browser, or sent."""
        at = finding.first_seen or 0.0
        earlier = [one for one in cookie.stored if one.at <= at]
        if isinstance(act, Write) or not earlier:
            return
        yield Step(self.say("Set at"), self.say.clock(earlier[-1].at))
        yield from self._written(earlier[-1])
        yield Step(self.say("Statement"), earlier[-1].statement, code=True)

    def _status(self, finding: Finding) -> str:
        visit = self.visits.get((finding.walk, finding.page)) if finding.walk else None
        return f" (HTTP {visit.http_status})" if visit and visit.http_status else ""

    def _written(self, write: Write) -> Iterator[Step]:
        say = self.say
        yield Step(say("Frame"), write.frame if write.frame != write.page else "", code=True)
        for number, loader in enumerate(one for one in write.initiator if one != write.source):
            yield Step(say("then by") if number else say("Loaded by"), loader, code=True)
        title = say(_HOW[write.how])
        yield Step(title, write.set_by or say("The browser told of it alone"), code=True)

    def _time(self, finding: Finding) -> str:
        if finding.first_seen is None:
            return ""
        walk = self.walks.get(finding.walk) if finding.walk else None
        told = self.say.clock(finding.first_seen)
        decided = walk.result.decided_at if walk else 0.0
        if not decided:
            return told + (f", {self.say(_PHASES[finding.phase])}" if finding.phase else "")
        apart = finding.first_seen - decided
        words = "{time} after the decision" if apart >= 0 else "{time} before the decision"
        return f"{told}, {self.say(words, time=self.say.decimal(abs(apart), 's'))}"

    def _kept(self, cookie: ObservedCookie, act: Write | Read | JarEntry | None) -> Iterator[Step]:
        say = self.say
        if isinstance(act, Write):
            asked = say.lifetime(act.requested) if cookie.identity.is_cookie else ""
            yield Step(say("Asked for"), asked)
            yield Step(say("Hash of the value"), act.value_hash, code=True)
            yield Step(say("Refused by the browser"), act.refused or act.doubt)
        if cookie.jar and cookie.identity.is_cookie:
            yield Step(say("Kept by the browser"), say.lifetime(cookie.granted))
        yield Step(say("Sent to"), ", ".join(cookie.sent_to[:12]))

    def _declared(self, finding: Finding) -> str:
        words = self.say.fact(finding.declared)
        return f"{words} ({finding.declared_at})" if finding.declared_at else words


_PHASES = {Phase.BEFORE: "before the decision", Phase.AFTER: "after the decision"}


def _act(finding: Finding, cookie: ObservedCookie | None) -> Write | Read | JarEntry | None:
    """What the finding was made of; None where it is about no single act."""
    if cookie is None:
        return None
    at = finding.first_seen
    written = [one for one in cookie.writes if one.at == at]
    same = [one for one in written if one.statement == finding.evidence]
    found: list[Write | Read | JarEntry] = [
        *(same or written),
        *(one for one in cookie.reads if one.at == at),
        *(one for one in cookie.jar if one.seen_at == at),
    ]
    return next(iter(found), None)
