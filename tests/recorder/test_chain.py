"""Who brought in what set a cookie."""

import pytest

from tests.browsing import ADS, CDN, SHOP, Lab
from tests.sites import Page, Site, script

pytestmark = pytest.mark.browser

HOME = f"https://{SHOP}/"


def loading(url: str) -> Page:
    tag = f"const tag = document.createElement('script'); tag.src = '{url}'"
    return script(f"{{ {tag}; document.head.append(tag) }}")


async def test_a_script_that_another_one_loaded_is_told_with_all_that_led_to_it(lab: Lab) -> None:
    a, b, c = f"{HOME}a.js", f"https://{CDN}/b.js", f"https://{ADS}/c.js"
    setting = script("document.cookie = 'deep=1'; fetch('/pixel')")
    seen = await lab.observe(
        Site(
            SHOP,
            {
                "/": Page("<script src=/a.js></script>"),
                "/a.js": loading(b),
                "/pixel": Page(set_cookie=["pixel=1"]),
            },
        ),
        Site(CDN, {"/b.js": loading(c)}),
        Site(ADS, {"/c.js": setting}),
    )
    assert seen.write("deep").chain == (a, b, c)
    assert seen.write("pixel").chain == (a, b, c, f"{HOME}pixel")


async def test_a_chain_goes_on_into_frames_and_modules(lab: Lab) -> None:
    tag, frame, inside = f"https://{CDN}/tag.js", f"https://{ADS}/f.html", f"https://{ADS}/f.js"
    making = (
        "const add = a => document.body.append(Object.assign(document.createElement('iframe'), a));"
        f"add({{src: '{frame}'}}); add({{srcdoc: '<script src=/s.js></' + 'script>'}});"
        f"import('{HOME}m.js')"
    )
    third = script("document.cookie = 'third=1; Secure; SameSite=None'")
    seen = await lab.observe(
        Site(
            SHOP,
            {
                "/": Page(f"<body><script src='{tag}'></script>"),
                "/s.js": script("document.cookie = 'srcdoc=1'"),
                "/m.js": script("import '/n.js'"),
                "/n.js": script("document.cookie = 'module=1'"),
            },
        ),
        Site(CDN, {"/tag.js": script(making)}),
        Site(ADS, {"/f.html": Page("<script src=/f.js></script>"), "/f.js": third}),
    )
    assert seen.write("third").chain == (tag, frame, inside)
    assert seen.write("srcdoc").chain == (tag, f"{HOME}s.js")
    assert seen.write("module").chain == (tag, f"{HOME}m.js", f"{HOME}n.js")


async def test_what_the_page_itself_does_has_no_chain(lab: Lab) -> None:
    page = Page("<script>document.cookie = 'own=1'</script>", ["head=1"])
    seen = await lab.observe(Site(SHOP, {"/": page}))
    assert [seen.write(name).chain for name in ("own", "head")] == [(), ()]


async def test_a_script_that_the_page_s_own_tag_loads_is_its_own_culprit(lab: Lab) -> None:
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f"<script src='https://{ADS}/tag.js'></script>")}),
        Site(ADS, {"/tag.js": script("document.cookie = 'tag=1'")}),
    )
    assert seen.write("tag").chain == (f"https://{ADS}/tag.js",)


@pytest.mark.parametrize(
    "asking",
    [
        "new Image().src = '/pixel'",
        "document.body.insertAdjacentHTML('beforeend', '<img src=/pixel>')",
        "setTimeout(() => { document.body.append(Object.assign(new Image(), { src: '/pixel' })) })",
    ],
)
async def test_a_pixel_is_told_with_the_script_that_made_it(lab: Lab, asking: str) -> None:
    made_by = f"https://{CDN}/tag.js"
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f"<script defer src='{made_by}'></script>")}),
        Site(CDN, {"/tag.js": script(asking.replace("/pixel", f"{HOME}pixel"))}),
        Site(SHOP, {"/pixel": Page(set_cookie=["pixel=1"])}),
    )
    assert seen.write("pixel").chain == (made_by, f"{HOME}pixel")


async def test_code_without_an_address_is_told_by_the_script_that_made_it(lab: Lab) -> None:
    tag = f"https://{ADS}/tag.js"
    inline = "setTimeout(() => { document.cookie = 'inline=1'; fetch('/pixel') }, 5)"
    making = (
        f"const s = document.createElement('script'); s.textContent = `{inline}`;"
        "document.head.append(s);\n"
        "setTimeout(new Function(`document.cookie = 'function=1'`), 5)"
    )
    seen = await lab.observe(
        Site(SHOP, {"/": Page(f"<script src='{tag}'></script>"), "/pixel": Page("", ["pixel=1"])}),
        Site(ADS, {"/tag.js": script(making)}),
    )
    assert seen.write("inline").set_by.startswith(f"{tag}:1:")
    assert seen.write("function").set_by == f"{tag}:2:12"
    assert seen.write("pixel").chain == (tag, f"{HOME}pixel")
