"""Consent platforms, unmodified, operated by their rules."""

from importlib import import_module

import pytest

from crawler.bundled import bundled_text
from crawler.cookies import Journey, Phase
from crawler.walks import Outcome
from tests.browsing import SHOP, Lab
from tests.sites import Page, Site, script

pytestmark = pytest.mark.browser

ACCEPT, REJECT = Journey.ACCEPT, Journey.REJECT


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules go first however slow the machine is."""
    monkeypatch.setattr(import_module("crawler.consent.decide"), "RULES_FIRST_S", 15.0)


def tarteaucitron() -> Site:
    """The French platform, unmodified, as its documentation has it included."""
    package = "tarteaucitronjs"
    files = {
        f"/tac/{path}": script(bundled_text(package, path))
        for path in (
            "tarteaucitron.js",
            "tarteaucitron.services.js",
            "lang/tarteaucitron.en.js",
            "lang/tarteaucitron.fr.js",
        )
    }
    style = Page(bundled_text(package, "css/tarteaucitron.css"), content_type="text/css")
    start = """<!doctype html><html lang=fr><meta charset=utf-8><title>Shop</title>
      <script src=/tac/tarteaucitron.js></script>
      <script>
        tarteaucitron.init({privacyUrl: '', hashtag: '#tac', cookieName: 'tac', orientation:
          'bottom', showAlertSmall: false, cookieslist: false, DenyAllCta: true, AcceptAllCta: true,
          highPrivacy: true, handleBrowserDNTRequest: false, removeCredit: true, mandatory: true});
        tarteaucitron.services.counter = {key: 'counter', type: 'analytic', name: 'Counter',
          uri: '', needConsent: true, cookies: ['counted'],
          js() { document.cookie = 'counted=1; path=/; max-age=100' }, fallback() {}};
        (tarteaucitron.job = tarteaucitron.job || []).push('counter');
      </script><h1>Shop</h1>"""
    return Site(
        SHOP,
        {"/": Page(start), "/second": Page(start), "/tac/css/tarteaucitron.css": style, **files},
    )


@pytest.mark.parametrize("which", [ACCEPT, REJECT])
async def test_a_platform_is_operated_by_its_rule(lab: Lab, which: Journey) -> None:
    seen = await lab.observe(tarteaucitron(), journey=which, pages=("/", "/second"))
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    assert seen.observation.result.operated_by.startswith("autoconsent:")
    assert "the rule reports success" in seen.observation.result.proofs
    assert ("counted" in seen.names) is (which is ACCEPT)
    if which is ACCEPT:
        assert {write.phase for write in seen.cookie("counted").stored} == {Phase.AFTER}


async def test_a_platform_s_untouched_walk_sets_nothing_that_needs_consent(lab: Lab) -> None:
    seen = await lab.observe(tarteaucitron(), pages=("/", "/second"))
    assert "counted" not in seen.names
