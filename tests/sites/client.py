"""A plain HTTP client that trusts a served authority and resolves as it says: no browser."""

import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from aiohttp import ClientResponse, ClientSession, TCPConnector


class Reachable(Protocol):
    """What a client has to know of served sites."""

    @property
    def resolve(self) -> dict[str, str]: ...

    @property
    def certificate_authority(self) -> Path: ...


async def fetch(
    sites: Reachable,
    host: str,
    path: str = "/",
    *,
    method: str = "GET",
    cookie: str = "",
    form: Mapping[str, str] | None = None,
) -> ClientResponse:
    """One request as a browser would send it; redirects are not followed."""
    trusted = ssl.create_default_context(cafile=sites.certificate_authority)
    async with ClientSession(connector=TCPConnector(ssl=trusted)) as session:
        response = await session.request(
            method,
            f"https://{sites.resolve.get(host, sites.resolve['*'])}{path}",
            headers={"Host": host, **({"Cookie": cookie} if cookie else {})},
            data=form,
            server_hostname=host,
            allow_redirects=False,
        )
        await response.read()
        return response
