"""Credentials are read before any browser starts, and none is in what is said of them."""

import time
from pathlib import Path

import pytest

from crawler.declared import load_declaration
from crawler.errors import BadInput
from crawler.login import Keys, logins
from crawler.login.keys import Codes

SEED = "JBSWY3DPEHPK3PXP"


def declared(tmp_path: Path, role: str) -> Path:
    file = tmp_path / "my.yaml"
    file.write_text(
        "version: 1\nsites:\n  app:\n    url: https://app.test\n    roles:\n"
        f"      ann: {role}\ncookies: []\n"
    )
    return file


def refused(tmp_path: Path, role: str) -> str:
    with pytest.raises(BadInput) as error:
        logins(load_declaration(declared(tmp_path, role)))
    return str(error.value).removeprefix(f"{tmp_path}/")


def test_a_secret_comes_from_the_environment_and_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAME", "ann")
    (tmp_path / "secret").write_text("  two words \n")
    role = "{login: {}, username: {env: NAME}, password: {file: secret}}"
    login = logins(load_declaration(declared(tmp_path, role)))["app", "ann"]
    assert (login.keys.username, login.keys.password) == ("ann", "  two words ")
    assert login.keys.secrets == ("ann", "  two words ")
    assert "two words" not in repr(login)


def test_a_secret_that_is_not_set_is_told_with_its_line(tmp_path: Path) -> None:
    said = refused(tmp_path, "{login: {}, password: {env: NOT_SET_ANYWHERE}}")
    assert said == (
        "my.yaml:6: ann: password: the environment variable NOT_SET_ANYWHERE is not set: set it"
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    said = refused(tmp_path, "{login: {}, password: {file: nowhere}}")
    assert said.endswith(f"the file {tmp_path}/nowhere cannot be read: No such file or directory")


def test_an_empty_secret_is_none(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("\n")
    said = refused(tmp_path, "{login: {}, password: {file: secret}}")
    assert said.endswith("holds nothing")


def test_a_second_factor_that_is_none_is_told_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("P", "x")
    monkeypatch.setenv("T", "hunter-2!")
    said = refused(tmp_path, "{login: {}, password: {env: P}, totp: {env: T}}")
    assert "totp: is no secret of a second factor" in said
    assert "hunter" not in said


def test_a_state_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("[]")
    said = refused(tmp_path, "{state: state.json}")
    assert said.endswith("state.json is no saved state (Playwright's storage_state)")


def test_a_state_that_is_not_there_yet_needs_a_login(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path, "{state: state.json}")


def test_sites_that_are_not_audited_need_no_secret(tmp_path: Path) -> None:
    role = "{login: {}, password: {env: NOT_SET_ANYWHERE}}"
    assert logins(load_declaration(declared(tmp_path, role)), ("other",)) == {}


def test_what_a_site_says_back_holds_no_secret() -> None:
    keys = Keys("ann", "hunter2", None, ("hunter2", "hunter2-long"))
    assert keys.hidden("no hunter2-long or hunter2") == "no [hidden] or [hidden]"


@pytest.mark.parametrize("secret", [SEED, "jbsw y3dp ehpk 3pxp", f"otpauth://totp/a?secret={SEED}"])
async def test_a_code_is_that_of_the_present_time(secret: str) -> None:
    assert await Codes(secret).next() in {
        await Codes(SEED).next(),  # the next one began in between
        await Codes(secret).next(),
    }


async def test_no_code_is_given_twice() -> None:
    codes = Codes(f"otpauth://totp/a?secret={SEED}&period=1")
    begun = time.time()
    given = {await codes.next() for _ in range(3)}
    assert len(given) == 3
    assert time.time() - begun < 4


def test_a_factor_that_counts_is_refused() -> None:
    with pytest.raises(ValueError, match="counts logins"):
        Codes(f"otpauth://hotp/a?secret={SEED}&counter=1")
