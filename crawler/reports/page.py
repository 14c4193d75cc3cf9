"""What the pages that a report or an index is have in common: how site text and styles get in.

Site text reaches a page through jinja2's autoescape and ``printable`` alone. Its content security
policy names its own scripts and styles by their hashes and forbids all else.
"""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.text import printable, shortened


def environment(longest: int) -> Environment:
    """The templates' environment; ``longest`` are the letters at which a text is cut."""

    def shown(value: object) -> object:
        """What jinja2 puts on the page for an expression, before it escapes it."""
        if isinstance(value, str) and not isinstance(value, Markup):
            return shortened(printable(value), longest)
        return value

    return Environment(
        loader=PackageLoader("crawler.reports"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def asset(name: str) -> str:
    """A script or style of our own."""
    return files("crawler.reports").joinpath("assets", name).read_text("utf-8")


def policy(styles: Sequence[str], scripts: Sequence[str] = (), *, pictures: bool = False) -> str:
    """The content security policy of a page with these; ``pictures`` may stand in it as data."""
    return "; ".join(
        (
            "default-src 'none'",
            *((f"script-src {' '.join(map(source_hash, scripts))}",) if scripts else ()),
            f"style-src {' '.join(map(source_hash, styles))}",
            *(("img-src data:",) if pictures else ()),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def source_hash(text: str) -> str:
    """How a policy names a script or style (CSP level 3, section 2.3.1)."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
