"""Finding and installing a browser, with fake executables and a loopback download host."""

import io
import os
import select
import sys
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from crawler import installed_browser, system_packages
from crawler.errors import BrowserMissing
from crawler.installed_browser import find_browser, install_browser

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are shell scripts")

MakeProgram = Callable[[str, str], Path]


class _DownloadHost(BaseHTTPRequestHandler):
    """Answers every address with the same archive, or with 404 where it has none."""

    archive = b""

    def do_GET(self) -> None:
        self.send_response(200 if self.archive else 404)
        self.send_header("Content-Length", str(len(self.archive)))
        self.end_headers()
        self.wfile.write(self.archive)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's signature
        pass


@pytest.fixture
def download_host(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_DownloadHost]]:
    handler = type("Host", (_DownloadHost,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", f"http://127.0.0.1:{server.server_port}")
    yield handler
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on its PATH; returns the folder that is the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setattr(installed_browser, "USUAL_PLACES", {})
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    # Playwright's real command takes a second to fail; two tests below use it.
    _replace_playwright(
        monkeypatch, '[ "$1" = --version ] || { echo Error: no such host; exit 1; }'
    )
    return folder


def _replace_playwright(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(installed_browser, "PLAYWRIGHT", ("/bin/sh", "-c", script, "playwright"))


@pytest.fixture
def real_playwright(
    bare_machine: Path,  # noqa: ARG001 to come after it
    download_host: type[_DownloadHost],
    monkeypatch: pytest.MonkeyPatch,
) -> type[_DownloadHost]:
    """Playwright's own command, which asks the host returned for its downloads."""
    monkeypatch.setattr(installed_browser, "PLAYWRIGHT", (sys.executable, "-m", "playwright"))
    return download_host


@pytest.fixture
def program(bare_machine: Path) -> MakeProgram:
    """Makes a program on that machine out of the lines of a shell script."""

    def make(name: str, script: str) -> Path:
        path = bare_machine / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return make


def _apt_get(folder: Path, then: str) -> str:
    """A fake apt-get: notes how it was called, then does something."""
    return f'echo "$@" >> {folder}/apt.calls\nPATH=/usr/bin:/bin\n{then}'


def _apt_calls(folder: Path) -> list[str]:
    notes = folder / "apt.calls"
    return notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []


def _brings_chromium(folder: Path) -> str:
    return (
        f"printf '#!/bin/sh\\necho Chromium 156.0.1.2\\n' > {folder}/chromium\n"
        f"chmod +x {folder}/chromium"
    )


def test_a_named_browser_is_taken_with_its_version(program: MakeProgram) -> None:
    path = program("mine", "echo Chromium 150.1.2.3 built on Debian")

    found = find_browser(path)

    assert (found.path, found.version, found.source) == (path, "150.1.2.3", "named")


def test_a_browser_may_be_named_by_its_command(program: MakeProgram) -> None:
    path = program("brave", "echo Brave Browser 150.1.2.3")

    assert find_browser(Path("brave")).path == path


def test_a_named_browser_that_is_not_there_is_never_replaced(program: MakeProgram) -> None:
    program("chromium", "echo Chromium 150.1.2.3")

    with pytest.raises(BrowserMissing, match=r"/no/such, is not there.*install-browser"):
        install_browser(Path("/no/such"))


def test_a_named_program_that_is_no_browser_is_refused(program: MakeProgram) -> None:
    path = program("mine", "echo I am an editor")

    with pytest.raises(BrowserMissing, match=r"mine, does not start or is no Chromium"):
        find_browser(path)


def test_chrome_on_the_path_goes_before_chromium(program: MakeProgram) -> None:
    program("chromium", "echo Chromium 150.1.2.3")
    chrome = program("google-chrome", "echo Google Chrome 151.1.2.3")

    found = find_browser(None)

    assert (found.path, found.source) == (chrome, "installed")


def test_an_installed_browser_that_does_not_start_is_passed_over(program: MakeProgram) -> None:
    program("google-chrome", "echo Google Chrome 151.1.2.3; exit 127")
    chromium = program("chromium", "echo Chromium 150.1.2.3")

    assert find_browser(None).path == chromium


def test_a_browser_outside_the_path_is_found_in_its_usual_place(
    program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    chrome = program("chrome-elsewhere", "echo Google Chrome 151.1.2.3")
    monkeypatch.setattr(installed_browser, "USUAL_PLACES", {sys.platform: [str(chrome)]})

    assert find_browser(None).path == chrome


def test_without_any_browser_the_sentence_says_what_mends_it(bare_machine: Path) -> None:
    assert list(bare_machine.iterdir()) == []

    with pytest.raises(BrowserMissing, match="run `cookie-audit install-browser`"):
        find_browser(None)


def test_playwrights_download_is_installed_and_found_again(
    bare_machine: Path, real_playwright: type[_DownloadHost]
) -> None:
    real_playwright.archive = _archive_with_chrome()

    installed = install_browser(None)

    assert installed.source == "playwright"
    assert bare_machine not in installed.path.parents
    assert find_browser(None) == installed


def _archive_with_chrome() -> bytes:
    """What Playwright downloads, as small as it can be: a program that tells its version."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        chrome = zipfile.ZipInfo("chrome-linux64/chrome")
        chrome.external_attr = 0o755 << 16
        writer.writestr(chrome, "#!/bin/sh\necho Google Chrome for Testing 159.0.1.2\n")
    return archive.getvalue()


def test_an_installed_browser_is_left_as_it_is(bare_machine: Path, program: MakeProgram) -> None:
    program("apt-get", _apt_get(bare_machine, "exit 0"))
    chromium = program("chromium", "echo Chromium 150.1.2.3")

    assert install_browser(None).path == chromium
    assert _apt_calls(bare_machine) == []


@pytest.mark.usefixtures("real_playwright")
def test_the_package_manager_helps_when_the_download_is_refused(
    bare_machine: Path, program: MakeProgram
) -> None:
    program("apt-get", _apt_get(bare_machine, _brings_chromium(bare_machine)))

    installed = install_browser(None)

    assert installed.path == bare_machine / "chromium"
    assert installed.source == "package manager"


def test_apt_learns_of_the_current_packages_before_it_installs(
    bare_machine: Path, program: MakeProgram
) -> None:
    program("apt-get", _apt_get(bare_machine, _brings_chromium(bare_machine)))

    install_browser(None)

    update, install = _apt_calls(bare_machine)
    assert update.endswith("update")
    assert install.endswith("install -y --no-install-recommends chromium chromium-sandbox")


def test_without_root_and_sudo_no_package_manager_is_run(
    bare_machine: Path, program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    program("apt-get", _apt_get(bare_machine, _brings_chromium(bare_machine)))

    with pytest.raises(BrowserMissing, match="apt-get: needs root"):
        install_browser(None)
    assert _apt_calls(bare_machine) == []


def test_without_root_a_sudo_that_asks_nothing_is_used(
    bare_machine: Path, program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    program("apt-get", _apt_get(bare_machine, _brings_chromium(bare_machine)))
    program("sudo", 'test "$1" = -n && shift && exec "$@"')

    assert install_browser(None).source == "package manager"


def test_when_nothing_helps_every_reason_is_told(bare_machine: Path, program: MakeProgram) -> None:
    script = "echo 'E: Unable to locate package chromium'; exit 100"
    program("apt-get", _apt_get(bare_machine, script))

    with pytest.raises(BrowserMissing) as refusal:
        install_browser(None)

    assert "Playwright's own download: Error: no such host" in str(refusal.value)
    assert "apt-get: E: Unable to locate package chromium" in str(refusal.value)


def test_a_package_manager_that_hangs_is_stopped_with_its_children(
    bare_machine: Path, program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_packages, "PACKAGES_LIMIT", 0.2)
    child = f"sleep 600 & echo $! > {bare_machine}/child\nwait"
    program("apt-get", _apt_get(bare_machine, child))

    with pytest.raises(BrowserMissing, match=r"apt-get: no end within 0\.2 s"):
        install_browser(None)

    assert _ends(int((bare_machine / "child").read_text(encoding="utf-8")))


def _ends(process_id: int) -> bool:
    """Whether a process ends within 10 s; a kill takes effect only after it was sent."""
    try:
        process = os.pidfd_open(process_id)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], 10.0)[0])
    finally:
        os.close(process)


def test_what_playwrights_driver_lacks_is_installed_though_a_browser_is_there(
    bare_machine: Path, program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = bare_machine / "libatomic.so.1"
    _replace_playwright(monkeypatch, f"[ -e {library} ] || {{ echo no libatomic.so.1; exit 127; }}")
    program("apt-get", _apt_get(bare_machine, f"touch {library}"))
    chromium = program("chromium", "echo Chromium 150.1.2.3")

    assert install_browser(None).path == chromium
    assert _apt_calls(bare_machine)[-1].endswith("--no-install-recommends libatomic1")


def test_a_driver_that_does_not_start_is_an_error_although_a_browser_is_there(
    program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    _replace_playwright(monkeypatch, "echo no libatomic.so.1; exit 127")
    program("chromium", "echo Chromium 150.1.2.3")

    with pytest.raises(BrowserMissing, match=r"driver does not start \(no libatomic\.so\.1\)"):
        install_browser(None)


def test_news_are_told_before_anything_slow_begins(
    bare_machine: Path, program: MakeProgram
) -> None:
    program("apt-get", _apt_get(bare_machine, _brings_chromium(bare_machine)))
    news: list[str] = []

    install_browser(None, tell=news.append)

    assert [line.split(": ")[-1] for line in news] == [
        "trying Playwright's own download",
        "installing Chromium with apt-get",
    ]


def test_on_windows_the_version_is_that_of_the_newest_folder_beside_the_program(
    tmp_path: Path,
) -> None:
    for version in ("99.0.1.2", "156.0.1.2"):
        (tmp_path / version).mkdir()
    chrome = tmp_path / "chrome.exe"
    chrome.touch()

    assert find_browser(chrome).version == "156.0.1.2"


def test_the_command_prints_the_browser_taken(
    program: MakeProgram, capsys: pytest.CaptureFixture[str]
) -> None:
    path = program("chromium", "echo Chromium 150.1.2.3")

    assert installed_browser.main() == 0
    assert capsys.readouterr().out == f"browser: {path} 150.1.2.3 (installed)\n"


@pytest.mark.usefixtures("bare_machine")
def test_the_command_fails_with_a_sentence_and_no_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert installed_browser.main() == 4
    assert capsys.readouterr().err.startswith("no browser could be installed (Playwright's own")
