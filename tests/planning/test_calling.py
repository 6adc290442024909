"""Calling people for a slot, as the coordinator with a hole does it: from the month, its side, the banner, by key."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit

from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused
from delta_app.planning import call_data
from delta_app.planning.page import PlanningPage
from delta_app.planning.sending_commands import call_by_mail, send_month
from delta_app.shifts.call_commands import note_call
from delta_app.shifts.call_data import calls_of
from delta_app.today.page import TodayPage
from delta_app.widgets.page import PageEntry
from delta_app.widgets.slot_row import SlotRow
from tests.desk import PLANNING, a_window
from tests.factory import JANUARY, READER, a_copy, a_host, acting
from tests.person import answering, choosing, find, key, press, read_text, shown, words_of
from tests.planning.letters import EVIL, Place, in_outbox, read_mail
from tests.post.outbox import an_account
from tests.printer import choose_printer

SLOT = "mardi 12 janvier, 16h à 19h"


@pytest.fixture(autouse=True)
def _december(tmp_path, monkeypatch):
    monkeypatch.setattr("delta_app.core.paths.mail_key_file", lambda: tmp_path / "config" / "mail.key")
    monkeypatch.setattr("delta_app.core.paths.user_data_dir", lambda: tmp_path / "home")
    (tmp_path / "home").mkdir()
    with time_machine.travel("2026-12-09T12:30Z", tick=True):
        yield


@pytest.fixture
def place(tmp_path):
    made = a_copy(Place, tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def look(place, tmp_path, qtbot):
    """A window on January; ``opened`` is what was handed to the system."""

    def on(**more):
        window = a_window(place.store, tmp_path, qtbot, **more)
        window.opened = []
        window.desk.open_path = lambda path: window.opened.append(path) or True
        if isinstance(window.page, PlanningPage):
            window.page.show_month(JANUARY)
        return window

    return on


def called(place, *moment):
    with place.store.read() as session:
        slot = place.slots[moment]
        return {(row.host_id, row.way) for row in calls_of(session, [slot]).get(slot, ())}


def names(place, *given):
    return {place.ids[name] for name in given}


def boxes(dialog):
    return {words_of(box).split(", ")[0]: box for box in shown(dialog, QCheckBox)}


def wait_for(qtbot, condition):
    qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)


def the_side_of(window):
    find(window, SLOT, SlotRow).setFocus()
    key(Qt.Key.Key_Return)


def test_drafts_are_written_opened_and_noted_from_the_side_of_the_slot(look, place, qtbot):
    window = look()
    the_side_of(window)
    said = []

    def call(dialog):
        said.append(read_text(dialog))
        assert boxes(dialog)["Luc Dumont"].isChecked()
        boxes(dialog)["Luc Dumont"].click()  # has no address
        assert not find(dialog, "Envoyer à 3 personnes").isEnabled()
        assert "régler le compte" in find(dialog, "Envoyer à 3 personnes").accessibleDescription()
        press(dialog, "Préparer 3 brouillons")

    answering(call)
    press(window.page.inspector, "Lancer un appel…")
    wait_for(qtbot, lambda: "brouillons" in window.toast.text)
    assert "Lancer un appel : mardi 12 janvier, 16h – 19h" in said[0]
    assert "Il manque 1 personne. Là : Fatma Ö. En tête" in said[0]
    assert "Luc D. n’a pas d’adresse e-mail valable : à appeler, avec la liste téléphonique." in said[0]
    assert called(place, 12, 16) == {(host, "draft") for host in names(place, "Jeroen", "Amy", "Zoé")}
    mails = {mail.to[0]: mail for mail in (read_mail(path.read_bytes()) for path in window.opened)}
    assert {address: mail.language for address, mail in mails.items()} == {
        "jeroen@voorbeeld.be": "nl", "amy@example.org": "en", "zoe@exemple.be": "fr"
    }  # fmt: skip
    assert mails["jeroen@voorbeeld.be"].text.startswith("Dag Jeroen,")
    side = read_text(window.page.inspector)
    assert "3 personnes appelées aujourd’hui par un brouillon de mail : " in side


def test_with_an_account_the_call_goes_to_the_outbox_and_whoever_has_no_address_stays_to_be_telephoned(
    look, place, qtbot, monkeypatch
):
    an_account(place.store)
    from delta_app.widgets import paper_dialog

    choose_printer(monkeypatch, paper_dialog)
    monkeypatch.setattr(paper_dialog, "send", lambda _made, _printer: 1)
    window = look()
    seen = []

    def phone(paper):
        seen.append(read_text(paper))
        wait_for(qtbot, lambda: find(paper, "Imprimer").isEnabled())
        press(paper, "Imprimer")

    def call(dialog):
        press(dialog, "Envoyer à 3 personnes")
        wait_for(qtbot, lambda: "3 messages partent par la boîte d’envoi." in read_text(dialog))
        assert [words for words, box in boxes(dialog).items() if box.isChecked()] == ["Luc Dumont"]
        assert "déjà appelé·e ici aujourd’hui" in words_of(boxes(dialog)["Amy Smith"])
        answering(phone, after=dialog)
        press(dialog, "Liste téléphonique (1)…")

    answering(call)
    window.page.body.on_call(place.slots[12, 16])
    assert "contient des numéros, ne pas afficher" in seen[0]
    assert called(place, 12, 16) == {
        *((host, "mail") for host in names(place, "Jeroen", "Amy", "Zoé")), (place.ids["Luc"], "phone")
    }  # fmt: skip
    assert [(one[1], one[2], one[3]) for one in in_outbox(place.store)] == [
        ("call", "2027-01-12 16:00", language) for language in ("en", "nl", "fr")
    ]
    assert "1 personne à appeler : noté." in window.toast.text


def test_whoever_was_called_is_called_again_only_when_ticked(look, place, qtbot):
    an_account(place.store)
    window = look()

    def first(dialog):
        for name, box in boxes(dialog).items():
            if box.isChecked() and name != "Amy Smith":
                box.click()
        press(dialog, "Envoyer à 1 personne")

    answering(first)
    window.page.body.on_call(place.slots[12, 16])
    wait_for(qtbot, lambda: "1 message part" in window.toast.text)

    def second(dialog):
        listed = list(boxes(dialog))
        assert listed[-1] == "Amy Smith"  # asked last
        assert not boxes(dialog)["Amy Smith"].isChecked()
        for box in boxes(dialog).values():
            if box.isChecked():
                box.click()
        boxes(dialog)["Amy Smith"].click()
        press(dialog, "Envoyer à 1 personne")

    answering(second)
    window.page.body.on_call(place.slots[12, 16])
    wait_for(qtbot, lambda: len(in_outbox(place.store)) == 2)
    assert place.store.undoable() is None or "Appeler" not in place.store.undoable().label


def test_the_message_is_written_by_language_and_each_letter_follows(look, place):
    window = look()

    def write(dialog):
        message = find(dialog, "Message", QPlainTextEdit)
        press(dialog, "Nederlands")
        assert "We zoeken iemand" in message.toPlainText()
        message.setPlainText("Kom alstublieft.")
        assert "Dag Jeroen,\n\nKom alstublieft.\n\nDe coördinatie" in read_text(dialog)
        press(dialog, "Français")
        assert "Nous cherchons quelqu’un" in message.toPlainText()
        press(dialog, "Nederlands")
        assert message.toPlainText() == "Kom alstublieft."
        dialog.reject()

    answering(write)
    window.page.body.on_call(place.slots[12, 16])
    assert called(place, 12, 16) == set()


def test_all_by_keyboard(look, place, qtbot):
    window = look()
    find(window, SLOT, SlotRow).setFocus()

    def call(dialog):
        assert boxes(dialog)["Amy Smith"].hasFocus()
        key(Qt.Key.Key_Space)
        key(Qt.Key.Key_Down)
        assert boxes(dialog)["Jeroen Vandevelde"].hasFocus()
        assert "Pour Jeroen Vandevelde (Nederlands)" in read_text(dialog)
        key(Qt.Key.Key_Down)
        key(Qt.Key.Key_Space)
        key(Qt.Key.Key_Return)  # the main button: drafts, where no account is set up

    answering(call)
    key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    wait_for(qtbot, lambda: window.opened)
    assert called(place, 12, 16) == {(host, "draft") for host in names(place, "Jeroen", "Zoé")}


def test_from_the_menu_of_the_slot_and_not_where_nobody_lacks(look, place):
    window = look()
    seen = []
    answering(lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))
    find(window, SLOT, SlotRow).setFocus()
    choosing("Lancer un appel…")
    window.page.body.on_asked(place.slots[12, 16], "menu", "")
    assert seen == ["Lancer un appel : mardi 12 janvier, 16h – 19h"]
    find(window, "vendredi 8 janvier, 10h à 13h", SlotRow).setFocus()
    key(Qt.Key.Key_Return)
    assert "Lancer un appel…" not in read_text(window.page.inspector)
    window.page.body.on_call(place.slots[8, 10])
    assert "Il ne manque personne" in window.toast.text


def test_the_banner_of_a_shift_that_is_near_calls_and_says_who_was_called(look, place):
    with time_machine.travel("2027-01-12T08:00Z", tick=True):
        with acting(place.store) as session:
            note_call(session, place.slots[12, 10], names(place, "Amy", "Luc"), "phone")
        window = look()
        assert "2 personnes appelées aujourd’hui par téléphone" in read_text(window.page)
        seen = []
        answering(lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))
        press(window.page._near, "Lancer un appel…")
        assert seen == ["Lancer un appel : mardi 12 janvier, 10h – 13h"]


def test_from_the_large_letters_of_today(look, place):
    with time_machine.travel("2027-01-12T08:00Z", tick=True):
        window = look(pages=(PageEntry("today", "Aujourd’hui", "today", TodayPage), PLANNING))
        window.show_page("today")
        seen = []
        answering(lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))
        press(window.page, "Lancer un appel, mar. 12 janv. à 10h…")
        assert seen == ["Lancer un appel : mardi 12 janvier, 10h – 13h"]
        assert isinstance(window.page, PlanningPage)
        assert "Mardi 12 janvier, 10h – 13h" in read_text(window.page.inspector)


def test_whoever_only_reads_sees_neither_the_act_nor_who_was_called(look, place):
    with acting(place.store) as session:
        note_call(session, place.slots[12, 16], names(place, "Amy"), "phone")
    window = look(actor=READER)
    the_side_of(window)
    assert "Lancer un appel" not in read_text(window.page)
    assert "appelée" not in read_text(window.page)
    key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "Réservé à la coordination" in window.toast.text


@pytest.mark.parametrize("role", [Role.HOST, Role.READER, Role.TREASURER])
def test_no_command_of_it_is_anybody_elses(place, role):
    actor = Actor("X", role, place.ids["Amy"] if role == Role.HOST else None)
    for act in (
        lambda session: call_by_mail(session, place.slots[12, 16], "x", []),
        lambda session: send_month(session, JANUARY, 1, []),
    ):
        with pytest.raises(Refused, match="not_allowed"), place.store.write(actor, "x") as session:
            act(session)


def test_a_place_taken_meanwhile_calls_nobody_and_leaves_no_draft(look, place, qtbot, tmp_path):
    window = look()

    def call(dialog):
        place.seat("Zoé", 12, 16)
        press(dialog, "Préparer")
        wait_for(qtbot, lambda: "Il ne manque personne" in read_text(dialog))
        dialog.reject()

    answering(call)
    window.page.body.on_call(place.slots[12, 16])
    assert window.opened == []
    assert list((tmp_path / "home" / "drafts").iterdir()) == []
    assert called(place, 12, 16) == set()


def test_names_stay_names_in_the_dialog(look, place):
    place.rename("Amy", EVIL)
    window = look()

    def read(dialog):
        assert any("<b>X</b>" in words_of(box) for box in shown(dialog, QCheckBox))
        labels = [label for label in shown(dialog, QLabel) if "<b>X</b>" in label.text()]
        assert labels
        assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
        dialog.reject()

    answering(read)
    window.page.body.on_call(place.slots[12, 16])


def test_nobody_who_could_come_is_said(look, place):
    with acting(place.store) as session:
        from delta_app.hosts.commands import note_absence

        for name in ("Amy", "Jeroen", "Luc", "Zoé"):
            note_absence(session, place.ids[name], date(2027, 1, 12), date(2027, 1, 12))
    window = look()

    def read(dialog):
        assert "Personne ne pourrait venir" in read_text(dialog)
        press(dialog, "Fermer")

    answering(read)
    window.page.body.on_call(place.slots[12, 16])


def test_without_a_mail_program_it_is_said_where_the_drafts_lie(look, place, qtbot):
    a_host(place.store, "Bea", "Aerts", email="bea@exemple.be")
    window = look()
    window.desk.open_path = lambda path: False

    def call(dialog):
        boxes(dialog)["Luc Dumont"].click()
        press(dialog, "Préparer 4 brouillons")
        wait_for(qtbot, lambda: "aucun programme" in read_text(dialog))
        said.append(read_text(dialog))
        dialog.reject()

    said = []
    answering(call)
    window.page.body.on_call(place.slots[12, 16])
    (seen,) = said
    assert "aucun programme ne les ouvre" in seen
    assert "drafts" in seen
    with place.store.read() as session:
        rows = call_data.call_view(session, place.slots[12, 16]).people
    assert not any(row.here for row in rows)  # nobody has heard anything yet
