"""The browser that audits drive: found on this machine, or brought there.

In this order: one named by the user; an installed Chrome, Chromium or Edge; Playwright's own
download; the system's package manager. ``python -m crawler.installed_browser`` sees to one.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal

from crawler.errors import BrowserMissing

Source = Literal["named", "installed", "playwright", "package manager"]

PATH_NAMES = (
    "google-chrome-stable",
    "google-chrome",
    "chromium",
    "chromium-browser",
    "microsoft-edge-stable",
    "microsoft-edge",
)
# Where they lie when they are not on the PATH; a leading ~ is the user's home.
USUAL_PLACES: Mapping[str, Sequence[str]] = {
    "linux": (
        "/opt/google/chrome/chrome",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/snap/bin/chromium",
        "/opt/microsoft/msedge/msedge",
    ),
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": tuple(
        rf"{os.environ.get(root, '')}\{program}"
        for program in (
            r"Google\Chrome\Application\chrome.exe",
            r"Chromium\Application\chrome.exe",
            r"Microsoft\Edge\Application\msedge.exe",
        )
        for root in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
    ),
}
# Asked as a command: only the modules that drive a browser import Playwright.
PLAYWRIGHT_INSTALL: Sequence[str] = (sys.executable, "-m", "playwright", "install")
# Inside the folder that Playwright downloads to, on each system.
PLAYWRIGHTS_LAYOUTS = ("chrome-*/chrome", "chrome-*/*.app/Contents/MacOS/*", "chrome-*/chrome.exe")

# What a package manager runs to install Chromium. An update that fails (one dead mirror will do)
# does not stop the install; what counts is whether a browser is there afterwards.
APT_GET = ("apt-get", "-o", "DPkg::Lock::Timeout=120")
PACKAGE_MANAGERS: Sequence[tuple[Sequence[str], ...]] = (
    (
        (*APT_GET, "update"),
        # Only Debian's own sandbox is wanted of what it recommends.
        (*APT_GET, "install", "-y", "--no-install-recommends", "chromium", "chromium-sandbox"),
    ),
    (("dnf", "install", "-y", "chromium"),),
    (("zypper", "--non-interactive", "install", "chromium"),),
    (("pacman", "-S", "--noconfirm", "--needed", "chromium"),),
    (("apk", "add", "chromium"),),
)

# Seconds. A browser tells its version in well under one; a download may cross a slow line.
VERSION_LIMIT = 20.0
DOWNLOAD_LIMIT = 300.0
PACKAGES_LIMIT = 1800.0
# Milliseconds without an answer after which Playwright gives up on one of its hosts.
PLAYWRIGHTS_CONNECTION_TIMEOUT = "10000"


@dataclass(frozen=True, slots=True)
class InstalledBrowser:
    """A browser that answered with its version when it was asked."""

    path: Path
    version: str
    source: Source


def find_browser(named: Path | None) -> InstalledBrowser:
    """Find a browser without installing anything; a named one is taken or refused, never replaced.

    Raises:
        BrowserMissing: none is usable; the sentence says what mends it.
    """
    if named is not None:
        return _named_browser(named)
    found = _first_usable(_installed_places(), "installed") or _first_usable(
        _playwrights_places(), "playwright"
    )
    if found is None:
        raise BrowserMissing(
            "no Chrome, Chromium or Edge was found on this machine: "
            "run `cookie-audit install-browser`, or name one by its path"
        )
    return found


def install_browser(
    named: Path | None, tell: Callable[[str], None] = lambda _: None
) -> InstalledBrowser:
    """Find a browser, and install one where there is none. ``tell`` hears what takes its time.

    Raises:
        BrowserMissing: the named one is unusable, or nothing could be installed; says why.
    """
    try:
        return find_browser(named)
    except BrowserMissing:
        if named is not None:
            raise
    tell("no browser on this machine yet: trying Playwright's own download")
    failures = [f"Playwright's own download: {_download_playwrights()}"]
    if found := _first_usable(_playwrights_places(), "playwright"):
        return found
    for commands in _package_managers():
        tell(f"that could not be had: installing Chromium with {commands[0][0]}")
        failures.append(f"{commands[0][0]}: {_run_as_root(commands)}")
        if found := _first_usable(_installed_places(), "package manager"):
            return found
    raise BrowserMissing(
        f"no browser could be installed ({'; '.join(failures)}): install Chrome, Chromium or Edge "
        "by hand, then run `cookie-audit install-browser` again"
    )


def _named_browser(named: Path) -> InstalledBrowser:
    path = named.expanduser()
    if not path.is_file():
        on_path = shutil.which(str(named))
        if on_path is None:
            raise BrowserMissing(
                f"the browser named, {named}, is not there: name another, or leave it out and "
                "run `cookie-audit install-browser`"
            )
        path = Path(on_path)
    found = _first_usable([path], "named")
    if found is None:
        raise BrowserMissing(
            f"the browser named, {named}, does not start or is no Chromium, Chrome or Edge: name "
            "another, or leave it out and run `cookie-audit install-browser`"
        )
    return found


def _first_usable(places: Iterable[Path], source: Source) -> InstalledBrowser | None:
    for path in places:
        if version := _version(path):
            return InstalledBrowser(path, version, source)
    return None


def _installed_places() -> Iterator[Path]:
    for name in PATH_NAMES:
        if found := shutil.which(name):
            yield Path(found)
    for place in USUAL_PLACES.get(sys.platform, ()):
        path = Path(place).expanduser()
        if path.is_file():
            yield path


def _playwrights_places() -> Iterator[Path]:
    command = (*PLAYWRIGHT_INSTALL, "--dry-run", "--no-shell", "chromium")
    location = re.search(r"Install location:\s+(.*chromium-\d+)", _run(command, VERSION_LIMIT)[1])
    if location:
        for layout in PLAYWRIGHTS_LAYOUTS:
            yield from sorted(Path(location[1]).glob(layout))


def _version(path: Path) -> str | None:
    """Ask for the four numbers of a Chromium's version; None where there is no usable browser."""
    if path.suffix == ".exe":
        return _version_on_windows(path)
    succeeded, output = _run([str(path), "--version"], VERSION_LIMIT)
    numbers = re.search(r"\b\d+(?:\.\d+){3}\b", output)
    return numbers[0] if succeeded and numbers else None


def _version_on_windows(path: Path) -> str | None:
    # chrome.exe --version opens a window there; the folder beside it has the version's name.
    versions = [one.name for one in path.parent.glob("*.*.*.*") if one.is_dir()]
    return max(versions, key=lambda name: [int(part) for part in name.split(".")], default=None)


def _download_playwrights() -> str:
    succeeded, output = _run((*PLAYWRIGHT_INSTALL, "--no-shell", "chromium"), DOWNLOAD_LIMIT)
    return "it came but does not start" if succeeded else _reason(output)


def _package_managers() -> Iterator[tuple[Sequence[str], ...]]:
    for commands in PACKAGE_MANAGERS:
        if shutil.which(commands[0][0]):
            yield commands


def _run_as_root(commands: Sequence[Sequence[str]]) -> str:
    """Run commands as root or with a sudo that asks nothing; what the last one said."""
    prefix: Sequence[str] = ()
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            return "needs root"
        prefix = ("sudo", "-n")
    output = ""
    for command in commands:
        _, output = _run((*prefix, *command), PACKAGES_LIMIT)
    return _reason(output)


def _reason(output: str) -> str:
    """The line that says what went wrong: the last that begins like an error, or the last."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"E: |error|sudo:", line, re.IGNORECASE)]
    return (errors or lines or ["it said nothing"])[-1]


def _run(command: Sequence[str], limit: float) -> tuple[bool, str]:
    """Whether a command succeeded within ``limit`` seconds, and what it printed."""
    environment = {
        "DEBIAN_FRONTEND": "noninteractive",
        "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": PLAYWRIGHTS_CONNECTION_TIMEOUT,
        **os.environ,
    }
    # A file and a session of its own instead of a pipe: a grandchild that hangs (Playwright's
    # downloader is one) would keep a pipe open after its parent was stopped.
    with TemporaryFile() as printed:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=environment,
            )
        except OSError as error:
            return False, str(error)
        status = _wait(process, limit)
        if status is None:
            return False, f"no end within {limit:g} s"
        printed.seek(0)
        return status == 0, printed.read().decode("utf-8", errors="replace")


def _wait(process: "subprocess.Popen[bytes]", limit: float) -> int | None:
    try:
        return process.wait(limit)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            _kill_with_children(process)


def _kill_with_children(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def main() -> int:
    """See to a browser and print the one taken, or on standard error why there is none."""
    try:
        browser = install_browser(None, tell=lambda news: print(news, flush=True))  # noqa: T201
    except BrowserMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 4
    sys.stdout.write(f"browser: {browser.path} {browser.version} ({browser.source})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
