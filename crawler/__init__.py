"""cookie-audit: what a site's pages really store, against what its policy declares."""

__version__ = "0.1.0"
