"""Declarations and walks in a few words, for the tests of comparing."""

from datetime import date
from itertools import count

from crawler.compare import compare
from crawler.cookies import ANONYMOUS, Identity, JarEntry, Journey, Phase, Read, SetHow, Walk, Write
from crawler.declared import Declaration, DeclaredCookie, Site
from crawler.findings import Finding, Rule
from crawler.walks import (
    JourneyResult,
    Outcome,
    PartyOf,
    VisitOutcome,
    VisitResult,
    WalkObservation,
    gather,
)

TODAY = date(2026, 11, 24)
START = 1_795_503_300.0
MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
YEAR = 365 * DAY
HOME = "https://www.example.com/"
SCRIPT = "https://www.example.com/site.js"

SITES = {
    "public": Site(name="public", url="https://www.example.com"),
    "app": Site(name="app", url="https://app.example.com"),
}
PROVEN_BY_NATURE = {Journey.UNTOUCHED: Outcome.VALID, Journey.GPC: Outcome.VALID}

_clock = count()

Act = Write | JarEntry | Read


def declared(*cookies: DeclaredCookie, **more: object) -> Declaration:
    """A declaration of two sites with these entries, each on a line of its own."""
    return Declaration.model_validate(
        {
            "version": 1,
            "sites": SITES,
            "cookies": tuple(
                cookie.model_copy(update={"line": line}) for line, cookie in enumerate(cookies, 10)
            ),
            **more,
        }
    )


def entry(name: str, **more: object) -> DeclaredCookie:
    """An entry, exempt from consent unless it says otherwise."""
    given = {"category": "necessary"} if not {"category", "consent"} & more.keys() else {}
    return DeclaredCookie.model_validate({"name": name, **given, **more})


def analytics(name: str, **more: object) -> DeclaredCookie:
    """An entry that needs consent."""
    return entry(name, category="analytics", **more)


def unstated(name: str, **more: object) -> DeclaredCookie:
    """An entry that does not say whether it needs consent."""
    return DeclaredCookie.model_validate({"name": name, **more})


def wrote(
    name: str,
    requested: float | None = None,
    *,
    domain: str = ".example.com",
    phase: Phase = Phase.BEFORE,
    page: str = HOME,
    refused: str = "",
) -> Write:
    """One write by the site's script, later than every act made before."""
    return Write(
        identity=Identity(name, domain),
        how=SetHow.SCRIPT,
        at=START + next(_clock),
        phase=phase,
        page=page,
        frame=page,
        source=SCRIPT,
        statement=f"{name}=h7; max-age={requested}",
        value_hash="h7",
        requested=requested,
        refused=refused,
        line=3,
        column=14,
    )


def kept(
    name: str,
    lifetime: float | None = None,
    *,
    domain: str = ".example.com",
    phase: Phase = Phase.BEFORE,
    page: str = HOME,
) -> JarEntry:
    """One find in the jar, with so much left to live, later than every act made before."""
    now = START + next(_clock)
    expires = None if lifetime is None else now + lifetime
    return JarEntry(Identity(name, domain), expires, now, page, phase)


def sent(name: str, *, domain: str = ".example.com", withheld: str = "") -> Read:
    """One request with the cookie."""
    at = START + next(_clock)
    return Read(Identity(name, domain), at, Phase.BEFORE, HOME, HOME, "www.example.com", withheld)


def walked(
    journey: Journey,
    *acts: Act,
    outcome: Outcome | None = None,
    pages: int = 2,
    site: str = "public",
    role: str = ANONYMOUS,
    began: float = 0.0,
    granted: tuple[str, ...] = (),
) -> WalkObservation:
    """One walk: proven (or valid) unless told otherwise, its pages visited after the decision.

    ``began`` is when its first visit began; the times of its visits are not known without it.
    """
    walk = Walk(site, role, journey, granted)
    ended = outcome or PROVEN_BY_NATURE.get(journey, Outcome.PROVEN)
    phase = Phase.AFTER if ended is Outcome.PROVEN else Phase.BEFORE
    return WalkObservation(
        JourneyResult(walk, ended),
        visits=tuple(
            VisitResult(
                walk, f"{SITES[site].url}/{number}", phase, VisitOutcome.VISITED, started=began
            )
            for number in range(pages)
        ),
        cookies=gather(
            walk,
            PartyOf(SITES[site].host),
            [act for act in acts if isinstance(act, Write)],
            [act for act in acts if isinstance(act, Read)],
            [act for act in acts if isinstance(act, JarEntry)],
        ),
    )


def untouched(*acts: Act) -> WalkObservation:
    """The visitor chooses nothing."""
    return walked(Journey.UNTOUCHED, *acts)


def rejected(*acts: Act, outcome: Outcome = Outcome.PROVEN) -> WalkObservation:
    """The visitor refuses."""
    return walked(Journey.REJECT, *acts, outcome=outcome)


def accepted(*acts: Act, outcome: Outcome = Outcome.PROVEN) -> WalkObservation:
    """The visitor agrees."""
    return walked(Journey.ACCEPT, *acts, outcome=outcome)


def findings(declaration: Declaration, *walks: WalkObservation) -> tuple[Finding, ...]:
    """All findings."""
    return compare(declaration, walks, today=TODAY)


def of(rule: Rule, declaration: Declaration, *walks: WalkObservation) -> tuple[Finding, ...]:
    """The findings of one rule."""
    return tuple(one for one in findings(declaration, *walks) if one.rule is rule)


def only(rule: Rule, declaration: Declaration, *walks: WalkObservation) -> Finding:
    """The one finding of a rule."""
    (finding,) = of(rule, declaration, *walks)
    return finding


def rules(declaration: Declaration, *walks: WalkObservation) -> set[Rule]:
    """The rules broken, but for those that speak about the declaration."""
    policy = {Rule.MISSING, Rule.LIFETIME_UNDECLARED}
    return {one.rule for one in findings(declaration, *walks)} - policy
