"""Whoever is asked for a replacement or a swap is written to, and whoever asked hears what became of it: each alone, in
their language, once, and only while it still matters."""

import email
import email.policy

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from delta_app import app
from delta_app.cli import main
from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused
from delta_app.core.settings import change_setting
from delta_app.hosts.model import Host
from delta_app.post.account_commands import forget_account
from delta_app.post.queries import outbox_rows
from delta_app.post.sending_process import send_waiting
from delta_app.shifts.seat_commands import assign_host
from delta_app.shifts.settings import TRADES_FREE, TRADES_WRITE
from delta_app.shifts.trade_commands import cancel_trade, offer_swap, seek_cover
from delta_app.shifts.trade_data import standing_trades
from delta_app.today.trade_letters_commands import write_outcome, write_to_asked
from delta_app.today.trade_letters_data import still_meant
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, a_host, acting
from tests.mail.post_office import Post, post_office
from tests.person import answering, find, key, press, read_text
from tests.post.outbox import an_account
from tests.today.place import type_text

ADDRESSES = {"Fatma": "fatma@exemple.be", "Luc": "luc@voorbeeld.be", "Ana": "ana@exemple.be"}


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def server(post):
    with post_office(post) as found:
        yield found


@pytest.fixture
def place(place, server):
    """Everybody has an address, Luc reads Dutch; the account is that of a server on this PC."""
    with acting(place.store) as session:
        for name, number in place.ids.items():
            session.get_one(Host, number).email = ADDRESSES[name]
        session.get_one(Host, place.ids["Luc"]).languages = "NL"
    an_account(place.store, server.port)
    return place


@pytest.fixture
def look(place, tmp_path, qtbot):
    def opened(name=None, page="mine"):
        actor = COORDINATOR if name is None else Actor(name, Role.HOST, place.ids[name])
        window = a_window(place.store, tmp_path, qtbot, actor=actor, pages=app.page_entries())
        window.show_page(page)
        return window

    return opened


def sent(place, post):
    """What arrives when the outbox is emptied: {who: (subject, text)}."""
    del post.taken[:]
    send_waiting(place.store, at_once=True, still_meant=still_meant)
    found = {}
    for mail in post.taken:
        (whom,) = mail.recipients
        message = email.message_from_bytes(mail.content, policy=email.policy.default)
        assert [one.addr_spec for one in message["To"].addresses] == [whom]
        assert (message["Cc"], message["Bcc"]) == (None, None)
        name = next(name for name, address in ADDRESSES.items() if address == whom)
        found[name] = message["Subject"], message.get_body().get_content().replace("\r\n", "\n")
    return found


def letters(place):
    with place.store.read() as session:
        return {(row.host_id, row.what, row.state) for row in outbox_rows(session)}


def ask(window, way, button, *names):
    """What somebody does in the dialog of a shift they cannot come to."""

    def choose(dialog):
        find(dialog, way, QRadioButton).setChecked(True)
        for name in names:
            press(dialog, name)
        press(dialog, button)

    answering(choose)
    press(window.page, "Je ne peux pas venir, jeu. 10 déc. à 13h…")


def test_all_who_could_come_are_written_to_each_alone_in_their_language(look, place, post):
    window = look("Fatma")

    def everybody(dialog):
        assert "2 personnes pourraient venir. On leur écrit ; la première qui accepte est inscrite." in read_text(
            dialog
        )
        find(dialog, "Chercher un remplaçant", QRadioButton).setChecked(True)
        press(dialog, "Demander à tout le monde")

    answering(everybody)
    press(window.page, "Je ne peux pas venir, jeu. 10 déc. à 13h…")
    assert "Un e-mail part à Ana C. et Luc D." in window.toast.text
    found = sent(place, post)
    assert found.keys() == {"Ana", "Luc"}
    subject, text = found["Ana"]
    assert subject == "Le Delta : pouvez-vous venir le jeudi 10 décembre, 13h – 16h ?"
    assert text.startswith("Bonjour Ana,")
    assert "Fatma Ö. cherche quelqu’un pour sa permanence du jeudi 10 décembre, 13h – 16h." in text
    assert "« Je viens », sur la page Aujourd’hui" in text
    assert "inutile de dire pourquoi" in text
    assert "luc@" not in text
    assert found["Luc"][0] == "Le Delta: kunt u komen op donderdag 10 december, 13u – 16u?"
    assert "Fatma Ö. zoekt iemand" in found["Luc"][1]
    assert sent(place, post) == {}


def test_whoever_said_yes_is_told_to_the_one_who_asked(look, place, post):
    window = look("Fatma")
    ask(window, "Demander à quelqu’un en particulier", "Demander à Ana C.", "Ana C.")
    assert "C’est demandé à Ana C. ; la place reste à Fatma Ö. d’ici là." in window.toast.text
    found = sent(place, post)
    assert found.keys() == {"Ana"}
    assert "« Mes permanences »" in found["Ana"][1]
    window = look("Ana")
    press(window.page, "J’accepte, Fatma Ö., jeu. 10 déc. à 13h")
    assert "Un e-mail part à Fatma Ö." in window.toast.text
    text = (
        "Bonjour Fatma,\n\n"
        "Ana C. vient à votre place le jeudi 10 décembre, 13h – 16h. Vous n’y êtes plus inscrit·e.\n\n"
        "La coordination\nLe Delta\nrue du Delta 61, Forest\n"
    )
    subject = "Le Delta : Ana C. vient à votre place le jeudi 10 décembre, 13h – 16h"
    assert sent(place, post) == {"Fatma": (subject, text)}


def test_a_swap_names_the_dates_that_are_wanted_and_its_outcome_both(look, place, post):
    window = look("Fatma")
    ask(window, "Échanger avec quelqu’un", "Proposer l’échange à Ana C.", "ven. 11 · 10h · Ana C.")
    subject, text = sent(place, post)["Ana"]
    assert subject.endswith("un échange avec Fatma Ö. ?")
    assert "contre une des vôtres :\n– Vendredi 11 décembre, 10h – 13h\n" in text
    press(look("Ana").page, "J’accepte contre ma permanence ven. 11 déc. à 10h")
    assert place.who((11, 10)) == {"Fatma"}
    (text,) = (text for _subject, text in sent(place, post).values())
    assert "Ana C. vient à votre place le jeudi 10 décembre, 13h – 16h." in text
    assert "Vous venez à la sienne le vendredi 11 décembre, 10h – 13h." in text


def test_where_the_coordinator_approves_each_step_is_told_to_whom_it_concerns(look, place, post):
    with acting(place.store) as session:
        change_setting(session, TRADES_FREE, False)
    ask(look("Fatma"), "Échanger avec quelqu’un", "Proposer l’échange à Ana C.", "ven. 11 · 10h · Ana C.")
    press(look("Ana").page, "J’accepte contre ma permanence ven. 11 déc. à 10h")
    assert "d’ici là, chacun garde sa place" in sent(place, post)["Fatma"][1]
    press(look(page="todo").page, "Approuver, jeudi 10 décembre, 13h – 16h")
    found = sent(place, post)
    assert found.keys() == {"Fatma", "Ana"}
    assert "Fatma Ö. vient à la vôtre le vendredi 11 décembre" in found["Ana"][1]
    assert "Vous venez à la sienne le vendredi 11 décembre" in found["Fatma"][1]


def test_what_is_not_approved_is_told_to_both(look, place, post):
    with acting(place.store) as session:
        change_setting(session, TRADES_FREE, False)
        assign_host(session, place.slots[10, 13], place.ids["Ana"])  # no place is free beside hers
    ask(look("Fatma"), "Chercher un remplaçant", "Demander à tout le monde")
    sent(place, post)
    press(look("Luc", "today").page, "Je viens jeu. 10 déc. à 13h")
    window = look(page="todo")
    assert "Luc D. la prend à Fatma Ö." in read_text(window.page)
    press(window.page, "Ne pas approuver, jeudi 10 décembre, 13h – 16h")
    found = sent(place, post)
    assert found.keys() == {"Fatma", "Luc"}
    assert "chacun garde sa place" in found["Fatma"][1]
    assert "ieder behoudt" in found["Luc"][1]


def test_that_nobody_can_is_told_once_the_last_has_said_so(look, place, post):
    window = look("Fatma")
    ask(window, "Demander à quelqu’un en particulier", "Demander à Ana C. et Luc D.", "Ana C.", "Luc D.")
    sent(place, post)
    press(look("Luc").page, "Je ne peux pas, Fatma Ö., jeudi 10 décembre, 13h – 16h")
    assert sent(place, post) == {}
    press(look("Ana").page, "Je ne peux pas, Fatma Ö., jeudi 10 décembre, 13h – 16h")
    found = sent(place, post)
    assert found.keys() == {"Fatma"}
    assert "la place reste la vôtre" in found["Fatma"][1]
    assert "Luc" not in found["Fatma"][1]  # nobody says who could not


def test_the_coordinator_acts_for_both_and_both_are_told(look, place, post):
    with acting(place.store, actor=Actor("Fatma", Role.HOST, place.ids["Fatma"])) as session:
        seek_cover(session, place.seats["Fatma", (10, 13)])
    window = look(page="todo")
    answering(lambda finder: find_and_choose(finder, "Ana"))
    press(window.page, "Inscrire quelqu’un, Fatma Ö., jeudi 10 décembre, 13h – 16h…")
    found = sent(place, post)
    assert found.keys() == {"Fatma", "Ana"}
    assert "à la place de Fatma Ö., vous venez le jeudi 10 décembre" in found["Ana"][1]


def find_and_choose(_finder, name):
    type_text(name.lower())
    key(Qt.Key.Key_Return)


@pytest.mark.parametrize("end", ["cancelled", "undone", "over"])
def test_a_letter_that_has_not_left_does_not_once_its_request_is_settled(look, place, post, end):
    window = look("Fatma")
    ask(window, "Chercher un remplaçant", "Demander à tout le monde")
    assert {state for _host, _what, state in letters(place)} == {"waiting"}
    if end == "cancelled":
        press(window.page, "Je viens finalement, jeu. 10 déc. à 13h")
    elif end == "undone":
        look().desk.undo()  # the coordinator may
        assert not standing(place)
    with time_machine.travel("2026-12-11T09:00+01:00" if end == "over" else "2026-12-09T15:00+01:00"):
        assert sent(place, post) == {}
    assert {(what, state) for _host, what, state in letters(place)} == {
        ("Remplacement ou échange, jeudi 10 décembre, 13h", "cancelled")
    }


def standing(place):
    with place.store.read() as session:
        return standing_trades(session)


def test_nobody_is_written_to_without_an_account_or_where_the_place_wants_none(look, place):
    with acting(place.store) as session:
        change_setting(session, TRADES_WRITE, False)
    window = look("Fatma")
    ask(window, "Chercher un remplaçant", "Demander à tout le monde")
    assert "e-mail" not in window.toast.text
    press(window.toast, "Annuler")  # nothing left: it may be taken back
    assert not standing(place)
    assert letters(place) == set()
    with acting(place.store) as session:
        change_setting(session, TRADES_WRITE, True)
        forget_account(session)
    ask(window, "Chercher un remplaçant", "Demander à tout le monde")
    assert standing(place)
    assert letters(place) == set()


def test_whoever_has_no_address_is_asked_at_the_pc_alone(look, place, post):
    with acting(place.store) as session:
        session.get_one(Host, place.ids["Ana"]).email = "ana@exemple.be\nBcc: x@y.be"
    window = look("Fatma")

    def everybody(dialog):
        assert "On écrit à 1 d’entre elles." in read_text(dialog)
        find(dialog, "Chercher un remplaçant", QRadioButton).setChecked(True)
        press(dialog, "Demander à tout le monde")

    answering(everybody)
    press(window.page, "Je ne peux pas venir, jeu. 10 déc. à 13h…")
    assert sent(place, post).keys() == {"Luc"}


def test_a_letter_that_lies_in_wait_leaves_with_the_command_line_only_while_it_is_meant(place, post):
    fatma = Actor("Fatma", Role.HOST, place.ids["Fatma"])
    with acting(place.store, actor=fatma) as session:
        number = seek_cover(session, place.seats["Fatma", (10, 13)], [place.ids["Ana"]])
        assert write_to_asked(session, number, [place.ids["Ana"]]) == ("Ana C.",)
    with acting(place.store, actor=fatma) as session:
        cancel_trade(session, number)
    assert main(["--file", str(place.store.path), "mail", "send"]) == 0
    assert post.taken == []


def test_a_host_writes_to_nobody_but_those_they_ask(place):
    other = a_host(place.store, "Inès", "Moreau", email="ines@exemple.be")
    fatma = Actor("Fatma", Role.HOST, place.ids["Fatma"])
    luc = Actor("Luc", Role.HOST, place.ids["Luc"])
    with acting(place.store, actor=fatma) as session:
        number = offer_swap(session, place.seats["Fatma", (10, 13)], [place.seats["Ana", (11, 10)]])

    def refused(actor, act):
        with pytest.raises(Refused) as refusal, acting(place.store, actor=actor) as session:
            act(session)
        return refusal.value.code

    assert refused(fatma, lambda s: write_to_asked(s, number, [other])) == "not_asked"
    assert refused(fatma, lambda s: write_to_asked(s, number, [place.ids["Fatma"]])) == "not_asked"
    assert refused(luc, lambda s: write_to_asked(s, number, [place.ids["Ana"]])) == "not_yours"
    assert refused(luc, lambda s: write_outcome(s, number)) == "not_yours"
    assert refused(READER, lambda s: write_outcome(s, number)) == "not_allowed"
    assert letters(place) == set()


def test_whoever_was_asked_by_name_and_written_to_hears_that_it_is_settled(look, place, post):
    window = look("Fatma")
    ask(window, "Demander à quelqu’un en particulier", "Demander à Ana C. et Luc D.", "Ana C.", "Luc D.")
    sent(place, post)
    press(look("Ana").page, "J’accepte, Fatma Ö., jeu. 10 déc. à 13h")
    found = sent(place, post)
    assert found.keys() == {"Fatma", "Luc"}
    assert "u hoeft niets te doen" in found["Luc"][1]


def test_whoever_was_asked_hears_that_nobody_is_looked_for_any_more(look, place, post):
    window = look("Fatma")
    ask(window, "Demander à quelqu’un en particulier", "Demander à Ana C.", "Ana C.")
    sent(place, post)
    press(window.page, "Je viens finalement, jeu. 10 déc. à 13h")
    assert "Un e-mail part à Ana C." in window.toast.text
    assert "Fatma Ö. ne cherche plus personne" in sent(place, post)["Ana"][1]


def test_a_yes_that_waits_for_approval_is_taken_back_and_one_that_ends_is_told(look, place, post):
    with acting(place.store) as session:
        change_setting(session, TRADES_FREE, False)
    ask(look("Fatma"), "Échanger avec quelqu’un", "Proposer l’échange à Ana C.", "ven. 11 · 10h · Ana C.")
    sent(place, post)
    window = look("Ana")
    press(window.page, "J’accepte contre ma permanence ven. 11 déc. à 10h")
    assert "Vous avez accepté : Fatma Ö., jeudi 10 décembre, 13h – 16h." in read_text(window.page)
    press(window.page, "Je ne peux plus, Fatma Ö., jeudi 10 décembre, 13h – 16h")
    assert "Attendent votre accord" not in read_text(look(page="todo").page)
    assert place.who((10, 13)) == {"Fatma"}
    found = sent(place, post)  # that she had said yes has not left: it is no longer so
    assert [text for _subject, text in found.values() if "accepte" in text] == []
    assert "la place reste la vôtre" in found["Fatma"][1]


def test_an_outcome_that_was_undone_is_not_told_and_the_next_one_is(look, place, post):
    ask(look("Fatma"), "Chercher un remplaçant", "Demander à tout le monde")
    sent(place, post)
    press(look("Ana").page, "J’accepte, Fatma Ö., jeu. 10 déc. à 13h")
    look().desk.undo()
    press(look("Luc").page, "J’accepte, Fatma Ö., jeu. 10 déc. à 13h")
    found = sent(place, post)
    assert found.keys() == {"Fatma"}
    assert "Luc D. vient à votre place" in found["Fatma"][1]


def test_whoever_wrote_to_others_takes_it_back_by_saying_so_and_not_with_a_key(look, place, post):
    window = look("Fatma")
    ask(window, "Chercher un remplaçant", "Demander à tout le monde")
    window.desk.undo()
    assert "réservé à : la coordination" in window.toast.text
    assert standing(place)
