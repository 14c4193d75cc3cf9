"""What the chapter holds: sections by site, groups by category, and a row for each entry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.chapter.phrases import Phrases
from crawler.declared import Category, Consent, Declaration, DeclaredCookie, Site

# Auditors look for what needs no consent first.
_ORDER = (*Category, None)


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one category: a heading, a sentence about it, a table."""

    title: str
    about: str
    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is declared for one site, or for all."""

    title: str
    note: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The whole chapter. Every text is plain; the formats escape it."""

    phrases: Phrases
    lines: tuple[str, ...]
    sections: tuple[Section, ...]


def chapter_of(declaration: Declaration, phrases: Phrases) -> Chapter:
    """The chapter of what is declared; nothing is added that the declaration does not say."""
    lines = [phrases.intro if declaration.cookies else phrases.nothing]
    if declaration.policy and declaration.policy.updated:
        lines.append(phrases.updated.format(declaration.policy.updated.isoformat()))
    return Chapter(phrases, tuple(lines), tuple(_sections(declaration, phrases)))


def _sections(declaration: Declaration, phrases: Phrases) -> Iterator[Section]:
    sites = list(declaration.sites.values())
    shared = [one for one in declaration.cookies if len(sites) > 1 and _everywhere(one, sites)]
    if shared:
        note = phrases.our_sites.format(", ".join(site.url for site in sites))
        yield _section(phrases.every_site, note, shared, phrases, None)
    for site in sites:
        own = [one for one in declaration.cookies_of(site.name) if one not in shared]
        if own:
            yield _section(phrases.site.format(site.url), "", own, phrases, site)


def _everywhere(entry: DeclaredCookie, sites: Sequence[Site]) -> bool:
    return all(entry.on(site.name) for site in sites)


def _section(
    title: str, note: str, entries: Sequence[DeclaredCookie], phrases: Phrases, site: Site | None
) -> Section:
    groups = [
        Group(
            phrases.categories[category],
            phrases.about[category],
            phrases.caption.format(title, phrases.categories[category]),
            tuple(_row(one, phrases, site) for one in entries if one.category is category),
        )
        for category in _ORDER
    ]
    return Section(title, note, tuple(one for one in groups if one.rows))


def _row(entry: DeclaredCookie, phrases: Phrases, site: Site | None) -> tuple[str, ...]:
    return (
        entry.name,
        entry.provider or phrases.unknown,
        _purpose(entry, phrases),
        phrases.lifetime(entry.lifetime, entry.type),
        entry.domain or (site.host if site else phrases.own_domain),
        phrases.kinds[entry.type],
    )


def _purpose(entry: DeclaredCookie, phrases: Phrases) -> str:
    """The purpose, and behind it what no column of its own says."""
    said = [entry.purpose or phrases.unknown]
    exempt = entry.category is Category.NECESSARY
    if entry.consent_stated and exempt is not (entry.consent is Consent.EXEMPT):
        said.append(phrases.with_consent if exempt else phrases.without_consent)
    if entry.aliases:
        said.append(phrases.also.format(", ".join(entry.aliases)))
    sentences = [one if one.endswith((".", "!", "?")) else f"{one}." for one in said]
    return " ".join(sentences) if len(said) > 1 else said[0]
