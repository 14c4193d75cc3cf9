"""Google Consent Mode: what the page says, and what its requests say."""

import pytest

from crawler.consent.state import Answer, judge
from crawler.consent.states.google import page_state, sent_state
from crawler.cookies import Phase
from crawler.recorder.consent_mode import MOST_HOSTS, Signals
from crawler.recorder.moments import Moment, Stage

DENIED = {"ad_storage": "denied", "analytics_storage": "denied"}
GRANTED = {"ad_storage": "granted", "analytics_storage": "granted"}
HOST = "www.google-analytics.com"


def command(kind: str, settings: dict[str, str], *, regional: bool = False) -> dict[str, object]:
    return {"kind": kind, "settings": settings, "regional": regional}


@pytest.mark.parametrize(
    ("commands", "answer"),
    [
        ([command("default", DENIED)], Answer.NONE),
        ([command("default", DENIED), command("update", GRANTED)], Answer.ACCEPT),
        ([command("default", DENIED), command("update", DENIED)], Answer.REJECT),
        ([command("default", GRANTED)], Answer.ACCEPT),
        ([command("default", GRANTED), command("update", DENIED)], Answer.REJECT),
        ([command("update", DENIED), command("default", GRANTED)], Answer.REJECT),
        ([command("update", {**GRANTED, "ad_storage": "denied"})], Answer.PARTIAL),
        ([command("default", GRANTED, regional=True)], Answer.UNKNOWN),
    ],
)
def test_the_commands_of_a_page_come_to_a_state(
    commands: list[dict[str, object]], answer: Answer
) -> None:
    held = page_state(commands, {})
    assert held is not None
    assert held.answer is answer


def test_what_google_s_own_tags_hold_is_the_last_word() -> None:
    entries = {"ad_storage": {"before": False, "after": True}, "region": 3}
    held = page_state([command("default", DENIED)], entries)
    assert held is not None
    assert held.granted == ("ad_storage",)


@pytest.mark.parametrize("commands", [None, 3, [3], [{"settings": 3}], [{"settings": {"a": 1}}]])
def test_commands_of_no_known_shape_say_nothing(commands: object) -> None:
    assert page_state(commands, commands) is None


def test_a_refusal_that_google_was_never_told_to_forget_does_not_contradict_an_acceptance() -> None:
    denied = page_state([command("update", DENIED)], None)
    granted = page_state([command("default", GRANTED)], None)
    assert denied is not None
    assert granted is not None
    assert judge("accept", (denied,), (denied,)).contradictions == ()
    assert judge("reject", (granted,), (granted,)).contradictions != ()


def test_kinds_that_google_does_not_act_upon_do_not_count() -> None:
    assert page_state([command("default", {"functionality_storage": "granted"})], None) is None


@pytest.mark.parametrize(
    ("parameters", "answer"),
    [
        ({"gcd": "11p1p1p1p5"}, Answer.NONE),
        ({"gcd": "13q3q3q3q5l1"}, Answer.REJECT),
        ({"gcd": "11r1r1r1r5"}, Answer.ACCEPT),
        ({"gcd": "11t1t1t1t5"}, Answer.ACCEPT),
        ({"gcd": "11r1q1r1q5"}, Answer.PARTIAL),
        ({"gcs": "G111"}, Answer.ACCEPT),
        ({"gcs": "G100"}, Answer.UNKNOWN),
    ],
)
def test_a_request_s_parameters_come_to_a_state(parameters: dict[str, str], answer: Answer) -> None:
    held = sent_state(HOST, parameters)
    assert held is not None
    assert held.answer is answer


@pytest.mark.parametrize(
    "parameters", [{}, {"gcs": "G1--"}, {"gcs": "x"}, {"gcd": "13l3l3l3l1"}, {"gcd": "??"}]
)
def test_parameters_that_say_nothing_are_no_state(parameters: dict[str, str]) -> None:
    held = sent_state(HOST, parameters)
    assert held is None or held.categories == {}


def test_consent_sent_after_a_refusal_contradicts_it() -> None:
    held = sent_state(HOST, {"gcs": "G111", "gcd": "11t1t1t1t5"})
    assert held is not None
    (sentence,) = judge("reject", (), (held,)).contradictions
    assert sentence.startswith(
        f"the visitor refused, and Google Consent Mode, as sent to {HOST} holds consent for"
    )


def request(url: str) -> dict[str, object]:
    return {"request": {"url": url}}


def moment(phase: Phase, at: float = 1.0) -> Moment:
    return Moment(at, Stage("https://shop.test/", phase))


def test_the_last_signal_of_each_host_and_phase_is_kept_and_nothing_else_of_the_address() -> None:
    signals = Signals()
    for phase, gcs in ((Phase.BEFORE, "G100"), (Phase.AFTER, "G100"), (Phase.AFTER, "G111")):
        url = f"https://{HOST}/g/collect?cid=secret&gcs={gcs}"
        signals.hear("Network.requestWillBeSent", request(url), moment(phase))
    kept = [(one.phase, one.parameters) for one in signals.since()]
    assert kept == [(Phase.BEFORE, (("gcs", "G100"),)), (Phase.AFTER, (("gcs", "G111"),))]


def test_signals_are_told_from_a_moment_on() -> None:
    signals = Signals()
    url = f"https://{HOST}/?gcs=G111"
    signals.hear("Network.requestWillBeSent", request(url), moment(Phase.AFTER, at=5.0))
    assert len(signals.since(5.0)) == 1
    assert signals.since(5.1) == ()


def test_a_site_cannot_fill_the_memory_with_hosts() -> None:
    signals = Signals()
    for number in range(MOST_HOSTS + 50):
        url = f"https://h{number}.example/?gcd=11t1t1t1t5"
        signals.hear("Network.requestWillBeSent", request(url), moment(Phase.AFTER))
    assert len(signals.since()) == MOST_HOSTS
