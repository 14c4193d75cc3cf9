"""Draft entries to a declaration in YAML, with a comment for all that somebody has to look at."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from crawler.cookies import StorageType
from crawler.declared import Category, web_address
from crawler.declared.schema import schema_line
from crawler.domains import ascii_host
from crawler.errors import BadInput
from crawler.policy.draft_entry import Doubt, DraftEntry
from crawler.policy.words import Field
from crawler.text import printable, shortened

MARKER = "# Draft by cookie-audit policy import"
UNREAD = "# Not read, since no name was found there:"
_NO_SITE = "https://name-your-site.invalid"
_PLAIN = re.compile(r"[A-Za-z0-9_](?:[\w .,/()'+-]*[\w.)])?")


@dataclass(frozen=True, slots=True)
class Draft:
    """A declaration to be reviewed. ``url`` is the policy's, ``site`` where none is named."""

    entries: tuple[DraftEntry, ...]
    sources: tuple[str, ...]
    unread: tuple[str, ...] = ()
    url: str = ""
    site: str = ""
    dates: tuple[date, ...] = ()

    @property
    def to_review(self) -> int:
        """How many entries have something to be looked at."""
        return sum(bool(one.notes) for one in self.entries)

    def text(self, folder: Path = Path()) -> str:
        """The declaration as YAML, for a file in a folder."""
        sites = self._sites()
        lines = [
            schema_line(folder),
            f"{MARKER}. Delete this line once it is approved:",
            "# a file in which it stands is overwritten by the next import.",
            f"# Read from {_comment(', '.join(self.sources))}.",
            f"# {len(self.entries)} entries; {self.to_review} of them are marked REVIEW.",
            "version: 1",
            "",
            *self._policy(),
            "sites:",
        ]
        if not sites:
            lines.append("  # REVIEW: the policy names no site: write its address and its name.")
        for url, name in (sites or {_NO_SITE: "site"}).items():
            lines += [f"  {_scalar(name)}:", f"    url: {url}"]
        lines += ["", "cookies:" if self.entries else "cookies: []"]
        for entry in self.entries:
            lines += _entry(entry, sites)
        if self.unread:
            lines += ["", UNREAD]
            lines += [f"# - {_comment(one)}" for one in self.unread]
        return "\n".join(lines) + "\n"

    def _policy(self) -> Iterator[str]:
        if self.url:
            yield "policy:"
            yield f"  url: {_scalar(self.url)}"
        else:
            yield "# REVIEW: where is the policy published? policy: {url: https://...}"
        indent = "  " if self.url else "# "
        if len(self.dates) == 1:
            yield f"{indent}updated: {self.dates[0]}"
        elif self.dates:
            days = ", ".join(map(str, self.dates))
            yield f"{indent.rstrip('# ')}# REVIEW: the policy gives several dates: {days}"
        yield ""

    def _sites(self) -> dict[str, str]:
        """The address of each site and its name, which is its host."""
        named = [origin for one in self.entries if (origin := _origin(one.site))]
        own = _origin(self.site)
        if own and (not named or any(not _origin(one.site) for one in self.entries)):
            named.insert(0, own)
        origins = dict.fromkeys(named)
        return {origin: urlsplit(origin).hostname or "site" for origin in origins}


def draft_of(
    entries: Iterable[DraftEntry], sources: Sequence[str], *, url: str = "", site: str = ""
) -> Draft:
    """A draft in which each cookie stands once."""
    return Draft(_merged(entries, _origin(site)), tuple(sources), url=url, site=site)


def is_draft(lines: Iterable[str]) -> bool:
    """Whether a file's lines begin as a draft does: the marker stands first or below the schema."""
    return any(line.startswith(MARKER) for line in islice(lines, 2))


def write_draft(path: Path, text: str) -> None:
    """Write a draft. Raises BadInput where a file stands there that is no draft of this command."""
    try:
        if path.exists():
            with path.open("rb") as file:
                first = [file.readline(10_000) for _ in range(2)]
            if not is_draft(line.decode(errors="replace") for line in first):
                raise BadInput.in_file(
                    path, "exists and is no draft of this command: name another file with --out"
                )
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput.in_file(path, f"cannot be written ({error.strerror})") from error


def _merged(entries: Iterable[DraftEntry], site: str) -> tuple[DraftEntry, ...]:
    """Each cookie once; what a later place says of it becomes a note of the first."""
    entries = list(entries)
    origins = dict.fromkeys(origin for one in entries if (origin := _origin(one.site))) or {
        site: None
    }
    merged: list[DraftEntry] = []
    owners: dict[_Claim, int] = {}
    for entry in entries:
        claims = _claims(entry, [entry.name], origins)
        owner = next((owners[claim] for claim in claims if claim in owners), None)
        if owner is not None and merged[owner].name == entry.name:
            merged[owner] = _with_later(merged[owner], entry)
            continue
        if owner is not None:
            aliases = tuple(one for one in merged[owner].aliases if one != entry.name)
            merged[owner] = replace(merged[owner], aliases=aliases)
        free = tuple(
            one
            for one in entry.aliases
            if not any(claim in owners for claim in _claims(entry, [one], origins))
        )
        merged.append(replace(entry, aliases=free))
        names = (entry.name, *free)
        owners |= dict.fromkeys(_claims(entry, names, origins), len(merged) - 1)
    return tuple(merged)


_Claim = tuple[str, str, str, StorageType]


def _claims(entry: DraftEntry, names: Sequence[str], origins: Iterable[str]) -> tuple[_Claim, ...]:
    """What an entry claims on each of its sites, as the declaration counts it."""
    own = _origin(entry.site)
    return tuple(
        (name, origin, entry.domain or _host(origin), entry.type)
        for origin in ([own] if own else origins)
        for name in names
    )


def _with_later(first: DraftEntry, later: DraftEntry) -> DraftEntry:
    """The first entry, with whatever it left open filled in and every difference noted."""
    notes, doubts = list(first.notes), list(first.doubts)
    if first.site != later.site:
        notes.append(f"declared again for {later.site or 'no site of its own'}: {later.source}")
    if first.lifetime and later.lifetime and first.lifetime.casefold() != later.lifetime.casefold():
        notes.append(f"declared again with lifetime {later.lifetime!r}: {later.source}")
        doubts.append(Doubt(Field.LIFETIME, notes[-1], contradiction=True))
    if not first.lifetime and not later.lifetime:
        unsure = [one for one in later.doubts if one.field is Field.LIFETIME]
        notes += [one.text for one in unsure]
        doubts += unsure
    if first.category and later.category and first.category is not later.category:
        notes.append(f"declared again as {later.category}: {later.source}")
        doubts.append(Doubt(Field.CATEGORY, notes[-1], contradiction=True))
    return replace(
        first,
        lifetime=first.lifetime or later.lifetime,
        category=first.category or later.category,
        provider=first.provider or later.provider,
        purpose=first.purpose or later.purpose,
        links=tuple(dict.fromkeys((*first.links, *later.links))),
        notes=tuple(dict.fromkeys(notes)),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _entry(entry: DraftEntry, sites: dict[str, str]) -> Iterator[str]:
    for note in entry.notes:
        yield f"  # REVIEW: {_comment(note)}"
    yield f"  - name: {_scalar(entry.name)}"
    keys = {
        "aliases": f"[{', '.join(map(_quoted, entry.aliases))}]" if entry.aliases else "",
        "sites": f"[{_scalar(sites[origin])}]" if (origin := _origin(entry.site)) in sites else "",
        "domain": _scalar(entry.domain) if entry.domain and entry.domain != _host(origin) else "",
        "category": entry.category or "",
        "consent": _consent(entry),
        "lifetime": _scalar(entry.lifetime),
        "type": entry.type if entry.type is not StorageType.COOKIE else "",
        "provider": _scalar(entry.provider),
        "purpose": _scalar(entry.purpose),
        "source": _scalar(entry.source),
    }
    yield from (f"    {key}: {value}" for key, value in keys.items() if value)
    links = [link for link in entry.links if _is_address(link)]
    if links:
        yield "    links:"
        yield from (f"      - {_scalar(link)}" for link in links)


def _consent(entry: DraftEntry) -> str:
    return "required" if entry.optional and entry.category in {None, Category.NECESSARY} else ""


def _origin(address: str) -> str:
    """Scheme, host and port of an address; empty where it is none."""
    if not _is_address(address):
        return ""
    parts = urlsplit(address)
    host = ascii_host(parts.hostname or "")
    return (
        f"{parts.scheme.lower()}://{host}{f':{parts.port}' if parts.port else ''}" if host else ""
    )


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or ""


def _is_address(text: str) -> bool:
    try:
        return bool(text and web_address(text))
    except ValueError:
        return False


def _scalar(text: str) -> str:
    if not text:
        return ""
    plain = _PLAIN.fullmatch(text) and ": " not in text and _is_text(text)
    return text if plain else _quoted(text)


def _is_text(text: str) -> bool:
    """Whether YAML reads a plain scalar as text, not as null, a number, a truth or a date."""
    try:
        return isinstance(yaml.safe_load(text), str)
    except (ValueError, yaml.YAMLError):
        return False


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return printable(shortened(" ".join(text.split()), 300))
