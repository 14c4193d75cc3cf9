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

    ``accept`` and ``reject`` are scripts that press its buttons; ``packages`` have its files.
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


def _click(selector: str, inside: str = "") -> str:
    root = f"document.querySelector({inside!r}).shadowRoot" if inside else "document"
    return f"{root}.querySelector({selector!r}).click()"


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
    _click("#tarteaucitronPersonalize2"),
    _click("#tarteaucitronAllDenied2"),
    EVERY,
)
KLARO = Platform(
    "klaro",
    ("klaro",),
    _click(".cm-btn-success"),
    _click(".cn-decline"),
    EVERY,
)
VANILLA_3 = Platform(
    "vanilla-3",
    ("vanilla-cookieconsent",),
    _click("#cc-main .cm__btn[data-role=all]"),
    _click("#cc-main .cm__btn[data-role=necessary]"),
)
VANILLA_2 = Platform(
    "vanilla-2",
    ("vanilla-cookieconsent-2",),
    _click("#c-p-bn"),
    _click("#c-s-bn"),
)
OSANO = Platform("osano", ("cookieconsent",), _click(".cc-allow"), _click(".cc-deny"))
OREJIME = Platform(
    "orejime",
    ("orejime",),
    _click(".orejime-Banner-saveButton"),
    _click(".orejime-Banner-declineButton"),
    ("en", "fr", "de", "es", "it", "nl", "sv"),
)
COOKIE_THOUGH = Platform(
    "cookie-though",
    ("cookie-though",),
    _click(".ct-acceptance .ct-button:last-child", ".cookie-though"),
    _click(".ct-button-secondary", ".cookie-though"),
)
COOKIES_EU_BANNER = Platform(
    "cookies-eu-banner",
    ("cookies-eu-banner",),
    _click("#cookies-eu-accept"),
    _click("#cookies-eu-reject"),
    comes_back=False,
)
COOKIECRAFT = Platform(
    "cookiecraft",
    ("cookiecraft",),
    _click("[data-action=accept]"),
    _click("[data-action=reject]"),
    ("en", "fr", "de", "es", "it", "pt", "nl"),
)
COOKIE_CONSENT_JS = Platform(
    "cookie-consent-js",
    ("cookie-consent-js",),
    _click(".btn-accept-all"),
    _click(".btn-accept-necessary"),
    ("en", "fr", "de", "es", "it"),
)
PORSCHE = Platform(
    "porsche",
    ("@porscheofficial/cookie-consent-banner",),
    _click(".btn_accept_all", "cookie-consent-banner"),
    _click(".btn_essentials_only", "cookie-consent-banner"),
)
TCF = Platform(
    "tcf",
    ("@iabtechlabtcf/core", "@iabtechlabtcf/cmpapi"),
    _click("#yes"),
    _click("#no"),
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
