"""Find the consent banner, operate it, prove that it took."""

from crawler.consent.banner import Level
from crawler.consent.decide import banner_level, decide, shows_by_rules
from crawler.consent.decision import Decision, Wish
from crawler.consent.steps import follow

__all__ = ["Decision", "Level", "Wish", "banner_level", "decide", "follow", "shows_by_rules"]
