"""Where policies are read from: addresses, files, saved drafts."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawler.browser import Launch
from crawler.declared import Declaration, web_address
from crawler.errors import BadInput
from crawler.four_lists import PolicyList
from crawler.policy.document import PolicyDocument
from crawler.policy.entries import Reading, read_entries
from crawler.policy.published import Published, published_in, saved_draft, together
from crawler.policy.reading import read_file
from crawler.policy_pages import PageUnread, fetch_policy, load_policy
from crawler.walks import NotProven

THE_POLICY = "the published policy"
MOST_UNREAD = 5


@dataclass(frozen=True, slots=True)
class Sources:
    """Which policies are read, and how: ``scripts`` loads pages with the browser at once."""

    places: tuple[str, ...]
    launch: Launch = field(default_factory=Launch)
    scripts: bool = False

    def read(self) -> list[tuple[PolicyDocument, Reading]]:
        """Every policy with its entries. Raises BadInput, or PageUnread where none are found."""
        return [self.read_one(place) for place in self.places]

    def read_one(self, place: str) -> tuple[PolicyDocument, Reading]:
        """One policy with its entries. Raises as ``read`` does."""
        if not is_address(place):
            document = read_file(Path(place))
            return document, _found(document, read_entries(document))
        url = address_of("URL", place)
        document = asyncio.run(fetch_policy(url, self.launch))
        reading = read_entries(document)
        if document.page and (self.scripts or not reading.entries):
            document = asyncio.run(load_policy(url, self.launch))
            reading = read_entries(document)
        return document, _found(document, reading)


def published_at(declaration: Declaration, sources: Sequence[str], launch: Launch) -> Published:
    """What the sources publish together; the declaration's own policy where none is named.

    Raises BadInput, or PageUnread where one has no entry.
    """
    return together([_published_in(one, launch) for one in named(declaration, sources)])


def policy_for_run(declaration: Declaration, sources: Sequence[str], launch: Launch) -> PolicyList:
    """The published policy as a run shows it; not read where nobody asks for that.

    What cannot be read of it is a gap of the run. Raises BadInput for a source that is none.
    """
    asked = sources or (declaration.policy is not None and declaration.policy.read)
    if not asked:
        return PolicyList()
    try:
        published = published_at(declaration, sources, replace(launch, netlog=None))
    except PageUnread as error:
        return PolicyList(gaps=(NotProven(THE_POLICY, str(error)),))
    unread = "; ".join(published.unread[:MOST_UNREAD])
    gaps = (NotProven(f"all of {THE_POLICY}", f"not read: {unread}"),) if unread else ()
    return PolicyList(published.entries, gaps)


def named(declaration: Declaration, sources: Sequence[str]) -> Sequence[str]:
    """The policies that are meant. Raises BadInput where neither side names one."""
    if sources:
        return sources
    if declaration.policy is None:
        sentence = "names no policy: write policy: {url: ...}, or name a file or address behind it"
        raise BadInput.in_file(declaration.path, sentence)
    return (declaration.policy.url,)


def _published_in(place: str, launch: Launch) -> Published:
    """One policy, or a saved draft of it. Pages are loaded with their scripts, as users see them.

    Raises BadInput, or PageUnread where no entry is found.
    """
    if not is_address(place) and is_declaration(place):
        return saved_draft(Path(place))
    return published_in([Sources((place,), launch, scripts=True).read_one(place)])


def is_declaration(place: str) -> bool:
    """Whether a file is a declaration, or a draft of one, by its suffix."""
    return Path(place).suffix.lower() in {".yaml", ".yml"}


def is_address(place: str) -> bool:
    """Whether a place is on the web rather than a file."""
    return place.lower().startswith(("http://", "https://"))


def address_of(option: str, text: str) -> str:
    """What an option has for a web address. Raises BadInput where it is none."""
    try:
        return web_address(text)
    except ValueError as error:
        raise BadInput.in_file(option, str(error)) from error


def _found(document: PolicyDocument, reading: Reading) -> Reading:
    if reading.entries:
        return reading
    if document.asks_login:
        raise PageUnread(f"{document.source}: asks for a login: save the page and name its file")
    seen = f" ({len(reading.unread)} rows without a name)" if reading.unread else ""
    raise PageUnread(
        f"{document.source}: no cookie is named in it{seen}: is it the page that lists them?"
    )
