"""The parts of following storage that need no browser."""

import json
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.cookies import OPAQUE, Identity, Phase, StorageType
from crawler.devtools import DevTools, Params, TargetGone
from crawler.recorder.initiators import Initiators
from crawler.recorder.moments import Moment, Stage
from crawler.recorder.redaction import Redactor
from crawler.recorder.storage import StorageWatch, Told
from crawler.recorder.storage_calls import mark_of
from crawler.recorder.storage_places import Place, StorageKey, size_of
from crawler.recorder.storage_values import LONGEST, MOST_TEXTS, secrets_in
from crawler.recorder.targets import Target

SHOP, ADS = "https://shop.test", "https://ads.example"


@pytest.mark.parametrize(
    ("spelt", "key"),
    [
        ("https://shop.test/", StorageKey(SHOP)),
        ("https://shop.test:8443/", StorageKey(f"{SHOP}:8443")),
        ("https://ads.example/^0https://shop.test", StorageKey(ADS, SHOP)),
        ("https://www.shop.test/^31", StorageKey("https://www.shop.test", SHOP)),
        ("https://ads.example/^11234^25678", StorageKey(ADS, OPAQUE)),
        ("https://ads.example/^44^55^66", StorageKey(ADS, OPAQUE)),
    ],
)
def test_a_storage_key_is_read_as_chromium_spells_it(spelt: str, key: StorageKey) -> None:
    assert StorageKey.read(spelt) == key


@given(st.text())
def test_any_storage_key_is_read(text: str) -> None:
    assert "^" not in StorageKey.read(text).origin


@pytest.mark.parametrize(
    ("origin", "around", "partition"),
    [
        (SHOP, [], ""),
        (SHOP, [SHOP], ""),
        ("https://www.shop.test", [SHOP, SHOP], ""),
        (ADS, [ADS, SHOP], SHOP),
        (SHOP, [SHOP, ADS, SHOP], SHOP),
    ],
)
def test_the_key_of_a_frame_that_is_gone_follows_from_its_surroundings(
    origin: str, around: list[str], partition: str
) -> None:
    assert StorageKey.guessed(origin, around) == StorageKey(origin, partition)


def test_an_item_is_named_by_host_origin_partition_and_type() -> None:
    place = Place(StorageType.LOCAL_STORAGE, StorageKey("https://ads.example:8443", SHOP))
    assert place.identity("uid") == Identity(
        "uid", "ads.example", "https://ads.example:8443", SHOP, StorageType.LOCAL_STORAGE
    )


def test_a_size_is_in_bytes() -> None:
    assert size_of("ab", "é\ud800") == 2 + 2 + 3


def test_a_mark_counts_as_scripts_do() -> None:
    assert mark_of("a\U0001f36a") == ("a\U0001f36a", 3)


@pytest.mark.parametrize(
    ("value", "secrets"),
    [
        ("a1b2c3", ["a1b2c3"]),
        ("", [""]),
        (
            '{"id": "a1b2c3", "n": 123456789, "words": ["recently viewed", "x9y8"]}',
            ["a1b2c3", "x9y8"],
        ),
        ('["/course/1", "https://shop.test/2"]', []),
        ("{broken", []),
        ("[" * 4000, []),
        ("x" * (LONGEST + 1), []),
    ],
)
def test_what_of_a_value_is_kept_out_of_sight(value: str, secrets: list[str]) -> None:
    assert list(secrets_in(value)) == secrets


def test_of_a_long_list_no_more_than_some_are_remembered() -> None:
    assert len(list(secrets_in(json.dumps([f"id-{n}" for n in range(200)])))) == MOST_TEXTS


def test_what_several_sessions_tell_counts_once() -> None:
    told = Told()
    told.begin("one")
    told.begin("two")
    assert [told.is_new(session, "a=1") for session in ("one", "two", "two", "one")] == [
        True,
        False,
        True,
        False,
    ]


def test_a_session_that_begins_later_tells_of_what_comes_later() -> None:
    told = Told()
    assert told.is_new("one", "a=1")
    told.begin("two")
    assert told.is_new("two", "a=1")
    assert not told.is_new("one", "a=1")


class Refusing:
    """DevTools that tell the key of a frame's storage and refuse to look into it."""

    def __init__(self, refusal: str) -> None:
        self._refusal = refusal

    async def send(self, method: str, *_: object) -> Params:
        if method == "Storage.getStorageKey":
            return {"storageKey": f"{SHOP}/"}
        raise TargetGone(self._refusal)

    async def send_all(self, session: str, commands: list[tuple[str, Params]]) -> None: ...


@pytest.mark.parametrize(
    ("refusal", "unread"),
    [
        ("Could not obtain database names.", {SHOP: f"{SHOP}/"}),
        ("No document for given frame found", {}),
        ("Frame not found for the given storage id", {}),
        ("the target was detached", {}),
    ],
)
async def test_a_store_that_is_there_and_cannot_be_read_is_told(
    refusal: str, unread: dict[str, str]
) -> None:
    devtools = cast("DevTools", Refusing(refusal))
    watch = StorageWatch(devtools, Redactor(), Initiators())
    target = Target("s1", "t1", "page", f"{SHOP}/", "c1", None)
    context = {"id": 1, "origin": SHOP, "auxData": {"frameId": "t1", "isDefault": True}}
    moment = Moment(1.0, Stage(f"{SHOP}/", Phase.BEFORE))
    target.learn("Runtime.executionContextCreated", {"context": context})
    watch.hear(target, "Runtime.executionContextCreated", {"context": context}, moment)
    await watch.look([target], moment, closing=True)
    assert await watch.take() == ([], [], unread)
