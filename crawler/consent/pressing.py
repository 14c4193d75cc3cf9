"""Answer a banner by its own buttons, or by the switches behind them, and see that it closes."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from crawler.consent.banner import Banner, Level, find_banner
from crawler.consent.closing import closed, looks
from crawler.consent.decision import Decision, Wish, quoted
from crawler.consent.panel import EVERYTHING, find_panel
from crawler.consent.setting import TURN_LIMIT_S, choose_in_panel
from crawler.tab import Tab

SECOND_LAYER_LIMIT_S = 3.0
# Some banners show their buttons before these listen; a visitor presses again.
PRESSES = 3

OnChoice = Callable[[], Awaitable[None]]


async def choose_by_finder(tab: Tab, wish: Wish, banner: Banner, on_choice: OnChoice) -> Decision:
    """Make the choice on a banner that the finder sees; ``on_choice`` is told just before."""
    if wish == "reject" and wish not in banner.buttons:
        return await _refused_behind(tab, banner, on_choice)
    if wish not in banner.buttons and await _could_accept(tab):
        return await choose_in_panel(tab, EVERYTHING, on_choice)
    if wish not in banner.buttons and "settings" in banner.buttons:
        return await _accepted_behind(tab, banner, on_choice)
    return await _pressed(tab, wish, banner, on_choice, f"finder:{wish}")


async def _accepted_behind(tab: Tab, banner: Banner, on_choice: OnChoice) -> Decision:
    """Accept where only the second layer has a button for it, or the switches."""
    second = await second_layer(tab, banner, wish="accept")
    if "accept" not in second.buttons and await _could_accept(tab):
        decision = await choose_in_panel(tab, EVERYTHING, on_choice)
        return replace(decision, operated_by=_behind(decision.operated_by))
    return await _pressed(tab, "accept", second, on_choice, "finder:settings+accept")


async def _could_accept(tab: Tab) -> bool:
    """Whether nothing but switches accepts, and a button that saves them."""
    panel = await find_panel(tab.page)
    return panel is not None and panel.ends_by[:1] == ("save",) and not panel.problem(EVERYTHING)


async def grant_by_finder(
    tab: Tab, granted: frozenset[str], banner: Banner, on_choice: OnChoice
) -> Decision:
    """Accept only some purposes, by switches on the banner or behind its settings."""
    panel = await find_panel(tab.page)
    if panel and not (panel.problem(granted) and "settings" in banner.buttons):
        return await choose_in_panel(tab, granted, on_choice)
    if "settings" not in banner.buttons:
        return Decision(False, "a consent banner is open, but no choices by category were found")
    await second_layer(tab, banner, wish=None)
    decision = await choose_in_panel(tab, granted, on_choice)
    return replace(decision, operated_by=_behind(decision.operated_by))


async def _refused_behind(tab: Tab, banner: Banner, on_choice: OnChoice) -> Decision:
    """Refuse where the banner has no button for it: on the second layer, or by switches."""
    panel = await find_panel(tab.page)
    if panel and not panel.problem(frozenset()):
        return await choose_in_panel(tab, frozenset(), on_choice)
    if "settings" not in banner.buttons:
        reason = panel.problem(frozenset()) if panel else _no_button("reject", banner)
        return Decision(False, reason)
    second = await second_layer(tab, banner, wish="reject")
    if "reject" in second.buttons:
        return await _pressed(tab, "reject", second, on_choice, "finder:settings+reject")
    if await find_panel(tab.page) is None:
        return Decision(False, _no_button("reject", second))
    decision = await choose_in_panel(tab, frozenset(), on_choice)
    return replace(decision, operated_by=_behind(decision.operated_by))


def _behind(operated_by: str) -> str:
    return operated_by.replace("finder:", "finder:settings+", 1)


async def _pressed(
    tab: Tab, wish: Wish, banner: Banner, on_choice: OnChoice, operated_by: str
) -> Decision:
    if wish not in banner.buttons:
        return Decision(False, _no_button(wish, banner))
    await on_choice()
    reason = f"the banner's {wish} button could not be pressed"
    for _ in range(PRESSES):
        beside = wish == "reject" and await find_panel(tab.page) is not None
        if not await banner.press(wish):
            break
        only_turned = beside and not await closed(tab, banner, TURN_LIMIT_S)
        if only_turned and (saved := await _saved(tab)):
            return replace(saved, operated_by=f"{operated_by}, {saved.operated_by}")
        if await closed(tab, banner):
            proofs = ("the button was pressed", "the banner closed")
            return Decision(True, "", operated_by, proofs)
        reason = f"the banner is still open after its {wish} button"
        # Its buttons may have got other labels, and with them another meaning.
        banner = await find_banner(tab.page)
    return Decision(False, reason, operated_by)


async def _saved(tab: Tab) -> Decision | None:
    """Save where a refusal only turned the switches beside it; None where it did not."""
    panel = await find_panel(tab.page)
    nothing: frozenset[str] = frozenset()
    if panel is None or "save" not in panel.ends_by or panel.problem(nothing):
        return None
    return None if panel.wrong(nothing) else await choose_in_panel(tab, nothing, _told)


async def _told() -> None:
    """For a choice that was told before."""


def _no_button(wish: Wish, banner: Banner) -> str:
    if wish == "reject" and "pay" in banner.buttons:
        return "the banner asks to pay or accept: it offers no refusal without payment"
    if wish == "accept" and "save" in banner.buttons:
        return "the boxes on the banner are not all ticked, and no button accepts everything"
    if banner.level is Level.OPERABLE:
        return f"a consent banner is open, but no button to {wish} was recognised on it"
    said = f": {quoted(banner.text)}" if banner.text.strip() else ""
    return f"something asks for consent, but no button to {wish} was recognised on it{said}"


async def second_layer(tab: Tab, banner: Banner, wish: Wish | None) -> Banner:
    """Press "settings" and wait for the button that is wished for, else for a panel to stand.

    What nothing comes of is pressed again: some banners listen late.
    """
    second = banner
    for _ in range(PRESSES):
        if "settings" not in second.buttons or not await second.press("settings"):
            break
        before = 0
        async for _ in looks(SECOND_LAYER_LIMIT_S / PRESSES):
            second = await find_banner(tab.page)
            if wish in second.second:
                second = replace(second, buttons=second.second)
            if wish in second.buttons:
                return second
            panel = await find_panel(tab.page)
            switches = len(panel.switches) if panel else 0
            if switches and switches == before:  # it is drawn to its end
                return second
            before = switches
    return second
