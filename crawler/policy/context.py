"""What the headings and labels above an entry say of it: site, domain, category, provider."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from crawler.declared import Category
from crawler.policy.document import LABEL
from crawler.policy.names import names_in_cell
from crawler.policy.words import (
    DOMAIN_WORD,
    READ_ON,
    SITE_WORD,
    categories_in,
    field_of,
    plain,
    says_optional,
    speaks_of_cookies,
    speaks_of_data,
)

_HOST = r"(?P<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24})"
_SITE = re.compile(
    rf"\b{SITE_WORD}\W+(?:\w+\W+){{0,2}}?(?P<url>https?://[^\s<>()\"']+|www\.[a-z0-9.-]+[a-z0-9])",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    rf"\b{DOMAIN_WORD}\W+(?:\w+\W+)?\.?{_HOST}|{_HOST.replace('host', 'other')}\W+{DOMAIN_WORD}\b"
)
_PROVIDED = re.compile(
    r"(?:\bprovided by|\bset by|\bplaced by|\bsupplied by|\bfourni(?:e?s)? par|\bdéposé(?:e?s)? par"
    r"|\bbereitgestellt von|\bgesetzt von|\bproporcionad[oa]s? por|\bfornit[oie] da"
    r"|\bfornecid[oa]s? por"
    r"|\bgeplaatst door|\baangeboden door)\s+(?P<who>(?:[A-Z0-9][\w.&'-]*)(?:\s+(?:[A-Z][\w.&'-]*"
    r"|of|&))*)"
)
_SEE_WITH = re.compile(
    r"\b(?:[Ss]ee with|[Vv]oir (?:avec|chez)|[Ss]iehe bei|[Vv]er con|[Vv]éase|[Vv]edi|[Zz]ie bij"
    r"|[Vv]er com)"
    r"\s+(?P<who>[A-Z0-9][\w.& '-]{0,40}?)\s*(?=:|<|https?:|\.|$)"
)
_MORE = re.compile(
    r"^(?:see|voir|siehe|vease|ver|vedi|zie|(?:for )?(?:more|further) information"
    r"|plus d'informations?"
    r"|en savoir plus|weitere informationen|mehr erfahren|mas informacion|maggiori informazioni"
    r"|saiba mais|mais informacoes|meer informatie|learn more|read more|privacy policy)\b"
)
_GENERIC = re.compile(
    r"\b(?:list\w*|overview|table\w*|details?|policy|technolog\w*|introduction|general|other"
    r"|autres?|andere|otras?|altri"
    r"|outros?|overige|which|what|how|privacy|website|site|use\w*|third|parties|first|party)\b"
)


@dataclass(slots=True)
class Group:
    """A heading or label and what it says of the entries below it."""

    level: int
    text: str
    category: Category | None = None
    optional: bool = False
    several: bool = False
    provider: str = ""
    supposed_provider: str = ""
    links: tuple[str, ...] = ()


@dataclass(slots=True)
class Context:
    """The headings above the place that has been reached."""

    groups: list[Group] = field(default_factory=list)
    site: str = ""
    domain: str = ""
    titled: bool = False
    """Whether the whole document is about cookies, by its title."""
    _domain_level: int = 0

    def open(self, level: int, text: str, links: tuple[str, ...]) -> None:
        """Take in a heading or label."""
        site, domain = site_in(text), domain_in(text)
        # A line that names a site closes what stands below headings, a heading its own level.
        least = 5 if site and level >= LABEL else level
        while self.groups and self.groups[-1].level >= least:
            self.groups.pop()
        if level < LABEL and level <= self._domain_level:
            self.domain = ""
        if level <= 2 and not site:
            self.site = ""
        if site:
            self.site, self.domain = site, ""
        if domain:
            self.domain, self._domain_level = domain, level
        self.groups.append(group_of(level, text, () if site else links))

    @property
    def path(self) -> str:
        """The headings from the highest to the nearest."""
        return " > ".join(_short(group.text) for group in self.groups if group.level > 1)

    @property
    def about_cookies(self) -> bool:
        """Whether a heading speaks of cookies, or the document's title."""
        return self.titled or any(speaks_of_cookies(group.text) for group in self.groups)

    @property
    def about_cookies_alone(self) -> bool:
        """Whether a heading speaks of cookies and not of privacy or data as a whole as well."""
        told = [group.text for group in self.groups if speaks_of_cookies(group.text)]
        return any(not speaks_of_data(one) for one in told) or (self.titled and not told)

    @property
    def nearest(self) -> Group | None:
        """The innermost heading."""
        return self.groups[-1] if self.groups else None

    def category(self) -> Group | None:
        """The nearest heading that says what the entries are for, or whether they are needed."""
        told = [one for one in self._inner() if one.category or one.optional or one.several]
        told += [one for one in self.groups if one.level == 1 and _is_kind(one)]
        return _with_kind(told[0], told[1:]) if told else None

    def provider(self) -> tuple[str, bool]:
        """The provider that a heading names, and whether that is only supposed."""
        told = next((one.provider for one in self._inner() if one.provider), "")
        near = self.nearest
        return (told, False) if told or near is None else (near.supposed_provider, True)

    def links(self) -> tuple[str, ...]:
        """What the nearest heading links to."""
        return self.nearest.links if self.nearest else ()

    def _inner(self) -> Iterator[Group]:
        return (group for group in reversed(self.groups) if group.level > 1)


def _with_kind(group: Group, outer: Sequence[Group]) -> Group:
    """A group; one that is only called optional is of the kind that a heading above it says."""
    above = outer[0].category if outer else None
    if group.category or group.several or above in {None, Category.NECESSARY}:
        return group
    return replace(group, category=above)


def _is_kind(group: Group) -> bool:
    """Whether a title is a kind of cookies and no more: "Strictly necessary cookies"."""
    return group.category is not None and len(group.text.split()) <= 3


def group_of(level: int, text: str, links: tuple[str, ...]) -> Group:
    """What a heading says."""
    kinds = categories_in(_without_links(text)) if len(text) < 200 else ()
    return Group(
        level,
        text,
        category=kinds[0] if len(kinds) == 1 else None,
        optional=says_optional(text),
        several=len(kinds) > 1,
        provider=provider_in(text),
        supposed_provider="" if kinds or says_optional(text) else _as_provider(level, text),
        links=links,
    )


def site_in(text: str) -> str:
    """The address of the site that a text says its cookies are found on; empty for none."""
    if len(text) > 300 or not speaks_of_cookies(text):
        return ""
    found = _SITE.search(text)
    if not found or READ_ON.search(plain(text[: found.start("url")])):
        return ""
    address = found["url"].rstrip(".,;:/")
    return address if address.lower().startswith("http") else f"https://{address}"


def domain_in(text: str) -> str:
    """The domain that a heading says its cookies are set by."""
    short = len(text) < 120 and (speaks_of_cookies(text) or len(text.split()) < 5)
    found = _DOMAIN.search(text.lower()) if short else None
    return (found["host"] or found["other"] or "").removeprefix("www.") if found else ""


def provider_in(text: str) -> str:
    """Who a text says provides the cookies."""
    found = _PROVIDED.search(text) or _SEE_WITH.search(text)
    return found["who"].strip(" ,;") if found else ""


def leads_on(text: str) -> bool:
    """Whether a text does nothing but name further reading."""
    before = _without_links(text)
    return bool(_SEE_WITH.match(text) or (_MORE.match(plain(before)) and len(before.split()) <= 6))


def _without_links(text: str) -> str:
    return re.sub(r"<?https?://\S+>?", "", text)


def _as_provider(level: int, text: str) -> str:
    words = text.rstrip(":").split()
    name = (
        bool(words)
        and len(words) <= 3
        and all(one[0].isupper() or one[0].isdigit() for one in words)
    )
    numbered = re.match(r"\d+(?:\.\d+)+\.?\s", text)
    if numbered or not name or level < 3 or not re.search("[A-Z]", text) or field_of(text):
        return ""
    if speaks_of_cookies(text) or _GENERIC.search(plain(text)) or names_in_cell(text, strict=True):
        return ""
    return text.rstrip(":")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
