"""What the browser tells of changes to cookies, and which of them no write accounts for."""

from typing import Any

import pytest

from crawler.cookies import Identity, JarEntry, Phase, SetHow, Write
from crawler.recorder.acts import Act
from crawler.recorder.moments import Moment, Stage
from crawler.recorder.scripts import ScriptCall
from crawler.recorder.sightings import Document, Sightings
from crawler.recorder.values import ValueHash

PAGE = "https://shop.test/"
STAGE = Stage(PAGE, Phase.BEFORE)
HERE, THERE = (
    Document(("one", 1), 0.0, PAGE, "https://shop.test"),
    Document(("two", 7), 0.0, PAGE, "https://shop.test"),
)
YEAR = 31_536_000.0


def hashed(value: str) -> str:
    return f"#{value}" if value else ""


def change(name: str = "a", value: str = "1", *, gone: bool = False, **given: Any) -> ScriptCall:
    keys = ("domain", "path", "expires", "secure", "same_site", "partitioned")
    values = {**dict.fromkeys(keys), "path": "/", **given}
    verb = given.pop("verb", "deleted" if gone else "changed")
    arguments = (verb, name, None if gone else value, *(values[key] for key in keys))
    return ScriptCall("change", 0.0, PAGE, arguments, "", None, None)


def moment(at: float) -> Moment:
    return Moment(at, STAGE)


def written(name: str = "a", value: str = "1", at: float = 1.0, **given: Any) -> Write:
    fields = {"how": SetHow.SCRIPT, "phase": Phase.BEFORE, "page": PAGE, "frame": PAGE}
    fields |= {"source": PAGE, "statement": "", "value_hash": hashed(value)}
    return Write(Identity(name, "shop.test"), at=at, **{**fields, **given})


def never(identity: Identity, at: float) -> bool:
    del identity, at
    return False


def rest(sightings: Sightings, *writes: Write, removed: Any = never) -> list[Write]:
    """What is left once all has been told and waited for."""
    return [*sightings.account(writes, removed), *sightings.account((), removed)]


def standing(name: str = "a", value: str = "1") -> JarEntry:
    return JarEntry(
        Identity(name, "shop.test"), None, 2.0, PAGE, Phase.BEFORE, value_hash=hashed(value)
    )


class Readable(ValueHash):
    """A hash by which a test knows the value."""

    def digest(self, value: str) -> str:
        return hashed(value)


@pytest.fixture
def sightings() -> Sightings:
    return Sightings(Readable())


def test_a_change_that_a_write_accounts_for_is_no_act_of_its_own(sightings: Sightings) -> None:
    sightings.told(change(), HERE, moment(2))
    assert rest(sightings, written()) == []


def test_a_change_that_nobody_made_is_a_write_without_a_writer(sightings: Sightings) -> None:
    sightings.told(change(expires=(2 + YEAR) * 1000), HERE, moment(2))
    (write,) = rest(sightings)
    assert (write.identity, write.how, write.at) == (Identity("a", "shop.test"), "unknown", 2)
    assert (write.requested, write.at_least, write.value_hash) == (YEAR, False, "#1")
    assert (write.set_by, write.chain) == ("", ())


def test_another_value_is_another_write(sightings: Sightings) -> None:
    sightings.told(change(value="1"), HERE, moment(2))
    sightings.told(change(value="2"), HERE, moment(3))
    (write,) = rest(sightings, written(value="1"))
    assert write.value_hash == "#2"


def test_a_value_that_is_no_utf_8_and_told_empty_is_the_write_s(sightings: Sightings) -> None:
    sightings.told(change(value=""), HERE, moment(2))
    assert rest(sightings, written(value="caf")) == []


def test_a_write_that_is_told_later_than_its_change_accounts_for_it(sightings: Sightings) -> None:
    sightings.told(change(), HERE, moment(2))
    assert sightings.account((), never) == []
    assert sightings.account([written(at=3)], never) == []


def test_a_refused_write_accounts_for_nothing(sightings: Sightings) -> None:
    sightings.told(change(), HERE, moment(2))
    assert len(rest(sightings, written(refused="HttpOnly"))) == 1


def test_what_several_documents_tell_of_is_one_change(sightings: Sightings) -> None:
    for document in (HERE, THERE):
        sightings.told(change(), document, moment(2))
        sightings.told(change(gone=True), document, moment(3))
    assert [write.deletes for write in rest(sightings)] == [False, True]


def test_what_one_document_tells_of_twice_are_two_changes(sightings: Sightings) -> None:
    for at in (2, 3):
        sightings.told(change(), HERE, moment(at))
    assert len(rest(sightings)) == 2


def test_a_later_document_tells_of_nothing_that_was_before_it(sightings: Sightings) -> None:
    later = Document(("two", 7), 5.0, PAGE, "https://shop.test")
    sightings.told(change(), HERE, moment(2))
    sightings.told(change(), later, moment(6))
    assert len(rest(sightings)) == 2


def test_a_lifetime_that_may_have_been_cut_is_the_least(sightings: Sightings) -> None:
    sightings.told(change(expires=400 * 86_400_000), HERE, moment(0))
    assert [write.at_least for write in rest(sightings)] == [True]


@pytest.mark.parametrize(
    ("expires", "removed", "deletions"),
    [(None, False, 1), (3_000, False, 0), (900_000, False, 1), (None, True, 0)],
)
def test_what_the_browser_removes_by_itself_is_nobody_s_deletion(
    sightings: Sightings, expires: float | None, removed: bool, deletions: int
) -> None:
    sightings.told(change(expires=expires), HERE, moment(1))
    sightings.told(change(gone=True), HERE, moment(3))
    left = rest(sightings, written(), removed=lambda *_: removed)
    assert [write.deletes for write in left] == [True] * deletions


def test_a_call_that_could_not_be_read_is_told_by_what_changed_after_it(
    sightings: Sightings,
) -> None:
    act = Act(SetHow.SCRIPT, moment(1.9), PAGE, f"{PAGE}tag.js", hashed, line=3, column=7)
    sightings.unread(act, PAGE)
    sightings.told(change("b"), HERE, moment(2))
    sightings.told(change("c"), HERE, moment(2))
    assert [write.set_by for write in rest(sightings, written("c"))] == [f"{PAGE}tag.js:3:7"]


def test_where_more_changed_than_could_not_be_read_nobody_is_named(sightings: Sightings) -> None:
    act = Act(SetHow.SCRIPT, moment(1.9), PAGE, f"{PAGE}tag.js", hashed, line=3, column=7)
    sightings.unread(act, PAGE)
    sightings.told(change("b"), HERE, moment(2))
    sightings.told(change("c"), HERE, moment(2))
    assert [write.how for write in rest(sightings)] == [SetHow.UNKNOWN, SetHow.UNKNOWN]


def test_a_change_proves_that_a_write_stood(sightings: Sightings) -> None:
    sightings.told(change(), HERE, moment(2))
    assert sightings.stood(written(at=1))
    assert not sightings.stood(written(at=1, value="other"))
    assert not sightings.stood(written(at=3))


def test_what_stood_before_the_browser_told_of_changes_is_a_write(sightings: Sightings) -> None:
    sightings.told(change(verb="found"), HERE, moment(2))
    assert [write.identity.name for write in rest(sightings)] == ["a"]


def test_what_was_written_or_told_of_is_found_without_meaning(sightings: Sightings) -> None:
    sightings.told(change("b"), HERE, moment(2))
    for name in "ab":
        sightings.told(change(name, verb="found"), HERE, moment(2))
    assert [write.identity.name for write in rest(sightings, written("a"))] == ["b"]


def test_what_was_in_the_jar_before_is_found_without_meaning(sightings: Sightings) -> None:
    sightings.stands(
        [JarEntry(Identity("a", "shop.test"), None, 1, PAGE, Phase.BEFORE, value_hash="#1")]
    )
    sightings.told(change(verb="found"), HERE, moment(2))
    assert rest(sightings) == []


def test_a_partitioned_change_has_the_top_level_site_for_its_key(sightings: Sightings) -> None:
    sightings.told(change(domain="shop.test", partitioned=True), HERE, moment(2))
    (write,) = rest(sightings)
    assert write.identity == Identity("a", ".shop.test", "/", "https://shop.test")


def test_a_look_into_the_jar_does_not_account_for_what_was_found_before(
    sightings: Sightings,
) -> None:
    sightings.told(change(verb="found"), HERE, moment(1))
    assert sightings.account((), never) == []
    sightings.stands([standing()])
    assert [write.identity.name for write in sightings.account((), never)] == ["a"]


def test_what_stood_in_the_jar_before_was_not_written_by_the_document_that_finds_it(
    sightings: Sightings,
) -> None:
    sightings.stands([standing()])
    sightings.told(change(verb="found"), HERE, moment(3))
    assert rest(sightings) == []
