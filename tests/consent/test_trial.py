"""A trial of one page's banner tells what it found, did and proved, and offers steps that work."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.consent.clicks import Clicks
from crawler.consent.naming import Named
from crawler.consent.snippet import as_yaml
from crawler.consent_trial import Trial, try_in
from crawler.declared import Choice, ConsentSteps
from tests.browsing import ADS, SHOP, Lab
from tests.platforms import PLATFORMS
from tests.sites import Page, Site

pytestmark = pytest.mark.browser

URL = f"https://{SHOP}/"
TEXT = "We use cookies to improve your experience on our website and to measure its audience."


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits for waiting in vain, which tests of failures would only sit out."""
    monkeypatch.setattr("crawler.consent_trial.APPEAR_S", 1.0)
    monkeypatch.setattr("crawler.consent_trial.LEAST_LOOK_S", 0.6)
    monkeypatch.setattr("crawler.next_visit.LEAST_LOOK_S", 0.6)


def banner(
    buttons: Mapping[str, str], shown_if: str = "!document.cookie.includes('choice=')"
) -> str:
    """A page with a banner: labels, and what a click on each does."""
    written = "".join(
        f'<button class="{name.split()[0].lower()}" onclick="{act}">{name}</button>'
        for name, act in buttons.items()
    )
    return f"""<h1>Shop</h1>
      <div id=bar hidden style="position: fixed; bottom: 0; background: white">{TEXT}
      {written}</div>
      <script>
        const box = bar;
        const choose = what => {{ document.cookie = 'choice=' + what + '; path=/'; box.remove() }};
        if ({shown_if}) bar.hidden = false;
      </script>"""


BOTH = {"Accept all": "choose('yes')", "Reject all": "choose('no')"}


async def told(lab: Lab, trial: Trial, html: str, *more: Site) -> tuple[bool, list[str]]:
    """Whether it is proven, and every line, its heading first."""
    lines: list[str] = []
    lab.serve(Site(SHOP, {"/": Page(html)}), *more)
    proven = await try_in(
        lab.browser, lab.recorder, trial, lambda heading, text: lines.append(f"{heading} {text}")
    )
    return proven, lines


def offered(lines: list[str]) -> Any:
    """The steps at the end, as a declaration would be read."""
    (start,) = (n for n, line in enumerate(lines) if line == " consent:")
    return yaml.safe_load("\n".join(lines[start:]))["consent"]


def steps(**choices: list[dict[str, Any]]) -> ConsentSteps:
    return ConsentSteps.model_validate(choices)


async def test_what_is_found_done_and_proved_is_told_step_by_step(lab: Lab) -> None:
    proven, lines = await told(lab, Trial(URL, "reject"), banner(BOTH))
    assert proven
    assert lines == [
        "page https://shop.test/, status 200",
        "found a consent banner: 'we use cookies to improve your experience on our website and to "
        "measure its audience. accept allreject all'",
        "where in the page itself, #bar",
        """button accept: 'Accept all', click: "button.accept\"""",
        """button reject: 'Reject all', click: "button.reject\"""",
        "did finder:reject",
        """did clicked 'Reject all', click: "button.reject\"""",
        "proved the button was pressed",
        "proved the banner closed",
        "proved the banner stayed closed on every page visited afterwards",
        "result reject: proven",
        "steps these do the same; followed once more in an empty profile, and proven there, too",
        " ",
        " consent:",
        "   reject:",
        """     - click: "button.reject\"""",
    ]


@pytest.mark.parametrize("choice", [pytest.param("accept", marks=pytest.mark.soak), "reject"])
async def test_the_offered_steps_lead_into_a_frame_of_another_site(
    lab: Lab, choice: Choice
) -> None:
    inner = banner({name: f"parent.postMessage('{name}', '*')" for name in BOTH}, shown_if="true")
    outer = f"""<h1>Shop</h1><script>
      if (!document.cookie.includes('choice=')) {{
        document.body.innerHTML += `<iframe src="https://{ADS}/banner?n=1"
          style="position: fixed; bottom: 0; width: 100%; height: 200px"></iframe>`;
        onmessage = ({{data}}) => {{
          document.cookie = `choice=${{data}}; path=/`; document.querySelector('iframe').remove();
        }};
      }}</script>"""
    proven, lines = await told(lab, Trial(URL, choice), outer, Site(ADS, {"/banner": Page(inner)}))
    assert proven
    assert f'where in the frame "https://{ADS}/banner*", #bar' in lines
    click = {"click": f"button.{choice}", "frame": [f"https://{ADS}/banner*"]}
    assert offered(lines) == {choice: [click]}
    assert lines[-5].endswith("proven there, too")


async def test_the_offered_steps_lead_into_a_frame_of_the_site_s_own(lab: Lab) -> None:
    inner = banner({"Reject all": "parent.choose('no')"}, shown_if="true")
    outer = f"""<script>
      function choose() {{ document.cookie = 'choice=no'; document.querySelector('#cmp').remove() }}
      if (!document.cookie.includes('choice=')) document.write(`<iframe id=cmp
        style="position: fixed; bottom: 0; width: 100%; height: 200px"></iframe>`);
      const frame = document.querySelector('#cmp');
      if (frame) frame.srcdoc = {inner.replace("<script>", "<scr' + 'ipt>")!r}
        .replaceAll("<scr' + 'ipt>", '<scr' + 'ipt>');
    </script>"""
    outer = outer.replace("</script>'", "<\\/script>'")
    proven, lines = await told(lab, Trial(URL, "reject"), outer)
    assert proven, lines
    assert offered(lines) == {"reject": [{"click": "button.reject", "frame": ["#cmp"]}]}


async def test_the_offered_steps_lead_into_an_open_shadow_root(lab: Lab) -> None:
    html = (
        banner(BOTH)
        + """<cmp-banner></cmp-banner><script>
      const root = document.querySelector('cmp-banner').attachShadow({mode: 'open'});
      if (!bar.hidden) root.append(bar);
    </script>"""
    )
    proven, lines = await told(lab, Trial(URL, "reject"), html)
    assert proven
    assert "where in the page itself, in the shadow root of cmp-banner, #bar" in lines
    assert offered(lines) == {"reject": [{"click": "button.reject"}]}


async def test_the_offered_steps_go_through_the_second_layer(lab: Lab) -> None:
    second = (
        "bar.innerHTML = `Choose your cookies. <button class=none onclick=choose(0)>Reject all`"
    )
    html = banner({"Accept all": "choose(1)", "Settings": second})
    proven, lines = await told(lab, Trial(URL, "reject"), html)
    assert proven
    assert "did finder:settings+reject" in lines
    assert offered(lines) == {"reject": [{"click": "button.settings"}, {"click": "button.none"}]}


async def test_buttons_without_names_are_told_apart_by_what_they_say(lab: Lab) -> None:
    html = banner(BOTH).replace('class="accept"', "").replace('class="reject"', "")
    _, lines = await told(lab, Trial(URL, "accept"), html)
    assert offered(lines) == {"accept": [{"click": 'button:has-text("Accept all")'}]}


async def test_what_only_a_script_can_click_is_offered_as_one(lab: Lab) -> None:
    named = Named(selectors=("#no",), shown=False, frames=("iframe",))
    assert as_yaml(named.step) == (
        """{evaluate: 'document.querySelector("#no").click()', frame: ["iframe"]}"""
    )
    lab.serve(Site(SHOP, {"/": Page("<button id=no hidden>No</button>")}))
    async with lab.tab() as watched, Clicks(watched.tab) as clicks:
        await watched.tab.go(URL)
        await watched.tab.page.evaluate("document.querySelector('#no').click()")
        await watched.recording.drain()
    assert [(one.selectors[0], one.shown) for one in clicks.seen] == [("#no", False)]


@pytest.mark.parametrize(
    "name", [pytest.param("tarteaucitron", marks=pytest.mark.soak), "vanilla-2"]
)
async def test_the_steps_offered_for_a_platform_work(lab: Lab, name: str) -> None:
    (platform,) = (one for one in PLATFORMS if str(one) == name)
    lines: list[str] = []
    lab.serve(platform.site(platform.languages[0]))
    await try_in(lab.browser, lab.recorder, Trial(URL, "reject"), lambda *line: lines.extend(line))
    assert "these do the same; followed once more in an empty profile, and proven there, too" in (
        lines
    )


async def test_names_that_a_tool_made_are_not_offered(lab: Lab) -> None:
    made = banner(BOTH).replace('class="reject"', 'id="btn-48151623" class="css-1x2y3z"')
    _, lines = await told(lab, Trial(URL, "reject"), made)
    assert offered(lines) == {"reject": [{"click": 'button:has-text("Reject all")'}]}


async def test_a_button_that_did_not_listen_at_first_is_offered_twice(lab: Lab) -> None:
    late = {"Reject all": "if (performance.now() > 2500) choose('no')"}
    proven, lines = await told(lab, Trial(URL, "reject"), banner(late))
    again = {"click": "button.reject", "optional": "true", "timeout": "1s"}
    first, *more = offered(lines)["reject"]
    assert proven
    assert first == {"click": "button.reject"}
    assert all({**one, "optional": "true"} == again for one in more)


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<h1>Shop</h1>", "no consent banner was found"),
        (
            banner({"Accept all": "choose('yes')", "Reject all": ""}),
            "the banner is still open after its reject button",
        ),
        (
            banner({**BOTH, "Reject all": "document.cookie = 'a=1'; bar.remove()"}),
            "the banner came back on the next visit: the choice was not kept",
        ),
        (
            banner({**BOTH, "Reject all": "bar.remove()"}),
            "nothing was stored or sent upon the choice, so nothing can remember it",
        ),
        (
            banner({**BOTH, "Reject all": "document.cookie = 'consent=granted'; choose('no')"}),
            "the choice was not recorded: the visitor refused, and the cookie 'consent' holds "
            "consent",
        ),
    ],
)
async def test_what_is_not_proven_says_why_and_offers_nothing(
    lab: Lab, html: str, why: str
) -> None:
    proven, lines = await told(lab, Trial(URL, "reject"), html)
    assert not proven
    assert lines[-1] == f"result reject: not proven: {why}"
    assert " consent:" not in lines


async def test_a_page_that_is_not_there_is_not_proven(lab: Lab) -> None:
    proven, lines = await told(lab, Trial(f"{URL}nowhere", "reject"), "")
    assert not proven
    assert lines == ["result reject: not proven: the page did not load: the server answered 404"]


async def test_declared_steps_are_followed_one_by_one(lab: Lab) -> None:
    declared = steps(reject=[{"wait_for": "#bar"}, {"click": "button.reject"}])
    proven, lines = await told(lab, Trial(URL, "reject", declared), banner(BOTH))
    assert proven
    assert lines[-7:] == [
        "did step 1 (wait_for '#bar') was done",
        "did step 2 (click 'button.reject') was done",
        "did steps:reject",
        "proved the declaration's own steps were followed",
        "proved the banner closed",
        "proved the banner stayed closed on every page visited afterwards",
        "result reject: proven",
    ]


async def test_a_declared_step_that_fails_names_itself(lab: Lab) -> None:
    declared = steps(reject=[{"click": "#bar"}, {"click": "#no", "timeout": "0.3s"}])
    proven, lines = await told(lab, Trial(URL, "reject", declared), banner(BOTH))
    failed = "step 2 (click '#no') failed: waited 0.3 s for it to be visible, and there is no such"
    assert not proven
    assert f"did {failed} element" in lines
    assert lines[-1] == f"result reject: not proven: {failed} element"


async def test_a_choice_without_declared_steps_is_made_automatically(lab: Lab) -> None:
    declared = steps(accept=[{"click": "#nothing"}])
    proven, lines = await told(lab, Trial(URL, "reject", declared), banner(BOTH))
    assert proven
    assert "did finder:reject" in lines


async def test_steps_after_which_no_banner_was_seen_prove_nothing(lab: Lab) -> None:
    declared = steps(reject=[{"click": "h1"}])
    html = "<h1 onclick=\"document.cookie = 'a=1'\">Shop</h1>"
    proven, lines = await told(lab, Trial(URL, "reject", declared), html)
    assert not proven
    assert lines[-1].endswith("were done, and nothing tells that the choice took")


FOOTER = """<footer><button id=again onclick="bar2.hidden = false">Cookie settings</button></footer>
  <div id=bar2 hidden style="position: fixed; bottom: 0">We use cookies for our audience.
  <button class=yes onclick="choose('yes'); bar2.hidden = true">Accept all</button>
  <button class=none onclick="choose('no'); bar2.hidden = true">Reject all</button></div>"""


# Google's consent mode, set anew on each page by what is stored.
MODE = """<script>
  window.dataLayer = [];
  function gtag() { dataLayer.push(arguments) }
  const kinds = (how) => ({ ad_storage: how, analytics_storage: how });
  gtag('consent', 'default', kinds('denied'));
  if (document.cookie.includes('choice=yes')) gtag('consent', 'update', kinds('granted'));
</script>"""


@pytest.mark.soak
async def test_consent_is_given_before_it_is_taken_back(lab: Lab) -> None:
    html = MODE + banner(BOTH).replace("box.remove()", "box.hidden = true") + FOOTER
    proven, lines = await told(lab, Trial(URL, "withdraw"), html)
    assert proven
    assert [line for line in lines if line.startswith("result")] == [
        "result accept: proven",
        "result withdraw: proven",
    ]
    assert offered(lines) == {
        "accept": [{"click": "button.accept"}],
        "withdraw": [{"click": "#again"}, {"click": "button.none"}],
    }


async def test_consent_is_taken_back_by_declared_steps(lab: Lab) -> None:
    forget = "document.cookie = 'choice=; max-age=0; path=/'"
    html = banner(BOTH) + f'<button id=forget onclick="{forget}">x</button>'
    declared = steps(withdraw=[{"click": "#forget"}])
    proven, lines = await told(lab, Trial(URL, "withdraw", declared), html)
    assert proven
    assert "proved the banner asks anew afterwards" in lines


async def test_steps_that_take_nothing_back_prove_nothing(lab: Lab) -> None:
    html = banner(BOTH) + "<button id=forget onclick=\"document.cookie = 'a=1'\">x</button>"
    declared = steps(withdraw=[{"click": "#forget"}])
    proven, lines = await told(lab, Trial(URL, "withdraw", declared), html)
    assert not proven
    assert lines[-1].endswith("were done, and nothing tells that the choice took")


async def test_screenshots_are_kept_of_each_moment(lab: Lab, tmp_path: Path) -> None:
    await told(lab, Trial(URL, "reject", pictures=tmp_path), banner(BOTH))
    for name in ("reject-before.png", "reject-after.png", "reject-next-visit.png"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


async def test_what_a_page_says_cannot_act_on_a_terminal(lab: Lab) -> None:
    hostile = (
        banner(BOTH)
        .replace("Reject all", "Reject all\x1b[31m\u202e")
        .replace('class="reject"', 'id="no\u202e\x1b"')
    )
    _, lines = await told(lab, Trial(URL, "reject"), hostile)
    assert any("Reject all" in line for line in lines)
    assert all(line.isprintable() for line in lines)


async def test_a_page_that_replaces_what_is_asked_of_it_only_harms_itself(lab: Lab) -> None:
    lies = """<script>
      Element.prototype.getAttribute = () => { throw 1 };
      Document.prototype.querySelectorAll = () => 7;
      CSS.escape = () => ({}); String.prototype.replace = () => 5;
    </script>"""
    proven, lines = await told(lab, Trial(URL, "reject"), lies + banner(BOTH))
    assert not proven
    assert lines[-1].startswith("result reject: not proven: ")


async def test_the_values_of_cookies_are_not_told(lab: Lab) -> None:
    secret = "zq81kx07ffw2"
    html = f"<script>document.cookie = 'sid={secret}'</script>" + banner(BOTH)
    _, lines = await told(lab, Trial(f"{URL}?back={secret}", "reject"), html)
    assert not [line for line in lines if secret in line]
