"""A published month sent, as the coordinator does it after publishing or later: to each once, nobody forgotten."""

import threading

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from delta_app.core import clock
from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused
from delta_app.planning import send_dialog
from delta_app.planning.letter_data import Addressed
from delta_app.planning.letter_files import roster_letters
from delta_app.planning.sending_commands import send_month
from delta_app.planning.sending_data import send_view
from delta_app.widgets import paper_dialog
from tests.desk import a_window
from tests.factory import JANUARY, READER, a_copy, acting
from tests.person import answering, find, key, press, read_text, shown, words_of
from tests.planning.letters import Place, in_outbox, read_mail
from tests.post.outbox import an_account
from tests.printer import choose_printer
from tests.sheets.reading import page_count, text_of


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
    def on(**more):
        window = a_window(place.store, tmp_path, qtbot, **more)
        window.opened = []
        window.desk.open_path = lambda path: window.opened.append(path) or True
        window.page.show_month(JANUARY)
        return window

    return on


def wait_for(qtbot, condition):
    qtbot.waitUntil(lambda: bool(condition()), timeout=30_000)


def ticked(dialog):
    return [words_of(box).split(", ")[0] for box in shown(dialog, QCheckBox) if box.isChecked()]


def box(dialog, name):
    return next(one for one in shown(dialog, QCheckBox) if words_of(one).startswith(name))


def drafts(folder):
    return {mail.to[0]: mail for mail in (read_mail(path.read_bytes()) for path in folder.iterdir())}


def test_publishing_goes_on_to_sending_and_only_whom_it_concerns_is_ticked(look, place, qtbot):
    an_account(place.store)
    place.free("Fatma", 12, 16)
    place.seat("Zoé", 12, 16)
    window = look()
    said = []

    def send(dialog):
        said.append((dialog.windowTitle(), ticked(dialog), read_text(dialog)))
        press(dialog, "Envoyer à 2 personnes")

    def publish(dialog):
        answering(send, after=dialog)
        assert find(dialog, "Diffuser et envoyer…").hasFocus()
        key(Qt.Key.Key_Return)

    answering(publish)
    press(window, "Diffuser")
    wait_for(qtbot, lambda: in_outbox(place.store))
    title, who, text = said[0]
    assert title == "Envoyer janvier 2027, version 2"
    assert who == ["Fatma Öztürk", "Zoé Petit"]
    assert "Quelque chose change pour elles (2)" in text
    assert "− mardi 12 janvier, 16h – 19h" in text
    assert [(one[1], one[2]) for one in in_outbox(place.store)] == [("roster", "2027-01 v2")] * 2
    assert "2 messages partent par la boîte d’envoi." in window.toast.text
    assert place.store.undoable().label != "Envoyer janvier 2027, version 2"


def test_a_first_version_goes_to_everybody_in_it_and_later_says_who_has_it(look, place, qtbot):
    an_account(place.store)
    window = look()

    def send(dialog):
        assert ticked(dialog) == ["Amy Smith", "Fatma Öztürk", "Jeroen Vandevelde", "Luc Dumont"]
        assert "Luc D. n’a pas d’adresse e-mail valable : à remettre sur papier." in read_text(dialog)
        press(dialog, "Envoyer à 3 personnes")
        wait_for(qtbot, lambda: ticked(dialog) == ["Luc Dumont"])
        assert "3 messages partent" in read_text(dialog)
        assert find(dialog, "Imprimer 1 feuille…").hasFocus()
        dialog.reject()

    answering(send)
    press(window, "Envoyer…")
    assert [one[3] for one in in_outbox(place.store)] == ["en", "fr", "nl"]

    def again(dialog):
        assert ticked(dialog) == ["Luc Dumont"]
        assert "3 personnes ont déjà reçu cette version." in read_text(dialog)
        assert "déjà envoyé" in words_of(box(dialog, "Fatma"))
        dialog.reject()

    answering(again)
    window.desk.ask("planning.send")


def test_who_was_put_in_the_outbox_from_elsewhere_meanwhile_is_skipped_and_said(look, place, qtbot):
    an_account(place.store)
    window = look()

    def send(dialog):
        with place.store.read() as session:
            view = send_view(session, JANUARY)
        one = next(one for one in view.recipients if one.person.given_name == "Fatma")
        letters = list(roster_letters(view, [one], with_month=False, printed_on=JANUARY.first, stamped=clock.now()))
        with acting(place.store) as session:
            assert send_month(session, JANUARY, 1, letters).put == 1
        box(dialog, "Luc").click()
        press(dialog, "Envoyer à 3 personnes")

    answering(send)
    press(window, "Envoyer…")
    wait_for(qtbot, lambda: "2 messages partent" in window.toast.text)
    assert "1 personne l’avait déjà et n’en reçoit pas un second." in window.toast.text
    assert len(in_outbox(place.store)) == 3


def test_drafts_of_many_open_their_folder_and_hold_all_that_belongs_to_them(look, place, qtbot):
    window = look()

    def send(dialog):
        box(dialog, "Luc").click()
        box(dialog, "Zoé").click()
        press(dialog, "Joindre aussi le planning du mois")
        assert "roster-2027-01-v1.pdf" in read_text(dialog)  # Amy reads English
        press(dialog, "Préparer 4 brouillons")

    answering(send)
    press(window, "Envoyer…")
    wait_for(qtbot, lambda: window.opened)
    (folder,) = window.opened
    found = drafts(folder)
    assert {mail.language for mail in found.values()} == {"fr", "nl", "en"}
    assert {len(mail.files) for mail in found.values()} == {3, 1}
    dutch = found["jeroen@voorbeeld.be"]
    assert "Vrijdag 8 januari, 10u – 13u" in dutch.text
    assert any("rooster-2027-01-v1.pdf" in name for name in dutch.files)
    assert "Fatma" not in "".join(found["amy@example.org"].to)
    assert in_outbox(place.store) == []


def test_making_letters_is_told_and_stopped_by_escape_and_nothing_is_left(look, place, qtbot, monkeypatch, tmp_path):
    window = look()
    go_on = threading.Event()

    def slowly(*given, **more):
        for number, one in enumerate(roster_letters(*given, **more)):
            if number == 1:
                go_on.wait(20)
            yield one

    monkeypatch.setattr(send_dialog, "roster_letters", slowly)

    def send(dialog):
        press(dialog, "Préparer 3 brouillons")
        wait_for(qtbot, lambda: "Préparation des brouillons…" in read_text(dialog))
        assert not box(dialog, "Fatma").isEnabled()
        assert not find(dialog, "Préparer").isEnabled()
        key(Qt.Key.Key_Escape)
        go_on.set()
        assert dialog.isVisible()
        assert find(dialog, "Préparer 3 brouillons").isEnabled()
        key(Qt.Key.Key_Escape)

    answering(send)
    press(window, "Envoyer…")
    qtbot.wait(300)
    assert window.opened == []
    assert not list((tmp_path / "home").rglob("*.eml"))


def test_whoever_has_no_address_gets_a_sheet(look, place, qtbot, monkeypatch):
    choose_printer(monkeypatch, paper_dialog)
    sent = []
    monkeypatch.setattr(paper_dialog, "send", lambda made, _printer: sent.append(made) or 1)
    window = look()

    def paper(sheets):
        wait_for(qtbot, lambda: find(sheets, "Imprimer").isEnabled())
        assert "Pour Luc D." in read_text(sheets)
        press(sheets, "Imprimer")

    def send(dialog):
        answering(paper, after=dialog)
        press(dialog, "Imprimer 1 feuille…")
        assert ticked(dialog) == ["Amy Smith", "Fatma Öztürk", "Jeroen Vandevelde"]
        dialog.reject()

    answering(send)
    press(window, "Envoyer…")
    assert page_count(sent[0]) == 1
    assert "Luc Dumont" in text_of(sent[0])


def test_a_group_is_ticked_whole(look, place):
    window = look()

    def send(dialog):
        press(dialog, "Tout décocher : Ont des permanences (4)")
        assert ticked(dialog) == []
        assert not find(dialog, "Préparer 0 brouillon").isEnabled()
        press(dialog, "Tout cocher : Sans permanence ce mois-ci (1)")
        assert ticked(dialog) == ["Zoé Petit"]
        assert not find(dialog, "Imprimer 0 feuille…").isEnabled()
        dialog.reject()

    answering(send)
    press(window, "Envoyer…")


def test_whoever_only_reads_sends_nothing(look, place):
    window = look(actor=READER)
    assert not find(window, "Envoyer…").isEnabled()
    window.page.on_send()
    assert "Réservé à la coordination" in window.toast.text


def test_the_palette_offers_sending_where_the_month_is_published(look, place):
    window = look()
    keys = {act.key: act for act in window.page.offers()}
    assert keys["planning.send"].title == "Envoyer janvier 2027…"
    place.free("Fatma", 12, 16)
    keys = {act.key: act for act in window.page.offers()}
    assert "planning.send" not in keys
    assert keys["planning.publish"].title == "Diffuser janvier 2027"


def test_another_version_published_meanwhile_is_not_overtaken(look, place):
    an_account(place.store)
    with place.store.read() as session:
        view = send_view(session, JANUARY)
    one = next(iter(view.recipients))
    letter = next(roster_letters(view, [one], with_month=False, printed_on=JANUARY.first, stamped=clock.now())).letter
    place.free("Fatma", 12, 16)
    with pytest.raises(Refused, match="changes_unpublished"), acting(place.store) as session:
        send_month(session, JANUARY, 1, [Addressed(one.host_id, letter)])
    place.publish()
    with pytest.raises(Refused, match="version_moved_on"), acting(place.store) as session:
        send_month(session, JANUARY, 1, [Addressed(one.host_id, letter)])
    with pytest.raises(Refused, match="nobody_to_send"), acting(place.store) as session:
        send_month(session, JANUARY, 2, [])
    host = Actor("Amy", Role.HOST, one.host_id)
    with pytest.raises(Refused, match="not_allowed"), acting(place.store, "x", host) as session:
        send_month(session, JANUARY, 2, [Addressed(one.host_id, letter)])
    assert in_outbox(place.store) == []
