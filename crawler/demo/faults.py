"""What the practice sites do wrong: put in on purpose, but for what comes with the platform.

The sites take the names of their wrong cookies from this table, so that what the demo announces
and what the sites do cannot drift apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.findings import Finding, Rule


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, and the finding that has to show it.

    ``what`` is its short name and ``sentence`` what the user reads about it. ``page`` is the path
    of the page that does it; None where every page of the site does.
    """

    id: str
    rule: Rule
    site: str
    cookie: str
    page: str | None
    what: str
    sentence: str

    def shown_by(self, finding: Finding) -> bool:
        """Whether the finding is this fault: same rule, site and cookie, and on its page."""
        return (
            finding.rule is self.rule
            and finding.walk is not None
            and finding.walk.site == self.site
            and finding.identity.name == self.cookie
            and self.page in (None, urlsplit(finding.page).path or "/")
        )


FORGOTTEN_TEST = Fault(
    id="forgotten-test",
    rule=Rule.UNDECLARED,
    site="public",
    cookie="price_test",
    page="/pricing",
    what="an undeclared cookie",
    sentence="The price list sorts its visitors into two groups by a cookie that lives for 90 "
    "days, and nobody told those who keep the policy.",
)
CAPTCHA_MOVED_ON = Fault(
    id="captcha-moved-on",
    rule=Rule.UNDECLARED,
    site="public",
    cookie="_GRECAPTCHA",
    page="/signup",
    what="an undeclared cookie of a third party",
    sentence="The captcha on the sign-up page has set a cookie of a newer name for years; the "
    "policy still lists only the old ones.",
)
DEEP_PAGE = Fault(
    id="deep-page",
    rule=Rule.UNDECLARED,
    site="public",
    cookie="placement_level",
    page="/resources/guides/placement-test",
    what="an undeclared cookie on a deep page",
    sentence="The placement test keeps its result in a cookie; its page is in no menu and no "
    "sitemap, three links away from the front page.",
)
CHAT_TOO_LONG = Fault(
    id="chat-too-long",
    rule=Rule.LIFETIME_LONGER,
    site="public",
    cookie="__zlcid",
    page=None,
    what="a cookie that lives too long",
    sentence="The chat keeps the visitor's number for 2 years; the policy promises 365 days.",
)
EAGER_COUNTER = Fault(
    id="eager-counter",
    rule=Rule.BEFORE_CONSENT,
    site="public",
    cookie="_gid",
    page="/",
    what="a cookie before consent",
    sentence="An old visit counter on the front page sets the analytics cookie before the "
    "visitor has chosen; that it is deleted on refusal does not mend that.",
)
DEAF_CHART = Fault(
    id="deaf-chart",
    rule=Rule.AFTER_REJECT,
    site="app",
    cookie="_ga",
    page="/progress",
    what="a cookie after refusal",
    sentence="The progress chart sets the analytics cookie again for learners who have just "
    "refused it.",
)
PLATFORM_ON_PUBLIC = Fault(
    id="platform-on-public",
    rule=Rule.UNDECLARED,
    site="public",
    cookie="tarteaucitron",
    page=None,
    what="the consent platform's own cookie",
    sentence="Not put in on purpose: the consent platform remembers the visitor's choice in a "
    "cookie of its own, and that cookie is not in the policy.",
)
PLATFORM_ON_APP = Fault(
    id="platform-on-app",
    rule=Rule.UNDECLARED,
    site="app",
    cookie="tarteaucitron",
    page=None,
    what="the consent platform's own cookie",
    sentence="Not put in on purpose: the learning platform's banner does the same.",
)
STILL_CHARTING = Fault(
    id="still-charting",
    rule=Rule.AFTER_WITHDRAW,
    site="app",
    cookie="_ga",
    page="/progress",
    what="a cookie set again after withdrawal",
    sentence="The progress chart does the same to learners who have taken their consent back.",
)
LEFT_BEHIND = Fault(
    id="left-behind",
    rule=Rule.AFTER_WITHDRAW,
    site="app",
    cookie="_gid",
    page="/lessons/small-talk",
    what="a cookie that outlives the consent",
    sentence="Not put in on purpose: when consent is withdrawn, the consent platform deletes only "
    "the cookies that it knows for its service, and this one is not among them.",
)
TAG_LEFT_BEHIND = Fault(
    id="tag-left-behind",
    rule=Rule.AFTER_WITHDRAW,
    site="app",
    cookie="_dc_gtm_UA-0000000-2",
    page="/lessons/small-talk",
    what="a cookie that outlives the consent",
    sentence="Not put in on purpose: nor is this one.",
)
STILL_READ = Fault(
    id="still-read",
    rule=Rule.READ_AFTER_REFUSAL,
    site="app",
    cookie="_gid",
    page="/",
    what="a cookie that is still sent after withdrawal",
    sentence="Not put in on purpose: what is left behind goes on being sent with every request.",
)
TAG_STILL_READ = Fault(
    id="tag-still-read",
    rule=Rule.READ_AFTER_REFUSAL,
    site="app",
    cookie="_dc_gtm_UA-0000000-2",
    page="/",
    what="a cookie that is still sent after withdrawal",
    sentence="Not put in on purpose: so does this one.",
)
CHART_STILL_READ = Fault(
    id="still-read-chart",
    rule=Rule.READ_AFTER_REFUSAL,
    site="app",
    cookie="_ga",
    page="/lessons/small-talk",
    what="a cookie that is still sent after refusal",
    sentence="Not put in on purpose: what the chart sets again is sent with the next page.",
)

FAULTS = (
    FORGOTTEN_TEST,
    CAPTCHA_MOVED_ON,
    DEEP_PAGE,
    CHAT_TOO_LONG,
    EAGER_COUNTER,
    DEAF_CHART,
    STILL_CHARTING,
    LEFT_BEHIND,
    TAG_LEFT_BEHIND,
    STILL_READ,
    TAG_STILL_READ,
    CHART_STILL_READ,
    PLATFORM_ON_PUBLIC,
    PLATFORM_ON_APP,
)


def found(findings: Iterable[Finding]) -> list[tuple[Fault, bool]]:
    """Every fault, and whether one of a run's findings shows it."""
    those = tuple(findings)
    return [(fault, any(fault.shown_by(finding) for finding in those)) for fault in FAULTS]
