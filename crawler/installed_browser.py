"""The browser that audits drive: found on this machine, or brought there.

In this order: one named by the user; an installed Chrome, Chromium or Edge; Playwright's own
download; the system's package manager. ``python -m crawler.installed_browser`` sees to one.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crawler.errors import BrowserMissing
from crawler.system_packages import install_packages, package_managers, reason_in, run_command

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
PLAYWRIGHT: Sequence[str] = (sys.executable, "-m", "playwright")
# Inside the folder that Playwright downloads to, on each system.
PLAYWRIGHTS_LAYOUTS = ("chrome-*/chrome", "chrome-*/*.app/Contents/MacOS/*", "chrome-*/chrome.exe")

# Seconds. A browser tells its version in well under one; a download may cross a slow line.
VERSION_LIMIT = 20.0
DOWNLOAD_LIMIT = 300.0


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
    """Find a browser, and install one where there is none; the same for what drives it.

    Args:
        named: the browser that the user wants, if any; nothing replaces it.
        tell: hears what is about to take its time.

    Raises:
        BrowserMissing: the named one is unusable, or nothing could be installed; says why.
    """
    try:
        found = find_browser(named)
    except BrowserMissing:
        if named is not None:
            raise
        found = None
    _see_to_playwrights_driver(tell)
    return found or _install(tell)


def _see_to_playwrights_driver(tell: Callable[[str], None]) -> None:
    """Install the one library that Playwright's driver may lack; a small server has not got it."""
    trouble = _drivers_trouble()
    if trouble is None:
        return
    failures = [trouble]
    for manager in package_managers():
        tell(f"Playwright's driver does not start: installing libatomic with {manager.name}")
        failures.append(f"{manager.name}: {install_packages(manager, manager.libatomic)}")
        if _drivers_trouble() is None:
            return
    raise BrowserMissing(
        f"Playwright's driver does not start ({'; '.join(failures)}): install what it lacks, "
        "then run `cookie-audit install-browser` again"
    )


def _drivers_trouble() -> str | None:
    starts, output = run_command((*PLAYWRIGHT, "--version"), VERSION_LIMIT)
    return None if starts else reason_in(output)


def _install(tell: Callable[[str], None]) -> InstalledBrowser:
    tell("no browser on this machine yet: trying Playwright's own download")
    failures = [f"Playwright's own download: {_download_playwrights()}"]
    if found := _first_usable(_playwrights_places(), "playwright"):
        return found
    for manager in package_managers():
        tell(f"that could not be had: installing Chromium with {manager.name}")
        failures.append(f"{manager.name}: {install_packages(manager, manager.chromium)}")
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
    command = (*PLAYWRIGHT, "install", "--dry-run", "--no-shell", "chromium")
    _, output = run_command(command, VERSION_LIMIT)
    location = re.search(r"Install location:\s+(.*chromium-\d+)", output)
    if location:
        for layout in PLAYWRIGHTS_LAYOUTS:
            yield from sorted(Path(location[1]).glob(layout))


def _version(path: Path) -> str | None:
    """Ask for the four numbers of a Chromium's version; None where there is no usable browser."""
    if path.suffix == ".exe":
        return _version_on_windows(path)
    succeeded, output = run_command([str(path), "--version"], VERSION_LIMIT)
    numbers = re.search(r"\b\d+(?:\.\d+){3}\b", output)
    return numbers[0] if succeeded and numbers else None


def _version_on_windows(path: Path) -> str | None:
    # chrome.exe --version opens a window there; the folder beside it has the version's name.
    versions = [one.name for one in path.parent.glob("*.*.*.*") if one.is_dir()]
    return max(versions, key=lambda name: [int(part) for part in name.split(".")], default=None)


def _download_playwrights() -> str:
    command = (*PLAYWRIGHT, "install", "--no-shell", "chromium")
    # Milliseconds without an answer after which it gives up on one of its hosts.
    patience = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}
    succeeded, output = run_command(command, DOWNLOAD_LIMIT, patience)
    return "it came but does not start" if succeeded else reason_in(output)


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
