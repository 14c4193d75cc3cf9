"""What a crawl leaves alone, and what it still visits; no browser needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.crawl.harm import why_harmful, why_harmful_address
from crawler.crawl.links import Link

ANYWHERE = "https://shop.test/x7"

LABELS = (
    "Log out", "Sign out", "Logout", "Log off (ann@shop.test)", "Delete", "Delete account",
    "Remove item", "Unsubscribe", "Cancel order", "Pay now", "Buy now", "Checkout",
    "Change password", "Edit", "Click here to log out of your account", "Yes, delete this item",
    "Add to cart", "Se déconnecter", "Déconnexion", "Supprimer mon compte", "Se désinscrire",
    "Annuler la commande", "Payer", "Modifier le profil", "Résilier mon abonnement", "Abmelden",
    "Ausloggen", "Konto löschen", "Artikel aus dem Warenkorb entfernen", "Newsletter abbestellen",
    "Vertrag kündigen", "Bestellung stornieren", "Jetzt kaufen", "Profil bearbeiten",
    "Passwort ändern", "Cerrar sesión", "Eliminar cuenta", "Darse de baja", "Cancelar pedido",
    "Pagar ahora", "Salir", "Esci", "Disconnetti", "Elimina account", "Annulla ordine", "Paga ora",
    "Modifica profilo", "Terminar sessão", "Sair", "Excluir conta", "Cancelar assinatura", "Apagar",
    "Uitloggen", "Account verwijderen", "Uitschrijven", "Annuleren", "Afrekenen", "Wijzigen",
    "Wyloguj się", "Usuń konto", "Wypisz się", "Anuluj zamówienie", "Zapłać", "Zmień hasło",
    "Logga ut", "Radera konto", "Ta bort", "Avregistrera", "Avbryt", "Betala", "Ändra lösenord",
    "Log ud", "Slett konto", "Fjern", "Switch account", "Log in as Ben", "Konto wechseln",
    "Leave group",
    "Reject request", "Move to trash", "Mark all as read", "Restart server", "Stop job", "Beenden",
    "Wipe account", "Settle the invoice now", "Get rid of it", "Call off my booking",
    "Quitter la session", "Régler la facture", "Sitzung beenden", "Jetzt bestellen",
    "Deletes all your data", "Finalizar compra", "Avsluta prenumerationen", "Abonnement beëindigen",
    "\N{WASTEBASKET}",
    "\N{CROSS MARK}",
)  # fmt: skip
ADDRESSES = (
    "/do?action=del&id=4", "/unsub?u=3", "/members/5/ban", "/impersonate/4",
    "/accounts/switch-user",
    "/logout", "/log-out", "/users/sign_out", "/se_deconnecter", "/d%C3%A9connexion", "/log%2Dout",
    "/LogOff", "/signOut", "/account/logout.php", "/doLogout", "/dologout", "/déconnexion",
    "/abmelden", "/cart/remove?id=3", "/delete?id=1", "/delete/5", "/delete-5", "/users/5/destroy",
    "/deleteAccount", "/deleteuser.php?id=4", "/account/delete", "/newsletter/unsubscribe",
    "/order/cancel", "/x?action=logout", "/x?action=delete&id=3", "/x?delete=1", "/?add-to-cart=12",
    "/x?do=edit", "/login?next=/logout", "/login?return=%2Faccount%2Fdelete",
    "/supprimer-mon-compte", "/konto/loeschen", "/cuenta/cerrar-sesion", "/konto/usun",
    "/konto/ta-bort", "/checkout", "/pay/4711", "/profile/edit", "/change-password",
    "/?page=wyloguj", "/#/account/delete", "/user;action=delete", "/Default.aspx?cmd=SignOut",
    "/wp-login.php?action=logout&_wpnonce=ab12", "/delete-your-account",
)  # fmt: skip
SAFE_LABELS = (
    "How to delete cookies", "Payroll", "Change management", "Changelog", "Updates",
    "Cancellation policy", "Payment methods", "Login", "Sign in", "Home",
    "Comment supprimer les cookies", "Archive", "Wie lösche ich Cookies?", "Blog", "Orders",
    "Delivery and returns", "Pay-as-you-go pricing explained in ten short steps for teams",
    "Cómo cancelar", "Log in", "Edition 2024", "Accounts", "Profil", "Résultats",
    "Bin collection days", "Order history", "Order details", "Regler",
    "\N{HOUSE BUILDING} Home", "End of season",
)  # fmt: skip
SAFE_ADDRESSES = (
    "/blog/how-to-delete-cookies", "/payroll", "/change-management", "/changelog",
    "/payment-methods", "/cancellation", "/2024/05/delete-your-cookies-today", "/blogoutreach",
    "/login", "/search?q=delete", "/editorial", "/updates", "/news/cancel-culture-explained-again",
    "/docs/remove-a-package-from-apt", "/catalog?sort=price", "/deleted-scenes", "/x?title=Delete",
    "/comment-supprimer-un-compte", "/signature",
)  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_a_label_that_speaks_of_harm_is_not_followed(label: str) -> None:
    assert why_harmful(Link(ANYWHERE, (label,)), ANYWHERE).startswith("never followed: its label")


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_address_that_speaks_of_harm_is_not_followed(path: str) -> None:
    assert why_harmful_address(f"https://shop.test{path}").startswith("never followed: its address")


@pytest.mark.parametrize("label", SAFE_LABELS)
def test_a_label_that_only_tells_of_something_is_followed(label: str) -> None:
    assert not why_harmful(Link(ANYWHERE, (label,)), ANYWHERE)


@pytest.mark.parametrize("path", SAFE_ADDRESSES)
def test_an_address_that_only_tells_of_something_is_followed(path: str) -> None:
    assert not why_harmful_address(f"https://shop.test{path}")


@pytest.mark.parametrize(
    ("acts", "reason"),
    [
        ("data-method", "it has data-method"),
        ("hx-delete", "it has hx-delete"),
        ("onclick: return confirm('Sure?')", "it has a script that may change something"),
        ("onclick: removeItem(3)", "it has a script that may change something"),
        ("onclick: document.forms[0].submit()", "it has a script that may change something"),
    ],
)
def test_what_is_more_than_a_link_is_not_followed(acts: str, reason: str) -> None:
    assert why_harmful(Link(ANYWHERE, acts=acts), ANYWHERE) == f"never followed: {reason}"


def test_a_script_that_only_counts_clicks_does_no_harm() -> None:
    assert not why_harmful(Link(ANYWHERE, acts="onclick: gtag('event', 'menu')"), ANYWHERE)


@given(st.text(), st.text())
def test_no_text_stops_the_judgement(label: str, address: str) -> None:
    why_harmful(Link(address, (label,)), address)
