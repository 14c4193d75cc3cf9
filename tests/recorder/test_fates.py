"""What becomes of a script's write, as the jar, the servers and the browser's limits tell."""

import time
from dataclasses import replace
from typing import Any

import pytest

from crawler.cookies import Identity, JarEntry, Phase, SetHow, Write
from crawler.recorder.fates import Clearing, Crowds, Fates
from tests.browsing import ADS, CDN, SHOP, Lab
from tests.sites import Page, Site

NOW = time.time()
PAGE = f"https://{SHOP}/"
PLAIN_WRITE = Write(
    identity=Identity("a", SHOP),
    how=SetHow.SCRIPT,
    at=NOW,
    phase=Phase.BEFORE,
    page=PAGE,
    frame=PAGE,
    source=PAGE,
    statement="a=h",
    value_hash="h",
)


def found(write: Write, after: float = 1.0, *, hidden: bool = False) -> JarEntry:
    return JarEntry(
        write.identity, None, write.at + after, PAGE, Phase.BEFORE, http_only=hidden, value_hash="h"
    )


def told(
    write: Write,
    *others: Write,
    jar: tuple[JarEntry, ...] = (),
    clearings: tuple[Clearing, ...] = (),
    crowds: Crowds | None = None,
) -> Write:
    return Fates([write, *others], jar, clearings, crowds or Crowds()).told(write)


SERVED = replace(PLAIN_WRITE, how=SetHow.HTTP)


OTHER = replace(SERVED, value_hash="other")
LATER = NOW + 0.5


def served(*others: Write, **known: Any) -> Write:
    """What became of a server's write that answered a request without cookies."""
    jar, clearings = known.get("jar", ()), known.get("clearings", ())
    return Fates([SERVED, *others], jar, clearings, Crowds()).told_of_server(SERVED)


def test_a_server_s_cookie_that_the_jar_does_not_hold_was_passed_over() -> None:
    assert served().refused == "NotInTheJar"


def test_a_server_s_cookie_that_the_jar_holds_was_taken() -> None:
    assert served(jar=(found(SERVED),)) == SERVED


@pytest.mark.parametrize("how", [SetHow.HTTP, SetHow.SCRIPT])
@pytest.mark.parametrize(
    ("after", "refused", "doubted"), [(0.5, "", True), (5, "NotInTheJar", False)]
)
def test_what_did_not_replace_an_earlier_write_was_not_taken_or_is_in_doubt(
    how: SetHow, after: float, refused: str, *, doubted: bool
) -> None:
    second = replace(OTHER, how=how, at=NOW + after)
    fates = Fates([PLAIN_WRITE, second], (found(second),), (), Crowds())
    tell = fates.told_of_server if how is SetHow.HTTP else fates.told
    assert (tell(second).refused, bool(tell(second).doubt)) == (refused, doubted)


def test_what_a_later_write_replaced_was_taken_of_a_script_and_may_have_been_of_a_server() -> None:
    later = replace(PLAIN_WRITE, at=LATER)
    fates = Fates([OTHER, later], (found(later),), (), Crowds())
    assert fates.told(replace(OTHER, how=SetHow.SCRIPT)).doubt == ""
    assert fates.told_of_server(OTHER).doubt


def test_what_the_browser_told_of_was_taken() -> None:
    fates = Fates([OTHER], (found(OTHER),), (), Crowds(), lambda _: True)
    assert fates.told_of_server(OTHER) == OTHER


def test_a_server_s_cookie_that_something_deleted_was_taken() -> None:
    gone = replace(PLAIN_WRITE, at=NOW + 1, requested=0.0)
    assert served(gone) == SERVED


def test_a_server_s_cookie_that_was_cleared_may_have_been_taken() -> None:
    assert served(clearings=(Clearing(SHOP, NOW + 1),)).doubt


def test_what_the_jar_holds_was_taken() -> None:
    assert told(PLAIN_WRITE, jar=(found(PLAIN_WRITE),)) == PLAIN_WRITE


def test_what_the_jar_does_not_hold_was_not() -> None:
    assert told(PLAIN_WRITE).refused == "NotInTheJar"


def test_a_find_from_before_the_write_tells_nothing_of_it() -> None:
    assert told(PLAIN_WRITE, jar=(found(PLAIN_WRITE, -1.0),)).refused == "NotInTheJar"


def test_what_is_hidden_from_scripts_was_not_written_by_one() -> None:
    assert told(PLAIN_WRITE, jar=(found(PLAIN_WRITE, hidden=True),)).refused == "OverwriteHttpOnly"


@pytest.mark.parametrize("refused", ["", "UserPreferences"])
@pytest.mark.parametrize("later", [{"how": SetHow.HTTP}, {"requested": 0.0}], ids=["http", "gone"])
def test_what_a_server_or_a_deletion_overruled_was_taken_unless_that_was_refused(
    later: dict[str, Any], refused: str
) -> None:
    other = replace(PLAIN_WRITE, at=NOW + 1, refused=refused, **later)
    assert bool(told(PLAIN_WRITE, other).refused) is bool(refused)


def test_what_lived_shorter_than_the_visit_was_taken() -> None:
    write = replace(PLAIN_WRITE, at=NOW - 10, requested=5.0)
    assert told(write) == write


@pytest.mark.parametrize("after", [0.0, 5.0])
def test_what_a_response_cleared_afterwards_is_in_doubt(after: float) -> None:
    write = told(PLAIN_WRITE, clearings=(Clearing(SHOP, NOW + after),))
    assert (write.refused, write.stores) == ("", True)
    assert write.doubt == "a response had the browser clear its cookies"


def test_a_clearing_before_the_write_or_of_another_domain_excuses_nothing() -> None:
    clearings = (Clearing(SHOP, NOW - 60), Clearing(ADS, NOW + 1))
    assert told(PLAIN_WRITE, clearings=clearings).refused == "NotInTheJar"


def test_a_clearing_goes_for_all_hosts_of_a_domain() -> None:
    write = replace(PLAIN_WRITE, identity=Identity("a", f"deep.www.{SHOP}"))
    assert told(write, clearings=(Clearing(SHOP, NOW + 1),)).doubt


@pytest.mark.parametrize(("number", "in_doubt"), [(149, False), (150, True)])
def test_what_a_browser_may_have_thrown_away_is_in_doubt(number: int, in_doubt: bool) -> None:
    crowds = Crowds()
    crowds.see(Identity(str(one % number), f"www.{SHOP}") for one in range(400))
    write = told(PLAIN_WRITE, crowds=crowds)
    assert bool(write.doubt) is in_doubt
    assert bool(write.refused) is not in_doubt


def test_cookies_of_other_domains_and_partitions_make_no_crowd() -> None:
    crowds = Crowds()
    crowds.see(Identity(str(one), ADS) for one in range(400))
    crowds.see(Identity(str(one), SHOP, partition_key=f"https://{CDN}") for one in range(400))
    assert told(PLAIN_WRITE, crowds=crowds).refused == "NotInTheJar"


def test_a_partition_that_holds_many_bytes_is_crowded() -> None:
    crowds, own = Crowds(), Identity("a", SHOP, partition_key=PAGE)
    crowds.weigh((replace(own, name=str(one)), 2_000) for one in range(4))
    crowds.weigh([])
    assert told(replace(PLAIN_WRITE, identity=own), crowds=crowds).doubt
    assert told(PLAIN_WRITE, crowds=crowds).refused == "NotInTheJar"


@pytest.mark.timeout(10)
def test_twenty_thousand_writes_are_told_at_once() -> None:
    writes = [
        replace(PLAIN_WRITE, identity=Identity(f"c{one}", SHOP), at=NOW + one / 1e6)
        for one in range(20_000)
    ]
    fates = Fates(writes, map(found, writes[::2]), (), Crowds())
    refused = [write.refused for write in map(fates.told, writes)]
    assert refused.count("") == refused.count("NotInTheJar") == 10_000


@pytest.mark.browser
@pytest.mark.parametrize("kinds", ['"cookies"', '"cache", "cookies"', '"*"'])
async def test_what_a_header_cleared_is_known_to_have_been_stored(lab: Lab, kinds: str) -> None:
    page = Page("<script>document.cookie = 'a=1; Max-Age=60'; fetch('/clear')</script>")
    clear = Page(headers={"Clear-Site-Data": kinds})
    seen = await lab.observe(Site(SHOP, {"/": page, "/clear": clear}))
    assert (seen.write("a").refused, seen.write("a").doubt, seen.left) == ("", "", set())


@pytest.mark.browser
@pytest.mark.parametrize("kinds", ['"cookies"', '"cache", "cookies"', '"*"'])
async def test_a_header_that_clears_the_cookies_puts_hidden_writes_in_doubt(
    lab: Lab, kinds: str
) -> None:
    # No event tells a page of another host's cookies.
    hidden = Page("", ["a=1; Max-Age=60; SameSite=None; Secure"])
    page = Page(
        f"<script>fetch('https://{ADS}/set', {{mode: 'no-cors', credentials: 'include'}})"
        f".then(() => fetch('https://{ADS}/clear', {{mode: 'no-cors', credentials: 'include'}}))"
        "</script>"
    )
    clear = Page(headers={"Clear-Site-Data": kinds})
    seen = await lab.observe(Site(SHOP, {"/": page}), Site(ADS, {"/set": hidden, "/clear": clear}))
    assert (seen.write("a").refused, seen.left) == ("", set())


@pytest.mark.browser
async def test_a_header_that_clears_other_things_does_not(lab: Lab) -> None:
    frame = Page("<script>document.cookie = 'a=1'; fetch('/clear')</script>")
    clear = Page(headers={"Clear-Site-Data": '"storage"'})
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f'<iframe src="https://{ADS}/"></iframe>')}),
        Site(ADS, {"/": frame, "/clear": clear}),
    )
    assert (seen.write("a").refused, seen.write("a").doubt) == ("NotInTheJar", "")


@pytest.mark.browser
async def test_cookies_that_the_browser_threw_away_are_not_refused(lab: Lab) -> None:
    every = "for (let i = 0; i < 400; i++) document.cookie = `c${i}=1; Max-Age=600`;"
    seen = await lab.observe(Site(SHOP, {"/": Page(f"<script>{every}</script>")}))
    assert len(seen.names) == len(seen.writes) == 400
    assert len(seen.left) < 200
    assert {write.refused for write in seen.writes} == {""}


@pytest.mark.browser
async def test_partitioned_cookies_that_were_thrown_away_are_not_refused(lab: Lab) -> None:
    line = "'=' + 'x'.repeat(1500) + '; Secure; Partitioned; SameSite=None'"
    every = f"for (let i = 0; i < 12; i++) document.cookie = 'p' + i + {line};"
    frame = Page(f"<script>{every}</script>")
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f'<iframe src="https://{ADS}/"></iframe>')}), Site(ADS, {"/": frame})
    )
    assert len(seen.names) == len(seen.writes) == 12
    assert len(seen.left) < 12
