"""Walls in the place of pages, and pages that only have a captcha; no browser needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.crawl.looks import PageLook
from crawler.crawl.walls import wall

LONG = "Our shop sells lamps of all kinds, and has done so for a long time. " * 30


@pytest.mark.parametrize(
    ("look", "headers", "maker"),
    [
        (PageLook("Just a moment..."), {"cf-mitigated": "challenge"}, "Cloudflare"),
        (
            PageLook("Nur einen Moment…", "shop.test", captchas=("turnstile", "cloudflare")),
            {},
            "Cloudflare",
        ),
        (PageLook("Attention Required! | Cloudflare", "You are blocked"), {}, "Cloudflare"),
        (PageLook("shop.test", captchas=("datadome",)), {}, "DataDome"),
        (
            PageLook("Access to this page has been denied", captchas=("perimeterx",)),
            {},
            "HUMAN (PerimeterX)",
        ),
        (PageLook(captchas=("incapsula",)), {}, "Imperva (Incapsula)"),
        (
            PageLook("", "Request unsuccessful. Incapsula incident ID: 12-34"),
            {},
            "Imperva (Incapsula)",
        ),
        (
            PageLook(
                "Access Denied",
                "Access Denied\nYou don't have permission to access \"http://a.test/\" on this "
                "server.\nReference #18.2d351ab8.1557333295.a4e16ab",
            ),
            {},
            "Akamai",
        ),
        (PageLook(), {"x-amzn-waf-action": "captcha"}, "AWS WAF"),
    ],
)  # fmt: skip
def test_each_make_of_wall_is_known(look: PageLook, headers: dict[str, str], maker: str) -> None:
    assert wall(look, headers) == f"a bot wall ({maker}) stood in the place of the page"


@pytest.mark.parametrize(
    "text",
    [
        "Are you human? Tick the box to go on.",
        "Please verify you are human by completing the action below.",
        "Checking your browser before accessing shop.test.",
        "Our systems have detected unusual traffic from your computer network.",
        "Je ne suis pas un robot", "Vérifiez que vous êtes humain", "Êtes-vous un robot ?",
        "Bitte bestätigen Sie, dass Sie ein Mensch sind", "Ich bin kein Roboter",
        "No soy un robot", "Confirma que eres humano",
        "Non sono un robot", "Conferma che sei umano",
        "Não sou um robô", "Confirme que você é humano",
        "Ik ben geen robot", "Bevestig dat u een mens bent",
        "Nie jestem robotem", "Potwierdź, że jesteś człowiekiem",
        "Jag är inte en robot", "Bekräfta att du är människa",
    ],
)  # fmt: skip
def test_a_page_with_little_but_the_question_is_a_wall(text: str) -> None:
    assert "stood in its place" in wall(PageLook("shop.test", text, links=2, fields=1), {})


@pytest.mark.parametrize("captcha", ["recaptcha", "hcaptcha", "turnstile", "friendlycaptcha"])
def test_a_captcha_with_little_else_is_a_wall(captcha: str) -> None:
    look = PageLook("shop.test", "One more step", captchas=(captcha,))
    assert wall(look, {}) == f"a captcha ({captcha}) stood in the place of the page"


@pytest.mark.parametrize(
    "look",
    [
        PageLook("Contact", LONG, 30, 4, captchas=("recaptcha",)),
        PageLook("Contact us", "Name Message I am not a robot", 3, 3, captchas=("recaptcha",)),
        PageLook("Log in", "I am not a robot", 2, 2, True, ("hcaptcha",)),
        PageLook("How to verify you are human", f"Are you human? {LONG}", 40),
        PageLook("Just a moment: a blog", LONG, 40),
        PageLook("Shop", "Lamps", 3),
        PageLook("Newsletter", "Your address", 4, 1, captchas=("turnstile",)),
        PageLook("Robots", "We build robots for humans.", 5),
        PageLook(),
    ],
)  # fmt: skip
def test_an_ordinary_page_is_none(look: PageLook) -> None:
    assert wall(look, {}) == ""


@given(st.recursive(st.none() | st.text() | st.integers() | st.floats() | st.booleans(),
       lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(
           ["title", "text", "links", "fields", "password", "captchas", "canonical", "structure"]
       ), inner)))  # fmt: skip
def test_nothing_that_a_page_gives_stops_the_judgement(found: object) -> None:
    wall(PageLook.of(found), {})
