"""What requests to a site's own origin carry beside, and who the browser is to it and its proxy.

Headers and the proxy are dealt with on the browser's own session of DevTools: it sees the requests
of all pages, frames and workers, and only those of the patterns that it asks for (measured,
Chromium 156).
"""

import asyncio
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from crawler.declared import Credential, Declaration, ProxySettings, Site
from crawler.devtools import DevTools, Params, TargetGone
from crawler.errors import BadInput, Problem
from crawler.identity import Identity, identity_in

PAUSED, ASKED = "Fetch.requestPaused", "Fetch.authRequired"


@dataclass(frozen=True, slots=True)
class Pass:
    """The headers that requests to one origin carry, by name; ``secrets`` are never shown."""

    origin: str
    headers: Mapping[str, str] = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def covers(self, url: str) -> bool:
        """Whether a request goes to this origin, and not to another host, port or scheme."""
        return url.startswith(f"{self.origin}/")


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where all requests go through; ``bypass`` are the hosts that are reached without it."""

    server: str
    bypass: tuple[str, ...] = ()
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def passes(declaration: Declaration, sites: tuple[str, ...] = ()) -> tuple[Pass, ...]:
    """Those of the sites that are audited (all where none is named).

    Raises BadInput with everything that cannot be read, and for two sites of one origin that
    differ in them.
    """
    found = _each(declaration, sites, _pass, "headers or http_auth")
    return tuple(one for one in found if one.headers)


def identities(declaration: Declaration, sites: tuple[str, ...] = ()) -> tuple[Identity, ...]:
    """The client certificates of the sites that are audited (all where none is named).

    Raises BadInput with everything that cannot be read or used.
    """
    found = tuple(filter(None, _each(declaration, sites, _identity, "client_certificate")))
    for one in found:
        for other in found:
            if one.certificate != other.certificate and one.known_by == other.known_by:
                sentence = (
                    f"the client certificates of {one.origin} and {other.origin} have one subject "
                    "and one issuer, by which the browser cannot tell them apart: audit these "
                    "sites one by one (--site)"
                )
                raise BadInput.in_file(declaration.path, sentence)
    return found


_Made = TypeVar("_Made", Pass, "Identity | None")


def _each(
    declaration: Declaration,
    sites: tuple[str, ...],
    make: Callable[[Site], _Made],
    what: str,
) -> tuple[_Made, ...]:
    """What is made of each site, once for each origin."""
    found: dict[str, _Made] = {}
    problems: list[Problem] = []
    for site in declaration.sites.values():
        if sites and site.name not in sites:
            continue
        try:
            made = make(site)
            if found.setdefault(site.origin, made) != made:
                raise ValueError(f"another site of {site.origin} has other {what}")
        except Unread as error:
            problems.append(_problem(declaration, site, error, error.line))
        except ValueError as error:
            problems.append(_problem(declaration, site, error, site.line))
    if problems:
        raise BadInput(problems)
    return tuple(found.values())


class Unread(ValueError):
    """What is kept in the ``line`` of the declaration cannot be read, or be sent."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line


def _problem(declaration: Declaration, site: Site, error: ValueError, line: int) -> Problem:
    return Problem(str(declaration.path), line or site.line, 0, f"{site.name}: {error}")


def _pass(site: Site) -> Pass:
    headers = {name: _read(name, value) for name, value in site.headers.items()}
    secrets = [headers[name] for name, value in site.headers.items() if value.secret]
    if auth := site.http_auth:
        username = _read("username", auth.username)
        password = _read("password", auth.password)
        if ":" in username:
            raise ValueError("http_auth: a user's name must not hold a colon (RFC 7617)")
        sent = b64encode(f"{username}:{password}".encode()).decode()
        headers["Authorization"] = f"Basic {sent}"
        secrets += [password, sent]
    return Pass(site.origin, headers, tuple(secrets))


def _identity(site: Site) -> Identity | None:
    declared = site.client_certificate
    if declared is None:
        return None
    passphrase = _kept("passphrase", declared.passphrase) if declared.passphrase else ""
    try:
        return identity_in(site.origin, declared.certificate, declared.key, passphrase)
    except ValueError as error:
        raise Unread(f"client_certificate: {error}", site.line) from None


def _read(name: str, kept: Credential) -> str:
    text = _kept(name, kept)
    if not text.isascii() or not text.isprintable():
        raise Unread(f"{name}: holds other characters than plain ASCII", kept.line)
    return text


def _kept(name: str, kept: Credential) -> str:
    try:
        return kept.read()
    except ValueError as error:
        raise Unread(f"{name}: {error}", kept.line) from None


def proxy_of(settings: ProxySettings | None) -> Proxy | None:
    """The proxy with its credentials. Raises ValueError where they cannot be read."""
    if settings is None:
        return None
    username = _read("username", settings.username) if settings.username else ""
    password = _read("password", settings.password) if settings.password else ""
    return Proxy(settings.server, settings.bypass, username, password)


@dataclass(slots=True)
class Bearer:
    """Shows the passes, and the browser's name to its proxy, for as long as the browser lives."""

    devtools: DevTools
    passes: tuple[Pass, ...]
    proxy: Proxy | None = None
    _told: set[str] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def begin(self) -> None:
        """Begin, where there is something to show; nothing else is ever looked at."""
        named = bool(self.proxy and self.proxy.username)
        patterns = [{"urlPattern": "*"}] if named else []
        patterns += [{"urlPattern": f"{one.origin}/*"} for one in self.passes]
        if patterns:
            self.devtools.listen(self._hear)
            wanted: Params = {"patterns": patterns, "handleAuthRequests": named}
            await self.devtools.send("Fetch.enable", wanted)

    def _hear(self, where: str, method: str, params: Params) -> None:
        if where or method not in (PAUSED, ASKED):
            return
        task = asyncio.create_task(self._answer(method, params))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, method: str, params: Params) -> None:
        answer: Params = {"requestId": params["requestId"]}
        if method == ASKED:
            command = "Fetch.continueWithAuth"
            answer["authChallengeResponse"] = self._named(params)
        else:
            command = "Fetch.continueRequest"
            if headers := self._headers(params["request"]):
                answer["headers"] = headers
        try:
            await self.devtools.send(command, answer)
        except TargetGone:
            return

    def _headers(self, request: Params) -> list[Params]:
        """What the request is to carry in all; empty where it goes as it is."""
        own = next((one for one in self.passes if one.covers(str(request["url"]))), None)
        if own is None:
            return []
        ours = {name.lower() for name in own.headers}
        kept = {name: one for name, one in request["headers"].items() if name.lower() not in ours}
        return [{"name": name, "value": one} for name, one in {**kept, **own.headers}.items()]

    def _named(self, params: Params) -> Params:
        """The answer to a proxy that asks who this is, once for a request; a server gets none."""
        if params["authChallenge"].get("source") != "Proxy" or not self.proxy:
            return {"response": "Default"}
        if params["requestId"] in self._told:
            return {"response": "CancelAuth"}
        self._told.add(params["requestId"])
        who: Params = {"username": self.proxy.username, "password": self.proxy.password}
        return {"response": "ProvideCredentials", **who}
