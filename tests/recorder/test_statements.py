"""A line is shown with a hash for its value, and with nothing else that could be one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.recorder.statements import redacted
from crawler.set_cookie import RefusedCookie, read_set_cookie

URL = "https://home.example.org/shop/cart?x=/y"
NOW = 1_795_503_300.0  # Tue, 24 Nov 2026 06:55:00 GMT
HOUR_LATER = "Tue, 24 Nov 2026 07:55:00 GMT"
PARTS = st.sampled_from(
    [
        "a=b", "=", ";", "; ", " ", "\t", "Path=", "/", "Domain=", "example.org", ".", "Max-Age=",
        "-", "9" * 40, "Expires=", HOUR_LATER, "Secure", "HttpOnly", "SameSite=", "None",
        "Partitioned", "__Host-", "__Http-", "\n", "\x00", "é", "\ud800", "\u202e", '"', ",",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("a=secret; Path=/; Secure", "a=h7; Path=/; Secure"),
        ("a = secret ;Max-Age=60", "a =h7;Max-Age=60"),
        ("a=sec=ret", "a=h7"),
        ("secret; Path=/", "h7; Path=/"),
        ("a=; Path=/", "a=h7; Path=/"),
        ('a="sec;ret"; Path=/', "a=h7; …; Path=/"),
        ("a=1; b=secret; HttpOnly", "a=h7; b=…; HttpOnly"),
        ("a=1; Path=/, b=secret; HttpOnly", "a=h7; Path=/, b=…; HttpOnly"),
        ("a=1; Secure=secret", "a=h7; Secure=…"),
        ("a=se\ncret", "a=h7"),
        ("a\x1b[2J=1; Path=/\u202e", r"a\x1b[2J=h7; Path=/\u202e"),
        (f"a=1; expires={HOUR_LATER}; ", f"a=h7; expires={HOUR_LATER}; "),
        ("a=1; Expires=secret-1; Max-Age=secret", "a=h7; Expires=…; Max-Age=…"),
        ("a=1; Max-Age=60 secret; SameSite=secret", "a=h7; Max-Age=60 …; SameSite=…"),
        (
            "a=1; Max-Age=-1.5; SameSite=lax; Priority=High",
            "a=h7; Max-Age=-1.5; SameSite=lax; Priority=High",
        ),
        ("a=1; Expires=Thu, 01 Jan 2026 se:cr:et GMT", "a=h7; Expires=Thu, 01 Jan 2026 … GMT"),
    ],
)
def test_a_shown_line_has_a_hash_for_its_value(line: str, shown: str) -> None:
    assert redacted(line, "h7") == shown


@pytest.mark.parametrize(
    "date",
    [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thursday, 01-Jan-70 00:00:00 UTC",
        "Thu Jan  1 2026 00:00:00 GMT+0100",
        '"Thu, 1 January 2026 0:00:00.000 GMT"',
        "2026-01-01T00:00:00Z",
        "2026-01-01 12:00:00 PM",
        "1795503300000",
        "Session",
        "",
    ],
)
def test_a_date_of_any_kind_is_shown_as_it_is(date: str) -> None:
    assert redacted(f"a=1; Expires={date}", "h7") == f"a=h7; Expires={date}"


def test_a_shown_line_is_bounded() -> None:
    assert len(redacted(f"{'n' * 10_000}=b", "h7")) <= 2_000
    assert len(redacted("a=b" + "; Path=/" * 10_000, "h7", limit=100)) <= 100


SECRET = "0123456789abcdef"


@settings(deadline=None)  # the machine may be busy
@given(st.lists(PARTS, max_size=6).map("".join), st.lists(PARTS, max_size=6).map("".join))
def test_the_value_is_never_shown(before: str, after: str) -> None:
    line = f"{before}={SECRET}{after}"
    read = read_set_cookie(line, URL, NOW)
    cookie = read.cookie if isinstance(read, RefusedCookie) else read
    shown = redacted(line, "h7")
    if SECRET in cookie.value:
        assert SECRET not in shown
    assert shown.isprintable()
