"""Names in sentences that no make gives away; and words in quotes that are none."""

import pytest

from crawler.policy.sentences import named_in, names_in_brackets_list


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Le cookie « panier » mémorise vos articles.", ["panier"]),
        ("The cookie “basket” keeps your goods.", ["basket"]),
        ("Das Cookie „warenkorb“ merkt sich die Waren.", ["warenkorb"]),
        ("Un cookie, nommé abtest-group, est conservé.", ["abtest-group"]),
        ("Nous déposons les cookies atuserid et atauthority.", ["atuserid", "atauthority"]),
        ("We use a cookie named visitorId.", ["visitorId"]),
    ],
)
def test_a_name_that_a_sentence_introduces_is_found(sentence: str, names: list[str]) -> None:
    assert [one.text for one in named_in(sentence)] == names


@pytest.mark.parametrize(
    "sentence",
    [
        "Des cookies « tiers » et « internes », et des cookies dits « persistants ».",
        'A cookie is called "persistent" when it stays.',
        'The cookie "session" kind ends with the browser.',
        "Les cookies nommés ci-dessus sont utiles.",
        "Cookies genannt werden sie oft.",
        "Cookies and similar technologies are set by us and partners.",
        "La página usa cookies propias y de terceros.",
        "I cookie installati dal sito sono tecnici.",
        'Das Cookie "Google Analytics" zählt.',
        "Cookies „Drittanbieter“ bleiben.",
    ],
)
def test_what_is_no_name_is_not_taken_for_one(sentence: str) -> None:
    assert named_in(sentence) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "We store DOB (2 years) and SSN (5 years).",
        "Google sets invoices (2 years) and messages (5 years).",
        "The map sets GDPR (2018) and CCPA (2020).",
    ],
)
def test_what_is_kept_for_a_time_in_brackets_is_no_cookie_for_that(sentence: str) -> None:
    assert names_in_brackets_list(sentence) == ()
