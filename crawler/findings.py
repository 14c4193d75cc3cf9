"""What an audit can find: the rules, and one finding of one of them."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.cookies import Identity, Phase, Walk


class Gate(StrEnum):
    """What a finding does to the verdict."""

    FAIL = "fail"
    WARN = "warn"
    IGNORE = "ignore"


class Rule(StrEnum):
    """The code of each rule; ``docs/rules.md`` has a page for each."""

    UNDECLARED = "undeclared"
    UNDECLARED_STORAGE = "undeclared-storage"
    MISSING = "missing"
    LIFETIME_LONGER = "lifetime-longer"
    LIFETIME_SHORTER = "lifetime-shorter"
    LIFETIME_SESSION = "lifetime-session"
    LIFETIME_RENEWED = "lifetime-renewed"
    LIFETIME_UNDECLARED = "lifetime-undeclared"
    BEFORE_CONSENT = "before-consent"
    AFTER_REJECT = "after-reject"
    AFTER_WITHDRAW = "after-withdraw"
    READ_AFTER_REFUSAL = "read-after-refusal"
    CONSENT_IGNORED_GPC = "consent-ignored-gpc"
    CONSENT_NOT_RECORDED = "consent-not-recorded"
    WITHDRAWAL_MISSING = "withdrawal-missing"
    WRONG_DOMAIN = "wrong-domain"
    UNDISCLOSED_THIRD_PARTY = "undisclosed-third-party"
    OVER_13_MONTHS = "over-13-months"
    INSECURE = "insecure"
    REFUSED_BY_BROWSER = "refused-by-browser"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken by one cookie (or by a declared entry that was never seen).

    ``walk.journey`` is the first journey in which it showed. ``declared`` and ``observed`` are
    the two sides in words; ``evidence`` is the statement that proves it, its value hashed;
    ``also_in`` names the other journeys that show the same. ``first_seen`` is seconds since
    the epoch. ``fingerprint`` is the same in every run that finds the same thing.
    """

    rule: Rule
    gate: Gate
    walk: Walk | None
    phase: Phase | None
    identity: Identity
    declared: str
    observed: str
    message: str
    page: str = ""
    set_by: str = ""
    evidence: str = ""
    first_seen: float | None = None
    fingerprint: str = ""
    also_in: tuple[str, ...] = ()
    declared_at: str = ""

    @property
    def gates(self) -> bool:
        """Whether it makes the audit fail."""
        return self.gate is Gate.FAIL
