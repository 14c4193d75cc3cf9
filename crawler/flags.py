"""What the command line says about an audit, and how that joins what a declaration says."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.browser import Launch
from crawler.declared import (
    BrowserSettings,
    Declaration,
    failing_word,
    host_pattern,
    network_address,
    origin_of,
    site_address,
    web_address,
)
from crawler.declared.wording import did_you_mean, quoted
from crawler.errors import BadInput, Problem
from crawler.passes import Unread, identities, passes, proxy_of
from crawler.trust_store import authorities_in


@dataclass(frozen=True, slots=True)
class Flags:
    """What the command line says about an audit; it wins over the declaration.

    ``fail_on`` is what findings fail it beside those that do anyway.
    """

    browser: Path | None = None
    resolve: tuple[str, ...] = ()
    ignore_https_errors: bool = False
    witness: bool = False
    netlog: Path | None = None
    urls: tuple[str, ...] = ()
    fail_on: tuple[str, ...] = ()

    def sites_of(self, declaration: Declaration) -> Declaration:
        """The declaration, its sites audited where the flags say, and failing on what they say.

        Raises BadInput for what there is not.
        """
        sites = dict(declaration.sites)
        for entry in self.urls:
            name, url = _audited_at(entry, tuple(sites))
            sites[name] = sites[name].model_copy(update={"audited_at": url})
        strict = dict.fromkeys((*declaration.fail_on, *map(_failing, self.fail_on)))
        return declaration.model_copy(update={"sites": sites, "fail_on": tuple(strict)})

    @contextmanager
    def over(self, declaration: Declaration, sites: tuple[str, ...] = ()) -> Iterator[Launch]:
        """How to launch for some sites (all where none is named).

        Raises BadInput for a flag that cannot be followed and a secret that cannot be read. The
        browser's log is deleted in the end, unless the user named a file for it.
        """
        launch = self.launch(declaration.browser, declaration.path)
        launch = replace(
            launch,
            passes=passes(declaration, sites),
            identities=identities(declaration, sites),
        )
        if self.netlog:
            launch = replace(launch, netlog=_writable(self.netlog.absolute()))
        if launch.netlog is None and (self.witness or declaration.evidence.netlog):
            with TemporaryDirectory(prefix="cookie-audit-") as folder:
                yield replace(launch, netlog=Path(folder) / "netlog.json")
        else:
            yield launch

    def reaching(self, declaration: Declaration, places: Iterable[str]) -> Launch:
        """How to launch for some addresses, with what the sites of their origins are shown.

        Raises as ``over`` does.
        """
        origins = set(map(_origin, places))
        own = tuple(one.name for one in declaration.sites.values() if one.origin in origins)
        launch = self.launch(declaration.browser, declaration.path)
        if not own:
            return launch
        return replace(
            launch, passes=passes(declaration, own), identities=identities(declaration, own)
        )

    def launch(self, settings: BrowserSettings, file: Path = Path()) -> Launch:
        """How to launch without a log; ``file`` is that of the settings.

        Raises BadInput for a flag that cannot be followed, and what cannot be read.
        """
        try:
            proxy = proxy_of(settings.proxy)
            if settings.certificate_authority:
                authorities_in(settings.certificate_authority)
        except ValueError as error:
            line = error.line if isinstance(error, Unread) else settings.line
            raise BadInput([Problem(str(file), line, 0, f"browser: {error}")]) from error
        return Launch(
            executable=self.browser or settings.executable,
            resolve={**settings.resolve, **dict(map(_resolved, self.resolve))},
            ignore_https_errors=self.ignore_https_errors or settings.ignore_https_errors,
            automation=settings.automation,
            user_agent=settings.user_agent or "",
            proxy=proxy,
            authority=settings.certificate_authority,
        )


def _origin(place: str) -> str:
    """The origin of an address; empty for a file, and for what is no address."""
    try:
        return origin_of(web_address(place))
    except ValueError:
        return ""


def _writable(log: Path) -> Path:
    """The file; raises BadInput where the browser could not write it, long before it would."""
    try:
        there = log.exists()
        if there and not log.is_file():
            kind = "a folder: name a file" if log.is_dir() else "no ordinary file: name one that is"
            raise BadInput.in_file("--netlog", f"{log} is {kind}")
        with log.open("ab"):
            pass
        if not there:
            log.unlink()
    except OSError as error:
        sentence = f"{log} cannot be written ({error.strerror}): name a file in a folder that can"
        raise BadInput.in_file("--netlog", sentence) from error
    return log


def _audited_at(entry: str, known: tuple[str, ...]) -> tuple[str, str]:
    name, _, url = entry.partition("=")
    try:
        if name.strip() not in known:
            raise ValueError(f"there is no site {quoted(name)}{did_you_mean(name, known)}")
        return name.strip(), site_address(url.strip())
    except ValueError as error:
        sentence = f"{entry}: {error}; it should read SITE=URL"
        raise BadInput.in_file("--url", sentence) from error


def _failing(word: str) -> str:
    try:
        return failing_word(word)
    except ValueError as error:
        raise BadInput.in_file("--fail-on", str(error)) from error


def _resolved(entry: str) -> tuple[str, str]:
    host, equals, address = entry.partition("=")
    try:
        if not equals:
            raise ValueError("it has no '='")
        return host_pattern(host.strip()), network_address(address.strip())
    except ValueError as error:
        sentence = f"{entry}: {error}; it should read HOST=ADDRESS or HOST=ADDRESS:PORT"
        raise BadInput.in_file("--resolve", sentence) from error
