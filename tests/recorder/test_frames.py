"""Script cookies in frames that share a process with others, and in those that have no cookies."""

import pytest

from crawler.cookies import Identity
from tests.browsing import ADS, CDN, SHOP, WWW, Lab
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

CROSS = "SameSite=None; Secure"


def busy(name: str) -> Page:
    """A page that sets three cookies, then makes new frames that set some, again and again."""
    return Page(f"""<body><script>
    let turn = 0;
    function more() {{
      turn += 1;
      document.cookie = '{name}-own' + turn + '=1; {CROSS}';
      const blank = document.createElement('iframe');
      document.body.append(blank);
      blank.contentDocument.cookie = '{name}-blank' + turn + '=1; {CROSS}';
      const written = document.createElement('iframe');
      written.srcdoc = `<script>document.cookie = '{name}-srcdoc${{turn}}=1; {CROSS}'<\\/script>`;
      document.body.append(written);
      if (turn < 3) setTimeout(more, 200);
    }}
    more();
    </script>""")


def framing(*urls: str) -> Page:
    return Page("".join(f'<iframe src="{url}"></iframe>' for url in urls))


def cookies_of(name: str) -> set[str]:
    return {f"{name}-{kind}{turn}" for kind in ("own", "blank", "srcdoc") for turn in (1, 2, 3)}


async def test_two_frames_of_one_third_party_are_both_seen(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": framing(f"https://{ADS}/one", f"https://{ADS}/two")}),
        Site(ADS, {"/one": busy("one"), "/two": busy("two")}),
    )
    expected = cookies_of("one") | cookies_of("two")
    assert sorted(write.identity.name for write in seen.writes) == sorted(expected)
    assert seen.left == expected


async def test_a_page_is_seen_though_it_comes_again_inside_a_frame_of_its_own(lab: Lab) -> None:
    outer = busy("outer")
    outer = Page(f'{outer.html}<iframe src="https://{ADS}/"></iframe>')
    seen = await lab.observe(
        Site(SHOP, {"/": outer, "/inner": busy("inner")}),
        Site(ADS, {"/": framing(f"https://{SHOP}/inner")}),
    )
    expected = cookies_of("outer") | cookies_of("inner")
    assert sorted(write.identity.name for write in seen.writes) == sorted(expected)
    assert seen.left == expected


async def test_a_page_is_seen_though_a_popup_shares_its_process(lab: Lab) -> None:
    page = Page(f"<script>open('/popup')</script>{busy('page').html}")
    seen = await lab.observe(Site(SHOP, {"/": page, "/popup": busy("popup")}))
    expected = cookies_of("page") | cookies_of("popup")
    assert sorted(write.identity.name for write in seen.writes) == sorted(expected)
    assert seen.left == expected


async def test_a_frame_of_a_subdomain_has_cookies_of_its_own_host(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": framing(f"https://{WWW}/")}), Site(WWW, {"/": busy("www")})
    )
    assert {write.identity.domain for write in seen.writes} == {WWW}
    assert seen.left == cookies_of("www")


async def test_frames_without_a_url_in_a_third_party_have_its_cookies(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": framing(f"https://{ADS}/")}), Site(ADS, {"/": busy("ads")})
    )
    assert {write.identity for write in seen.writes} == {
        Identity(name, ADS) for name in cookies_of("ads")
    }


async def test_a_window_that_closes_at_once_is_not_proven(lab: Lab) -> None:
    opened = "const w = open('about:blank'); w.document.cookie = 'popup=1'; w.close()"
    seen = await lab.observe(Site(SHOP, {"/": Page(f"<script>{opened}</script>")}))
    (gap,) = seen.observation.not_proven
    assert gap.subject == f"what a window does that https://{SHOP}/ opened"
    assert gap.reason.startswith("it was closed at once")


@pytest.mark.parametrize(
    "frame", ['sandbox="allow-scripts" srcdoc="{}"', 'src="data:text/html,{}"']
)
async def test_what_a_frame_without_an_origin_sets_is_refused(lab: Lab, frame: str) -> None:
    fetched = f"fetch('https://{SHOP}/x', {{credentials: 'include', mode: 'no-cors'}})"
    inner = f"<script>{fetched}; try {{ document.cookie = 'a=1' }} catch {{ }}</script>"
    page = Page(f"<iframe {frame.format(inner)}></iframe>")
    seen = await lab.observe(Site(SHOP, {"/": page, "/x": Page(set_cookie=["x=1"])}))
    refusals = {write.identity.name: write.refused for write in seen.writes}
    assert refusals == {"a": "OpaqueOrigin", "x": "SchemefulSameSiteUnspecifiedTreatedAsLax"}
    assert seen.names == set()


async def test_a_frame_that_goes_from_one_third_party_to_another_is_seen_at_both(lab: Lab) -> None:
    def leading(name: str, there: str) -> Page:
        return Page(
            f"<script>document.cookie = '{name}=1; {CROSS}';"
            f"setTimeout(() => location = '{there}', 300)</script>"
        )

    seen = await lab.observe(
        Site(SHOP, {"/": framing(f"https://{ADS}/")}),
        Site(ADS, {"/": leading("ads", f"https://{CDN}/")}),
        Site(CDN, {"/": busy("cdn")}),
    )
    assert {write.identity for write in seen.writes} == {
        Identity("ads", ADS),
        *(Identity(name, CDN) for name in cookies_of("cdn")),
    }
    assert seen.left == {"ads", *cookies_of("cdn")}


async def test_what_a_blob_document_sets_is_refused(lab: Lab) -> None:
    # Chromium 156 keeps no cookies for blob: documents, though they have an origin.
    page = (
        "<body><script>f = document.createElement('iframe'); f.src = URL.createObjectURL("
        "new Blob(['<script>document.cookie = `a=1`<\\/script>'], {type: 'text/html'}));"
        "document.body.append(f)</script>"
    )
    seen = await lab.observe(Site(SHOP, {"/": Page(page)}))
    assert seen.write("a").refused == "NotInTheJar"
    assert seen.left == set()


async def test_a_frame_that_is_gone_has_been_seen(lab: Lab) -> None:
    page = Page(
        f"<body><iframe id=f src='https://{ADS}/'></iframe>"
        "<script>setTimeout(() => f.remove(), 2000)</script>"
    )
    inner = Page(f"<script>document.cookie = 'a=1; {CROSS}'</script>")
    seen = await lab.observe(Site(SHOP, {"/": page}), Site(ADS, {"/": inner}))
    assert seen.write("a").frame == f"https://{ADS}/"
    assert seen.left == {"a"}


async def test_a_frame_that_comes_late_has_its_dwell_time_too(lab: Lab) -> None:
    late = (
        f"f = document.createElement('iframe'); f.src = 'https://{ADS}/'; document.body.append(f)"
    )
    page = Page(f"<body><script>setTimeout(() => {{ {late} }}, 5000)</script>")
    timer = f"setTimeout(() => {{ document.cookie = 'late=1; {CROSS}' }}, 25000)"
    inner = Page(f"<script>{timer}; fetch('/x')</script>", [f"header=1; {CROSS}"])
    seen = await lab.observe(
        Site(SHOP, {"/": page}),
        Site(ADS, {"/": inner, "/x": Page(set_cookie=[f"fetched=1; {CROSS}"])}),
    )
    assert {write.identity.name for write in seen.writes} == {"header", "fetched", "late"}
    assert seen.left == {"header", "fetched", "late"}


PDF = """%PDF-1.1
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>> endobj
trailer <</Root 1 0 R>>
%%EOF"""


@pytest.mark.parametrize("tag", ["<iframe src=/paper></iframe>", "<embed src=/paper>"])
async def test_a_paper_in_the_browser_s_own_viewer_leaves_no_doubt(lab: Lab, tag: str) -> None:
    paper = Page(PDF, ["paper=1; Max-Age=60"], content_type="application/pdf")
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f"{tag}<script>localStorage.a = 1</script>"), "/paper": paper})
    )
    assert seen.write("paper").requested == 60
    assert seen.observation.not_proven == ()
