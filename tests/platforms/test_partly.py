"""Some categories alone are granted, on the platforms that have them."""

import pytest

from crawler.cookies import Phase
from crawler.walks import Outcome
from tests.browsing import Lab, Seen
from tests.platforms import (
    ANALYTICS,
    COOKIECRAFT,
    COOKIES_EU_BANNER,
    KLARO,
    MARKETING,
    OREJIME,
    TARTEAUCITRON,
    VANILLA_2,
    VANILLA_3,
    Platform,
)

pytestmark = pytest.mark.browser


async def grant(lab: Lab, platform: Platform, category: str) -> Seen:
    return await lab.observe(platform.site(), granted=(category,), pages=("/", "/second"))


@pytest.mark.parametrize(("category", "name"), [("analytics", ANALYTICS), ("marketing", MARKETING)])
@pytest.mark.parametrize(
    "platform", [TARTEAUCITRON, KLARO, VANILLA_3, VANILLA_2, OREJIME, COOKIECRAFT], ids=str
)
async def test_a_category_is_granted_alone(
    lab: Lab, platform: Platform, category: str, name: str
) -> None:
    seen = await grant(lab, platform, category)
    assert (seen.outcome, seen.reason) == (Outcome.PROVEN, "")
    stored = {one.identity.name for one in seen.writes if one.stores and one.phase is Phase.AFTER}
    assert stored & {ANALYTICS, MARKETING} == {name}


async def test_a_banner_without_categories_grants_none_alone(lab: Lab) -> None:
    seen = await grant(lab, COOKIES_EU_BANNER, "analytics")
    assert seen.outcome is Outcome.NOT_PROVEN
    assert "no choices by category were found" in seen.reason
    assert seen.names.isdisjoint({ANALYTICS, MARKETING})
