"""The languages that a report can be written in."""

from enum import StrEnum


class Language(StrEnum):
    """The languages of a report (BCP 47)."""

    ENGLISH = "en"
    FRENCH = "fr"
