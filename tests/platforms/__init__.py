"""Consent platforms of others, unmodified, each on a site as its documentation has it included.

::

    @pytest.mark.parametrize(("platform", "language"), in_each_language())
    async def test_...(lab, platform, language):
        lab.serve(platform.site(language))

Each site has the pages ``/`` and ``/second``, and two scripts that its platform holds back until
the visitor consents: for analytics, which sets the cookie ``counted``, and for marketing, which
sets ``adv``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path

import pytest

from tests.browsing import SHOP
from tests.platforms.packages import FOLDER, files_of
from tests.sites import Page, Site, script

ANALYTICS, MARKETING = "counted", "adv"
# Those of the languages that banners are read in.
EVERY = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv")
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform: ``languages`` are those that it ships with, or that its documentation shows.

    ``accept`` and ``reject`` are the script's ways to its buttons; ``packages`` have its files.
    ``comes_back`` tells that it has a way back to the choice.
    """

    name: str
    packages: tuple[str, ...]
    accept: str
    reject: str
    languages: tuple[str, ...] = ("en",)
    comes_back: bool = True

    def __str__(self) -> str:
        return self.name

    def site(self, language: str = "en", host: str = SHOP) -> Site:
        """A site with the platform; its files are under ``/consent/`` and the package's name.

        Raises:
            FileNotFoundError: the packages were not fetched.
        """
        html = (FOLDER / "pages" / f"{self.name}.html").read_text(encoding="utf-8")
        page = Page(html.replace("LANGUAGE", language))
        pages = {"/": page, "/second": page, "/privacy": Page("<h1>Privacy</h1>")}
        for path, name in {"/analytics.js": ANALYTICS, "/marketing.js": MARKETING}.items():
            pages[path] = script(f"document.cookie = '{name}=1; path=/; max-age=7776000'")
        for package in self.packages:
            for path, text in _texts(package).items():
                kind = TYPES[Path(path).suffix]
                pages[f"/consent/{package}/{path}"] = Page(text, content_type=kind)
        return Site(host, pages)


def _texts(package: str) -> dict[str, str]:
    if package != "tarteaucitronjs":
        return files_of(package)
    carried = Path(str(resources("crawler") / "third_party" / package))
    return {
        path.relative_to(carried).as_posix(): path.read_text(encoding="utf-8")
        for path in carried.rglob("*")
        if path.suffix in TYPES
    }


def _button(selector: str, inside: str = "") -> str:
    root = f"document.querySelector({inside!r}).shadowRoot" if inside else "document"
    return f"{root}.querySelector({selector!r})"


def in_each_language(platforms: Iterable[Platform] = ()) -> list[object]:
    """Parameters for a test: each platform with each of its languages."""
    return [
        pytest.param(one, language, id=f"{one}-{language}")
        for one in platforms or PLATFORMS
        for language in one.languages
    ]


TARTEAUCITRON = Platform(
    "tarteaucitron",
    ("tarteaucitronjs",),
    _button("#tarteaucitronPersonalize2"),
    _button("#tarteaucitronAllDenied2"),
    EVERY,
)
KLARO = Platform(
    "klaro",
    ("klaro",),
    _button(".cm-btn-success"),
    _button(".cn-decline"),
    EVERY,
)
VANILLA_3 = Platform(
    "vanilla-3",
    ("vanilla-cookieconsent",),
    _button("#cc-main .cm__btn[data-role=all]"),
    _button("#cc-main .cm__btn[data-role=necessary]"),
)
VANILLA_2 = Platform(
    "vanilla-2",
    ("vanilla-cookieconsent-2",),
    _button("#c-p-bn"),
    _button("#c-s-bn"),
)
OSANO = Platform("osano", ("cookieconsent",), _button(".cc-allow"), _button(".cc-deny"))
OREJIME = Platform(
    "orejime",
    ("orejime",),
    _button(".orejime-Banner-saveButton"),
    _button(".orejime-Banner-declineButton"),
    ("en", "fr", "de", "es", "it", "nl", "sv"),
)
COOKIE_THOUGH = Platform(
    "cookie-though",
    ("cookie-though",),
    _button(".ct-acceptance .ct-button:last-child", ".cookie-though"),
    _button(".ct-button-secondary", ".cookie-though"),
)
COOKIES_EU_BANNER = Platform(
    "cookies-eu-banner",
    ("cookies-eu-banner",),
    _button("#cookies-eu-accept"),
    _button("#cookies-eu-reject"),
    comes_back=False,
)
COOKIECRAFT = Platform(
    "cookiecraft",
    ("cookiecraft",),
    _button("[data-action=accept]"),
    _button("[data-action=reject]"),
    ("en", "fr", "de", "es", "it", "pt", "nl"),
)
COOKIE_CONSENT_JS = Platform(
    "cookie-consent-js",
    ("cookie-consent-js",),
    _button(".btn-accept-all"),
    _button(".btn-accept-necessary"),
    ("en", "fr", "de", "es", "it"),
)
PORSCHE = Platform(
    "porsche",
    ("@porscheofficial/cookie-consent-banner",),
    _button(".btn_accept_all", "cookie-consent-banner"),
    _button(".btn_essentials_only", "cookie-consent-banner"),
)
TCF = Platform(
    "tcf",
    ("@iabtechlabtcf/core", "@iabtechlabtcf/cmpapi"),
    _button("#yes"),
    _button("#no"),
)
PLATFORMS = (
    TARTEAUCITRON,
    KLARO,
    VANILLA_3,
    VANILLA_2,
    OSANO,
    OREJIME,
    COOKIE_THOUGH,
    COOKIES_EU_BANNER,
    COOKIECRAFT,
    COOKIE_CONSENT_JS,
    PORSCHE,
    TCF,
)
