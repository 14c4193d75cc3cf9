"""Find the consent banner, operate it, prove that it took."""

from crawler.consent.banner import Level
from crawler.consent.decide import Decision, Wish, banner_level, decide, shows_by_rules

__all__ = ["Decision", "Level", "Wish", "banner_level", "decide", "shows_by_rules"]
