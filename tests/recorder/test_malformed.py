"""Lines that are no proper ones, and far too many or too long: told as the browser took them."""

import pytest
from aiohttp import web

from crawler.cookies import JarEntry, Write
from tests.browsing import SHOP, Lab
from tests.sites import Handler, Page, Site

pytestmark = pytest.mark.browser

MEGABYTE = 1_000_000
LINES = [
    b"",
    b"=",
    b"=;",
    b";",
    b";;;",
    b" ",
    b"\t",
    b"= ; Path=/",
    b"=value",
    b"==",
    b"=a=b",
    b"nameless",
    b"nameless too; Max-Age=60",
    b"novalue=",
    b"novalue2=; Max-Age=60",
    b" spaced = value ; Path = / ",
    b'quoted="a;b"; Max-Age=60',
    b"comma=a,b; Max-Age=60",
    b"tab\t=1",
    b"in\tside=1",
    b"v=in\tside",
    b"ctl\x01=1",
    b"c=\x01",
    b"del=\x7f",
    b"bell=1; Path=/\x07",
    b"caf\xc3\xa9=1",
    b"latin\xe9=1",
    b"broken=\xff\xfe\xc3",
    b"\xed\xa0\x80=1",
    b"emoji=\xf0\x9f\x8d\xaa",
    b"age=1; Max-Age=",
    b"age2=1; Max-Age=x",
    b"age3=1; Max-Age=1e9",
    b"age4=1; Max-Age=99999999999999999999",
    b"age5=1; Max-Age=-99999999999999999999",
    b"age6=1; Max-Age= 60",
    b"age7=1; Max-Age=60; Max-Age=90",
    b'age8=1; max-age="60"',
    b"date=1; Expires=",
    b"date2=1; Expires=never",
    b"date3=1; Expires=32 Foo 20266 99:99:99",
    b"date4=1; Expires=Wed, 30 Feb 2033 10:00:00 GMT",
    b"date5=1; Expires=1 Jan 33 1:2:3",
    b"date6=1; Expires=Wed, 09-Nov-1999 23:12:40 GMT",
    b"date7=1; Expires=0",
    b"date8=1; Expires=-1",
    b"dom=1; Domain=",
    b"dom2=1; Domain=.",
    b"dom3=1; Domain=..shop.test",
    b"dom4=1; Domain=SHOP.TEST",
    b"dom5=1; Domain=shop.test:443",
    b"dom6=1; Domain=shop.test; Domain=other.test",
    b"dom7=1; Domain=[::1]",
    b"path=1; Path=",
    b"path2=1; Path=x",
    b"path3=1; Path=//",
    b"path4=1; Path=/a?b#c",
    b'path5=1; Path="/"',
    b"same=1; SameSite=",
    b"same2=1; SameSite=nonsense",
    b"same3=1; SameSite=none; secure=x",
    b"flag=1; Secure=no",
    b"__host-lower=1; Secure; Path=/",
    b"__HOST-upper=1; Path=/",
    b"__Secure-",
    b"=__Secure-x",
    b"=__Host-x=1; Secure",
    b"many=1" + b"; x=y" * 500,
    b"semi" + b";" * 2000,
    b"long=1; Path=/" + b"p" * 1100,
    b"big=" + b"x" * 4093,
    b"big2=" + b"x" * 4091,
    b"n" * 4097 + b"=",
    b"eq=" + b"=" * 100,
    b"<script>=1",
    b"'\"--=1",
    b"%00=%0a",
]


def answering(*lines: bytes) -> Handler:
    """An answer with exactly these bytes, which no library would send."""

    async def answer(request: web.Request) -> web.StreamResponse:
        head = b"".join(b"Set-Cookie: " + line + b"\r\n" for line in lines)
        text = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n"
        transport = request.transport
        assert transport is not None
        transport.write(text + head + b"\r\nx")
        transport.close()
        return web.Response()

    return answer


ASKING = "fetch('/it').catch(() => 0).then(() => { document.title = 'answered' })"


async def visited(
    lab: Lab, answer: Handler | Page
) -> tuple[tuple[Write, ...], tuple[JarEntry, ...]]:
    lab.serve(Site(SHOP, {"/": Page(f"<script>{ASKING}</script>"), "/it": answer}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        await watched.tab.page.wait_for_function("document.title === 'answered'")
        await watched.tab.leave()
        writes, _, jar = await watched.recording.take()
        assert watched.recording.unread == []
    return writes, jar


@pytest.mark.parametrize("number", range(0, len(LINES), 25))
async def test_odd_lines_are_told_as_the_browser_took_them(lab: Lab, number: int) -> None:
    lines = LINES[number : number + 25]
    writes, jar = await visited(lab, answering(*lines))
    left = {write.identity: write for write in writes if not write.refused}
    assert len(writes) == len(lines)
    assert {one for one, write in left.items() if not write.deletes} == {
        entry.identity for entry in jar
    }


async def test_thousands_of_lines_are_all_told(lab: Lab) -> None:
    lines = [b"n%d=1; Max-Age=%d" % (number, number + 100) for number in range(3000)]
    writes, jar = await visited(lab, answering(*lines))
    assert {write.identity.name: write.requested for write in writes} == {
        f"n{number}": number + 100.0 for number in range(3000)
    }
    assert all(not write.refused for write in writes)
    assert {entry.identity for entry in jar} <= {write.identity for write in writes}


async def test_a_megabyte_that_the_browser_does_not_take_breaks_nothing(lab: Lab) -> None:
    writes, jar = await visited(lab, answering(b"a=" + b"x" * MEGABYTE))
    assert (writes, jar) == ((), ())


async def test_a_script_s_megabyte_is_refused(lab: Lab) -> None:
    page = Page(
        f"<script>document.cookie = 'a=' + 'x'.repeat({MEGABYTE});"
        f"document.cookie = 'b=1' + '; x=y'.repeat({MEGABYTE // 5});"
        f"cookieStore.set('c', 'x'.repeat({MEGABYTE})).catch(() => 0)</script>"
    )
    lab.serve(Site(SHOP, {"/": page}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        await watched.tab.dwell(1)
        writes, _, jar = await watched.recording.take()
    told = {write.identity.name: not write.refused for write in writes}
    assert {name for name, taken in told.items() if taken} == {one.identity.name for one in jar}
    assert {"a", "b", "c"} == set(told)
    assert all(len(write.statement) < 3000 for write in writes)
