"""Practice copies of the customer's two sites, served on this machine under their real names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from crawler.demo import app, public
from crawler.demo.faults import FAULTS, Fault, found
from crawler.demo.serving import Served, serve
from crawler.demo.vendors import vendors
from crawler.errors import AuditError

__all__ = ["FAULTS", "Fault", "Served", "customers_declaration", "found", "practice_sites"]


@asynccontextmanager
async def practice_sites() -> AsyncIterator[Served]:
    """Serve both sites and the foreign hosts that they load from, all behind one address."""
    hosts = {public.HOST: public.public_site(), app.HOST: app.learning_app(), **vendors()}
    everything = web.Application()
    for host, application in hosts.items():
        everything.add_domain(host, application)
    async with serve(everything, tuple(hosts)) as served:
        yield served


def customers_declaration() -> Path:
    """The customer's declared list: inside the installed package, or in a clone beside it.

    Raises:
        AuditError: this installation does not carry it.
    """
    package = Path(__file__).parents[1]
    for folder in (package, package.parent):
        if (file := folder / "expected_cookies.yaml").is_file():
            return file
    raise AuditError("this installation of cookie-audit lacks expected_cookies.yaml")
