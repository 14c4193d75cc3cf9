"""Signatures and time stamps of a run's manifest, by an authority on loopback."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import which
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from crawler import commands
from crawler.cli import app
from crawler.errors import BadInput
from crawler.integrity.files import check_files
from crawler.integrity.seals import MANIFEST_NAME, SEALED, SEALS_NAME, STAMP_NAME
from crawler.run_store import manifest_of, sha256_of
from crawler.runs import RunRecord
from tests.integrity.authority import REFUSED, Authority
from tests.integrity.runs import files_of, finished_run, told_of_a_drawn_byte
from tests.reports.sample_run import sample_run

AT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
#: Its certificates have ended long since; a stamp of the time when they held still counts.
TSA = Authority.made(AT - timedelta(days=1), days=2)
KEY = Ed25519PrivateKey.generate()


@contextmanager
def authority(answer: bytes | None = None, status: int = 200) -> Iterator[str]:
    """The address where the authority is asked; ``answer`` is what it says instead of a stamp."""

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            query = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(TSA.stamp(query, AT) if answer is None else answer)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Asked) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/tsa"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def given_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the keys and certificates that a user would name."""
    folder = tmp_path_factory.mktemp("given")
    pem, public = PrivateFormat.PKCS8, PublicFormat.SubjectPublicKeyInfo
    other = Ed25519PrivateKey.generate()
    curve = generate_private_key(SECP256R1())
    password = BestAvailableEncryption(b"word")
    contents = {
        "key.pem": KEY.private_bytes(Encoding.PEM, pem, NoEncryption()),
        "public.pem": KEY.public_key().public_bytes(Encoding.PEM, public),
        "other.pem": other.public_key().public_bytes(Encoding.PEM, public),
        "locked.pem": KEY.private_bytes(Encoding.PEM, pem, password),
        "curve.pem": curve.private_bytes(Encoding.PEM, pem, NoEncryption()),
        "root.pem": TSA.root_pem,
        "root.der": TSA.root.public_bytes(Encoding.DER),
        "own.pem": TSA.own.public_bytes(Encoding.PEM),
        "other_root.pem": Authority.made(AT - timedelta(days=1)).root_pem,
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, given_files: Path) -> Path:
    """A run that was signed and time-stamped."""
    folder = finished_run(tmp_path_factory.mktemp("reports"))
    with authority() as url:
        code, told = command("sign", folder, "--tsa", url, "--key", given_files / "key.pem")
    assert code == 0, told
    return folder


def command(*words: object) -> tuple[int, str]:
    """The exit code, and all that was told."""
    result = CliRunner().invoke(app, list(map(str, words)))
    if isinstance(result.exception, BadInput):
        return 2, str(result.exception)
    return result.exit_code, result.output


def test_a_sealed_run_is_proven_by_the_given_certificate_and_key(
    sealed: Path, given_files: Path
) -> None:
    trusted = ("--tsa-certificate", given_files / "root.pem")
    code, told = command("verify", sealed, *trusted, "--public-key", given_files / "public.pem")
    assert code == 0
    assert "proven     evidence/manifest.json is as the holder of the given key signed it" in told
    assert "is as it was at 2026-11-24 07:00:00 UTC, when it was time-stamped" in told
    assert "not proven" not in told
    assert command("verify", sealed, "--tsa-certificate", given_files / "root.der")[0] == 0


def test_seals_that_nobody_is_to_be_believed_for_are_not_proven(sealed: Path) -> None:
    code, told = command("verify", sealed)
    assert code == 0
    assert "not proven who signed the run: --public-key says whose key" in told
    assert "not proven the time stamp of 2026-11-24 07:00:00 UTC: --tsa-certificate" in told


@pytest.mark.parametrize(
    ("option", "file", "told"),
    [
        ("--public-key", "other.pem", "is no signature of evidence/manifest.json by the given key"),
        ("--tsa-certificate", "other_root.pem", "does not hold by the given certificates ("),
    ],
)
def test_a_seal_of_somebody_else_fails(
    sealed: Path, given_files: Path, option: str, file: str, told: str
) -> None:
    code, output = command("verify", sealed, option, given_files / file)
    assert code == 1
    assert told in output


@given(data=st.data())
def test_any_changed_byte_of_a_sealed_run_names_the_file(sealed: Path, data: st.DataObject) -> None:
    name, told = told_of_a_drawn_byte(sealed, data)
    assert name in told


@pytest.mark.parametrize("name", [*SEALED, SEALS_NAME])
def test_a_seal_that_is_missing_is_named(sealed: Path, name: str) -> None:
    held = (sealed / name).read_bytes()
    (sealed / name).unlink()
    try:
        code, told = command("verify", sealed)
    finally:
        (sealed / name).write_bytes(held)
    assert code == 1
    assert f"missing  {name}" in told


def test_a_file_that_the_sums_of_seals_were_made_to_list_is_named(sealed: Path) -> None:
    held, added = (sealed / SEALS_NAME).read_bytes(), sealed / "evidence" / "more.png"
    added.write_bytes(b"more")
    (sealed / SEALS_NAME).write_bytes(manifest_of({"evidence/more.png": sha256_of(added)}))
    try:
        assert [one.file for one in check_files(sealed).changes] == [SEALS_NAME]
    finally:
        added.unlink()
        (sealed / SEALS_NAME).write_bytes(held)


def test_whoever_writes_the_manifest_anew_is_found_by_the_seals(
    sealed: Path, given_files: Path
) -> None:
    held = {name: (sealed / name).read_bytes() for name in ("findings.csv", MANIFEST_NAME)}
    (sealed / "findings.csv").write_text("rule,severity\n")
    names = [one for one in files_of(sealed) if one not in {*SEALED, SEALS_NAME, MANIFEST_NAME}]
    (sealed / MANIFEST_NAME).write_bytes(
        manifest_of({name: sha256_of(sealed / name) for name in sorted(names)})
    )
    try:
        assert check_files(sealed).changes == ()
        untrusting = command("verify", sealed)
        trusting = command("verify", sealed, "--public-key", given_files / "public.pem")
    finally:
        for name, content in held.items():
            (sealed / name).write_bytes(content)
    assert untrusting[0] == trusting[0] == 1
    assert "broken" in trusting[1]
    assert "is not of evidence/manifest.json as it is now" in untrusting[1]


def test_an_unsealed_run_proves_its_files_alone(tmp_path: Path, given_files: Path) -> None:
    folder = finished_run(tmp_path)
    code, told = command("verify", "latest", "--reports", tmp_path)
    assert code == 0
    assert "4 files are as evidence/manifest.json lists them" in told
    assert "not proven that nobody wrote evidence/manifest.json anew" in told
    trusted = {"--public-key": "public.pem", "--tsa-certificate": "root.pem"}
    for option, file in trusted.items():
        code, told = command("verify", folder, option, given_files / file)
        assert code == 1
        assert "is missing" in told


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        (REFUSED, 200, "refused it (status 2)"),
        (b"<html>", 200, "is no time stamp"),
        (b"", 200, "is no time stamp"),
        (b"x" * 1_000_001, 200, "answered with more than 1000000 bytes"),
        (b"no", 503, "answered with status 503"),
    ],
)
def test_an_authority_that_gives_none_is_told(
    tmp_path: Path, answer: bytes, status: int, told: str
) -> None:
    folder = finished_run(tmp_path)
    with authority(answer, status) as url:
        code, output = command("sign", folder, "--tsa", url)
    assert code == 3
    assert told in output
    assert not (folder / STAMP_NAME).exists()
    assert command("verify", folder)[0] == 0


def test_a_stamp_of_another_question_is_not_taken(tmp_path: Path, sealed: Path) -> None:
    folder = finished_run(tmp_path)
    with authority((sealed / STAMP_NAME).read_bytes()) as url:
        code, told = command("sign", folder, "--tsa", url)
    assert code == 3
    assert "is a time stamp of something else" in told


def test_an_authority_that_is_not_there_is_told(tmp_path: Path) -> None:
    with authority() as url:
        pass
    code, told = command("sign", finished_run(tmp_path), "--tsa", url)
    assert code == 3
    assert "not proven when this run was there: no time stamp" in told


@pytest.mark.parametrize("answer", [None, b"no stamp"])
def test_an_audit_is_stamped_at_its_end_and_never_lost_by_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes | None
) -> None:
    async def audited(*_: object) -> RunRecord:
        return sample_run()

    monkeypatch.setattr(commands, "_audited", audited)
    declared = tmp_path / "sites.yaml"
    with authority(answer) as url:
        sites = "version: 1\nsites: {shop: {url: 'https://shop.test'}}\ncookies: []\n"
        declared.write_text(f"{sites}evidence: {{timestamp: '{url}'}}\n")
        code, told = command("run", declared, "--reports", tmp_path / "reports")
    assert code == sample_run().verdict.exit_code
    assert (tmp_path / "reports" / "latest" / STAMP_NAME).exists() is (answer is None)
    assert ("no time stamp" in told) is (answer is not None)
    assert command("verify", "latest", "--reports", tmp_path / "reports")[0] == 0


def test_a_changed_run_is_not_signed(tmp_path: Path, given_files: Path) -> None:
    folder = finished_run(tmp_path)
    (folder / "findings.csv").write_text("")
    code, told = command("sign", folder, "--key", given_files / "key.pem")
    assert code == 1
    assert "changed  findings.csv" in told
    assert not (folder / SEALS_NAME).exists()


def test_a_seal_is_not_replaced(sealed: Path, given_files: Path) -> None:
    code, told = command("sign", sealed, "--key", given_files / "key.pem")
    assert code == 2
    assert "is there already" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sign"], "give --tsa URL, --key FILE, or both"),
        (["sign", "--tsa", "ftp://x"], "--tsa: "),
        (["sign", "--key", "nothing.pem"], "cannot be read"),
        (["sign", "--key", "locked.pem"], "is encrypted"),
        (["sign", "--key", "curve.pem"], "holds no Ed25519 key"),
        (["sign", "--key", "root.der"], "holds no Ed25519 key"),
        (["verify", "--public-key", "root.pem"], "holds no public Ed25519 key"),
        (["verify", "--tsa-certificate", "key.pem"], "holds no certificate"),
        (["verify", "--tsa-certificate", "own.pem"], "names no root certificate"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, given_files: Path, words: list[str], told: str
) -> None:
    command_word, *options = words
    if options and not options[1].startswith("ftp"):
        options[1] = str(given_files / options[1])
    code, output = command(command_word, finished_run(tmp_path), *options)
    assert code == 2
    assert told in output


@pytest.mark.skipif(which("openssl") is None, reason="needs the openssl command")
def test_a_standard_tool_agrees(sealed: Path, given_files: Path) -> None:
    manifest, stamp = sealed / MANIFEST_NAME, sealed / STAMP_NAME
    when = str(int(AT.timestamp()))
    ours = ["-data", manifest, "-in", stamp, "-CAfile", given_files / "root.pem", "-attime", when]
    key = ["-pubin", "-inkey", f"{manifest}.pem", "-sigfile", f"{manifest}.sig"]
    openssl = which("openssl") or ""
    for words in (
        ["ts", "-verify", *ours],
        ["pkeyutl", "-verify", "-rawin", "-in", manifest, *key],
    ):
        done = subprocess.run([openssl, *map(str, words)], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
