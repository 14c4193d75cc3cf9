"""Which of autoconsent's rules can matter in a document: most are for one site alone."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from crawler.bundled import bundled_text
from crawler.domains import registrable_domain

PACKAGE = "@duckduckgo/autoconsent"
WEB = ("http", "https")
BRANCHES = ("then", "else", "any")
ASIDE = {"optional", "comment", "timeout"}
FAILS: dict[str, Any] = {"exists": "no-such-element"}


def rules_for(url: str) -> str:
    """The rules that can ever match in a document loaded from ``url``, as JSON.

    A document may change its path and query later, but never its host: a rule for a site stays
    where its pattern names the host's domain, whatever path it asks for. Documents without a host
    of their own can take over another's address, and get every rule.
    """
    host = _host(url)
    return _of_site(url, registrable_domain(host).partition(".")[0]) if host else _every()


def _host(url: str) -> str:
    """Empty where the document has none of its own."""
    with suppress(ValueError):
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in WEB else ""
    return ""


@lru_cache(maxsize=16)
def _of_site(url: str, name: str) -> str:
    own = [text for text, named, pattern in _for_sites() if name in named or pattern.search(url)]
    return _as_json([*_general(), *own])


@cache
def _every() -> str:
    return _as_json([*_general(), *(text for text, _, _ in _for_sites())])


def _as_json(rules: list[str]) -> str:
    return f'{{"autoconsent": [{", ".join(rules)}]}}'


@cache
def _general() -> tuple[str, ...]:
    """The rules of platforms, which may be on any site."""
    return tuple(json.dumps(rule) for rule in _rules() if not _pattern(rule))


@cache
def _for_sites() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The other rules, each with the names in its pattern and the pattern."""
    return tuple(
        (json.dumps(rule), _pattern(rule).replace("\\", "").lower(), _compiled(_pattern(rule)))
        for rule in _rules()
        if _pattern(rule)
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that is JavaScript's alone matches everywhere: the page decides then."""
    try:
        return re.compile(pattern)
    except re.error:
        return re.compile("")


def _pattern(rule: dict[str, Any]) -> str:
    return str(rule.get("runContext", {}).get("urlPattern") or "")


def _rules() -> Iterator[dict[str, Any]]:
    for rule in json.loads(bundled_text(PACKAGE, "rules/rules.json"))["autoconsent"]:
        acts = {act: _without_hiding(rule[act]) for act in ("optIn", "optOut") if act in rule}
        yield {**rule, **acts}


def _without_hiding(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A rule's steps without those that hide a banner; where these are all, one that fails.

    A banner that is merely hidden was not answered, and what it offers could not be seen any more.
    """
    kept = [
        {key: _without_hiding(part) if key in BRANCHES else part for key, part in step.items()}
        for step in ({key: step[key] for key in step if key != "hide"} for step in steps)
        if step.keys() - ASIDE
    ]
    return kept or ([FAILS] if steps else [])
