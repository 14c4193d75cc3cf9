"""Lines to try, each in the shape of a test of the http-state working group or of a Chromium rule.

Dates lie near the present, so that Chromium's limit of 400 days hides no difference. What is far
from it, or of no meaning, is there too.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

#: The present of this run, seconds since the epoch: the server's clock, and what dates lie near.
NOW = int(time.time())

NAMES_AND_VALUES = [
    "foo=bar", "foo=", "foo", "=bar", "=", "", " ", "\t", " = ", "==", "=a=b", "= a=b", "= = ", ";",
    "; bar", "=; Path=/", ";a=b", " ;a=b", "foo; Path=/", "foo;bar=baz", "foo=bar;", "foo=bar;;;",
    "foo=bar; ; ;", "  foo  =  bar  ", "\tfoo\t=\tbar\t", "foo =bar", "foo= bar", "foo=bar baz",
    "foo bar=baz", "foo=bar=", "foo==bar", "foo=b=a=r", "foo===  bar", "foo=bar, x=y", "a,b=c",
    "foo,=bar", ",=b", "a=,", "$Version=1; foo=bar", "$Path=/x", '"foo"="bar"', 'foo="bar;baz"',
    'foo="bar" "baz"', 'foo="', '"', 'foo=""', "'a'='b'", 'foo="a\\"b"; Path=/', "a\\=b", "a=b\\;c",
    "a=%3B%20", "%61=b", "a=b%00", "a[0]=b", "a{}=<>", "a:b=c", "a/b=c", "a(b)=c", "a@b=c?d",
    "0=0", "-1=1", "__=__", "a=\u00a0b\u00a0", "\u00a0=b", "\u2003a=b", "a=b\u2028", "é=ü",
    "日本=語; Path=/", "a=\U0001f600", "\uff41=\uff42", "\ufeffa=b", "a=\ufffd", "a=\ufffe",
    "\u202ea=b",
    "I\u0307=\u0131", "\u212a=k", "set-cookie=a", "Set-Cookie: a=b", "expires=b", "Path=/; Path=/x",
    "Secure", "Secure; HttpOnly", "HttpOnly=1", "Max-Age=100", "a=b\u0080c", "a\u0085=b",
]  # fmt: skip
CONTROLS = [
    template.format(chr(code))
    for code in (*range(1, 10), 11, 12, 14, 27, 31, 127)
    for template in ("a{}b=c", "a=b{}c", "a=b; x{}y=1", "a=b; Path=/{}x")
] + [
    "\x01a=b", "a=b\x0b", "a=b;\x01", "a=b;\x7f", "a=b; \t \t", "a=b;\tPath\t=\t/\t", "a=\t",
    "\t=b",
    "a=b\t\t; Secure\t", "\x1f", "\x7f=", "=\x08", "a=b; Secure\x00", "a\x00=b", "a=b\nc=d",
    "a=b\rc=d", "a=b\r", "a=b\n", "\n", "\r\na=b", "a=b; Path=/\n", "a=b; x\n", "\0",
]  # fmt: skip
PREFIXES = [
    f"{prefix}a=b{attributes}"
    for prefix in ("__Host-", "__Secure-", "__hOsT-", "__SECURE-", "__Http-", "__Host-Http-")
    for attributes in (
        "", "; Secure", "; Path=/", "; Secure; Path=/", "; Secure; Path=/; HttpOnly",
        "; Secure; Path=/; Domain=", "; Secure; Path=/; Path=/x", "; Secure; Path=/x; Path=/",
        "; Secure; Path=/; Domain=127.0.0.1", "; Secure; Path=/; Domain=www.example.co.uk",
        "; Secure; HttpOnly", "; Secure; Path=/; Partitioned",
    )
] + [
    "__Host-", "__Host-=", "=__Host-", "=__Host-a", "=__host-a=b", "=__Secure-", "__Secure-",
    "__Secure-=b; Secure", "__Host-=b; Secure; Path=/", "=__Http-a", "=__Host-Http-a",
    "__Http=b", "__HostHttp-a=b", "__Host=b", "__Hostx-a=b", "_Host-a=b", "__Host\u2010a=b",
    " __Host-a=b", "__Host -a=b", '"__Host-a"=b', "__\u212aost-a=b", "__ho\u017ft-a=b",
    "__Http-a=b; Secure; HttpOnly", "__HTTP-HOST-a=b", "__Secure-Http-a=b; Secure",
]  # fmt: skip
FLAGS = [
    f"a=b; {attributes}"
    for attributes in (
        "Secure", "seCURe", "Secure=", "Secure=no", "Secure =x", '"Secure"', "Secure,", "Secure x",
        "S\u0435cure", "Secure; Secure", "HttpOnly", "httponly", "HTTPONLY=0", "Http-Only",
        "HttpOnly HttpOnly", "Secure HttpOnly", "Secure, HttpOnly", "SameSite", "SameSite=",
        "SameSite=Lax", "SameSite=LAX", "SameSite=Strict", "samesite=strict", "SameSite=None",
        "SameSite=None; Secure", "SameSite=none; secure; httponly", "SameSite=no", 'SameSite="Lax"',
        "SameSite=Lax; SameSite=Strict", "SameSite=None; SameSite=Lax", "SameSite=Lax; SameSite",
        "SameSite=Lax; SameSite=None", "SameSite = Lax ", "SameSite=Lax Strict", "SameSite=\u212a",
        "Partitioned", "Partitioned; Secure", "Partitioned=0; Secure", "partitioned; secure",
        "Partitioned; Secure; SameSite=None", "Partitioned; Secure; SameSite=Lax; Path=/",
        "Partitioned; Secure; Partitioned", "Priority=High", "Priority=foo", "SameParty", "Foo",
        "Version=1", "Comment=x y", "=", "=x", "==", "===; Secure", ";;; Secure", "Secure;;;",
        "Secure; HttpOnly; SameSite=Strict; Partitioned; Path=/; Max-Age=100",
    )
]  # fmt: skip
PATHS = [
    f"a=b; {attributes}"
    for attributes in (
        "Path", "Path=", "Path=/", "path=/", "PATH=/", "Path=/shop", "Path=/shop/", "Path=/other",
        "Path=/shop/cart", "Path=shop", "Path=.", "Path=./", "Path=../", "Path=//", "Path=/./a/..",
        "Path = /x ", "Path\t=\t/x", 'Path="/"', "Path='/'", "Path=\\", "Path=/\\", "Path=/a b",
        "Path=/%2F", "Path=%2F", "Path=/a?b#c", "Path=/a,b", "Path=/a=b", "Path==/", "Path=/é",
        "Path=é", "Path=/\U0001f600", "Path=/; Path=", "Path=/; Path", "Path=; Path=/x",
        "Path=/x; Path=/y", "Path=/x; path=nope", "Path=/\u00a0", "Path=\u00a0/", "Path /",
        "Path:/", "Path=https://www.example.co.uk/", "Path=*", "Path=/*", "Path=/;Domain",
    )
]  # fmt: skip
DOMAINS = [
    f"a=b; {attributes}"
    for attributes in (
        "Domain", "Domain=", "Domain= ", "Domain=.", "Domain=..", "Domain=example.co.uk",
        "Domain=.example.co.uk", "Domain=..example.co.uk", "Domain=EXAMPLE.Co.Uk",
        "Domain=www.example.co.uk", "Domain=.WWW.example.co.uk", "Domain=a.www.example.co.uk",
        "Domain=ww.example.co.uk", "Domain=w.example.co.uk", "Domain=xample.co.uk",
        "Domain=co.uk", "Domain=.co.uk", "Domain=uk", "Domain=example.com", "Domain=other.co.uk",
        "Domain=example.co.uk.", "Domain=www.example.co.uk.", "Domain=example.co.uk:80",
        "Domain=example.co.uk/", "Domain=/example.co.uk", "Domain=http://example.co.uk",
        'Domain="example.co.uk"', "Domain=%65xample.co.uk", "Domain=example..co.uk",
        "Domain=example.co.uk; Domain=", "Domain=; Domain=example.co.uk", "Domain=*.example.co.uk",
        "Domain=com; Domain=example.co.uk", "Domain=example.co.uk; Domain=com", "Domain=\u00e9",
        "Domain = example.co.uk ", "Domain=example co.uk", "Domain=example.co.uk, example.co.uk",
        "Domain=ex\u00adample.co.uk", "Domain=\uff45xample.co.uk", "Domain=example\u3002co\u3002uk",
        "Domain=\u00c9xample.co.uk", "Domain=\u202eexample.co.uk", "Domain=exampl\u200de.co.uk",
        "Domain=localhost", "Domain=.localhost", "Domain=LOCALHOST", "Domain=127.0.0.1",
        "Domain=.127.0.0.1", "Domain=0.0.1", "Domain=127.1", "Domain=0x7f.0.0.1", "Domain=[::1]",
        "Domain=::1", "Domain=.[::1]", "Domain=[0:0:0:0:0:0:0:1]", "Domain=203.0.113.5",
        "Domain=113.5", "Domain=intranet", "Domain=.intranet", "Domain=blogspot.com",
        "Domain=.blogspot.com", "Domain=me.blogspot.com", "Domain=kawasaki.jp",
        "Domain=city.kawasaki.jp", "Domain=b.city.kawasaki.jp", "Domain=jp", "Domain=example.org",
        "Domain=example.org.", "Domain=.example.org.", "Domain=org.", "Domain=example.org..",
        "Domain=bücher.example", "Domain=xn--bcher-kva.example", "Domain=BÜCHER.example",
        "Domain=.bücher.example", "Domain=www.bücher.example", "Domain=XN--BCHER-KVA.example",
        "Domain=bu\u0308cher.example", "Domain=faß.example", "Domain=fass.example",
        "Domain=xn--fa-hia.example", "Domain=" + "a" * 64 + ".example.co.uk",
        "Domain=b%C3%BCcher.example", "Domain=xn--a.example", "Domain=\u0f0b.example",
        "Domain=FA\u1e9e.example", "Domain=fa\u200d\u00df.example", "Domain=\uff46aß\uff0eexample",
    )
]  # fmt: skip
MAX_AGES = [
    f"a=b; {attributes}"
    for attributes in (
        "Max-Age", "Max-Age=", "Max-Age=0", "Max-Age=-0", "Max-Age=+0", "Max-Age=-1", "Max-Age=100",
        "max-age=100", "MAX-AGE=100", "Max-Age=+100", "Max-Age=++100", "Max-Age=+-100", "Max-Age=-",
        "Max-Age=+", "Max-Age=0100", "Max-Age=00000000000000000000100", "Max-Age=-0100",
        "Max-Age=100.5", "Max-Age=.5", "Max-Age=1e3", "Max-Age=0x10", "Max-Age=1,000",
        "Max-Age=1_000", "Max-Age= 100 ", "Max-Age=1 00", "Max-Age=100s", "Max-Age=abc",
        "Max-Age=-abc", "Max-Age=a100", 'Max-Age="100"', "Max-Age='100'", "Max-Age=\u0661\u0660",
        "Max-Age=\uff11\uff10\uff10", "Max-Age=100\u00a0", "Max-Age=\u00a0100", "MaxAge=100",
        "Max_Age=100", "Max-Age:100", "Max-\u00c2ge=100", "Max-Age=34560000", "Max-Age=34560001",
        "Max-Age=99999999", "Max-Age=2147483647", "Max-Age=2147483648", "Max-Age=4294967296",
        "Max-Age=-2147483649", "Max-Age=9223372036854", "Max-Age=9223372036855",
        "Max-Age=9223372036854775806", "Max-Age=9223372036854775807", "Max-Age=9223372036854775808",
        "Max-Age=9223372036854775806x", "Max-Age=9223372036854775807x", "Max-Age=-1x",
        "Max-Age=-9223372036854775807x", "Max-Age=-9223372036854775808x",
        "Max-Age=-9223372036854775808", "Max-Age=-9223372036854775809", "Max-Age=" + "9" * 100,
        "Max-Age=-" + "9" * 100, "Max-Age=" + "9" * 100 + ".5", "Max-Age=" + "0" * 1024,
        "Max-Age=" + "0" * 1021 + "100", "Max-Age=" + "0" * 1022 + "100", "Max-Age=100; Max-Age=",
        "Max-Age=100; Max-Age=200", "Max-Age=100; Max-Age=x", "Max-Age=x; Max-Age=100",
        "Max-Age=100; Max-Age=0", "Max-Age=0; Max-Age=100", "Max-Age=100; Max-Age",
    )
]  # fmt: skip
FORMATS = [
    "{a}, {d} {b} {Y} {T} GMT", "{a}, {d}-{b}-{y} {T} GMT", "{A}, {d}-{b}-{y} {T} GMT",
    "{a} {b} {d} {T} {Y}", "{a} {b} {d} {T} {Y} GMT", "{a} {b} {d} {Y} {T} GMT+0100 (CET)",
    "{a}, {d} {b} {Y} {T}", "{d} {b} {Y} {T}", "{d}-{b}-{Y} {T}", "{d}/{b}/{Y} {T}",
    "{d}.{b}.{Y} {T}", "{d},{b},{Y},{T}", "{d}_{b}_{Y}_{T}", "{T} {Y} {b} {d}", "{b} {d} {Y} {T}",
    "{Y} {b} {d} {T}", "{Y} {d} {b} {T}", "{Y} {T} {d} {b}", "{d} {Y} {b} {T}", "{y} {b} {d} {T}",
    "{d} {y} {b} {T}", '"{d} {b} {Y} {T}"', "'{d} {b} {Y} {T}'", "{d} {B} {Y} {T}", "{d}{b}{Y} {T}",
    "{d} {b}{Y} {T}", "{d} {b}x {Y} {T}", "{d} x{b} {Y} {T}", "{d} {b} {Y}{T}", "{d} {b} {Y}T{T}Z",
    "{Y}-{m}-{d}T{T}Z", "{Y}-{m}-{d} {T}", "{m}/{d}/{Y} {T}", "{d} {m} {Y} {T}", "{d} {b} {Y}",
    "{d} {b} {T}", "{b} {Y} {T}", "{d} {Y} {T}", "{d} {b} {Y} {H}:{M}", "{d} {b} {Y} {H}:{M}:",
    "{d} {b} {Y} {H}:{M}:{S}.5", "{d} {b} {Y} {H}.{M}.{S}", "{d} {b} {Y} {H}:{M}:{S}Z",
    "{d} {b} {Y} {H}:{M}:{S}:00", "{d} {b} {Y} {H} : {M} : {S}", "{d} {b} {Y} {T} PM",
    "{d} {b} {Y} 0{H}:{M}:{S}", "{d} {b} {Y} 000000000000{H}:0{M}:00{S}", "{d} {b} {Y} 1:2:3 {T}",
    "{d} {b} {Y} 1:2 {T}", "{d} {b} {Y} a:b:c {T}", "{d} {b} {Y} 1:2:3x {T}", "{d} {b} {Y} ::: {T}",
    "{d} {b} {Y} 9:9:99999999999 {T}", "{d} {b} {Y} 9:9:4294967295 {T}",
    "{d} {b} {Y} 9:9:4294967296 {T}", "{d}th {b} {Y} {T}", "0{d} {b} {Y} {T}",
    "{d}x {d} {b} {Y} {T}",
    "{d} {d} {b} {Y} {T}", "{d} {b} {b} {Y} {T}", "{d} {b} {Y} {Y} {T}", "{d} {b} 0{Y} {T}",
    "{d} {b} 00{Y} {T}", "{d} {b} {Y}x {T}", "{d} {b} {Y}x {Y} {T}", "{d} {b} 1{Y} {T}",
    "{d} {b} {Y} {T}\u00a0", "{d} {b} {Y}\u00a0{T}", "{d}\u00e9{b} {Y} {T}", "é {d} {b} {Y} {T}",
    "{d} {b} {Y} {T} é", "{d} \u212a{b} {Y} {T}", "\u0661 {d} {b} {Y} {T}", "{d}\t{b}\t{Y}\t{T}",
    "{d}!{b}#{Y}${T}", "{d}[{b}]{Y}\\{T}", "{d}~{b}|{Y}^{T}", "{d} +{b} {Y} {T}",
    "-{d} {b} {Y} {T}",
    "Foo, {d} {b} {Y} {T} BAR", "{a},{d} {b} {Y} {T} GMT", "  {a},   {d}   {b}  {Y}   {T}  ",
    "{d} {b} {Y} {T}; x", "={d} {b} {Y} {T}", "{d}={b}={Y}={T}", "{d} {b} {Y} {T} " + "x" * 980,
    "x" * 1000 + " {d} {b} {Y} {T}", "{d} {b} {Y} {T} GMT-0500", "{d} {b} {Y} {T}.000Z",
]  # fmt: skip
DATES = [
    "", " ", "0", "-1", "1", "1795503300", "Session", "never", "tomorrow", "GMT", "Mon", "jan",
    "1 Jan", "1:2:3", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 01-Jan-70 00:00:01 GMT",
    "1 Jan 69 0:0:0", "1 Jan 70 0:0:0", "1 Jan 99 0:0:0", "1 Jan 00 0:0:0", "1 Jan 0 0:0:0",
    "1 Jan 100 0:0:0", "1 Jan 999 0:0:0", "1 Jan 1000 0:0:0", "1 Jan 1600 0:0:0",
    "31 Dec 1600 23:59:59", "1 Jan 1601 0:0:0", "1 Jan 1602 0:0:0", "19 Jan 2038 3:14:08",
    "1 Jan 2106 0:0:0", "31 Dec 9999 23:59:59", "1 Jan 10000 0:0:0", "1 Jan 30827 0:0:0",
    "1 Jan 30828 0:0:0", "1 Jan 99999 0:0:0", "1 Jan 100000 0:0:0", "0 Jan 2099 0:0:0",
    "00 Jan 2099 0:0:0", "31 Jan 2099 0:0:0", "32 Jan 2099 0:0:0", "99 Jan 2099 0:0:0",
    "31 Apr 2099 0:0:0", "29 Feb 2099 0:0:0", "29 Feb 2096 0:0:0", "29 Feb 2100 0:0:0",
    "30 Feb 2096 0:0:0", "001 Jan 2099 0:0:0", "1 Jan 2099 23:59:59", "1 Jan 2099 23:59:60",
    "1 Jan 2099 23:60:00", "1 Jan 2099 24:00:00", "1 Jan 2099 99:0:0", "1 Jan 2099 -1:0:0",
    "1 Jan 2099 0:0:0", "1 Jänner 2099 0:0:0", "1 Januar 2099 0:0:0", "1 Ja 2099 0:0:0",
    "1 Sept 2099 0:0:0", "1 jUN 2099 0:0:0", "1 Mai 2099 0:0:0", "1 Mayo 2099 0:0:0", "@1795503300",
]  # fmt: skip
LIMITS = [
    "a" * 4096, "a" * 4097, "=" + "a" * 4096, "=" + "a" * 4097, "a=" + "b" * 4095,
    "a=" + "b" * 4096,
    "n" * 2048 + "=" + "v" * 2048, "n" * 2048 + "=" + "v" * 2049, "n" * 4096 + "=",
    "n" * 4097 + "=",
    "é" * 2048 + "=", "é" * 2048 + "=x", "é=" + "é" * 2047, "é=" + "é" * 2047 + "x",
    "a= " + "b" * 4095 + " ", "a=" + "b" * 4095 + "; Path=/" + "p" * 1000, " " * 5000 + "a=b",
    "a=b; Path=/" + "p" * 1023, "a=b; Path=/" + "p" * 1024, "a=b; Path=/x; Path=/" + "p" * 1024,
    "a=b; Path=/" + "é" * 511, "a=b; Path=/" + "é" * 512, "a=b; Domain=" + "a" * 1024,
    "a=b; Domain=" + "a" * 1025, "a=b; Domain=com; Domain=" + "a" * 1025, "a=b; " + "n" * 1025,
    "a=b; " + "n" * 5000 + "=" + "v" * 5000, "a=b; Secure=" + "x" * 1024,
    "a=b; Secure=" + "x" * 1025,
    "a=b; HttpOnly=" + "x" * 1025, "a=b; SameSite=Lax; SameSite=" + "x" * 1025,
    "a=b; Max-Age=100; Max-Age=" + "x" * 1025, "a=b; x=" + "\x01" * 1025, "a=b" + "; x" * 5000,
    "a=b" + ";" * 9000 + "Secure", "a=b" + "; Path=/x" * 3000 + "; Path=/y",
    "a=b;" + " " * 9000 + "Path=/",
    "a=b; Path=" + " " * 2000 + "/x", "a=b; Partitioned=" + "x" * 1025 + "; Secure",
]  # fmt: skip
RAW = [
    b"a=\xff", b"\xff=a", b"\xff", b"=\xff", b"\xff=\xfe", b"a=\xe9t\xe9", b"\xe9=x",
    b"\xe9t\xe9=x",
    b"a=\xc3", b"a=\xc3\xa9\xc3", b"a=\xc3(", b"a=\xe2\x82", b"a=\xe2(\xa1", b"a=\xe2\x82(",
    b"a=\xf0\x9f\x98\x80", b"a=\xf0\x9f\x98", b"a=\xf0(\x8c\xbc", b"a=\xf8\x88\x80\x80\x80",
    b"a=\x80",
    b"a=\xbf\xc3\xa9", b"a=\xc0\xaf", b"a=\xc1\xbf", b"a=\xe0\x80\xaf", b"a=\xe0\x9f\xbf",
    b"a=\xf0\x80\x80\xaf", b"a=\xf0\x8f\xbf\xbf", b"a=\xed\xa0\x80", b"a=\xed\xa0\xbd\xed\xb8\x80",
    b"a=\xed\xbf\xbf", b"a=\xf4\x8f\xbf\xbf", b"a=\xf4\x90\x80\x80", b"a=\xf7\xbf\xbf\xbf",
    b"a=b; Path=/\xff", b"a=b; Path=\xff", b"a=b; Path=/\xe9t\xe9/", b"a=b; Domain=\xff",
    b"a=b; Domain=\xe9xample.co.uk", b"a=b; Domain=example.co.uk\xff", b"a=b; \xff=1; Secure",
    b"a=b; Secure\xff", b"a=b; \xffSecure", b"a=b; Max-Age=100\xff", b"a=b; Max-Age=\xff",
    b"a=b; SameSite=Lax\xff", b"a=b; Expires=\xff", b"a=b; \xa0Secure\xa0", b"a=\xa0b\xa0",
    b"__Host-\xff=b", b"=__Host-\xff", b"\xff__Host-a=b", b"\xff=" + b"\xff" * 4095, b"\xff" * 4097,
    b"a=\xff\x01", b"\x01\xff=a", b"a=\xff;\xff;\xff=\xff; Path=/", b"\xc3=\xa9", b"a=\xc3; \xa9",
    b"a=b; Path=/" + b"\xff" * 1023, b"a=b; Path=/" + b"\xff" * 1024, b"a=b; Path=/\xed\xa0\x80",
    b"a=b\nc=d", b"a=b\n c=d", b"a=b\r\n\tc=d", b"a=b\rc", b"a\0=b", b"\0", b"a=b\r\nc",
    b" \t a=b \t ",
]  # fmt: skip
HALVES = ["a=\ud800", "\udfff=a", "a=\udfff\ud800x", "a=\ud83d\ude00\ud83d", "a=b; Path=/\ud800"]
ORDERS = [
    "a=b; Expires={0}; Max-Age=100", "a=b; Max-Age=100; Expires={0}", "a=b; Max-Age=x; Expires={0}",
    "a=b; Max-Age=; Expires={0}", "a=b; Max-Age; Expires={0}", "a=b; Max-Age=0; Expires={0}",
    "a=b; Expires={0}; Expires=x", "a=b; Expires=x; Expires={0}", "a=b; Expires={0}; Expires",
    "a=b; Expires={0}; Expires={1}", "a=b; Expires={1}; Expires={0}", "a=b; Expires={1}",
    "a=b; EXPIRES={0}", "a=b; Expires = {0} ", "a=b; Expires:{0}", "a=b; Expires {0}",
    "a=; Expires={1}", "a; Expires={1}; Path=/", "=b; Expires={1}; Domain=example.co.uk",
    "a=b; Expires={1}; Path=/x; Secure", "__Host-a=b; Expires={1}; Secure; Path=/",
    "a=b; Expires={1}; Secure; Partitioned", "é=b; Expires={1}; Path=/é",
    "a=b; expires={0}; Secure",
    "a=b; Max-Age=9223372036854775807; Expires={1}", "a=b; Max-Age=-1; Expires={0}; SameSite=Lax",
]  # fmt: skip


def written(form: str, moment: datetime) -> str:
    """A date in a format: the letters of strftime, in English whatever the locale."""
    fields = {letter: moment.strftime(f"%{letter}") for letter in "dmyYHMST"}
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return form.format(**fields, a=day[:3], A=day, b=month[:3], B=month)


def near(seconds: float) -> datetime:
    """A moment so many seconds from the present."""
    return datetime.fromtimestamp(NOW, UTC) + timedelta(seconds=seconds)


def dates() -> Iterator[str]:
    """Values of ``Expires``."""
    yield from DATES
    for form in FORMATS:
        yield written(form, near(100 * 86_400 + 3_661))
    for seconds in (-86_400 * 365, -3_600, 3_600, 86_400 * 399, 86_400 * 401):
        yield written(FORMATS[0], near(seconds))


def lines() -> list[str]:
    """Lines for servers and scripts, on a site's own host."""
    after, before = (written(FORMATS[0], near(days * 86_400)) for days in (30, -30))
    return [
        *NAMES_AND_VALUES, *CONTROLS, *PREFIXES, *FLAGS, *PATHS, *DOMAINS, *MAX_AGES, *LIMITS,
        *(f"a=b; Expires={date}" for date in dates()),
        *(order.format(after, before) for order in ORDERS),
    ]  # fmt: skip


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
