"""Make the visitor's choice on a page's banner, and see whether it took."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import replace

from crawler.consent import words
from crawler.consent.autoconsent import Autoconsent
from crawler.consent.banner import Banner, Level, find_banner, platforms
from crawler.consent.closed import closed_banner
from crawler.consent.closing import LOOK_AGAIN_S, closed, looks
from crawler.consent.decision import Decision, Wish, quoted
from crawler.consent.panel import find_panel
from crawler.consent.pressing import PRESSES, choose_by_finder, grant_by_finder
from crawler.consent.setting import choose_in_panel
from crawler.tab import Tab

AUTOCONSENT_WISH: dict[Wish, str] = {"accept": "optIn", "reject": "optOut"}

# What rules know they find within this time of the banner's first sight.
RULES_FIRST_S = 1.5
# What comes late is looked for by the rules as often.
TRY_AGAIN_S = 0.5
# A button that listens closes most banners within this time.
FIRST_CLOSE_S = 0.4
OPERATE_LIMIT_S = 12.0
# A rule that works moves something within this time; how often that is looked at.
STUCK_S = 2.0
LOOK_AT_RULE_S = 0.7
# A page that is busy gets the rules' script once it is free.
INJECT_LIMIT_S = 2.0
AFTER_SCROLL_S = 0.5
SELF_TEST_LIMIT_S = 3.0
AN_AGE = "the page asks for the visitor's age first, which nobody answered"
AN_OVERLAY = (
    "something lies over the page, and nothing tells whether it asks for consent (where it does "
    "not, declare journeys: [untouched])"
)


async def decide(
    tab: Tab,
    wish: Wish,
    on_choice: Callable[[], Awaitable[None]],
    appear_s: float,
    granted: frozenset[str] = frozenset(),
    *,
    seen: bool = True,
) -> Decision:
    """Wait up to ``appear_s`` for a banner and make the choice; ``on_choice`` is told just before.

    ``granted`` are the categories that alone are to be accepted; where it is empty, all are.
    Where no banner was ``seen`` before, one that only a scroll brings up is left alone.
    The page's clock must be running. Clicking "accept" under the name of a refusal, or merely
    hiding the banner, is never done.
    """
    rules = Autoconsent(tab.devtools)
    rules.start()
    try:
        banner = await _await_banner(tab, rules, appear_s)
        if banner.level is Level.NONE and not rules.popup.is_set():
            await tab.scroll()
            banner = await _await_banner(tab, rules, AFTER_SCROLL_S)
            if not seen and (banner.level >= Level.SEEN or rules.popup.is_set()):
                return Decision(False, "the banner came up by a scroll", by_scroll=True)
        asked = len(tab.asked)
        if granted and (banner.level >= Level.SEEN or rules.popup.is_set()):
            drawn = await _drawn(tab)  # rules know all or nothing
            decision = await grant_by_finder(tab, granted, drawn, on_choice)
        else:
            decision = await _chosen(tab, rules, wish, banner, on_choice)
        return replace(decision, banner=banner.text).unless_asked(tab.asked[asked:])
    finally:
        rules.stop()


async def _chosen(
    tab: Tab,
    rules: Autoconsent,
    wish: Wish,
    banner: Banner,
    on_choice: Callable[[], Awaitable[None]],
) -> Decision:
    if rules.popup.is_set():
        await on_choice()
        decision = await _by_rules(tab, rules, wish, banner)
        if decision.made:
            return decision
        banner = await find_banner(tab.page)
        # The rule may have left the second layer open, without a button that it knows.
        if wish == "reject" and not banner.buttons and await find_panel(tab.page):
            return await choose_in_panel(tab, frozenset(), on_choice)
    match banner.level:
        case Level.NONE:
            return await _nothing_seen(tab, rules)
        case Level.OVERLAY:
            asked = AN_AGE if re.search(words.AGE, banner.text.lower()) else AN_OVERLAY
            return Decision(False, f"{asked}: {quoted(banner.text)}")
        case Level.UNSEARCHED:
            return Decision(False, banner.text)
    return await choose_by_finder(tab, wish, banner, on_choice)


async def _await_banner(tab: Tab, rules: Autoconsent, appear_s: float) -> Banner:
    """Until a rule knows the banner, or the finder has seen one that no rule claims."""
    await tab.stir()
    loop = asyncio.get_running_loop()
    end = loop.time() + appear_s
    banner, begun = Banner(Level.NONE), rules.begun
    while not rules.popup.is_set() and loop.time() < end:
        if banner.level is not Level.OPERABLE:
            banner = await find_banner(tab.page)
            if banner.level is Level.OPERABLE:
                end, begun = loop.time() + RULES_FIRST_S, rules.begun
        elif rules.passed_over_since(begun):
            break
        rules.news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(INJECT_LIMIT_S):
                await rules.inject(tab.targets)
                await rules.try_again(0.0 if banner.level is Level.OPERABLE else TRY_AGAIN_S)
        try:
            async with asyncio.timeout(LOOK_AGAIN_S):
                await rules.news.wait()
        except TimeoutError:
            continue
    return banner


async def _drawn(tab: Tab) -> Banner:
    """The banner once a person sees its choices by category, or the way to them."""
    banner = Banner(Level.NONE)
    async for _ in looks(RULES_FIRST_S):
        banner = await find_banner(tab.page)
        if "settings" in banner.buttons or await find_panel(tab.page):
            break
    return banner


async def _by_rules(tab: Tab, rules: Autoconsent, wish: Wish, banner: Banner) -> Decision:
    operated_by = f"autoconsent:{wish}, by its rule {rules.cmp!r}"
    for press in range(PRESSES):
        done = await _unless_stuck(tab, rules.choose(AUTOCONSENT_WISH[wish], OPERATE_LIMIT_S))
        if not done and not press:
            return Decision(False, f"the rule {rules.cmp} could not {wish}", operated_by)
        # A button that did not listen yet is pressed again soon; one that did may take its time.
        if await closed(tab, banner, None if press else FIRST_CLOSE_S):
            break
    else:
        return Decision(False, f"the banner is still open after {operated_by}", operated_by)
    proofs = ["the rule reports success", "the banner closed"]
    if wish == "reject" and await rules.self_test(SELF_TEST_LIMIT_S):
        proofs.append("the rule's own test finds the refusal stored")
    return Decision(True, "", operated_by, tuple(proofs), by_rule=True)


async def _unless_stuck(tab: Tab, choosing: Coroutine[None, None, bool]) -> bool:
    """Whether the rule says that it worked; one that moves nothing on an open banner does not.

    Some rules wait long for a button that this banner does not have.
    """
    task, last, since = asyncio.create_task(choosing), "", asyncio.get_running_loop().time()
    try:
        while not (await asyncio.wait([task], timeout=LOOK_AT_RULE_S))[0]:
            look, now = await _shown(tab), asyncio.get_running_loop().time()
            if look != last or not look:
                last, since = look, now
            elif now - since > STUCK_S:
                return False
        return task.result()
    finally:
        task.cancel()


async def _shown(tab: Tab) -> str:
    """What an open banner or panel shows now; empty where there is none."""
    banner, panel = await find_banner(tab.page), await find_panel(tab.page)
    if banner.level < Level.SEEN and panel is None:
        return ""
    switches = [(one.label, one.state) for one in panel.switches] if panel else []
    return repr((banner.text, sorted(banner.buttons), switches))


async def _nothing_seen(tab: Tab, rules: Autoconsent) -> Decision:
    if said := await closed_banner(tab):
        return Decision(False, f"a banner that cannot be reached speaks of consent: {quoted(said)}")
    silent = dict.fromkeys([*await platforms(tab.page), *rules.detected])
    if not silent:
        return Decision(False, "no consent banner was found", absent=True)
    names = ", ".join(silent)
    return Decision(False, f"a consent platform is on the page ({names}) but showed no banner")


async def shows_by_rules(tab: Tab) -> bool:
    """Whether a rule sees an open banner on a page that has just been loaded."""
    rules = Autoconsent(tab.devtools)
    rules.start()
    try:
        await _await_banner(tab, rules, RULES_FIRST_S)
        return rules.popup.is_set()
    finally:
        rules.stop()


async def banner_level(tab: Tab, known: str = "") -> Level:
    """Whether a banner shows on a page now; works with its clock stopped.

    ``known`` is what the banner said that was operated: what stands in the page's flow and says
    something else is a part of the page.
    """
    found = await find_banner(tab.page)
    level = Level.NONE if known and found.is_other_than(known) else found.level
    if level in (Level.NONE, Level.OVERLAY) and await closed_banner(tab):
        return Level.SEEN
    return level
