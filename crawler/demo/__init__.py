"""Practice copies of the customer's two sites, served on this machine under their real names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from crawler.declared import Declaration, load_declaration
from crawler.demo import app, public
from crawler.demo.faults import FAULTS, Fault, found
from crawler.demo.serving import Served, serve
from crawler.demo.vendors import vendors
from crawler.errors import AuditError, BadInput

__all__ = ["FAULTS", "Fault", "Served", "customers_declaration", "found", "practice_sites"]

# The names that the customer's list gives the practice sites; the faults speak of them.
_SITES = {"public": public.ORIGIN, "app": app.ORIGIN}


@asynccontextmanager
async def practice_sites() -> AsyncIterator[Served]:
    """Serve both sites and the foreign hosts that they load from, all behind one address."""
    hosts = {public.HOST: public.public_site(), app.HOST: app.learning_app(), **vendors()}
    everything = web.Application()
    for host, application in hosts.items():
        everything.add_domain(host, application)
    async with serve(everything, tuple(hosts)) as served:
        yield served


def customers_declaration() -> Declaration:
    """The customer's declared list: inside the installed package, or in a clone beside it.

    Raises:
        AuditError: this installation does not carry it.
        BadInput: it cannot be read, or somebody put another declaration in its place.
    """
    declaration = load_declaration(_customers_file())
    lacking = [
        f"{name} ({origin})"
        for name, origin in _SITES.items()
        if name not in declaration.sites or declaration.sites[name].origin != origin
    ]
    if lacking:
        sentence = (
            f"is not the list that came with cookie-audit: it lacks {' and '.join(lacking)}, which "
            "the demo audits; put that list back, and declare your own sites in another file "
            "(cookie-audit run my_sites.yaml)"
        )
        raise BadInput.in_file(declaration.path, sentence)
    return declaration


def _customers_file() -> Path:
    package = Path(__file__).parents[1]
    for folder in (package, package.parent):
        if (file := folder / "expected_cookies.yaml").is_file():
            return file
    raise AuditError("this installation of cookie-audit lacks expected_cookies.yaml")
