"""Declared against observed: the findings, what could not be proven, and which entry is which.

Pure: no browser, no files, no clock. The walks may come in any order.
"""

from crawler.compare.comparing import compare, waiver_uses
from crawler.compare.declared_as import matches
from crawler.compare.unproven import unproven

__all__ = ["compare", "matches", "unproven", "waiver_uses"]
