"""Values of cookies are found again wherever a site put them, and nothing else is touched."""

import re
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.cookies import Identity, Journey, Phase, SetHow, Walk, Write
from crawler.recorder.redaction import Redactor
from crawler.walks import (
    JourneyResult,
    NotProven,
    Outcome,
    VisitOutcome,
    VisitResult,
    WalkObservation,
)

SHOP = "https://www.shop.test"
SESSION = "s3cr3t/V4lue+9"
CLIENT = "GA1.2.123456789.1700000000"


@pytest.fixture
def redactor() -> Redactor:
    return Redactor()


def knowing(redactor: Redactor, *values: str) -> list[str]:
    """The hashes as they are shown."""
    return [f"~{redactor(value)}" for value in values]


@pytest.mark.parametrize(
    "url",
    [
        f"{SHOP}/in?x={quote(SESSION, safe='')}&y=1",
        f"{SHOP}/in?x={quote(SESSION, safe='').replace('F', 'f').replace('B', 'b')}#y",
        f"{SHOP}/in?x={quote(quote(SESSION, safe=''), safe='')}",
        f"{SHOP}/in?x={SESSION}",
        f"{SHOP}/{SESSION}/y",
        f"{SHOP}/#{SESSION}",
        f"{SHOP}/in;v={SESSION}?y",
        f"blob:{SHOP}/{SESSION}",
        f"data:text/html,<img src='/x?{SESSION}'>",
    ],
)
def test_a_value_in_an_address_becomes_its_hash(redactor: Redactor, url: str) -> None:
    (shown,) = knowing(redactor, SESSION)
    assert shown in redactor.redacted(url)
    for part in ("s3cr3t", "V4lue", "v4lue"):
        assert part not in redactor.redacted(url)


@pytest.mark.parametrize("spelt", [SESSION, f'{{"sid":"{SESSION}","v":2}}', f"a={quote(SESSION)}"])
@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode])
def test_a_value_in_base64_becomes_a_hash(
    redactor: Redactor, spelt: str, encode: Callable[[bytes], bytes]
) -> None:
    knowing(redactor, SESSION)
    packed = encode(spelt.encode()).decode()
    for one in (packed, packed.rstrip("="), quote(packed, safe="")):
        shown = redactor.redacted(f"{SHOP}/in?a=1&d={one}&b=2")
        assert re.fullmatch(rf"{SHOP}/in\?a=1&d=~[0-9a-f]{{16}}&b=2", shown)
    part = urlsafe_b64encode(spelt.encode()).decode().rstrip("=")
    assert re.fullmatch(rf"{SHOP}/px/~[0-9a-f]{{16}}/x", redactor.redacted(f"{SHOP}/px/{part}/x"))


def test_base64_that_holds_no_value_stays(redactor: Redactor) -> None:
    knowing(redactor, SESSION)
    url = f"{SHOP}/analytics/eyJhIjogMX0?d=eyJ3b3JkcyI6ICJub25lIn0%3D&page=abcdefghijkl"
    assert redactor.redacted(url) == url


def test_the_value_of_an_encoded_cookie_is_found_decoded(redactor: Redactor) -> None:
    (shown,) = knowing(redactor, "s%3Aabc123.x%2Fy")
    assert redactor.redacted(f"{SHOP}/?q=s:abc123.x/y") == f"{SHOP}/?q={shown}"


@pytest.mark.parametrize("value", ["abc123", "0a0b0c0d", "QmFzZTY0VGV4dA", "12345678", "a-b_c9d8"])
def test_what_surrounds_a_value_stays(redactor: Redactor, value: str) -> None:
    (shown,) = knowing(redactor, value)
    for before, after in ((f"{SHOP}/a/", "/b?c=d"), (f"{SHOP}/?a=1&b=", "&c=2"), (f"{SHOP}/?", "")):
        assert redactor.redacted(f"{before}{value}{after}") == f"{before}{shown}{after}"


def test_the_number_in_a_client_id_is_found_without_its_beginning(redactor: Redactor) -> None:
    knowing(redactor, CLIENT)
    (number,) = knowing(redactor, "123456789.1700000000")
    assert redactor.redacted(f"{SHOP}/c?cid=123456789.1700000000&v=2") == (
        f"{SHOP}/c?cid={number}&v=2"
    )
    assert "123456789" not in redactor.redacted(f"{SHOP}/c?a=123456789&b=x.1700000000")


def test_the_parts_of_a_structured_value_are_found(redactor: Redactor) -> None:
    knowing(redactor, quote('{"uid":"f00ba4b4z","v":2,"mode":"necessary"}'))
    shown = redactor.redacted(f"{SHOP}/necessary?u=f00ba4b4z&mode=necessary")
    assert "f00ba4b4z" not in shown
    assert shown.startswith(f"{SHOP}/necessary?u=~")


def test_a_value_that_is_a_host_s_label_is_found(redactor: Redactor) -> None:
    (shown,) = knowing(redactor, "U53rNumber77")
    assert redactor.redacted("https://u53rnumber77.track.example/x") == (
        f"https://{shown}.track.example/x"
    )


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("analytics", "https://www.google-analytics.com/analytics.js"),
        ("accepted", f"{SHOP}/accepted/terms"),
        ("www.1to1shop.test", "https://www.1to1shop.test/x"),
        ("1to1shop", "https://www.1to1shop.test/x"),
        (f"{SHOP}/p/12345", f"{SHOP}/p/12345?x=1"),
        ("/products/12345", f"{SHOP}/products/12345"),
        ("2023-04-05", f"{SHOP}/policy/2023-04-05"),
        ("abc123", f"{SHOP}/xabc123y/abc1234"),
        ("yes", f"{SHOP}/yes?x=yes"),
        ("1", f"{SHOP}/1?x=1"),
        ("en-US", f"{SHOP}/en-US/"),
        ("v1.2", f"{SHOP}/lib/v1.2/x.js"),
        ("", SHOP),
    ],
)
def test_what_is_nobody_s_secret_stays_letter_by_letter(
    redactor: Redactor, value: str, url: str
) -> None:
    knowing(redactor, value)
    assert redactor.redacted(url) == url


@pytest.mark.parametrize(
    "value", ["newsletter", "www.1to1shop.test", f"{SHOP}/p/12345", "2023-04-05"]
)
def test_a_common_text_is_hidden_where_it_is_an_argument(redactor: Redactor, value: str) -> None:
    (shown,) = knowing(redactor, value)
    url = f"{SHOP}/?a={quote(value, safe='')}&b=1"
    assert redactor.redacted(url) == f"{SHOP}/?a={shown}&b=1"


@pytest.mark.parametrize(
    "name",
    [
        *("token", "access_token", "id_token", "csrf_token", "X-Amz-Signature", "password", "sid"),
        *("email", "user_email", "PHPSESSID", "jsessionid", "api_key", "session", "code"),
    ],
)
def test_an_argument_that_holds_a_secret_by_its_name_is_hidden(
    redactor: Redactor, name: str
) -> None:
    shown = redactor.redacted(f"{SHOP}/?a=1&{name}=hunter-two&b=2")
    assert shown.startswith(f"{SHOP}/?a=1&{name}=~")
    assert shown.endswith("&b=2")
    assert "hunter" not in shown


@pytest.mark.parametrize(
    "url",
    [
        f"{SHOP}/?country_code=FR&page=2&tokens=list&emails=on&design=blue&siding=none",
        f"{SHOP}/token=12345678/password",
        f"{SHOP}/a?b=c#d",
        "about:blank",
        "",
    ],
)
def test_other_arguments_stay(redactor: Redactor, url: str) -> None:
    assert redactor.redacted(url) == url


def test_a_hidden_argument_has_the_hash_of_the_cookie_with_its_value(redactor: Redactor) -> None:
    (shown,) = knowing(redactor, "abc%2Fdef")
    assert redactor.redacted(f"{SHOP}/?sid=abc%2Fdef") == f"{SHOP}/?sid={shown}"


def test_a_user_and_a_password_are_hidden(redactor: Redactor) -> None:
    shown = redactor.redacted("the page https://me:open@www.shop.test/x did not load")
    assert "me:open" not in shown
    assert shown.endswith("@www.shop.test/x did not load")


def test_the_attributes_of_a_statement_are_looked_through_and_its_name_is_not(
    redactor: Redactor,
) -> None:
    (shown,) = knowing(redactor, "session12345")
    line = "session12345=h7; Path=/session12345; Max-Age=60"
    assert redactor.statement(line) == f"session12345=h7; Path=/{shown}; Max-Age=60"


def test_a_lifetime_in_seconds_is_no_value(redactor: Redactor) -> None:
    knowing(redactor, "31536000")
    assert redactor.statement("ttl=h7; Max-Age=31536000") == "ttl=h7; Max-Age=31536000"


def test_an_observation_is_looked_through_but_for_names(redactor: Redactor) -> None:
    walk = Walk("public", "anonymous", Journey.UNTOUCHED)
    url = f"{SHOP}/x?q=f00ba4b4z"
    write = Write(
        Identity("f00ba4b4z", "f00ba4b4z.shop.test", "/f00ba4b4z"),
        SetHow.HTTP,
        1.0,
        Phase.BEFORE,
        page=url,
        frame=url,
        source=url,
        statement="f00ba4b4z=h; Path=/f00ba4b4z",
        value_hash="f00ba4b4z",
        initiator=(url, SHOP),
    )
    visit = VisitResult(walk, url, Phase.BEFORE, VisitOutcome.VISITED, reason=url, final_url=url)
    seen = WalkObservation(
        JourneyResult(walk, Outcome.VALID, reason=f"see {url}", proofs=(url,)),
        visits=(visit,),
        not_proven=(NotProven(f"the page {url}", url, walk),),
    )
    (shown,) = knowing(redactor, "f00ba4b4z")
    one = redactor.redacted(write)
    assert one.identity == Identity("f00ba4b4z", f"{shown}.shop.test", f"/{shown}")
    assert one.statement == f"f00ba4b4z=h; Path=/{shown}"
    assert (one.value_hash, one.initiator) == ("f00ba4b4z", (f"{SHOP}/x?q={shown}", SHOP))
    assert "f00ba4b4z" not in repr(redactor.redacted(seen))
    assert redactor.redacted((write,)) == (one,)


def test_a_long_value_is_hidden_to_its_end_by_its_beginning(redactor: Redactor) -> None:
    value = "a1" * 2_000
    (shown,) = knowing(redactor, value)
    assert redactor.redacted(f"{SHOP}/?x={value}&y=1") == f"{SHOP}/?x={shown}&y=1"
    assert redactor.redacted(f"{SHOP}/{value[:100]}") == f"{SHOP}/{shown}"


@pytest.mark.timeout(60)
def test_thousands_of_long_values_and_long_addresses_take_little_time(redactor: Redactor) -> None:
    for number in range(5_000):
        redactor(f"{number}" + "%7B&é a1b2c3d4e5;" * 200)
    long = f"data:text/html,{'<b>a1b2c3d4' * 100_000}"
    started = time.perf_counter()
    redactor.redacted(tuple([long] * 1_000))
    for many in ("https://a1b2c3d4e5/", "a.", "://", "?token=", "&a._-", "x@", "a1b2c3d4e5 "):
        redactor.redacted(many * 50_000)
    assert time.perf_counter() - started < 30


VALUES = st.text('ab12.%/&=~é "', min_size=1, max_size=12)


@given(st.lists(VALUES, max_size=6), st.lists(VALUES, max_size=6).map("".join))
def test_hiding_twice_is_hiding_once(values: list[str], text: str) -> None:
    redactor = Redactor()
    knowing(redactor, *values)
    once = redactor.redacted(f"{SHOP}/?q={text}")
    assert redactor.redacted(once) == once


@given(st.text("0123456789abcdefXYZ", min_size=16, max_size=40), st.text("/?&=._-", max_size=5))
def test_a_long_value_is_found_whatever_surrounds_it(value: str, around: str) -> None:
    redactor = Redactor()
    (shown,) = knowing(redactor, f"1{value}x")
    assert redactor.redacted(f"{SHOP}{around}/a1{value}xb") == f"{SHOP}{around}/a{shown}b"


@given(st.text(max_size=80))
def test_without_a_known_value_no_plain_text_is_touched(text: str) -> None:
    plain = "".join(letter for letter in text if letter not in "=%@")
    assert Redactor().redacted(plain) == plain


@pytest.mark.timeout(20)
def test_five_thousand_values_and_addresses_are_looked_through_at_once(redactor: Redactor) -> None:
    values = [f"GA1.2.{number}.1700000000" for number in range(100_000_000, 100_005_000)]
    knowing(redactor, *values)
    path = "/a/rather/long/path/of/a/page/that/nobody/reads" * 3
    urls = [f"{SHOP}{path}?n={number}&cid={one[6:]}" for number, one in enumerate(values)]
    started = time.perf_counter()
    shown = redactor.redacted(tuple(urls))
    assert time.perf_counter() - started < 10
    assert not any("1700000000" in one for one in shown)


@pytest.mark.parametrize("value", ["analytics", "analytics, marketing", "necessary,analytics"])
def test_plain_words_of_consent_stay(redactor: Redactor, value: str) -> None:
    redactor(value)
    told = f"the cookie 'c={value}' holds consent for {value}"
    assert redactor.redacted(told) == told


def test_what_stands_beside_words_of_consent_is_hidden(redactor: Redactor) -> None:
    (shown,) = knowing(redactor, "analytics.u83kd92ks")
    assert redactor.redacted("x=analytics.u83kd92ks") == f"x={shown}"
