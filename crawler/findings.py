"""What an audit can find: the rules with their wording, and one finding of one of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crawler.cookies import Identity, Phase, StorageType, Walk


class Gate(StrEnum):
    """What a finding does to the verdict."""

    FAIL = "fail"
    WARN = "warn"
    IGNORE = "ignore"


class Rule(StrEnum):
    """The code of each rule; ``docs/rules.md`` has a section for each that is implemented."""

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
class RuleText:
    """A rule in words, and what its findings do where the declaration says nothing else."""

    title: str
    meaning: str
    why: str
    mend: str
    source: str
    gate: Gate


RULES: Mapping[Rule, RuleText] = {
    Rule.UNDECLARED: RuleText(
        title="A cookie that nobody declared",
        meaning="The site stored a cookie that no entry of the declaration covers.",
        why="Visitors must be told of every cookie before they can agree to it, and what is not "
        "on the list has been assessed by nobody.",
        mend="Find out who sets it from the evidence. Then stop it, or put it into the policy and "
        "the declaration with its purpose, its lifetime and whether it needs consent.",
        source="ePrivacy Directive 2002/58/EC, Article 5(3); GDPR, Articles 12 and 13",
        gate=Gate.FAIL,
    ),
    Rule.UNDECLARED_STORAGE: RuleText(
        title="Something kept in the browser that nobody declared",
        meaning="The site kept something in localStorage, sessionStorage, IndexedDB or Cache "
        "Storage that no entry of the declaration covers.",
        why="The law speaks of storing on the visitor's device, and not of cookies alone: visitors "
        "must be told of all of it.",
        mend="Find out who keeps it from the evidence. Then stop it, or put it into the policy and "
        "the declaration with its type, its purpose and whether it needs consent.",
        source="ePrivacy Directive 2002/58/EC, Article 5(3); EDPB Guidelines 2/2023; GDPR, "
        "Articles 12 and 13",
        gate=Gate.FAIL,
    ),
    Rule.MISSING: RuleText(
        title="Declared, and never seen",
        meaning="The declaration lists a cookie that did not appear on any page in any journey "
        "that counts. The message says what was covered.",
        why="A policy that lists what is not there misinforms as well. More often the page that "
        "sets the cookie was not visited.",
        mend="Add the page that sets it to the site's pages, or a role that may see it. If it is "
        "gone for good, take it out of the policy and the declaration.",
        source="GDPR, Articles 5(1)(a) and 12(1)",
        gate=Gate.WARN,
    ),
    Rule.LIFETIME_LONGER: RuleText(
        title="Lives longer than declared",
        meaning="The site asked the browser to keep the cookie longer than the declaration says. "
        "The lifetime asked for counts, not what the browser cut it down to.",
        why="The length of time is part of what visitors are told when they agree, and data must "
        "not be kept longer than is needed.",
        mend="Shorten the lifetime where the cookie is set, or correct the policy and the "
        "declaration if the longer time is needed and can be justified.",
        source="CJEU C-673/17 (Planet49), paragraphs 75 to 81; GDPR, Articles 5(1)(e) and 13(2)(a)",
        gate=Gate.FAIL,
    ),
    Rule.LIFETIME_SHORTER: RuleText(
        title="Lives shorter than declared",
        meaning="Even the longest lifetime that the site asked for is shorter than the declared "
        "one.",
        why="Nobody is harmed by it, but the policy does not say what happens.",
        mend="Correct the lifetime in the policy and the declaration.",
        source="CJEU C-673/17 (Planet49), paragraphs 75 to 81; GDPR, Article 5(1)(a)",
        gate=Gate.WARN,
    ),
    Rule.LIFETIME_SESSION: RuleText(
        title="Session cookie or persistent cookie",
        meaning="The declaration says that the cookie ends with the browser session and the site "
        "gives it a lifetime, or the other way round.",
        why="A cookie that stays on the device after the browser is closed recognises the visitor "
        "later; that is a different thing to agree to. This way round it fails the audit; a "
        "session cookie that was declared to be persistent only warns.",
        mend="Leave out Max-Age and Expires where the cookie is set, or declare the lifetime that "
        "it has.",
        source="CJEU C-673/17 (Planet49), paragraphs 75 to 81; GDPR, Article 13(2)(a)",
        gate=Gate.FAIL,
    ),
    Rule.LIFETIME_RENEWED: RuleText(
        title="Begins its lifetime anew",
        meaning="The site set the cookie again on later pages with its whole lifetime, so that it "
        "ends that long after the last visit and not after the first.",
        why="Visitors are told how long a cookie lives; for those who come back this one never "
        "ends. Audience measurement is exempt from consent only where its cookie is not renewed.",
        mend="Set it once and keep its end, or say in the policy that its time begins anew with "
        "each visit.",
        source="CNIL, guidelines and recommendation of 17 September 2020 (audience measurement: 13 "
        "months, not renewed); GDPR, Article 5(1)(e)",
        gate=Gate.WARN,
    ),
    Rule.LIFETIME_UNDECLARED: RuleText(
        title="The policy gives no lifetime",
        meaning="The cookie is declared and was seen, but the declaration does not say how long "
        "it lives. There is one finding for each entry, however often it was seen.",
        why="Visitors must be told how long each cookie lives.",
        mend="Add the lifetime to the policy and the declaration; the observed one is a start.",
        source="CJEU C-673/17 (Planet49), paragraphs 75 to 81; GDPR, Article 13(2)(a)",
        gate=Gate.WARN,
    ),
    Rule.BEFORE_CONSENT: RuleText(
        title="Stored before consent",
        meaning="A cookie that needs consent was stored while the visitor had not chosen anything.",
        why="Without prior consent only what is strictly necessary may be stored. That it is "
        "deleted on refusal does not mend it.",
        mend="Load whatever sets it only after the consent platform says yes. If it is strictly "
        "necessary, declare it as exempt and say why.",
        source="ePrivacy Directive 2002/58/EC, Article 5(3); GDPR, Articles 4(11) and 7; CJEU "
        "C-673/17 (Planet49)",
        gate=Gate.FAIL,
    ),
    Rule.AFTER_REJECT: RuleText(
        title="Stored after refusal",
        meaning="A cookie that needs consent was stored after the visitor had refused, in a "
        "journey whose refusal is proven to have been taken.",
        why="The visitor said no, and the site did it all the same.",
        mend="Put whatever sets it under the control of the consent platform, on the page that "
        "the evidence names too.",
        source="ePrivacy Directive 2002/58/EC, Article 5(3); GDPR, Articles 4(11) and 7",
        gate=Gate.FAIL,
    ),
    Rule.AFTER_WITHDRAW: RuleText(
        title="Still there after withdrawal",
        meaning="A cookie that needs consent was stored, or still there, on pages visited after "
        "the visitor had taken back the consent, in a journey whose withdrawal is proven.",
        why="Consent can be taken back at any time, and with it goes the right to keep anything "
        "on the visitor's device.",
        mend="Have the consent platform delete the cookie when consent is withdrawn, or its owner "
        "do so where it belongs to a third party, and stop what sets it.",
        source="GDPR, Articles 7(3) and 17(1)(b); ePrivacy Directive 2002/58/EC, Article 5(3)",
        gate=Gate.FAIL,
    ),
    Rule.READ_AFTER_REFUSAL: RuleText(
        title="Still read after refusal or withdrawal",
        meaning="A cookie that needs consent was sent with requests for pages visited after a "
        "refusal or a withdrawal that is proven to have been taken.",
        why="Reading what is stored on the device needs consent as storing it does: a cookie that "
        "stays and is still sent is still used.",
        mend="Delete the cookie upon refusal and withdrawal, and stop the requests that carry it.",
        source="CNIL, decision SAN-2024-019 of 14 November 2024 (Orange); ePrivacy Directive "
        "2002/58/EC, Article 5(3)",
        gate=Gate.FAIL,
    ),
    Rule.CONSENT_IGNORED_GPC: RuleText(
        title="Stored in spite of Global Privacy Control",
        meaning="A cookie that needs consent was stored although the browser sent Sec-GPC: 1 with "
        "every request and told every script so.",
        why="Where the law knows the signal it is a valid objection, and nowhere is it a consent.",
        mend="Have the consent platform read the signal and treat it as a refusal.",
        source="W3C, Global Privacy Control; CCPA regulations, section 7025; ePrivacy Directive "
        "2002/58/EC, Article 5(3)",
        gate=Gate.FAIL,
    ),
    Rule.CONSENT_NOT_RECORDED: RuleText(
        title="Another choice recorded than was made",
        meaning="The visitor chose, and what the site holds of it says something else.",
        why="Consent that nobody gave is none, and who relies on it must be able to show it.",
        mend="Look at the configuration of the consent platform, and at scripts that write its "
        "state themselves.",
        source="GDPR, Articles 4(11) and 7(1)",
        gate=Gate.FAIL,
    ),
    Rule.WITHDRAWAL_MISSING: RuleText(
        title="No way to withdraw",
        meaning="After the visitor had accepted, no link, button or icon was found by which a "
        "person could take the consent back.",
        why="It must be as easy to withdraw as to give consent.",
        mend="Put a link to the consent platform's panel on every page.",
        source="GDPR, Article 7(3)",
        gate=Gate.WARN,
    ),
    Rule.WRONG_DOMAIN: RuleText(
        title="Declared under another domain",
        meaning="The cookie was stored under a domain that its entry does not cover, and never "
        "under the declared one.",
        why="The domain tells visitors who can read the cookie. Its lifetime and its need for "
        "consent are held to the entry all the same.",
        mend="Correct the domain in the policy and the declaration, or add an entry for the other "
        "one if two parties set a cookie of this name.",
        source="GDPR, Article 13(1)(e); CJEU C-673/17 (Planet49), paragraphs 75 to 81",
        gate=Gate.WARN,
    ),
    Rule.INSECURE: RuleText(
        title="Session cookie without protection",
        meaning="A cookie that holds a visitor's session lacks Secure or HttpOnly, or one for all "
        "sites (SameSite=None) lacks Secure.",
        why="Who reads a session's cookie on the way or by a script acts as the visitor.",
        mend="Set it with Secure and HttpOnly.",
        source="GDPR, Article 32(1); RFC 6265, section 8.3",
        gate=Gate.WARN,
    ),
}
"""The rules that this version applies."""


ERROR, WARNING, NOT_PROVEN = "error", "warning", "not-proven"
FAIL_ON: tuple[str, ...] = (WARNING, ERROR, NOT_PROVEN, *map(str, RULES))
"""What an audit can be told to fail on. Errors and what is not proven end it badly anyhow."""


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver as it met an audit: who accepts which findings, until which day, and why.

    ``line`` is its line in the declaration (1-based); ``ended`` tells that its last day has passed.
    """

    rule: Rule
    cookie: str
    owner: str
    until: date
    why: str
    line: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken by one cookie, by a declared entry that was never seen, or by a choice.

    ``walk.journey`` is the first journey in which it showed. ``declared`` and ``observed`` are
    the two sides in words; ``evidence`` is the statement that proves it, its value hashed;
    ``also_in`` names the other journeys that show the same; ``sites`` are those on which a
    declared entry was looked for and never seen. ``first_seen`` is seconds since the epoch.
    ``fingerprint`` is the same in every run that finds the same thing. ``waiver`` is the waiver
    that covers it, of several the one that holds longest; it may have ended. It was ``seen_in`` so
    many of the audit's ``repeats``. ``own_gate`` is what it would do by itself, where that it is
    not new, or not confirmed, has made ``gate`` milder; else None.
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
    sites: tuple[str, ...] = ()
    declared_at: str = ""
    waiver: Waived | None = None
    seen_in: int = 1
    repeats: int = 1
    own_gate: Gate | None = None

    @property
    def gates(self) -> bool:
        """Whether it makes the audit fail."""
        return self.gate is Gate.FAIL

    @property
    def confirmed(self) -> bool:
        """Whether every repeat showed it."""
        return self.seen_in == self.repeats

    @property
    def weight(self) -> Gate:
        """What it would do by its rule, the declaration and waivers alone."""
        return self.own_gate or self.gate

    @property
    def journeys(self) -> tuple[str, ...]:
        """The journeys that show it, by their labels."""
        return (self.walk.label, *self.also_in) if self.walk else ()


def fingerprint(
    rule: Rule, *, site: str, role: str, cookie: str, domain: str, kind: StorageType
) -> str:
    """The same 16 hexadecimal digits in every run that finds the same thing.

    ``cookie`` is the name, or the declared name with its wildcards where an entry covers it, so
    that names made up anew for each visitor do not make a new finding each time. The journey and
    the lifetime are left out: they may change while the fault stays the same.
    """
    parts = (rule, site, role, cookie, domain, kind)
    # Length before text, so that no two sets of parts can run together into one.
    whole = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]
