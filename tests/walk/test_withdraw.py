"""The visitor who accepts, visits the pages, takes the consent back, and visits them again."""

import pytest

from crawler.cookies import Journey, Phase
from crawler.walks import Outcome, VisitOutcome
from tests.browsing import SHOP, Lab, Seen
from tests.sites import Page, Site

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second search in vain, which tests of failures would only sit out."""
    monkeypatch.setattr("crawler.consent.withdrawal.LATE_S", 0.0)


HOME = f"https://{SHOP}/"
# A site that remembers the choice, sets a cookie with consent, and can be asked again.
BANNER = """
<div id=banner role=dialog aria-label="Cookie consent" hidden
     style="position:fixed;bottom:0;left:0;right:0;padding:2em;background:#eee">
  <p>We use cookies for analytics. You may refuse.</p>
  <button onclick="choose('yes')">Accept all</button>
  <button onclick="choose('no')">Reject all</button>
</div>
<h1>Shop</h1>
WAY
<script>
  const chosen = () => /(?:^|; )choice=(yes|no)/.exec(document.cookie)?.[1];
  const count = () => { document.cookie = 'counted=1; path=/; max-age=1000' };
  const forget = () => { document.cookie = 'counted=; path=/; max-age=0' };
  const ask = () => { document.getElementById('banner').hidden = false };
  const choose = (what) => {
    document.cookie = 'choice=' + what + '; path=/; max-age=1000';
    document.getElementById('banner').hidden = true;
    what === 'yes' ? count() : (FORGETS);
  };
  chosen() === 'yes' ? count() : chosen() || ask();
</script>"""
LINK = "<footer><a href='#' onclick='ask(); return false'>Cookie settings</a></footer>"


def shop(way: str = LINK, forgets: str = "forget()") -> Site:
    html = BANNER.replace("WAY", way).replace("FORGETS", forgets)
    return Site(SHOP, {"/": Page(html), "/second": Page(html)})


async def withdraw(lab: Lab, site: Site) -> Seen:
    return await lab.observe(site, journey=Journey.WITHDRAW, pages=("/", "/second"))


async def test_a_consent_that_is_taken_back_is_proven(lab: Lab) -> None:
    seen = await withdraw(lab, shop())
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    result = seen.observation.result
    assert "cookie settings" in result.operated_by
    assert result.way_back is True
    assert "the banner stayed closed on every page visited afterwards" in result.proofs


async def test_all_pages_are_visited_with_consent_and_without(lab: Lab) -> None:
    seen = await withdraw(lab, shop())
    visits = [(visit.page, visit.phase) for visit in seen.visits]
    assert visits == [
        (HOME, Phase.BEFORE),  # without a choice
        (HOME, Phase.BEFORE),  # the acceptance
        (HOME, Phase.BEFORE),
        (f"{HOME}second", Phase.BEFORE),
        (HOME, Phase.AFTER),  # the withdrawal
        (HOME, Phase.AFTER),
        (f"{HOME}second", Phase.AFTER),
    ]
    assert {visit.outcome for visit in seen.visits} == {VisitOutcome.VISITED}


async def test_what_consent_brought_is_gone_where_the_site_forgets_it(lab: Lab) -> None:
    seen = await withdraw(lab, shop())
    cookie = seen.cookie("counted")
    assert {write.phase for write in cookie.stored} == {Phase.BEFORE}
    assert {entry.phase for entry in cookie.jar} == {Phase.BEFORE}


async def test_what_consent_brought_is_still_found_where_it_stays(lab: Lab) -> None:
    seen = await withdraw(lab, shop(forgets="0"))
    assert seen.outcome is Outcome.PROVEN
    last = max(visit.started for visit in seen.visits)
    assert seen.cookie("counted").jar[-1].seen_at > last
    assert any(read.at > last for read in seen.cookie("counted").reads)


async def test_without_a_way_back_the_withdrawal_is_not_proven(lab: Lab) -> None:
    seen = await withdraw(lab, shop(way=""))
    assert seen.outcome is Outcome.NOT_PROVEN
    assert seen.observation.result.way_back is False
    assert "no way back to the choice was found" in seen.reason


async def test_a_way_back_that_stands_on_another_page_is_found_there(lab: Lab) -> None:
    with_way, without = (
        BANNER.replace("FORGETS", "forget()").replace("WAY", one) for one in (LINK, "")
    )
    seen = await withdraw(lab, Site(SHOP, {"/": Page(without), "/second": Page(with_way)}))
    assert (seen.outcome, seen.observation.result.way_back) == (Outcome.PROVEN, True)


async def test_without_a_banner_there_is_nothing_to_withdraw(lab: Lab) -> None:
    seen = await withdraw(lab, Site(SHOP, {"/": Page("<h1>Shop</h1>"), "/second": Page()}))
    assert seen.outcome is Outcome.NOT_APPLICABLE


async def test_a_consent_that_is_not_proven_cannot_be_withdrawn(lab: Lab) -> None:
    html = BANNER.replace("WAY", LINK).replace("FORGETS", "0").replace("Accept all", "Whatever")
    seen = await withdraw(lab, Site(SHOP, {"/": Page(html), "/second": Page(html)}))
    assert seen.outcome is Outcome.NOT_PROVEN
    assert seen.reason.startswith("the consent that was to be withdrawn is not proven: ")


async def test_a_way_back_that_forgets_the_consent_before_it_asks_again_is_proven(lab: Lab) -> None:
    record = """<script>
      const put = (granted) => localStorage.setItem('my-consent', JSON.stringify(
        {at: performance.now(), categories: {essential: true, ...granted}}));
      const held = localStorage.getItem('my-consent');
    </script>"""
    html = record + (
        BANNER.replace("WAY", LINK.replace("ask()", "localStorage.clear(), location.reload()"))
        .replace("document.cookie = 'choice=' + what + '; path=/; max-age=1000'", "0")
        .replace("count() : (FORGETS)", "put({analytics: true}) : put({})")
        .replace("chosen() === 'yes' ? count() : chosen() || ask()", "held || ask()")
    )
    seen = await withdraw(lab, Site(SHOP, {"/": Page(html), "/second": Page(html)}))
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    proof = "the local storage 'my-consent' holds consent no longer"
    assert proof in seen.observation.result.proofs


async def test_who_took_consent_back_may_be_asked_anew(lab: Lab) -> None:
    site = shop(forgets="document.cookie = 'choice=; path=/; max-age=0', forget()")
    seen = await withdraw(lab, site)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    assert "the banner asks anew afterwards" in seen.observation.result.proofs
