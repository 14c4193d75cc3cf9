"""What asks to agree to terms, or to be sent something, is told from what asks about cookies."""

import re

import pytest

from crawler.consent.words import COOKIES, ERRAND

TERMS = (
    "We have updated our terms and privacy policy. Please accept to go on.",
    "By continuing you agree to our Terms of Service.",
    "Bitte stimmen Sie unseren Nutzungsbedingungen zu.",
    "Unsere AGB haben sich geändert. Ihre Zustimmung zur Datenverarbeitung ist nötig.",
    "Merci d'accepter nos conditions générales d'utilisation.",
    "Acepte los términos y la política de privacidad.",
    "Accetta i termini e l'informativa sulla privacy.",
    "Aceite os termos e a política de privacidade.",
    "Ga akkoord met de algemene voorwaarden.",
    "Zaakceptuj regulamin i politykę prywatności.",
    "Godkänn våra användarvillkor.",
    "Get 10% off: join our newsletter, you may withdraw your consent at any time.",
    "Wir möchten Ihnen Benachrichtigungen senden.",
)
BANNERS = (
    "We value your privacy. We and our partners process personal data for advertising.",
    "Wir verwenden Cookies und bitten um Ihre Einwilligung.",
    "Nous respectons votre vie privée et demandons votre consentement.",
    "Your privacy choices: we use tracking for analytics.",
)


@pytest.mark.parametrize("said", TERMS)
def test_terms_and_offers_ask_for_something_else_than_cookies(said: str) -> None:
    assert re.search(ERRAND, said.lower())
    assert not re.search(COOKIES, said.lower())


@pytest.mark.parametrize("said", BANNERS)
def test_a_banner_asks_for_no_such_thing(said: str) -> None:
    assert not re.search(ERRAND, said.lower())


def test_terms_beside_cookies_leave_it_a_banner() -> None:
    said = "we use cookies. by accepting them you agree to our terms of use."
    assert re.search(ERRAND, said)
    assert re.search(COOKIES, said)
