"""One small function per rule about an observed cookie: what it has to tell, or None."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from crawler.compare import words
from crawler.compare.asking import MOST_GRANTED_S, fits
from crawler.compare.drafting import Told
from crawler.compare.security import insecure
from crawler.compare.sightings import Evidence, Seen, Sent, Sighting
from crawler.cookies import JarEntry, Journey, Write
from crawler.declared import Consent, DeclaredCookie
from crawler.findings import Gate, Rule
from crawler.lifetimes import Fit
from crawler.walks import Outcome

_Act = TypeVar("_Act", Evidence, Sent)


def undeclared(sighting: Sighting) -> Told | None:
    """A cookie was stored, in whatever journey, that no entry covers."""
    return _undeclared(sighting) if sighting.identity.is_cookie else None


def undeclared_storage(sighting: Sighting) -> Told | None:
    """The same of what is kept elsewhere (EDPB Guidelines 2/2023: Article 5(3) covers it)."""
    return None if sighting.identity.is_cookie else _undeclared(sighting)


def _undeclared(sighting: Sighting) -> Told | None:
    evidence = _each(one.stored for one in sighting.seen)
    if sighting.match or not evidence:
        return None
    party = f"{sighting.seen[0].cookie.party}-party"
    message = (
        f"The {party} {words.cookie(sighting.identity)} {words.stored(evidence[0].act)}, "
        "and no entry declares it."
    )
    if sighting.namesake:
        domain = words.domain(sighting.namesake)
        message += f" The entry of this name is for {domain}, where its cookie was seen too."
    kind = words.KINDS[sighting.identity.type]
    observed = f"{party} {kind}, {words.asked(evidence[0].act)}"
    return Told("not declared", observed, message, evidence)


def wrong_domain(sighting: Sighting) -> Told | None:
    """A cookie was stored under another domain than its entry declares, and only there."""
    evidence = _each(one.stored for one in sighting.seen)
    if not (sighting.match and sighting.match.elsewhere and evidence):
        return None
    domain = words.domain(sighting.match.entry)
    message = (
        f"The {words.cookie(sighting.identity)} {words.stands(evidence[0].act)}"
        f"{words.doubted(evidence[0].act)}; it is declared for {domain}, where it was not seen."
    )
    return Told(domain, sighting.identity.domain, message, evidence)


def before_consent(sighting: Sighting) -> Told | None:
    """A cookie that needs consent was stored before the visitor had decided anything."""
    entry = _needing_consent(sighting)
    evidence = _each(one.before for one in sighting.seen if _unasked(one))
    if entry is None or not evidence:
        return None
    message = (
        f"The {words.cookie(sighting.identity)} {words.stored(evidence[0].act)}, before the "
        f"visitor has chosen anything; {words.why_needed(entry)}."
    )
    if any(one.remains for one in _in(sighting, Journey.REJECT)):
        message += " It is still there after a refusal."
    gate = _by_statement(entry)
    return Told(
        words.need(entry),
        f"{words.held(evidence[0].act)} before the choice",
        message,
        evidence,
        gate,
    )


def after_reject(sighting: Sighting) -> Told | None:
    """A cookie that needs consent was stored after a refusal that is proven to have been taken.

    So is one of a category that was not among those that alone were granted.
    """
    entry = _needing_consent(sighting)
    if entry is None:
        return None
    refused = [*_in(sighting, Journey.REJECT), *_not_granted(sighting, entry)]
    evidence = _each(one.after for one in refused)
    if not evidence:
        return None
    act, granted = evidence[0].act, evidence[0].walk.granted
    did = f"granted {' and '.join(granted)} alone" if granted else "refused"
    done = f"{words.stored(act)}, after the visitor has {did}"
    if isinstance(act, JarEntry):
        done = f"was found {words.on(act)} after the visitor had {did} (its write was not seen)"
    message = f"The {words.cookie(sighting.identity)} {done}; {words.why_needed(entry)}."
    gate = _by_statement(entry)
    return Told(words.need(entry), f"{words.held(act)} after the refusal", message, evidence, gate)


def _not_granted(sighting: Sighting, entry: DeclaredCookie) -> list[Seen]:
    """The walks in which only other categories than that of the entry were granted."""
    accepts = _in(sighting, Journey.ACCEPT)
    return [
        one
        for one in accepts
        if one.walk.granted and entry.category and entry.category not in one.walk.granted
    ]


def after_withdraw(sighting: Sighting) -> Told | None:
    """A cookie that needs consent was not given up with a consent that was taken back."""
    entry = _needing_consent(sighting)
    evidence = _each(one.kept_later for one in _in(sighting, Journey.WITHDRAW))
    if entry is None or not evidence:
        return None
    act = evidence[0].act
    done = f"{words.stored(act)}, after the visitor has withdrawn consent"
    if isinstance(act, JarEntry):
        done = f"was still there {words.on(act)} after the visitor had withdrawn consent"
    message = f"The {words.cookie(sighting.identity)} {done}; {words.why_needed(entry)}."
    observed = f"{words.held(act)} after the withdrawal"
    return Told(words.need(entry), observed, message, evidence, _by_statement(entry))


def read_after_refusal(sighting: Sighting) -> Told | None:
    """A cookie that needs consent was still sent after a refusal or a withdrawal.

    CNIL's decision on Orange (December 2024) faulted that, whoever had stored it.
    """
    entry = _needing_consent(sighting)
    those = _in(sighting, Journey.REJECT, Journey.WITHDRAW)
    evidence = _each(one.sent_later for one in those)
    if entry is None or not evidence:
        return None
    act = evidence[0].act
    refused = evidence[0].walk.journey is Journey.REJECT
    done = "refused" if refused else "withdrawn consent"
    message = (
        f"The {words.cookie(sighting.identity)} was sent to {words.short(act.host)} "
        f"{words.on(act)}, after the visitor had {done}; {words.why_needed(entry)}."
    )
    observed = f"sent after the {'refusal' if refused else 'withdrawal'}"
    return Told(words.need(entry), observed, message, evidence, _by_statement(entry))


def consent_ignored_gpc(sighting: Sighting) -> Told | None:
    """A cookie that needs consent was stored although the browser objects (GPC)."""
    entry = _needing_consent(sighting)
    evidence = _each(one.stored for one in _in(sighting, Journey.GPC))
    if entry is None or not evidence:
        return None
    act = evidence[0].act
    message = (
        f"The {words.cookie(sighting.identity)} {words.stored(act)}, although the browser sent "
        f"Global Privacy Control; {words.why_needed(entry)}."
    )
    observed = f"{words.held(act)} in spite of GPC"
    return Told(words.need(entry), observed, message, evidence, _by_statement(entry))


def lifetime_longer(sighting: Sighting) -> Told | None:
    """The site asked for a longer lifetime than is declared."""
    evidence = [one for one, fit in fits(sighting) if fit is Fit.LONGER]
    return _of_lifetime(sighting, evidence, ", longer than the declared {}")


def lifetime_shorter(sighting: Sighting) -> Told | None:
    """Even the longest lifetime asked for, over all walks, is shorter than is declared."""
    found = fits(sighting)
    if any(fit not in {Fit.SHORTER, Fit.SESSION_NOT_PERSISTENT} for _, fit in found):
        return None
    evidence = [one for one, fit in found if fit is Fit.SHORTER]
    return _of_lifetime(sighting, evidence, ", shorter than the declared {}", " at most")


def lifetime_session(sighting: Sighting) -> Told | None:
    """Declared a session cookie, and is persistent; or the other way round, which only warns."""
    found = fits(sighting)
    persistent = [one for one, fit in found if fit is Fit.PERSISTENT_NOT_SESSION]
    if persistent:
        return _of_lifetime(sighting, persistent, ", although it is declared as {}")
    if any(fit is not Fit.SESSION_NOT_PERSISTENT for _, fit in found):
        return None
    evidence = [one for one, _ in found]
    return _of_lifetime(sighting, evidence, ", although {} is declared", gate=Gate.WARN)


def lifetime_renewed(sighting: Sighting) -> Told | None:
    """A declared lifetime that begins anew from page to page never ends for a regular visitor."""
    declared = sighting.match.entry.lifetime if sighting.match else None
    evidence = _each(one.renewed for one in sighting.seen)
    if declared is None or not evidence:
        return None
    act = evidence[0].act
    message = (
        f"The {words.cookie(sighting.identity)} {words.stored(act)}, although it stood there "
        "already: its time begins anew with the pages that are visited."
    )
    observed = f"{words.asked(act)}, renewed"
    return Told(words.short(declared.text), observed, message, evidence)


SIGHTING_RULES: Mapping[Rule, Callable[[Sighting], Told | None]] = {
    Rule.UNDECLARED: undeclared,
    Rule.UNDECLARED_STORAGE: undeclared_storage,
    Rule.LIFETIME_LONGER: lifetime_longer,
    Rule.LIFETIME_SHORTER: lifetime_shorter,
    Rule.LIFETIME_SESSION: lifetime_session,
    Rule.LIFETIME_RENEWED: lifetime_renewed,
    Rule.BEFORE_CONSENT: before_consent,
    Rule.AFTER_REJECT: after_reject,
    Rule.AFTER_WITHDRAW: after_withdraw,
    Rule.READ_AFTER_REFUSAL: read_after_refusal,
    Rule.CONSENT_IGNORED_GPC: consent_ignored_gpc,
    Rule.WRONG_DOMAIN: wrong_domain,
    Rule.INSECURE: insecure,
}


def _each(evidence: Iterable[_Act | None]) -> list[_Act]:
    return [one for one in evidence if one is not None]


def _unasked(seen: Seen) -> bool:
    """Whether the visitor had agreed to nothing before the decision.

    A withdrawal comes after an acceptance, unless there was no banner; of GPC a rule of its own
    tells.
    """
    if seen.walk.journey is Journey.WITHDRAW:
        return seen.result.outcome is Outcome.NOT_APPLICABLE
    return seen.walk.journey is not Journey.GPC


def _in(sighting: Sighting, *journeys: Journey) -> list[Seen]:
    return [one for one in sighting.seen if one.walk.journey in journeys]


def _needing_consent(sighting: Sighting) -> DeclaredCookie | None:
    entry = sighting.match.entry if sighting.match else None
    return entry if entry and entry.consent is Consent.REQUIRED else None


def _by_statement(entry: DeclaredCookie) -> Gate | None:
    """Where the policy does not say that consent is needed, its silence is what is wrong."""
    return None if entry.consent_stated else Gate.WARN


def _of_lifetime(
    sighting: Sighting,
    evidence: Sequence[Evidence],
    but: str,
    written: str = "",
    *,
    gate: Gate | None = None,
) -> Told | None:
    declared = sighting.match.entry.lifetime if sighting.match else None
    if declared is None or not evidence:
        return None
    text = words.short(declared.text)
    if isinstance(evidence[0].act, Write):
        but = f"{written}{but}"
    message = (
        f"The {words.cookie(sighting.identity)} {words.stored(evidence[0].act)}"
        f"{but.format(text)}{_granted(sighting, evidence[0])}."
    )
    return Told(text, words.asked(evidence[0].act), message, evidence, gate)


def _granted(sighting: Sighting, evidence: Evidence) -> str:
    """What the browser kept of it, where that differs and is known for this very write."""
    cookie = next(one.cookie for one in sighting.seen if one.walk == evidence.walk)
    act, granted = evidence.act, cookie.granted
    if not isinstance(act, Write):
        return ""
    if cookie.stored[-1] != act or granted is None:
        if (act.requested or 0) <= MOST_GRANTED_S:
            return ""
        granted = MOST_GRANTED_S
    if act.requested is None or not words.differs(act.requested, granted):
        return ""
    return f"; the browser kept it for {words.lifetime(granted)}"
