"""Undeclared cookies of a run as entries of the declaration, for somebody to review."""

from crawler.suggest.insertion import with_entries
from crawler.suggest.known import KnownCookie, KnownCookies, built_in_table
from crawler.suggest.open_cookie_database import read_open_cookie_database
from crawler.suggest.suggesting import LeftOut, Suggestions, suggest
from crawler.suggest.suggestion import Suggestion

__all__ = [
    "KnownCookie",
    "KnownCookies",
    "LeftOut",
    "Suggestion",
    "Suggestions",
    "built_in_table",
    "read_open_cookie_database",
    "suggest",
    "with_entries",
]
