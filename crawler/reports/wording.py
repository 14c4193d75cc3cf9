"""What a report says in each of its languages.

English is what stands in the code and in the templates; ``french`` has the same sentences in
French. What an audit brought home in English words of its own (reasons, proofs) stays as it is,
and the page marks it as English.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.cookies import Walk
from crawler.findings import RULES, Finding, Rule, RuleText
from crawler.languages import Language
from crawler.lifetimes import in_words, length_terms
from crawler.reports.french import FRENCH, FRENCH_UNITS
from crawler.reports.french_rules import FRENCH_FINDINGS, FRENCH_RULES

NOBODY = "\u2013"
_LENGTH = re.compile(
    r"(?P<least>at least )?(?P<length>[^(]+?)(?P<exact> \(-?\d+ s\))?(?P<left> left)?"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One language: called with an English sentence, it gives the sentence in that language.

    One that it does not have stays English; a test tells of it.
    """

    language: Language
    rules: Mapping[Rule, RuleText]
    _sentences: Mapping[str, str] = field(default_factory=dict)
    _units: Mapping[str, str] = field(default_factory=dict)
    _told: Mapping[Rule, str] = field(default_factory=dict)

    def __call__(self, sentence: str, **fields: object) -> str:
        """The sentence, its braces filled in."""
        words = self._sentences.get(sentence, sentence)
        return words.format(**fields) if fields else words

    def count(self, number: int, one: str, many: str) -> str:
        """A number and what it counts; zero is a plural in English and a singular in French."""
        singular = number == 1 or (number == 0 and self.language is Language.FRENCH)
        return f"{self.number(number)} {self(one if singular else many)}"

    def sentence(self, finding: Finding) -> str:
        """A finding in words of this language; empty where those of the audit are in it."""
        told = self._told.get(finding.rule)
        if told is None:
            return ""
        return told.format(
            name=finding.identity.name or self("(nameless)"),
            host=finding.identity.host,
            page=finding.page or NOBODY,
            by=finding.set_by or NOBODY,
            declared=self.fact(finding.declared),
            observed=self.fact(finding.observed),
            sites=", ".join(finding.sites) or NOBODY,
        )

    def number(self, number: int) -> str:
        """A number with its thousands apart."""
        return f"{number:,}".replace(",", "," if self.language is Language.ENGLISH else " ")

    def decimal(self, number: float, unit: str) -> str:
        """A measured number to its tenth."""
        point = "." if self.language is Language.ENGLISH else ","
        return f"{number:.1f}".replace(".", point) + f" {unit}"

    def lifetime(self, seconds: float | None) -> str:
        """A lifetime in seconds as people say it; None is a session."""
        return self.length(in_words(seconds))

    def length(self, words: str) -> str:
        """A length of time in English words, in this language; other words as they are."""
        if not self._units:
            return words
        if words in self._sentences:
            return self._sentences[words]
        whole, _, less = words.partition(" less ")
        try:
            terms = [self._terms(part) for part in (whole, less) if part]
        except ValueError:
            return words
        return " moins ".join(terms)

    def fact(self, words: str) -> str:
        """Words of ours that a run holds (one side of a finding, a list's cell), part by part.

        What is not known stays as it is: the words of a declaration, or a name.
        """
        if not self._sentences:
            return words
        return ", ".join(map(self._part, words.split(", ")))

    def _part(self, words: str) -> str:
        if words in self._sentences:
            return self._sentences[words]
        found = _LENGTH.fullmatch(words)
        if not found:
            return words
        said = self.length(found["length"])
        if said == found["length"]:
            return words
        least = self("at least {length}", length=said) if found["least"] else said
        left = self("{length} left", length=least) if found["left"] else least
        return left + (found["exact"] or "")

    def label(self, walk: Walk) -> str:
        """A journey's name, with the categories that alone are granted."""
        return " ".join([self(walk.journey), "+".join(map(self.fact, walk.granted))]).strip()

    def _terms(self, words: str) -> str:
        said = []
        for count, unit in length_terms(words):
            name = self._units[unit]
            many = "s" if count >= 2 and not name.endswith("s") else ""
            said.append(f"{count:g} {name}{many}".replace(".", ","))
        return " ".join(said)

    def clock(self, moment: float | None) -> str:
        """A time as people read it, in UTC; empty for none."""
        if moment is None:
            return ""
        try:
            at = datetime.fromtimestamp(moment, UTC)
        except (ValueError, OverflowError, OSError):  # what a site sends may be beyond calendars
            return f"{moment:g} s"
        day = "%Y-%m-%d" if self.language is Language.ENGLISH else "%d/%m/%Y"
        return f"{at:{day} %H:%M:%S} UTC"


WORDINGS: Mapping[Language, Wording] = {
    Language.ENGLISH: Wording(Language.ENGLISH, RULES),
    Language.FRENCH: Wording(Language.FRENCH, FRENCH_RULES, FRENCH, FRENCH_UNITS, FRENCH_FINDINGS),
}
