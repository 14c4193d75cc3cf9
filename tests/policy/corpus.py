"""The policies of the tests, each with what stands in it, and how many fields of it are right."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.policy.draft_entry import DraftEntry
from crawler.policy.entries import read_entries
from crawler.policy.reading import read_file

FOLDER = Path(__file__).parent / "policies"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a policy says of one cookie; empty where it says nothing."""

    name: str
    aliases: tuple[str, ...] = ()
    lifetime: str = ""
    category: str = ""
    provider: str = ""
    domain: str = ""
    site: str = ""


def policies() -> list[Path]:
    """Every policy that is kept as a file."""
    return sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")


def expected(policy: Path) -> list[Expected]:
    """What stands in a policy, by the file beside it."""
    lines = policy.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    return [_expected(line) for line in lines if line and not line.startswith("#")]


def read(policy: Path) -> list[Expected]:
    """What is read of a policy, in the form of what is expected."""
    return [as_expected(entry) for entry in read_entries(read_file(policy)).entries]


def as_expected(entry: DraftEntry) -> Expected:
    return Expected(
        entry.name,
        entry.aliases,
        entry.lifetime,
        entry.category or "",
        entry.provider,
        entry.domain,
        entry.site,
    )


def _expected(line: str) -> Expected:
    name, *rest = (part.strip() for part in line.split("|"))
    name, _, aliases = name.partition(" (")
    return Expected(name, tuple(_split(aliases.rstrip(")"))), *rest)


def _split(text: str) -> Iterator[str]:
    return (part.strip() for part in text.split(",") if part.strip())
