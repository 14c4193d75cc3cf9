"""What the hook reports, read without a browser."""

from typing import Any

import pytest

from crawler.cookies import SetHow
from crawler.recorder.scripts import Hook, ScriptCall
from crawler.recorder.stacks import Scripts
from crawler.set_cookie import RefusedCookie

PAGE = "https://shop.test/a/b"


def message(hook: Hook, *arguments: Any, frames: list[dict[str, Any]] | None = None) -> Any:
    given = [hook.token, *arguments]
    return {
        "args": [{"type": "string", "value": one} for one in given],
        "stackTrace": {"callFrames": frames or []},
    }


def frame(url: str, line: int, column: int) -> dict[str, Any]:
    return {"url": url, "lineNumber": line, "columnNumber": column}


def call(kind: str, *arguments: Any) -> ScriptCall:
    hook = Hook.drawn()
    read = hook.read(message(hook, kind, 1_000_000.0, PAGE, *arguments), Scripts())
    assert read is not None
    return read


def stored(name: str = "a", value: str = "1", *, kind: str = "set", **given: Any) -> ScriptCall:
    keys = ("domain", "path", "expires", "max_age", "same_site", "partitioned")
    values = {**dict.fromkeys(keys), "partitioned": False, **given}
    return call(kind, name, value, *(values[key] for key in keys))


def test_names_are_drawn_anew_for_every_hook() -> None:
    one, other = Hook.drawn(), Hook.drawn()
    assert one.token != other.token
    assert one.source != other.source


def test_the_source_holds_the_drawn_names_alone() -> None:
    hook = Hook.drawn()
    assert hook.token in hook.source
    code = "\n".join(line.partition("//")[0] for line in hook.source.splitlines())
    assert "NAME" not in code
    assert "TOKEN" not in code


def test_a_call_is_read_with_its_place() -> None:
    hook = Hook.drawn()
    frames = [frame("", 1, 1), frame("https://shop.test/tag.js", 6, 20), frame(PAGE, 0, 0)]
    read = hook.read(message(hook, "script", 1500.0, PAGE, "a=1", frames=frames), Scripts())
    assert read == ScriptCall("script", 1.5, PAGE, ("a=1",), "https://shop.test/tag.js", 7, 21)


def test_a_call_from_nowhere_has_no_place() -> None:
    hook = Hook.drawn()
    read = hook.read(message(hook, "script", 0.0, PAGE, "a=1"), Scripts())
    assert read is not None
    assert (read.source, read.line, read.column) == ("", None, None)


def test_a_message_of_the_page_s_own_is_no_call() -> None:
    hook = Hook.drawn()
    assert hook.read({"args": [{"type": "string", "value": "hello"}]}, Scripts()) is None
    assert hook.read({"args": []}, Scripts()) is None
    assert hook.read({"args": [{"type": "object", "objectId": "1"}]}, Scripts()) is None


def test_a_message_with_another_s_token_is_no_call() -> None:
    assert Hook.drawn().read(message(Hook.drawn(), "script", 0.0, PAGE, "a=1"), Scripts()) is None


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("script", SetHow.SCRIPT),
        ("set", SetHow.COOKIE_STORE),
        ("remove", SetHow.COOKIE_STORE),
    ],
)
def test_the_kind_of_call_tells_how_the_cookie_was_set(kind: str, how: SetHow) -> None:
    assert call(kind, "a=1").how is how


def test_document_cookie_is_read_against_the_page_s_clock() -> None:
    cookie = call("script", "a=1; expires=Thu, 01 Jan 1970 01:00:00 GMT").cookie(PAGE)
    assert not isinstance(cookie, RefusedCookie)
    assert (cookie.lifetime, cookie.path) == (2600.0, "/a")


def test_document_cookie_may_not_be_http_only() -> None:
    assert isinstance(call("script", "a=1; HttpOnly").cookie(PAGE), RefusedCookie)


def test_the_cookie_store_has_defaults_of_its_own() -> None:
    cookie = stored().cookie(PAGE)
    assert not isinstance(cookie, RefusedCookie)
    assert (cookie.domain, cookie.path, cookie.lifetime) == ("shop.test", "/", None)
    assert (cookie.secure, cookie.http_only, cookie.same_site) == (True, False, "Strict")
    assert not cookie.partitioned


def test_what_the_cookie_store_is_given_goes_before_its_defaults() -> None:
    read = stored(domain="shop.test", path="/x/", same_site="none", partitioned=True)
    cookie = read.cookie(PAGE)
    assert not isinstance(cookie, RefusedCookie)
    assert (cookie.domain, cookie.path) == (".shop.test", "/x/")
    assert (cookie.same_site, cookie.partitioned) == ("None", True)


def test_the_cookie_store_ends_a_path_with_a_slash() -> None:
    cookie = stored(path="/x").cookie(PAGE)
    assert not isinstance(cookie, RefusedCookie)
    assert cookie.path == "/x/"


@pytest.mark.parametrize(
    ("given", "lifetime"),
    [
        ({"expires": 1_060_000.0}, 60.0),
        ({"max_age": 30}, 30.0),
        ({"expires": 1_060_000.0, "max_age": 30}, 30.0),
        ({"expires": 940_000.0}, -60.0),
    ],
)
def test_the_cookie_store_s_lifetime_is_counted_from_the_page_s_clock(
    given: dict[str, Any], lifetime: float
) -> None:
    cookie = stored(**given).cookie(PAGE)
    assert not isinstance(cookie, RefusedCookie)
    assert cookie.lifetime == lifetime


def test_the_cookie_store_s_delete_deletes() -> None:
    cookie = stored(kind="remove").cookie(PAGE)
    assert not isinstance(cookie, RefusedCookie)
    assert cookie.lifetime == 0.0


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (call("script", "a=SECRET; Path=/"), "a=#; Path=/"),
        (call("script", "SECRET"), "#"),
        (
            stored("a", "SECRET", domain="shop.test"),
            "cookieStore.set a=#; Domain=shop.test; Path=/",
        ),
        (stored("a", "SECRET", kind="remove"), "cookieStore.delete a=#; Domain=; Path=/"),
    ],
)
def test_the_statement_has_a_hash_in_the_place_of_the_value(read: ScriptCall, text: str) -> None:
    assert read.statement("#") == text
