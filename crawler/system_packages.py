"""Commands of the system, and its package manager where it may install what a browser needs."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from types import MappingProxyType

# Seconds. Stopping a package manager halfway does harm, so this is far above what one needs.
PACKAGES_LIMIT = 1800.0


@dataclass(frozen=True, slots=True)
class PackageManager:
    """How one system's package manager is called, and what it calls the packages."""

    name: str
    install: Sequence[str]
    chromium: Sequence[str]
    # The C library of atomic operations: Playwright's driver needs it, a small server lacks it.
    libatomic: Sequence[str]
    update: Sequence[str] | None = None


_APT_GET = ("apt-get", "-o", "DPkg::Lock::Timeout=120")

PACKAGE_MANAGERS = (
    PackageManager(
        name="apt-get",
        update=(*_APT_GET, "update"),
        install=(*_APT_GET, "install", "-y", "--no-install-recommends"),
        # Only Debian's own sandbox is wanted of what it recommends.
        chromium=("chromium", "chromium-sandbox"),
        libatomic=("libatomic1",),
    ),
    PackageManager(
        name="dnf",
        install=("dnf", "install", "-y"),
        chromium=("chromium",),
        libatomic=("libatomic",),
    ),
    PackageManager(
        name="zypper",
        install=("zypper", "--non-interactive", "install"),
        chromium=("chromium",),
        libatomic=("libatomic1",),
    ),
    PackageManager(
        name="pacman",
        install=("pacman", "-S", "--noconfirm", "--needed"),
        chromium=("chromium",),
        libatomic=("gcc-libs",),
    ),
)


def package_managers() -> Iterator[PackageManager]:
    """Those of the known package managers that this machine has."""
    return (manager for manager in PACKAGE_MANAGERS if shutil.which(manager.name))


def install_packages(manager: PackageManager, packages: Sequence[str]) -> str:
    """Install as root, or with a sudo that asks nothing; returns what the manager said last.

    That is no proof: the caller looks whether what it wanted is there.
    """
    prefix: Sequence[str] = ()
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            return "needs root"
        prefix = ("sudo", "-n")
    if manager.update:
        # One dead mirror makes it fail, and the install may still succeed.
        run_command((*prefix, *manager.update), PACKAGES_LIMIT)
    command = (*prefix, *manager.install, *packages)
    _, output = run_command(command, PACKAGES_LIMIT, {"DEBIAN_FRONTEND": "noninteractive"})
    return reason_in(output)


def reason_in(output: str) -> str:
    """The line that says what went wrong: the last that begins like an error, or the last."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"E: |error|sudo:", line, re.IGNORECASE)]
    return (errors or lines or ["it said nothing"])[-1]


def run_command(
    command: Sequence[str], limit: float, defaults: Mapping[str, str] = MappingProxyType({})
) -> tuple[bool, str]:
    """Whether a command succeeded within ``limit`` seconds, and what it printed.

    ``defaults`` are environment variables for it, where the user has not set them.
    """
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
                env={**defaults, **os.environ},
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
