"""The browser of an audit: launched once, with as many empty profiles as there are journeys.

Profiles are contexts of a *persistent* context's browser, since a plain one blocks third-party
cookies (measured, Chromium 156: an off-the-record profile does, whatever the flags).
"""

import asyncio
import json
import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from crawler.cookies import Walk
from crawler.devtools import DevTools, TargetGone
from crawler.errors import BrowserFailed
from crawler.fence import Fences
from crawler.identity import Identity
from crawler.installed_browser import InstalledBrowser, find_browser
from crawler.netlog import MARKED_HOST, marker_of
from crawler.passes import Bearer, Pass, Proxy
from crawler.trust_store import make_home
from crawler.walks import BrowserFacts

# Hosts of the self-test; a user's "*" in ``resolve`` must not catch them.
SELF_TEST_HOSTS = "cookie-audit-*.localhost"
STARTUP_S = 30.0
EMPTY = "about:blank"
# The last such switch wins, so this list stands in the place of Playwright's. From it are left out
# those that change what a site meets: ordinary browsers do partition storage of third parties.
DISABLED_FEATURES = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    # A process of its own for a sandboxed frame that has no address: it may begin before DevTools
    # are told of it (measured, Chromium 156: three times of four).
    "IsolateSandboxedIframes",
    # Requests of the browser's own at its start.
    "AimEnabled",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PreconnectToSearch",
    # Surfaces of a window that nobody sees, drawn anew for every tab: half a core for a moment.
    "PreloadTopChromeWebUI",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)
DEATH = (
    "The browser died during the audit: it was ended from outside, crashed or ran out of memory. "
    "The audit says nothing about the sites."
)


@dataclass(frozen=True, slots=True)
class Launch:
    """How to launch: ``resolve`` maps host patterns to address[:port] (Chromium's own resolver).

    ``trusted_keys`` are base64 SHA-256 hashes of public keys whose certificates are accepted.
    ``netlog`` is where the browser writes its NetLog, with the values of cookies in it.
    ``user_agent`` is what it calls itself, ``{browser}`` in it what it would by itself.
    ``passes`` are what requests to some origins carry beside, ``identities`` who it is to those
    that ask for a client certificate. ``authority`` is a PEM file with authorities that are trusted
    beside the known ones.
    """

    executable: Path | None = None
    resolve: Mapping[str, str] = field(default_factory=dict)
    ignore_https_errors: bool = False
    automation: str = "hidden"
    trusted_keys: tuple[str, ...] = ()
    netlog: Path | None = None
    user_agent: str = ""
    passes: tuple[Pass, ...] = ()
    identities: tuple[Identity, ...] = ()
    proxy: Proxy | None = None
    authority: Path | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown."""
        own = tuple(one for each in self.passes for one in each.secrets)
        return (*own, self.proxy.password) if self.proxy and self.proxy.password else own


@dataclass(frozen=True, slots=True)
class Profile:
    """An empty profile of its own inside the one browser process."""

    context: BrowserContext
    context_id: str


class AuditBrowser:
    """One running browser, driven by Playwright and watched through DevTools."""

    def __init__(
        self, browser: Browser, devtools: DevTools, facts: BrowserFacts, launch: Launch
    ) -> None:
        self._browser = browser
        self.devtools = devtools
        self.fences = Fences(devtools)
        self.facts = facts
        self.resolve = launch.resolve
        self._logged = launch.netlog is not None
        self._opening = asyncio.Lock()

    @asynccontextmanager
    async def profile(
        self,
        walk: Walk | None = None,
        *,
        ignore_https_errors: bool = False,
        state: str | None = None,
    ) -> AsyncIterator[Profile]:
        """Open an empty profile and close it afterwards; ``state`` is a saved one's file.

        Where the browser keeps a log, the profile of a walk is known in it by a cookie that is
        gone again before anything else happens.
        """
        profile = await self._new_profile(ignore_https_errors, state)
        context = profile.context
        try:
            if walk and self._logged:
                url = f"https://{MARKED_HOST}/"
                marker = marker_of(walk)
                await context.add_cookies([{"name": marker, "value": "", "url": url}])
                await context.clear_cookies(name=marker)
            yield profile
        finally:
            with suppress(PlaywrightError):
                await context.close()

    async def _new_profile(self, ignore_https_errors: bool, state: str | None) -> Profile:
        """The id is the one that was not there before: a page to ask would cost a window."""
        async with self._opening:
            try:
                known = await self._context_ids()
                context = await self._browser.new_context(
                    ignore_https_errors=ignore_https_errors,
                    storage_state=state,
                    accept_downloads=False,
                )
                (context_id,) = await self._context_ids() - known
            except PlaywrightError as error:
                raise BrowserFailed(f"The browser gave no new profile: {error.message}") from error
        return Profile(context, context_id)

    async def _context_ids(self) -> set[str]:
        answer = await self.devtools.send("Target.getBrowserContexts")
        return set(answer["browserContextIds"])

    async def new_page(self, profile: Profile) -> tuple[Page, str]:
        """Open an empty tab behind the one that is in front; the page and its DevTools id.

        One in front would hide the other: Chromium fetches nothing ahead of time for a page that is
        hidden (measured, Chromium 156). It comes to the front when the other one is closed.
        """
        address = f"{EMPTY}#{secrets.token_hex(8)}"
        ask = {"url": address, "browserContextId": profile.context_id, "background": True}
        async with profile.context.expect_event("page", lambda page: page.url == address) as event:
            created = await self.devtools.send("Target.createTarget", ask)
        return await event.value, created["targetId"]


@asynccontextmanager
async def open_browser(launch: Launch) -> AsyncIterator[AuditBrowser]:
    """Launch the browser in a private folder that is removed afterwards.

    Raises BrowserMissing when there is none, BrowserFailed when it does not start, and for
    whatever error leaves the block because the browser has died.
    """
    installed = find_browser(launch.executable)
    with tempfile.TemporaryDirectory(prefix="cookie-audit-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder, "profile")
        environment = _environment(Path(folder, "home"), launch)
        _write_preferences(profile, launch)
        async with async_playwright() as playwright:
            persistent = await _launch(playwright, profile, launch, installed, environment)
            devtools = await DevTools.connect(await _devtools_url(profile))
            try:
                facts = await _facts(devtools, launch, installed)
                await Bearer(devtools, launch.passes, launch.proxy).begin()
                browser = AuditBrowser(_browser_of(persistent), devtools, facts, launch)
                await browser.fences.begin()
                yield browser
            except (TargetGone, PlaywrightError, BrowserFailed) as error:
                if await _lives(devtools):
                    raise
                raise BrowserFailed(DEATH) from error
            finally:
                await devtools.close()
                with suppress(PlaywrightError):
                    await persistent.close()


async def _lives(devtools: DevTools) -> bool:
    try:
        await devtools.send("Browser.getVersion")
    except TargetGone:
        return False
    return True


def _environment(home: Path, launch: Launch) -> dict[str, str]:
    """Where the browser finds certificates of its own; empty where it needs none."""
    if not (launch.authority or launch.identities):
        return {}
    return make_home(home, launch.authority, launch.identities)


def _write_preferences(profile: Path, launch: Launch) -> None:
    """Third-party cookies are allowed, and servers that ask get their certificate without a dialog.

    The second is what the policy AutoSelectCertificateForUrls writes, and always names a port.
    """
    chosen = {
        f"{one.origin_with_port},*": {"setting": {"filters": [one.known_by]}}
        for one in launch.identities
    }
    settings = {"exceptions": {"auto_select_certificate": chosen}} if chosen else {}
    preferences = profile / "Default" / "Preferences"
    preferences.parent.mkdir(parents=True)
    preferences.write_text(
        json.dumps({"profile": {"cookie_controls_mode": 0, "content_settings": settings}})
    )


async def _launch(
    playwright: Playwright,
    profile: Path,
    launch: Launch,
    installed: InstalledBrowser,
    environment: dict[str, str],
) -> BrowserContext:
    try:
        return await playwright.chromium.launch_persistent_context(
            profile,
            executable_path=installed.path,
            headless=True,
            chromium_sandbox=_sandbox(),
            args=_arguments(launch, installed),
            env={**environment} or None,  # an empty one would be a bare one
            timeout=STARTUP_S * 1000,
        )
    except PlaywrightError as error:
        first = error.message.strip().splitlines()[0]
        raise BrowserFailed(f"{installed.path} did not start: {first}") from error


def _sandbox() -> bool:
    """Chromium's sandbox cannot start as root; everywhere else it stays on."""
    return not (hasattr(os, "geteuid") and os.geteuid() == 0)


def _arguments(launch: Launch, installed: InstalledBrowser) -> list[str]:
    arguments = [
        "--remote-debugging-port=0",
        f"--host-resolver-rules={_rules(launch.resolve)}",
        f"--disable-features={','.join(DISABLED_FEATURES)}",
    ]
    if launch.ignore_https_errors:
        # Playwright's own option leaves service workers out (measured).
        arguments.append("--ignore-certificate-errors")
    if launch.trusted_keys:
        keys = ",".join(launch.trusted_keys)
        arguments.append(f"--ignore-certificate-errors-spki-list={keys}")
    if launch.proxy:
        # The browser's own rule leaves loopback out, and so the self-test.
        arguments.append(f"--proxy-server={launch.proxy.server}")
        arguments.append(f"--proxy-bypass-list={';'.join(launch.proxy.bypass)}")
    if launch.netlog:
        arguments.append(f"--log-net-log={launch.netlog}")
        arguments.append("--net-log-capture-mode=IncludeSensitive")
    if launch.automation == "hidden":
        arguments.append("--disable-blink-features=AutomationControlled")
    if launch.user_agent or launch.automation == "hidden":
        name = launch.user_agent or "{browser}"
        ordinary = _ordinary_user_agent(installed.version)
        arguments.append(f"--user-agent={name.replace('{browser}', ordinary)}")
    return arguments


def _rules(resolve: Mapping[str, str]) -> str:
    """Chromium's resolver rules, the first that fits wins: the most specific pattern first."""
    patterns = sorted(resolve, key=lambda pattern: (pattern.count("*"), -len(pattern)))
    rules = [f"MAP {SELF_TEST_HOSTS} 127.0.0.1"]
    return ", ".join(rules + [f"MAP {pattern} {resolve[pattern]}" for pattern in patterns])


def _ordinary_user_agent(version: str) -> str:
    """What the same browser calls itself with a window (the version's minor parts are frozen)."""
    major = version.split(".", maxsplit=1)[0]
    return (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{major}.0.0.0 Safari/537.36"
    )


async def _devtools_url(profile: Path) -> str:
    """Where the browser listens, from the file that it writes at its start."""
    port_file = profile / "DevToolsActivePort"
    for _ in range(int(STARTUP_S / 0.02)):
        with suppress(FileNotFoundError, ValueError):
            port, path = port_file.read_text().split()
            return f"ws://127.0.0.1:{port}{path}"
        await asyncio.sleep(0.02)
    raise BrowserFailed("The browser did not open its DevTools.")


def _browser_of(persistent: BrowserContext) -> Browser:
    if persistent.browser is None:
        raise BrowserFailed("Playwright gave no browser for the persistent profile.")
    return persistent.browser


async def _facts(devtools: DevTools, launch: Launch, installed: InstalledBrowser) -> BrowserFacts:
    version = await devtools.send("Browser.getVersion")
    return BrowserFacts(
        path=str(installed.path),
        version=version["product"].split("/")[-1],
        source=installed.source,
        face=launch.automation,
        sandbox=_sandbox(),
        user_agent=version["userAgent"],
    )
