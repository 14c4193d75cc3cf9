r"""The words on the buttons of consent banners, language by language.

Patterns are alternatives of a JavaScript regular expression. They read clauses as ``labels.js``
cuts them: lower-cased and without accents (``ä`` is ``a``, ``ł`` is ``l``), so they are written in
plain letters. Each begins at the beginning of a word; a stem stands for all its endings, a whole
word ends with ``\b``.

To add a language: its module, its line in ``LANGUAGES``, and its labels in the tests.
"""

from crawler.consent.languages.dutch import DUTCH
from crawler.consent.languages.english import ENGLISH
from crawler.consent.languages.french import FRENCH
from crawler.consent.languages.german import GERMAN
from crawler.consent.languages.italian import ITALIAN
from crawler.consent.languages.language import Language
from crawler.consent.languages.neighbours import NEIGHBOURS
from crawler.consent.languages.polish import POLISH
from crawler.consent.languages.portuguese import PORTUGUESE
from crawler.consent.languages.spanish import SPANISH
from crawler.consent.languages.swedish import SWEDISH

LANGUAGES = (
    ENGLISH,
    FRENCH,
    GERMAN,
    SPANISH,
    ITALIAN,
    PORTUGUESE,
    DUTCH,
    POLISH,
    SWEDISH,
    NEIGHBOURS,
)

__all__ = ["LANGUAGES", "Language"]
