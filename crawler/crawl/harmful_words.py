"""What links say that change something, in the languages of the consent finder, in plain letters.

Phrases are divided by commas. Nouns that pages are about ("cancellation", "payment") are left out:
they stand on pages that only tell of it.
"""

from functools import cache


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.split()) for one in text.replace("\n", " ").split(",") if one.strip())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEAVE = _phrases("""
    logout, log out, logoff, log off, signout, sign out, signoff, sign off, end session,
    deconnexion, deconnecter, deconnectez, deconnecte, fermer la session, fermer ma session,
    abmelden, abmeldung, ausloggen, abmelde, cerrar sesion, cerrar la sesion, finalizar sesion,
    desconectar, desconectarse, disconnetti, disconnettiti, disconnettersi, scollegati,
    chiudi sessione, termina sessione, terminar sessao, encerrar sessao, fechar sessao,
    uitloggen, afmelden, log uit, meld af, wyloguj, wylogowanie, wylogowac, logga ut, logga av,
    log ud, log af, logg ut, logg av,
    switch account, switch accounts, switch user, change user, another account, other account,
    impersonate, log in as, login as, sign in as, changer de compte, autre compte,
    changer d utilisateur, konto wechseln, benutzer wechseln, anderes konto, cambiar de cuenta,
    cambiar de usuario, otra cuenta, cambia account, cambia utente, altro account, trocar de conta,
    outra conta, ander account, wissel van account, zmien konto, zmien uzytkownika, inne konto,
    byt konto, annat konto, skift konto, bytt konto
""")
"""What ends being logged in, or makes somebody else of it."""
ALONE = _phrases("""
    logud, loggut, loggaut, exit, quit, del, rm, kill, trash, bin, wastebasket, cross mark,
    neu starten
""")
"""What leaves or ends something only where nothing stands beside it; pictures' names, too."""
STRONG = _phrases("""
    delete, remove, destroy, erase, purge, discard, unsubscribe, cancel, deactivate, revoke,
    uninstall, terminate, reboot, shutdown, shut down, close account, close my account,
    close your account, pay, purchase, checkout, check out, buy, buy now, place order,
    place my order, add to cart, add to basket, add to bag, unsub, optout, opt out, opt me out,
    deletes, removes, destroys, erases, purges, discards, unsubscribes, cancels, deactivates,
    revokes, uninstalls, terminates, deleting, removing, erasing, unsubscribing,
    call off, get rid of, move to trash, empty trash, mark as, mark all, mark read,
    supprimer, supprimez, supprime, effacer, effacez, retirer, enlever, detruire, suppression,
    desinscription, desinscrire, desinscrivez, desabonner, desabonnement, resilier, resiliation,
    annuler, annulez, desactiver, desactivez, fermer mon compte, payer, payez, acheter, achetez,
    commander, passer commande, regler la facture, regler ma commande, regler votre commande,
    ajouter au panier,
    loschen, loeschen, losche, loesche, entfernen, entferne, vernichten, abbestellen, austragen,
    kundigen, kuendigen, stornieren, storniere, abbrechen, deaktivieren, konto schliessen,
    bezahlen, kaufen, zur kasse, zahlungspflichtig, in den warenkorb,
    eliminar, elimina, borrar, borra, quitar, suprimir, darse de baja, dar de baja, desuscribir,
    desuscribirse, cancelar, anular, desactivar, cerrar cuenta, cerrar mi cuenta, pagar, comprar,
    anadir al carrito, agregar al carrito,
    eliminare, cancella, cancellare, rimuovi, rimuovere, disiscriviti, disiscrivi, disiscrizione,
    disdici, disdire, annulla, annullare, disattiva, disattivare, paga, pagare, acquista,
    acquistare, ordina ora, ordina adesso, aggiungi al carrello,
    excluir, exclui, apagar, remover, deletar, descadastrar, desativar, encerrar conta,
    adicionar ao carrinho,
    verwijder, verwijderen, wissen, uitschrijven, opzeggen, annuleren, annuleer, deactiveren,
    betalen, afrekenen, kopen, in winkelwagen, in winkelmand,
    usun, usunac, usuniecie, skasuj, wykasuj, wypisz, rezygnuj, zrezygnuj, anuluj, anulowac,
    dezaktywuj, zaplac, kup, kup teraz, dodaj do koszyka,
    radera, ta bort, avregistrera, avprenumerera, saga upp, avsluta prenumeration, avbryt, avboka,
    inaktivera, betala, kop, kop nu, till kassan, lagg i varukorg,
    slet, slette, slett, fjern, fjerne, afmeld, opsig, meld av, annuller, avbestill, deaktiver,
    betal, kjop, kob
""")
WEAK = _phrases("""
    esci, uscire, salir, sair, quitter, beenden, herunterfahren, ausschalten, redemarrer, arreter,
    reiniciar, detener, riavvia, arresta, avsluta, avslutt, afslut, zakoncz, beeindig, beeindigen,
    terminer, finalizar, terminar, encerrar, termina, concludi,
    bestellen, bestel, encargar, zamow, bestall, bestil,
    modifier, modifiez, changer, changez, vider, andern, aendern, bearbeiten, leeren,
    cambiar, modificar, editar, vaciar, modifica, modificare, cambia, cambiare, svuota, alterar,
    wijzigen, wijzig, bewerken, zmien, edytuj, andra, redigera, rediger, endre, aendre
""")
"""Ends, orders and changes, where at most another word or two stand beside it."""
WEAK_ENGLISH = _phrases("""
    change, edit, update, modify, reset, clear, empty, save, submit, toggle, vote, upvote, downvote,
    unfollow, approve, confirm, publish, unpublish, enable, disable, activate, rename, restore,
    drop, accept, decline, reject, refund, withdraw, leave, block, unblock, ban, invite, resend,
    transfer, renew, merge, deploy, rollback, retry, restart, stop, run, execute, follow, like,
    unlike, wipe, settle, close, finish, donate
""")
"""Also half of a noun ("change management"): they change where they stand alone or with OBJECTS."""
OBJECTS = _words("""
    account accounts address addresses all basket bill bills billing booking card cart comment
    consent contact data details email entry file files friend funds group history image invitation
    invoice invoices item items job member membership message mode money name offer order page
    password payment phone photo plan post preferences product profile quantity record request role
    row server service settings status subscription task team user username users
""")
QUESTIONS = _words("""
    how why what when which who where can should does guide guides tips about faq comment pourquoi
    quand quoi quel quelle wie warum wann was so como cuando que cual por come perche quando quale
    hoe waarom wat wanneer jak dlaczego kiedy co hur varfor nar vad hvordan hvorfor hva hvad
""")
"""A text that begins with one of them tells of something."""
ARTICLES = _words("""
    blog blogs news article articles post posts magazine wiki docs doc documentation guide guides
    tutorial tutorials learn lesson lessons stories story actualites artikel noticias notizie
    artigos nieuws aktualnosci nyheter ratgeber magazin
""")
"""Sections of a site in which a long name is that of a text."""
SEARCHES = _words("""
    q s query search keyword keywords term text title
""")
"""Parameters that hold what somebody looks for."""
COMMANDS = _words("""
    a act action cmd command do event f fn func function job method mode op operation submit task
    todo
""")
"""Parameters that tell a server what to do."""


@cache
def by_first(phrases: tuple[tuple[str, ...], ...]) -> dict[str, list[tuple[str, ...]]]:
    """The phrases by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found
