"""What the command line says about the browser, and how that joins what a declaration says."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.browser import Launch
from crawler.declared import BrowserSettings, Declaration, host_pattern, network_address
from crawler.errors import BadInput


@dataclass(frozen=True, slots=True)
class Flags:
    """What the command line says about the browser; it wins over the declaration."""

    browser: Path | None = None
    resolve: tuple[str, ...] = ()
    ignore_https_errors: bool = False
    witness: bool = False
    netlog: Path | None = None

    @contextmanager
    def over(self, declaration: Declaration) -> Iterator[Launch]:
        """How to launch. Raises BadInput for a flag that cannot be followed.

        The browser's log is deleted in the end, unless the user named a file for it.
        """
        launch = self.launch(declaration.browser)
        if self.netlog:
            launch = replace(launch, netlog=_writable(self.netlog.absolute()))
        if launch.netlog is None and (self.witness or declaration.evidence.netlog):
            with TemporaryDirectory(prefix="cookie-audit-") as folder:
                yield replace(launch, netlog=Path(folder) / "netlog.json")
        else:
            yield launch

    def launch(self, settings: BrowserSettings) -> Launch:
        """How to launch without a log. Raises BadInput for a flag that cannot be followed."""
        return Launch(
            executable=self.browser or settings.executable,
            resolve={**settings.resolve, **dict(map(_resolved, self.resolve))},
            ignore_https_errors=self.ignore_https_errors or settings.ignore_https_errors,
            automation=settings.automation,
            user_agent=settings.user_agent or "",
        )


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


def _resolved(entry: str) -> tuple[str, str]:
    host, equals, address = entry.partition("=")
    try:
        if not equals:
            raise ValueError("it has no '='")
        return host_pattern(host.strip()), network_address(address.strip())
    except ValueError as error:
        sentence = f"{entry}: {error}; it should read HOST=ADDRESS or HOST=ADDRESS:PORT"
        raise BadInput.in_file("--resolve", sentence) from error
