"""What a page has the browser fetch or run ahead of time (WICG nav-speculation).

Chromium prerenders nothing while DevTools are attached to a page as Playwright attaches them, and
fetches the document alone (devtools_instrumentation.cc, ``HasSessionsWithoutTabTargetSupport``).
"""

import json
from dataclasses import dataclass, field
from typing import Any

WATCH: tuple[str, dict[str, Any]] = ("Preload.enable", {})
NOT_RUN = "PrerenderingDisabledByDevTools"
BEGUN = ("Preload.prefetchStatusUpdated", "Preload.prerenderStatusUpdated")

Key = tuple[str, str, str]


@dataclass(slots=True)
class Preloads:
    """Follows what one profile's pages want ahead of time."""

    _not_run: dict[str, None] = field(default_factory=dict)
    _expected: set[str] = field(default_factory=set)
    _rules: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    _begun: set[Key] = field(default_factory=set)

    def hear(self, method: str, params: dict[str, Any]) -> None:
        """Take in one event of the Preload domain; others are passed over."""
        if method in BEGUN:
            self._begun.add(_key(params["key"]))
            if params.get("prerenderStatus") == NOT_RUN:
                self._not_run[params["key"]["url"]] = None
        elif method == "Preload.preloadingAttemptSourcesUpdated":
            for one in params["preloadingAttemptSources"]:
                self._rules[_key(one["key"])] = tuple(one["ruleSetIds"])
        elif method == "Preload.ruleSetUpdated" and acts_at_once(params["ruleSet"]["sourceText"]):
            self._expected.add(params["ruleSet"]["id"])
        elif method == "Preload.ruleSetRemoved":
            self._expected.discard(params["id"])

    @property
    def expected(self) -> bool:
        """Whether something is to be fetched at once that has not begun yet.

        The browser begins a moment after it knows the rules, and that moment may be long on a
        machine that is busy (measured).
        """
        begun = {rule for key in self._begun for rule in self._rules.get(key, ())}
        return not self._expected <= begun

    def expect_nothing(self) -> None:
        """What has not begun by now does not begin."""
        self._expected.clear()

    def not_run(self) -> tuple[str, ...]:
        """The addresses that were to be prerendered, in the order of asking."""
        return tuple(self._not_run)


def acts_at_once(rules: str) -> bool:
    """Whether speculation rules name an address that is wanted without the visitor's doing."""
    try:
        read = json.loads(rules)
        listed = [rule for action in ("prefetch", "prerender") for rule in read.get(action, ())]
        return any(
            rule.get("urls") and rule.get("eagerness", "immediate") == "immediate"
            for rule in listed
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return False  # the browser passes over it, too


def _key(attempt: dict[str, Any]) -> Key:
    return attempt["loaderId"], attempt["action"], attempt["url"]
