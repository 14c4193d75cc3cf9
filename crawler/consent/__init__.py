"""Find the consent banner, operate it, prove that it took."""

from crawler.consent.banner import Level
from crawler.consent.decide import banner_level, decide, shows_by_rules
from crawler.consent.decision import Decision, Wish
from crawler.consent.steps import follow
from crawler.consent.way_back import way_back
from crawler.consent.withdrawal import Withdrawal, withdraw

__all__ = [
    "Decision",
    "Level",
    "Wish",
    "Withdrawal",
    "banner_level",
    "decide",
    "follow",
    "shows_by_rules",
    "way_back",
    "withdraw",
]
