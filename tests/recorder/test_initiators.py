from typing import Any

import pytest

from crawler.recorder.initiators import LONGEST_CHAIN, Initiators, script_of


def by(*urls: str) -> dict[str, Any]:
    return {"type": "script", "stack": {"callFrames": [{"url": url} for url in urls]}}


def test_a_chain_is_told_outermost_first() -> None:
    initiators = Initiators()
    initiators.learn("b.js", by("a.js"))
    initiators.learn("pixel", by("b.js"))
    assert initiators.chain("pixel") == ("a.js", "b.js")


def test_what_nobody_asked_for_has_no_chain() -> None:
    assert Initiators().chain("https://shop.test/") == ()


@pytest.mark.parametrize("initiator", [{}, {"type": "parser", "url": "a"}, {"type": "script"}])
def test_only_a_script_begins_a_chain(initiator: dict[str, Any]) -> None:
    initiators = Initiators()
    initiators.learn("pixel", initiator)
    assert initiators.chain("pixel") == ()


def parsed(document: str) -> dict[str, Any]:
    return {"type": "parser", "url": document}


def test_the_document_of_a_frame_that_a_script_brought_in_stands_in_the_chain() -> None:
    initiators = Initiators()
    initiators.learn("tag.js", parsed("page"))
    initiators.learn("frame", by("tag.js"))
    initiators.learn("inner", parsed("frame"))
    initiators.learn("inside.js", parsed("inner"))
    assert initiators.chain("inside.js") == ("tag.js", "frame", "inner")


def test_documents_that_no_script_brought_in_stand_in_no_chain() -> None:
    initiators = Initiators()
    initiators.learn("frame", parsed("page"))
    initiators.learn("inside.js", parsed("frame"))
    assert initiators.chain("inside.js") == ()


def test_documents_that_name_each_other_make_no_endless_chain() -> None:
    initiators = Initiators()
    initiators.learn("a", parsed("b"))
    initiators.learn("b", parsed("a"))
    assert initiators.chain("a") == ()


def test_a_document_without_an_address_has_the_chain_of_its_frame() -> None:
    initiators = Initiators()
    initiators.framed("F", by("tag.js")["stack"])
    initiators.learn("inside.js", parsed("about:srcdoc"), "F")
    assert initiators.chain("inside.js") == ("tag.js",)


def test_a_module_is_brought_in_by_the_one_that_imports_it() -> None:
    initiators = Initiators()
    initiators.learn("b.js", {"type": "script", "url": "a.js", "stack": {"callFrames": []}})
    assert initiators.chain("b.js") == ("a.js",)


def test_the_first_who_asked_for_a_resource_brought_it_in() -> None:
    initiators = Initiators()
    initiators.learn("pixel", by("first.js"))
    initiators.learn("pixel", by("second.js"))
    assert initiators.chain("pixel") == ("first.js",)


def test_a_script_that_loads_itself_anew_is_not_its_own_initiator() -> None:
    initiators = Initiators()
    initiators.learn("a.js", by("a.js"))
    assert initiators.chain("a.js") == ()


def test_scripts_that_load_each_other_make_no_endless_chain() -> None:
    initiators = Initiators()
    initiators.learn("a.js", by("b.js"))
    initiators.learn("b.js", by("a.js"))
    assert initiators.chain("a.js") == ("a.js", "b.js")


def test_a_chain_has_an_end() -> None:
    initiators = Initiators()
    for number in range(100):
        initiators.learn(str(number + 1), by(str(number)))
    assert len(initiators.chain("100")) == LONGEST_CHAIN


def test_the_innermost_named_script_of_a_stack_counts() -> None:
    assert script_of(by("", "inner.js", "outer.js")["stack"]) == "inner.js"


def test_an_asynchronous_parent_is_looked_up_where_no_frame_has_a_name() -> None:
    stack = {"callFrames": [{"url": ""}], "parent": {"callFrames": [{"url": "timer.js"}]}}
    assert script_of(stack) == "timer.js"


@pytest.mark.parametrize("stack", [None, {}, {"callFrames": []}, {"callFrames": [{}]}])
def test_a_stack_without_names_names_nobody(stack: dict[str, Any] | None) -> None:
    assert script_of(stack) == ""
