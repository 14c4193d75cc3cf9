"""A site under audit: its pages, its journeys, its roles."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, HttpUrl, ValidationInfo, field_validator
from pydantic_core import Url

from crawler.cookies import ANONYMOUS, Journey
from crawler.declared.access import (
    ClientCertificate,
    HeaderName,
    HeaderValue,
    HttpAuth,
    headers_without_secrets,
)
from crawler.declared.consent_steps import ConsentSteps
from crawler.declared.model import OR_AUTO, Model, at
from crawler.declared.planned import PlannedJourney
from crawler.declared.role import Role
from crawler.declared.values import (
    Dwell,
    FilledText,
    Pause,
    ShortName,
    Span,
    Truth,
    filled,
    once_each,
    web_address,
)
from crawler.declared.wording import quoted
from crawler.domains import stands_for
from crawler.names import NamePattern

_DEFAULT_PORTS = {"http": 80, "https": 443}


def origin_of(url: str) -> str:
    """Scheme, host and port (left out where it is the scheme's own) as browsers write them."""
    read = HttpUrl(url)
    port = "" if read.port == _DEFAULT_PORTS[read.scheme] else f":{read.port}"
    return f"{read.scheme}://{read.host}{port}"


def site_address(text: str) -> str:
    """The text; raises ValueError with everything that keeps it from being a site's address."""
    wrong = []
    try:
        web_address(text)
    except ValueError as error:
        wrong.append(str(error))
    if "?" in text or "#" in text:
        wrong.append("a site's url has no '?' and no '#': list such an address in pages")
    if wrong:
        raise ValueError("; ".join(wrong))
    return text


def _page(text: str, info: ValidationInfo) -> str:
    if re.search(r"[\s\x00-\x1f\\]", text):
        raise ValueError(f"{quoted(text)} holds blanks or backslashes: write them as %20 or %5C")
    if text.startswith("/") and not text.startswith("//"):
        return text
    if not text.lower().startswith(("http://", "https://")):
        raise ValueError(f"{quoted(text)} is no page: write a path that begins with one '/'")
    site: str | None = info.data.get("url")
    own = origin_of(site) if site else None
    if own not in (None, origin_of(web_address(text))):
        raise ValueError(f"{quoted(text)} is not of this site ({own}): declare a site for it")
    return text


def _full(origin: str, page: str) -> str:
    """A page's address; ``page`` is a path, or is one already and may spell its host otherwise."""
    return str(Url(origin + page if page.startswith("/") else page))


def _path_pattern(text: str) -> str:
    if not text.startswith(("/", "*")):
        raise ValueError(f"{quoted(text)} is no pattern of paths: begin it with '/' or '*'")
    return text


class Crawl(Model):
    """How pages are found beside the fixed ones; ``max_pages`` counts all pages of the site.

    ``max_time`` and ``delay`` are seconds; ``max_depth`` counts links from a fixed page. Without
    a ``delay`` the hosts of others are given one.
    """

    max_pages: int = Field(default=50, ge=1, le=100_000)
    max_depth: int = Field(default=20, ge=1, le=1_000)
    max_time: Span = 3600.0
    per_template: int = Field(default=5, ge=1, le=100_000)
    sitemap: Truth = True
    robots: Truth = True
    hash_routes: Truth = False
    delay: Pause | None = None
    exclude: tuple[Annotated[FilledText, AfterValidator(_path_pattern)], ...] = ()

    def excludes(self, path: str) -> bool:
        """Whether a path (with its query) is left out; ``*`` matches any run of characters."""
        return any(NamePattern(pattern).matches(path) for pattern in self.exclude)


class Settle(StrEnum):
    """How a page's dwell time passes: by Chromium's virtual time, or by the clock on the wall."""

    VIRTUAL = "virtual"
    REAL = "real"


def _role_name(name: str) -> str:
    if name == ANONYMOUS:
        raise ValueError(f"{ANONYMOUS!r} is the visitor who is not logged in: choose another name")
    return name


class Site(Model):
    """One origin under audit. ``consent`` is None where banners are operated automatically.

    ``audited_at`` is where its copy stands that is looked at in its place, such as a staging
    server; ``headers``, ``http_auth`` and ``client_certificate`` are for requests to the
    origin that is looked at alone.
    """

    FROM_FILE: ClassVar[tuple[str, ...]] = ("name", "line")
    name: str
    url: Annotated[str, AfterValidator(site_address)]
    audited_at: Annotated[str, AfterValidator(site_address)] | None = None
    http_auth: HttpAuth | None = None
    client_certificate: ClientCertificate | None = None
    headers: Annotated[
        Mapping[HeaderName, HeaderValue], AfterValidator(headers_without_secrets)
    ] = Field(default_factory=dict)
    pages: tuple[Annotated[FilledText, AfterValidator(_page)], ...] = ()
    crawl: Crawl | None = None
    journeys: Annotated[
        tuple[PlannedJourney, ...], AfterValidator(filled), AfterValidator(once_each)
    ] = (Journey.UNTOUCHED, Journey.REJECT, Journey.ACCEPT, Journey.WITHDRAW)
    consent: Annotated[ConsentSteps | None, OR_AUTO] = None
    dwell: Dwell = 30.0
    settle: Settle = Settle.VIRTUAL
    roles: Mapping[Annotated[ShortName, AfterValidator(_role_name)], Role] = Field(
        default_factory=dict
    )
    line: int = 0

    @field_validator("pages")
    @classmethod
    def _each_page_once(cls, pages: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        site: str | None = info.data.get("url")
        first: dict[str, str] = {}
        for index, page in enumerate(pages if site else ()):
            full = _full(origin_of(site or ""), page)
            if full in first:
                again = "" if first[full] == page else f", first as {quoted(first[full])}"
                raise at("twice", f"{quoted(page)} is listed twice{again}: keep one of them", index)
            first[full] = page
        return pages

    @field_validator("consent", mode="before")
    @classmethod
    def _auto(cls, value: Any) -> Any:
        if isinstance(value, str) and value != "auto":
            raise ValueError(f"{quoted(value)} is not known: write auto, or steps for each choice")
        return None if value == "auto" else value

    def login_page(self, role: Role) -> str:
        """The address where a role logs in; the site's first page where it names none."""
        first = role.login_address or self.page_urls[0]
        return _full(self.origin, self.moved(first))

    def moved(self, address: str) -> str:
        """A full address of the declared origin as it is at the audited one; others as they are."""
        if address.startswith("/") or origin_of(address) != origin_of(self.url):
            return address
        parts = Url(address)
        query = f"?{parts.query}" if parts.query is not None else ""
        fragment = f"#{parts.fragment}" if parts.fragment is not None else ""
        return f"{self.origin}{parts.path or '/'}{query}{fragment}"

    def as_declared(self, host: str) -> str:
        """The declared host that one seen in the audit stands for; others stand for themselves."""
        if self.audited_at is None:
            return host
        return stands_for(host, self.host, self.declared_host)

    @property
    def origin(self) -> str:
        """Scheme, host and port that are audited, such as ``https://example.com``."""
        return origin_of(self.address)

    @property
    def address(self) -> str:
        """Where the audit looks: that of its copy, where there is one."""
        return self.audited_at or self.url

    @property
    def host(self) -> str:
        """The name of the host that is audited, lower case."""
        return HttpUrl(self.address).host or ""

    @property
    def declared_host(self) -> str:
        """The name of the host that declared cookies belong to, lower case."""
        return HttpUrl(self.url).host or ""

    @property
    def page_urls(self) -> tuple[str, ...]:
        """The fixed pages as full addresses, in order; that of ``url`` where none is listed."""
        own = HttpUrl(self.address).path or "/"
        pages = self.pages or ((HttpUrl(self.url).path or "/") if own == "/" else own,)
        full = (self.origin + page if page[0] == "/" else self.moved(page) for page in pages)
        return tuple(dict.fromkeys(full))
