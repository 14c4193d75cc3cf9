"""Whole journeys on each platform: the choice is made, proven, and has the effect it should."""

import pytest

from crawler.cookies import Journey, Phase
from crawler.walks import Outcome
from tests.browsing import Lab, Seen
from tests.platforms import ANALYTICS, MARKETING, PLATFORMS, Platform, in_each_language

pytestmark = pytest.mark.browser

BOTH = {ANALYTICS, MARKETING}


async def walk(lab: Lab, platform: Platform, language: str, journey: Journey) -> Seen:
    return await lab.observe(platform.site(language), journey=journey, pages=("/", "/second"))


def set_later(seen: Seen) -> set[str]:
    """The two cookies, where they were stored on a page after that of the decision."""
    later = sorted(one.started for one in seen.visits if one.phase is Phase.AFTER)[1]
    return {one.identity.name for one in seen.writes if one.stores and one.at > later} & BOTH


async def makes_every_choice(lab: Lab, platform: Platform, language: str) -> None:
    told: dict[Journey, tuple[Outcome, str, set[str] | None]] = {}
    for journey in (Journey.REJECT, Journey.ACCEPT, Journey.WITHDRAW):
        seen = await walk(lab, platform, language, journey)
        proven = seen.outcome is Outcome.PROVEN
        told[journey] = (seen.outcome, seen.reason, set_later(seen) if proven else None)
    withdrawn: tuple[Outcome, str, set[str] | None] = (Outcome.PROVEN, "", set())
    if not platform.comes_back:
        withdrawn = (Outcome.NOT_PROVEN, "no way back to the choice was found", None)
    assert told == {
        Journey.REJECT: (Outcome.PROVEN, "", set()),
        Journey.ACCEPT: (Outcome.PROVEN, "", BOTH),
        Journey.WITHDRAW: withdrawn,
    }


# One of each way of operating and reading a platform; the others are for `make soak`.
OFTEN = ("cookiecraft", "klaro", "orejime", "tarteaucitron", "tcf", "vanilla-3")


@pytest.mark.parametrize(
    "platform",
    [
        pytest.param(one, id=str(one), marks=[] if str(one) in OFTEN else pytest.mark.soak)
        for one in PLATFORMS
    ],
)
async def test_every_choice_is_made_on_every_platform(lab: Lab, platform: Platform) -> None:
    await makes_every_choice(lab, platform, platform.languages[0])


@pytest.mark.soak
@pytest.mark.parametrize(("platform", "language"), in_each_language())
async def test_every_choice_is_made_in_every_language(
    lab: Lab, platform: Platform, language: str
) -> None:
    await makes_every_choice(lab, platform, language)
