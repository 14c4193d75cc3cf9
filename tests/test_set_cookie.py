from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.set_cookie import (
    MAX_LIFETIME,
    Refusal,
    RefusedCookie,
    SetCookie,
    read_set_cookie,
)

URL = "https://home.example.org/shop/cart?x=/y"
PLAIN = "http://home.example.org/shop/cart"
NOW = 1_795_503_300.0  # Tue, 24 Nov 2026 06:55:00 GMT
HOUR_LATER = "Tue, 24 Nov 2026 07:55:00 GMT"
HOUR_EARLIER = "Tue, 24 Nov 2026 05:55:00 GMT"


def taken(line: str, url: str = URL, *, by_script: bool = False) -> SetCookie:
    read = read_set_cookie(line, url, NOW, by_script=by_script)
    assert isinstance(read, SetCookie), read
    return read


def refusal(line: str, url: str = URL, *, by_script: bool = False) -> Refusal:
    read = read_set_cookie(line, url, NOW, by_script=by_script)
    assert isinstance(read, RefusedCookie), read
    return read.reason


def test_a_line_with_everything_is_read_in_full() -> None:
    line = (
        "sid=a1; Domain=example.org; Path=/shop; Max-Age=60; Secure; HttpOnly; "
        "SameSite=None; Partitioned; Priority=High"
    )
    assert taken(line) == SetCookie(
        name="sid",
        value="a1",
        domain=".example.org",
        path="/shop",
        lifetime=60.0,
        secure=True,
        http_only=True,
        same_site="None",
        partitioned=True,
    )


def test_a_bare_pair_is_a_host_only_session_cookie_of_the_folder() -> None:
    assert taken("a=b") == SetCookie(
        "a", "b", "home.example.org", "/shop", None, False, False, "", False
    )


# The tables follow the http-state working group's parser tests (names and values first).
@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("foo=bar", "foo", "bar"),
        ("foo", "", "foo"),
        ("=x", "", "x"),
        ("x=", "x", ""),
        ("  A  = BC  ;foo;;;   bar", "A", "BC"),
        ("\tA\t=\tBC\t;foo", "A", "BC"),
        ("A=== BC  ;foo", "A", "== BC"),
        ("foo bar=baz", "foo bar", "baz"),
        ("z=y, a=b", "z", "y, a=b"),
        ('aBc="zz;pp" ; ;', "aBc", '"zz'),
        ('aBc="zzz "   "ppp"  ;', "aBc", '"zzz "   "ppp"'),
        ('"a=b"=bar', '"a', 'b"=bar'),
        ("$Version=1; foo=bar", "$Version", "1"),
        ("foo;bar=baz", "", "foo"),
        ("BLAHHH; path=/;", "", "BLAHHH"),
        ("春节回=家路·春运; 完全手册", "春节回", "家路·春运"),
        ("a=\ud800", "a", "\ud800"),
    ],
)
def test_name_and_value(line: str, name: str, value: str) -> None:
    cookie = taken(line)
    assert (cookie.name, cookie.value) == (name, value)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("a=é".encode(), "a", "é"),
        (b"a=x\xffy", "a", "xy"),
        (b"\xff=x", "", "x"),
        (b"a=caf\xe9", "a", "caf"),
        (b"\xff=a=b", "", "a=b"),
    ],
)
def test_bytes_that_are_no_text_are_left_out_as_devtools_do(
    line: bytes, name: str, value: str
) -> None:
    read = read_set_cookie(line, URL, NOW)
    assert isinstance(read, SetCookie)
    assert (read.name, read.value) == (name, value)


def test_limits_count_bytes_that_are_no_text() -> None:
    long = b"a=" + b"\xff" * 4095
    assert isinstance(read_set_cookie(long, URL, NOW), SetCookie)
    assert isinstance(read_set_cookie(long + b"\xff", URL, NOW), RefusedCookie)


@pytest.mark.parametrize("line", ["", "   ", "\t", "=", " = ", "; bar", ";", "=;a=b"])
def test_a_line_without_name_and_value_is_no_cookie(line: str) -> None:
    assert refusal(line) is Refusal.NO_COOKIE_CONTENT


@pytest.mark.parametrize(
    "line",
    [
        "a=b\x00",
        "a=b\nc",
        "a=b\r",
        "a=b; Path=/\n",
        "\n",
        "a\x01=b",
        "a=b\x7f",
        "a=b\tc",
        "a\tb=c",
        "a=b; x\ty=1",
        "a=b; x=1\x1f",
    ],
)
def test_a_control_character_inside_spoils_the_whole_line(line: str) -> None:
    assert refusal(line) is Refusal.DISALLOWED_CHARACTER


@pytest.mark.parametrize("end", ["\n", "\r", "\0"])
def test_the_end_of_a_line_goes_before_every_other_reason(end: str) -> None:
    assert refusal(f"a={'b' * 5000}{end}") is Refusal.DISALLOWED_CHARACTER


@pytest.mark.parametrize("line", ["=a=b", "==", "= =", "=a="])
def test_a_nameless_value_with_an_equals_sign_would_be_another_cookie(line: str) -> None:
    assert refusal(line) is Refusal.AMBIGUOUS_SERIALIZATION


@pytest.mark.parametrize(
    ("name", "value"), [("n" * 2000, "v" * 2096), ("é" * 1000, "é" * 1048), ("", "v" * 4096)]
)
def test_name_and_value_may_have_4096_bytes_together(name: str, value: str) -> None:
    assert taken(f"{name}={value}").value == value
    assert refusal(f"{name}={value}v") is Refusal.PAIR_TOO_LARGE


def test_an_attribute_of_more_than_1024_bytes_is_passed_over() -> None:
    assert taken(f"a=b; Path=/{'p' * 1023}").path == f"/{'p' * 1023}"
    assert taken(f"a=b; Path=/{'p' * 1024}").path == "/shop"
    assert taken(f"a=b; Path=/x; Path=/{'é' * 512}").path == "/x"


@pytest.mark.parametrize(
    ("attributes", "lifetime"),
    [
        ("Max-Age=3600", 3600.0),
        ("max-AGE = 3600 ", 3600.0),
        ("Max-Age=+3600", 3600.0),
        ("Max-Age=0003600", 3600.0),
        ("Max-Age=0", 0.0),
        ("Max-Age=-1", -1.0),
        ("Max-Age=63072000", 63_072_000.0),
        ("Max-Age=" + "9" * 30, MAX_LIFETIME),
        ("Max-Age=" + "9" * 30 + "x", MAX_LIFETIME),
        ("Max-Age=-" + "9" * 30, -MAX_LIFETIME),
        (f"Max-Age={2**63 - 1}x", MAX_LIFETIME),
        (f"Max-Age={2**63 - 2}x", None),
        ("Max-Age=" + "9" * 1024, MAX_LIFETIME),
        ("Max-Age=-" + "9" * 1000, -MAX_LIFETIME),
        ("Max-Age=" + "9" * 1025, None),
        ("Max-Age=3600x", None),
        ("Max-Age=3600.5", None),
        ("Max-Age=50,399", None),
        ('Max-Age="3600"', None),
        ("Max-Age=", None),
        ("Max-Age", None),
        ("Max-Age=\u0663", None),
        ("\u212aax-Age=5", None),
        (f"Expires={HOUR_LATER}", 3600.0),
        (f'Expires="{HOUR_LATER}"', 3600.0),
        (f"Expires={HOUR_EARLIER}", -3600.0),
        ("Expires=Thu, 01 Jan 1970 00:00:00 GMT", -NOW),
        ("Expires=tomorrow", None),
        ("Expires", None),
        ("Expires=Fri, 30 Feb 2029 00:00:00 GMT", None),
        (f"Max-Age=60; Expires={HOUR_LATER}", 60.0),
        (f"Expires={HOUR_LATER}; Max-Age=60", 60.0),
        (f"Expires={HOUR_LATER}; Max-Age=soon", 3600.0),
        (f"Max-Age=60; Max-Age=; Expires={HOUR_LATER}", 3600.0),
        ("Max-Age=60; Max-Age=120", 120.0),
        (f"Expires={HOUR_LATER}; Expires={HOUR_EARLIER}", -3600.0),
    ],
)
def test_the_requested_lifetime(attributes: str, lifetime: float | None) -> None:
    assert taken(f"a=b; {attributes}").lifetime == lifetime


def test_expires_is_read_against_the_whole_second_as_it_is_written() -> None:
    # A script at 06:55:00.6 that means "an hour from now" writes 07:55:00.
    read = read_set_cookie(f"a=b; Expires={HOUR_LATER}", URL, NOW + 0.6, by_script=True)
    assert isinstance(read, SetCookie)
    assert read.lifetime == 3600.0


@pytest.mark.parametrize(
    ("attributes", "domain"),
    [
        ("", "home.example.org"),
        ("Domain=", "home.example.org"),
        ("Domain=example.org; Domain=", "home.example.org"),
        ("Domain=home.example.org", ".home.example.org"),
        ("Domain=.home.example.org", ".home.example.org"),
        ("Domain=  .example.org", ".example.org"),
        ("Domain=home.eXaMpLe.org", ".home.example.org"),
        ("Domain=other.org; Domain=example.org", ".example.org"),
        ("Domain=" + "x" * 1025, "home.example.org"),
    ],
)
def test_a_domain_that_covers_the_host_makes_a_domain_cookie(attributes: str, domain: str) -> None:
    assert taken(f"a=b; {attributes}").domain == domain


@pytest.mark.parametrize(
    "domain",
    [
        "org",
        ".org",
        ".",
        "..example.org",
        "home..example.org",
        "example.org.",
        "sub.home.example.org",
        "sibling.example.org",
        "xample.org",
        "example.com",
        '"example.org"',
        "home.example.org:443",
        "%65xample.org",
        "127.0.0.1",
        "\u202eexample.org",
        "exampl\u200de.org",
        "é.",
    ],
)
def test_any_other_domain_is_refused(domain: str) -> None:
    read = read_set_cookie(f"a=b; Domain={domain}", URL, NOW)
    assert isinstance(read, RefusedCookie)
    assert read.reason is Refusal.INVALID_DOMAIN
    assert (read.cookie.name, read.cookie.domain) == ("a", "home.example.org")


@pytest.mark.parametrize(
    ("url", "attribute", "domain"),
    [
        ("http://127.0.0.1/", "127.0.0.1", "127.0.0.1"),
        ("http://127.0.0.1/", ".127.0.0.1", "127.0.0.1"),
        ("http://127.0.0.1/", "0.0.1", None),
        ("http://[::1]:8080/", "", "[::1]"),
        ("http://[::1]:8080/", "[::1]", "[::1]"),
        ("http://localhost/", "localhost", "localhost"),
        ("http://localhost/", ".localhost", "localhost"),
        ("https://blogspot.com/", "blogspot.com", "blogspot.com"),
        ("https://blogspot.com/", ".Blogspot.com", "blogspot.com"),
        ("https://me.blogspot.com/", "blogspot.com", None),
        ("https://shop.example.co.uk/", "co.uk", None),
        ("https://shop.example.co.uk/", "example.co.uk", ".example.co.uk"),
        ("https://a.b.city.kawasaki.jp/", "city.kawasaki.jp", ".city.kawasaki.jp"),
        ("https://a.b.city.kawasaki.jp/", "kawasaki.jp", None),
        ("https://example.org./", "example.org", None),
        ("https://example.org./", "example.org.", ".example.org."),
        ("https://example.org../", "", None),
        ("https://www.xn--bcher-kva.example/", "bücher.example", ".xn--bcher-kva.example"),
        ("https://www.xn--fa-hia.example/", "faß.example", ".xn--fa-hia.example"),
        ("https://www.fass.example/", "faß.example", None),
    ],
)
def test_addresses_and_public_suffixes_name_only_themselves(
    url: str, attribute: str, domain: str | None
) -> None:
    line = f"a=b; Domain={attribute}"
    if domain is None:
        assert refusal(line, url) is Refusal.INVALID_DOMAIN
    else:
        assert taken(line, url).domain == domain


@pytest.mark.parametrize(
    ("url", "attributes", "path"),
    [
        (URL, "", "/shop"),
        (URL, "Path=/", "/"),
        (URL, "Path=/other", "/other"),
        (URL, "Path    =    /other   ; x", "/other"),
        (URL, 'Path="/other"', "/shop"),
        (URL, "Path=other", "/shop"),
        (URL, "Path", "/shop"),
        (URL, "Path=/a; Path=", "/shop"),
        (URL, "Path=; Path=/a", "/a"),
        (URL, "Path=/a?b#c%41é", "/a?b#c%41é"),
        ("https://example.org", "", "/"),
        ("https://example.org/page", "", "/"),
        ("https://example.org/a/b/", "", "/a/b"),
        ("https://example.org//", "", "/"),
    ],
)
def test_the_path(url: str, attributes: str, path: str) -> None:
    assert taken(f"a=b; {attributes}", url).path == path


@pytest.mark.parametrize(
    ("attribute", "secure"),
    [
        ("Secure", True),
        ("seCURe", True),
        ("Secure=no", True),
        ("Secure =", True),
        ('"Secure"', False),
        ("Secure qux", False),
        ("Secure,", False),
    ],
)
def test_a_flag_is_set_by_its_name_alone(attribute: str, secure: bool) -> None:
    assert taken(f"a=b; {attribute}").secure is secure


@pytest.mark.parametrize(
    ("attributes", "same_site"),
    [
        ("", ""),
        ("SameSite", ""),
        ("SameSite=Sometimes", ""),
        ("samesite=lAX", "Lax"),
        ("SameSite=STRICT", "Strict"),
        ("SameSite=None; Secure", "None"),
        ("SameSite=Lax; SameSite=Strict", "Strict"),
        ("SameSite=Lax; SameSite=no", ""),
    ],
)
def test_same_site_is_what_the_line_says(attributes: str, same_site: str) -> None:
    assert taken(f"a=b; {attributes}").same_site == same_site


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a=b; SameSite=None", Refusal.SAME_SITE_NONE_INSECURE),
        ("a=b; Partitioned", Refusal.INVALID_PARTITIONED),
        ("__Secure-a=b", Refusal.INVALID_PREFIX),
        ("__sEcUrE-a=b", Refusal.INVALID_PREFIX),
        ("__Host-a=b; Secure", Refusal.INVALID_PREFIX),
        ("__Host-a=b; Path=/", Refusal.INVALID_PREFIX),
        ("__Host-a=b; Secure; Path=/; Domain=home.example.org", Refusal.INVALID_PREFIX),
        ("__Http-a=b; Secure", Refusal.INVALID_PREFIX),
        ("__Host-Http-a=b; Secure; Path=/", Refusal.INVALID_PREFIX),
        ("__Host-Http-a=b; Secure; HttpOnly", Refusal.INVALID_PREFIX),
        ("=__Host-a", Refusal.INVALID_PREFIX),
        ("__Http-", Refusal.INVALID_PREFIX),
    ],
)
def test_a_promise_that_the_line_breaks(line: str, reason: Refusal) -> None:
    assert refusal(line) is reason


@pytest.mark.parametrize(
    "line",
    [
        "__Secure-a=b; Secure",
        "__Host-a=b; Secure; Path=/",
        "__Host-a=b; Secure; Path=/; Domain=",
        "__Http-a=b; Secure; HttpOnly",
        "__Host-Http-a=b; Secure; HttpOnly; Path=/",
        "__HostHttp-a=b",
        "a=b; Partitioned; Secure",
    ],
)
def test_a_promise_that_the_line_keeps(line: str) -> None:
    assert taken(line).value == "b"


def test_an_address_may_name_itself_in_a_host_cookie() -> None:
    line = "__Host-a=b; Secure; Path=/; Domain=127.0.0.1"
    assert taken(line, "https://127.0.0.1/").domain == "127.0.0.1"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a=b; Secure", Refusal.SECURE_ONLY),
        ("__Secure-a=b; Secure", Refusal.INVALID_PREFIX),
        ("a=b; Secure; Partitioned", Refusal.INVALID_PARTITIONED),
    ],
)
def test_without_encryption_nothing_secure_is_set(line: str, reason: Refusal) -> None:
    assert refusal(line, PLAIN) is reason


@pytest.mark.parametrize("host", ["localhost", "app.localhost.", "127.0.0.1:8080", "[::1]"])
def test_this_machine_counts_as_encrypted(host: str) -> None:
    assert taken("a=b; Secure", f"http://{host}/").secure


@pytest.mark.parametrize("url", ["file:///x", "about:blank", "data:,x", "", "https://", "//[x"])
def test_other_urls_have_no_cookies(url: str) -> None:
    assert refusal("a=b", url) is Refusal.SCHEME_NOT_SUPPORTED


def test_a_script_cannot_set_what_scripts_must_not_see() -> None:
    assert refusal("a=b; HttpOnly", by_script=True) is Refusal.HTTP_ONLY
    assert taken("a=b; HttpOnly").http_only


def test_what_can_be_read_of_a_refused_line_is_kept() -> None:
    read = read_set_cookie("__Host-a=b; Max-Age=60; HttpOnly", URL, NOW)
    assert isinstance(read, RefusedCookie)
    kept = taken("a=b; Max-Age=60; HttpOnly")
    assert read.cookie == replace(kept, name="__Host-a")


def test_a_value_does_not_show_where_a_cookie_is_printed() -> None:
    assert "opensesame" not in repr(taken("a=opensesame"))
    assert "opensesame" not in repr(read_set_cookie("a=opensesame; Domain=org", URL, NOW))


PARTS = st.sampled_from(
    [
        "a=b", "=", ";", "; ", " ", "\t", "Path=", "/", "Domain=", "example.org", ".", "Max-Age=",
        "-", "9" * 40, "Expires=", HOUR_LATER, "Secure", "HttpOnly", "SameSite=", "None",
        "Partitioned", "__Host-", "__Http-", "\n", "\x00", "é", "\ud800", "\u202e", '"', ",",
    ]
)  # fmt: skip
LINES = st.lists(PARTS | st.text(), max_size=12).map("".join)
URLS = st.sampled_from([URL, PLAIN, "http://[::1]/", "https://org/", "https://x..", "//[", ""])


@settings(deadline=None)  # the machine may be busy
@given(LINES, URLS | st.text(), st.booleans())
@example("a=b; Domain=" + "." * 1000, URL, False)
@example("a=b; Domain=é" + "." * 300, URL, False)
def test_no_line_is_too_strange(line: str, url: str, by_script: bool) -> None:
    read = read_set_cookie(line, url, NOW, by_script=by_script)
    assert isinstance(read, SetCookie | RefusedCookie)


@settings(deadline=None)  # the machine may be busy
@given(LINES)
def test_what_is_taken_is_a_cookie_that_a_browser_can_hold(line: str) -> None:
    read = read_set_cookie(line, URL, NOW)
    if isinstance(read, SetCookie):
        assert read.name or read.value
        assert read.path.startswith("/")
        assert ".home.example.org".endswith(read.domain)
        assert not {"\n", "\r", "\0", "\t", ";"} & set(read.name + read.value)
        assert read.lifetime is None or abs(read.lifetime) <= MAX_LIFETIME


@settings(deadline=None)  # the machine may be busy
@given(LINES)
def test_what_a_header_may_set_a_script_may_too_but_for_http_only(line: str) -> None:
    by_header = read_set_cookie(line, URL, NOW)
    by_script = read_set_cookie(line, URL, NOW, by_script=True)
    if isinstance(by_header, SetCookie) and by_header.http_only:
        assert isinstance(by_script, RefusedCookie)
    elif isinstance(by_header, SetCookie):
        assert by_script == by_header
