"""Runs as an audit would bring them home, for the tests of everything that shows a run."""

from dataclasses import replace

from crawler.cookies import (
    ANONYMOUS,
    Identity,
    JarEntry,
    Journey,
    ObservedCookie,
    Party,
    Phase,
    Read,
    SetHow,
    StorageType,
    Walk,
    Write,
)
from crawler.findings import Finding, Gate, Rule
from crawler.listed import ComparedCookie
from crawler.runs import CookieMatch, RunRecord, Verdict
from crawler.walks import (
    BrowserFacts,
    JourneyResult,
    NotProven,
    Outcome,
    SelfTest,
    VisitOutcome,
    VisitResult,
    WalkObservation,
)

START = 1_795_503_300.0  # 2026-11-24T06:55:00Z
DAY = 86_400.0
YEAR = 365 * DAY
GRANTED = 400 * DAY
HOME = "https://7speaking.com/"
PRICING = "https://7speaking.com/pricing"
GTAG = "https://www.googletagmanager.com/gtag/js?id=G-1"

UNTOUCHED = Walk("public", ANONYMOUS, Journey.UNTOUCHED)
REJECT = Walk("public", ANONYMOUS, Journey.REJECT)
ACCEPT = Walk("public", ANONYMOUS, Journey.ACCEPT)
APP = Walk("app", "learner", Journey.ACCEPT)

GA = Identity("_ga", ".7speaking.com")
CHAT = Identity("__zlcid", ".7speaking.com")
SESSION = Identity("PHPSESSID", "7speaking.com")
UID = Identity("uid", ".tracker.example", partition_key="https://7speaking.com")
WISH = Identity("tarteaucitron", "7speaking.com")
REFUSED = Identity("IDE", ".doubleclick.net")
NEVER_SEEN = Identity("wpml_referer_url", "7speaking.com")
STORED = Identity(
    "_hjSession", "7speaking.com", "https://7speaking.com", type=StorageType.LOCAL_STORAGE
)

HOSTILE_NAMES = (
    "<script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=1">',
    "</script><script>window.ran=1</script>",
    "{{ 7*7 }}{% raw %}",
    '=HYPERLINK("http://evil.example","click")',
    "+1+cmd|' /C calc'!A0",
    "\t=1+1",
    " \u3000\uff1d1+1",
    "@SUM(1,1)",
    "\x1b]0;owned\x07\x1b[2J[bold red]rich[/]",
    "\u202egnp.exe",
    "a\x00b",
    "half\ud800pair",
    "line\u2028separator",
    "x" * 100_000,
)


def write(identity: Identity, at: float, requested: float | None, **more: object) -> Write:
    """One write by a script of Google's on the home page, unless told otherwise."""
    asked = "" if requested is None else f"; max-age={requested:.0f}"
    usual = Write(
        identity=identity,
        how=SetHow.SCRIPT,
        at=START + at,
        phase=Phase.AFTER,
        page=HOME,
        frame=HOME,
        source=GTAG,
        statement=f"{identity.name}=sha256:5f2a; path=/{asked}",
        value_hash="5f2a",
        requested=requested,
        same_site="Lax",
        line=12,
        column=3405,
        initiator=("https://7speaking.com/tag.js", GTAG),
    )
    return replace(usual, **more)  # type: ignore[arg-type]  # fields of Write, by their names


def header(identity: Identity, at: float, requested: float | None, **more: object) -> Write:
    """One write by the home page's own response header, before any decision."""
    by_header = {
        "how": SetHow.HTTP,
        "phase": Phase.BEFORE,
        "source": HOME,
        "line": None,
        "column": None,
        "initiator": (),
        "http_only": True,
        "secure": True,
    }
    return write(identity, at, requested, **{**by_header, **more})


def read(identity: Identity, at: float, host: str, withheld: str = "") -> Read:
    """One request to a host that carried the cookie, or was to carry it."""
    return Read(identity, START + at, Phase.AFTER, HOME, f"https://{host}/hit", host, withheld)


def kept(identity: Identity, at: float, lifetime: float | None) -> JarEntry:
    """The cookie in the jar, some time after it was written at ``at``."""
    expires = None if lifetime is None else START + at + lifetime
    return JarEntry(identity, expires, START + at + 20, HOME, Phase.AFTER, same_site="Lax")


def cookie(walk: Walk, *acts: Write | Read | JarEntry, party: Party) -> ObservedCookie:
    """One observed cookie out of its acts."""
    return ObservedCookie(
        walk=walk,
        identity=acts[0].identity,
        party=party,
        writes=tuple(act for act in acts if isinstance(act, Write)),
        reads=tuple(act for act in acts if isinstance(act, Read)),
        jar=tuple(act for act in acts if isinstance(act, JarEntry)),
    )


def visit(walk: Walk, page: str, phase: Phase, at: float, **more: object) -> VisitResult:
    """One page that was visited, unless told otherwise."""
    usual = VisitResult(
        walk=walk,
        page=page,
        phase=phase,
        outcome=VisitOutcome.VISITED,
        final_url=page,
        http_status=200,
        started=START + at,
        wall_s=1.25,
        page_time_s=30.0,
    )
    return replace(usual, **more)  # type: ignore[arg-type]  # fields of VisitResult


def _untouched() -> WalkObservation:
    first = Party.FIRST
    return WalkObservation(
        JourneyResult(UNTOUCHED, Outcome.VALID, wall_s=6.5),
        visits=(
            visit(UNTOUCHED, HOME, Phase.BEFORE, 1),
            visit(UNTOUCHED, PRICING, Phase.BEFORE, 3),
        ),
        cookies=(
            cookie(UNTOUCHED, header(SESSION, 1, None), kept(SESSION, 1, None), party=first),
            cookie(
                UNTOUCHED,
                header(UID, 2, 13 * 30 * DAY, source="https://tracker.example/p.gif"),
                kept(UID, 2, 13 * 30 * DAY),
                read(UID, 3, "tracker.example"),
                party=Party.THIRD,
            ),
        ),
    )


def _reject() -> WalkObservation:
    return WalkObservation(
        JourneyResult(
            REJECT,
            Outcome.PROVEN,
            operated_by="autoconsent: tarteaucitron.js",
            proofs=("banner gone", "stored choice says refused"),
            wall_s=8.0,
        ),
        visits=(visit(REJECT, HOME, Phase.BEFORE, 10), visit(REJECT, HOME, Phase.AFTER, 13)),
        cookies=(
            cookie(REJECT, header(SESSION, 11, None), kept(SESSION, 11, None), party=Party.FIRST),
            cookie(REJECT, write(WISH, 12, YEAR), kept(WISH, 12, YEAR), party=Party.FIRST),
            cookie(
                REJECT,
                write(CHAT, 13, YEAR, source="https://v2.zopim.com/w?x", line=1, column=99),
                kept(CHAT, 13, YEAR),
                read(CHAT, 14, "7speaking.com"),
                party=Party.FIRST,
            ),
        ),
    )


def _accept() -> WalkObservation:
    refusal = "SameSite=None without Secure"
    return WalkObservation(
        JourneyResult(
            ACCEPT,
            Outcome.PROVEN,
            operated_by="autoconsent: tarteaucitron.js",
            proofs=("banner gone",),
            wall_s=9.25,
        ),
        visits=(
            visit(ACCEPT, HOME, Phase.BEFORE, 20),
            visit(ACCEPT, HOME, Phase.AFTER, 23),
            visit(
                ACCEPT,
                "https://7speaking.com/broken",
                Phase.AFTER,
                25,
                outcome=VisitOutcome.FAILED,
                reason="the server closed the connection",
                http_status=None,
                final_url="",
                page_time_s=0.0,
            ),
        ),
        cookies=(
            cookie(
                ACCEPT,
                write(GA, 23, 3 * YEAR),
                write(GA, 24, 2 * YEAR),
                kept(GA, 24, GRANTED),
                read(GA, 25, "7speaking.com"),
                read(GA, 26, "region1.google-analytics.com", withheld="SameSite=Lax"),
                party=Party.FIRST,
            ),
            cookie(ACCEPT, replace(write(STORED, 23.5, None), size=14), party=Party.FIRST),
            cookie(
                ACCEPT,
                write(REFUSED, 24, YEAR, refused=refusal, same_site="None"),
                party=Party.THIRD,
            ),
            cookie(ACCEPT, write(WISH, 23, YEAR), write(WISH, 25, 0.0), party=Party.FIRST),
        ),
    )


def _app() -> WalkObservation:
    reason = "no rule and no heuristic found a way to answer the banner"
    return WalkObservation(
        JourneyResult(APP, Outcome.NOT_PROVEN, reason=reason, wall_s=12.0),
        visits=(
            visit(
                APP,
                "https://app.7speaking.com/",
                Phase.BEFORE,
                30,
                outcome=VisitOutcome.SKIPPED,
                reason="the journey was not proven",
                http_status=None,
                final_url="",
                started=0.0,
                wall_s=0.0,
                page_time_s=0.0,
            ),
        ),
        not_proven=(NotProven("the accept journey", reason, APP),),
    )


def _findings() -> tuple[Finding, ...]:
    return (
        Finding(
            rule=Rule.LIFETIME_SHORTER,
            gate=Gate.WARN,
            walk=ACCEPT,
            phase=Phase.AFTER,
            identity=WISH,
            declared="13 months",
            observed="1 year",
            message="tarteaucitron lives shorter than declared: 1 year against 13 months.",
            page=HOME,
            set_by=f"{GTAG}:12:3405",
            evidence="tarteaucitron=sha256:5f2a; path=/; max-age=31536000",
            first_seen=START + 23,
            fingerprint="c0ffee03",
            declared_at="expected_cookies.yaml:88",
        ),
        Finding(
            rule=Rule.UNDECLARED,
            gate=Gate.FAIL,
            walk=UNTOUCHED,
            phase=Phase.BEFORE,
            identity=UID,
            declared="nothing",
            observed="a third-party cookie of tracker.example for 390 days",
            message="uid of tracker.example is not in the declaration.",
            page=HOME,
            set_by="https://tracker.example/p.gif",
            evidence="Set-Cookie: uid=sha256:5f2a; Max-Age=33696000; Secure; Partitioned",
            first_seen=START + 2,
            fingerprint="c0ffee01",
            also_in=("reject", "accept"),
        ),
        Finding(
            rule=Rule.LIFETIME_LONGER,
            gate=Gate.FAIL,
            walk=ACCEPT,
            phase=Phase.AFTER,
            identity=GA,
            declared="2 years",
            observed="3 years",
            message="_ga asks for 3 years; 2 years are declared.",
            page=HOME,
            set_by=f"{GTAG}:12:3405",
            evidence="_ga=sha256:5f2a; path=/; max-age=94608000",
            first_seen=START + 23,
            fingerprint="c0ffee02",
            declared_at="expected_cookies.yaml:41",
        ),
        Finding(
            rule=Rule.AFTER_REJECT,
            gate=Gate.FAIL,
            walk=REJECT,
            phase=Phase.AFTER,
            identity=CHAT,
            declared="preferences, consent required",
            observed="set after reject",
            message="__zlcid was set although the visitor had refused.",
            page=HOME,
            set_by="https://v2.zopim.com/w?x:1:99",
            evidence="__zlcid=sha256:5f2a; max-age=31536000",
            first_seen=START + 13,
            fingerprint="c0ffee04",
            declared_at="expected_cookies.yaml:30",
        ),
        Finding(
            rule=Rule.MISSING,
            gate=Gate.IGNORE,
            walk=None,
            phase=None,
            identity=NEVER_SEEN,
            declared="in the declaration",
            observed="never seen on 3 pages in 3 journeys",
            message="wpml_referer_url was declared and never seen.",
            fingerprint="c0ffee05",
            sites=("public", "app"),
            declared_at="expected_cookies.yaml:24",
        ),
    )


def sample_run() -> RunRecord:
    """A run over two sites: four kinds of finding, and one journey that was not proven."""
    return RunRecord(
        run_id="20261124T065500Z-5eed01",
        started=START,
        finished=START + 42.5,
        tool_version="0.1.0",
        declaration_file="expected_cookies.yaml",
        declaration_sha256="9d5ed678fe57bcca610140957afab571" * 2,
        policy_url="https://7speaking.com/privacy",
        policy_updated="2023-04-05",
        browser=BrowserFacts(
            path="/usr/bin/chromium",
            version="156.0.7700.0",
            source="installed",
            face="hidden",
            sandbox=False,
            user_agent="Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0",
        ),
        self_test=SelfTest(True, True, True, ("third-party cookie kept",)),
        walks=(_untouched(), _reject(), _accept(), _app()),
        findings=_findings(),
        not_proven=(NotProven("storage other than cookies", "not looked at in this version"),),
        four_lists=(
            ComparedCookie(
                "public",
                "_ga",
                None,
                "2 years, analytics",
                "",
                "400 days, accept, 7speaking.com",
                ("not in the platform's list",),
            ),
        ),
        verdict=Verdict(1, "3 findings make this audit fail; 2 things could not be proven."),
        matches=(
            CookieMatch(ACCEPT, GA, "_ga", "analytics", 2 * YEAR, 41, "2 years"),
            CookieMatch(ACCEPT, WISH, "tarteaucitron", "necessary", 395.0 * DAY, 88, "13 months"),
            CookieMatch(REJECT, WISH, "tarteaucitron", "necessary", 395.0 * DAY, 88, "13 months"),
            CookieMatch(REJECT, CHAT, "__zlcid", "preferences", YEAR, 30, "365 days"),
            CookieMatch(UNTOUCHED, SESSION, "PHPSESSID", "necessary", None, 12, "session"),
            CookieMatch(REJECT, SESSION, "PHPSESSID", "necessary", None, 12, "session"),
        ),
    )


def hostile_run(names: tuple[str, ...] = HOSTILE_NAMES) -> RunRecord:
    """The sample, with whatever a site could put where we show its text."""
    run = sample_run()
    cookies = tuple(
        cookie(
            ACCEPT,
            write(
                Identity(name, f".{name[:50]}"), 24, YEAR, page=name, source=name, statement=name
            ),
            read(Identity(name, f".{name[:50]}"), 25, name),
            party=Party.THIRD,
        )
        for name in names
    )
    findings = tuple(
        replace(
            _findings()[1],
            walk=ACCEPT,
            identity=one.identity,
            declared=name,
            observed=name,
            message=name,
            page=name,
            set_by=name,
            evidence=name,
            fingerprint=f"{number:08x}",
        )
        for number, (name, one) in enumerate(zip(names, cookies, strict=True))
    )
    result = replace(run.walks[3].result, reason=names[0], operated_by=names[1], proofs=names[:3])
    walk = replace(
        run.walks[2],
        cookies=cookies,
        visits=tuple(visit(ACCEPT, name, Phase.AFTER, 20, reason=name) for name in names),
    )
    return replace(
        run,
        walks=(*run.walks[:2], walk, replace(run.walks[3], result=result)),
        findings=findings,
        not_proven=tuple(NotProven(name, name, APP, name) for name in names),
        verdict=Verdict(1, names[0]),
        policy_url="javascript:window.ran=1",
    )


def big_run(cookies: int, findings: int | None = None) -> RunRecord:
    """The sample with very many cookies, each once set and sent; every fifth one is a finding."""
    run = sample_run()
    every = cookies // findings if findings else 5
    many = tuple(
        cookie(
            ACCEPT,
            write(named, 24, YEAR + number),
            kept(named, 24, YEAR + number),
            read(named, 25, f"shop{number % 50}.example"),
            party=Party.THIRD,
        )
        for number in range(cookies)
        for named in [Identity(f"cookie_{number:05}", f".shop{number % 50}.example")]
    )
    found = tuple(
        replace(
            _findings()[1],
            walk=ACCEPT,
            identity=one.identity,
            evidence=one.writes[0].statement,
            set_by=one.writes[0].set_by,
            first_seen=one.writes[0].at,
            fingerprint=one.identity.name,
        )
        for one in many[::every]
    )
    return replace(
        run,
        walks=(*run.walks[:2], replace(run.walks[2], cookies=many), run.walks[3]),
        findings=found[:findings],
    )
