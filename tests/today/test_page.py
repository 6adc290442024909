"""The page on which the PC rests, driven as people in passing do: counting, leaving a word, coming, swapping."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QRadioButton, QScrollArea, QTimeEdit

from delta_app import app
from delta_app.core.access import Role
from delta_app.hosts.pin_commands import set_pin
from delta_app.hosts.queries import absences_from
from delta_app.shifts.day_data import visits_of
from delta_app.shifts.day_rules import Visits
from delta_app.shifts.queries import seats_of
from delta_app.shifts.trade_commands import seek_cover
from delta_app.shifts.trade_data import standing_trades
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, a_host, a_store, acting
from tests.person import answering, counted_keys, find, key, press, read_text, seconds_of, shown, the_dialog
from tests.today.place import DECEMBER, PINS, tab_to, type_text

ESCAPE, RETURN, SPACE = Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space


@pytest.fixture
def look(place, tmp_path, qtbot):
    def opened(actor=READER, page="today"):
        window = a_window(place.store, tmp_path, qtbot, actor=actor, pages=app.page_entries())
        window.show_page(page)
        return window

    return opened


def i_am(name, then=None):
    """What somebody does when they are asked who they are, and with the dialog after that."""

    def code(dialog):
        find(dialog, "Votre code", QLineEdit).setFocus()
        type_text(PINS[name])
        if then is not None:
            answering(then, after=dialog)
        key(RETURN)

    def choose(dialog):
        find(dialog, "Chercher", QLineEdit)
        type_text(name.lower()[:3])
        answering(code, after=dialog)
        key(RETURN)

    answering(choose)


def test_who_is_here_and_what_comes_is_read_without_saying_who_one_is(look):
    window = look()
    seen = read_text(window.page)
    assert "Mercredi 9 décembre 2026" in seen
    assert "Ouvert · 13h – 16h" in seen
    assert "Maintenant à l’accueil" in seen
    assert "Fatma Ö." in seen
    assert "Luc D." in seen
    assert "Öztürk" not in seen
    assert "jeu. 10 13h" in seen


def test_visits_are_counted_by_whoever_stands_there_and_taken_back(look, place):
    window = look()
    assert "pas encore compté" in read_text(window.page)
    for _visit in range(3):
        press(window.page, "Un passage de plus")
    press(window.page, "Une première fois")
    with place.store.read() as session:
        assert visits_of(session, date(2026, 12, 9), 780) == Visits(4, 1)
    assert "dont 1 première fois" in read_text(window.page)
    press(window.page, "Un passage de moins")
    window.sidebar.identity.setFocus()
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with place.store.read() as session:
        assert visits_of(session, date(2026, 12, 9), 780) == Visits(3, 0)


def test_that_nobody_counted_is_not_zero(look, place):
    window = look()
    press(window.page, "Un passage de plus")
    press(window.page, "Un passage de moins")
    assert "0" in read_text(window.page).splitlines()
    assert not find(window.page, "Un passage de moins").isEnabled()
    window.sidebar.identity.setFocus()
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with place.store.read() as session:
        assert visits_of(session, date(2026, 12, 9), 780) is None
    assert "–" in read_text(window.page).splitlines()


def test_a_shift_begins_and_ends_by_itself_on_the_page(look):
    window = look()
    with time_machine.travel("2026-12-09T18:59+01:00"):
        window.page.on_clock()
        assert "Ouvert · 16h – 19h" in read_text(window.page)
        assert "Personne n’est inscrit." in read_text(window.page)
    with time_machine.travel("2026-12-09T19:00+01:00"):
        window.page.on_clock()
        assert "Fini pour aujourd’hui" in read_text(window.page)
    with time_machine.travel("2026-12-13T12:00+01:00"):
        window.page.on_clock()
        assert "Pas de permanence aujourd’hui" in read_text(window.page)


def test_a_word_is_left_after_saying_who_one_is_and_nothing_typed_is_lost_before(look, place):
    window = look()
    field = find(window.page, "Un mot pour l’équipe suivante", QLineEdit)
    field.setFocus()
    type_text("Penser au lait <b>")
    answering(lambda dialog: dialog.reject())  # not now
    key(RETURN)
    assert field.text() == "Penser au lait <b>"
    i_am("Luc")
    field.setFocus()
    key(RETURN)
    assert field.text() == ""
    assert "Penser au lait <b>" in read_text(window.page)
    assert "Luc D. · aujourd’hui, 14h" in read_text(window.page)
    key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert "Retirer ce mot" not in read_text(window.page)
    assert "Penser au lait" not in "\n".join(record.label for record in place.store.history())


def test_the_form_says_that_nobody_is_named(look):
    assert "Pas de nom, pas de santé, pas de situation personnelle." in read_text(look().page)


def test_what_is_typed_waits_for_whoever_typed_it_when_the_pc_locks(look):
    window = look(actor=COORDINATOR)
    find(window.page, "Un mot pour l’équipe suivante", QLineEdit).setFocus()
    type_text("à moitié")
    window.show_page("team")
    key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.actor.role == Role.READER
    field = find(window.page, "Un mot pour l’équipe suivante", QLineEdit)
    assert field.text() == ""  # nobody else reads it, or signs it
    i_am("Luc")
    key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.desk.actor = COORDINATOR
    assert field.text() == "à moitié"


def test_somebody_comes_where_a_place_is_free(look, place):
    window = look()
    i_am("Ana")
    press(window.page, "Je viens jeu. 10 déc. à 13h")
    assert place.who((10, 13)) == {"Fatma", "Ana"}
    assert "Ana C. vient" in window.toast.text
    press(window.toast, "Annuler")
    assert place.who((10, 13)) == {"Fatma"}


def test_somebody_who_is_there_already_is_told_and_nothing_changes(look, place):
    window = look()
    i_am("Fatma")
    press(window.page, "Je viens jeu. 10 déc. à 13h")
    assert "déjà dans cette permanence" in window.toast.text
    assert place.who((10, 13)) == {"Fatma"}


def test_a_swap_takes_a_first_time_host_four_clicks(look, place):
    """The button, the name, the date, the offer; the code is typed."""
    window = look()
    clicks = []

    def click(widget, words, position=None):
        clicks.append(words)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=position or widget.rect().center())

    def swap(dialog):
        assert "Vous restez inscrit·e jusqu’à ce que quelqu’un prenne le relais" in read_text(dialog)
        click(find(dialog, "ven. 11 · 10h · Ana C."), "the date")
        click(find(dialog, "Proposer l’échange à Ana C."), "the offer")

    def code(dialog):
        answering(swap, after=dialog)
        type_text(PINS["Fatma"])
        key(RETURN)

    def choose(dialog):
        listed = dialog.findChild(QListWidget)
        item = next(listed.item(row) for row in range(listed.count()) if listed.item(row).text() == "Fatma Ö.")
        answering(code, after=dialog)
        click(listed.viewport(), "the name", listed.visualItemRect(item).center())

    answering(choose)
    with counted_keys() as keys:
        click(find(window.page, "Je cherche un remplaçant"), "the button")
    assert clicks == ["the button", "the name", "the date", "the offer"]
    assert keys.count == 5  # the code and Enter
    assert seconds_of(choices=5, clicks=4, keys=keys.count) < 30
    with place.store.read() as session:
        (request,) = standing_trades(session)
    assert (request.kind, request.name, request.slot_id) == ("swap", "Fatma Ö.", place.slots[10, 13])
    assert "proposé à Ana C." in window.toast.text


def test_the_same_by_keyboard_alone_and_the_other_accepts(look, place):
    window = look()

    def swap(dialog):
        tab_to("ven. 11 · 10h · Ana C.", at_most=2)
        key(SPACE)
        tab_to("Proposer l’échange à Ana C.", at_most=12)
        key(RETURN)

    i_am("Fatma", then=swap)
    with counted_keys() as keys:
        tab_to("Je cherche un remplaçant")
        key(SPACE)
    assert seconds_of(choices=5, keys=keys.count) < 30
    key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    i_am("Ana")
    tab_to("Mes permanences")
    key(RETURN)
    assert window.desk.actor.name == "Ana C.", window.toast.text
    assert "Fatma Ö. propose un échange" in read_text(window.page)
    tab_to("J’accepte contre ma permanence ven. 11 déc. à 10h")
    key(SPACE)
    assert place.who((10, 13)) == {"Ana"}
    assert place.who((11, 10)) == {"Fatma"}
    assert window.toast.text.startswith(
        "C’est fait : vous venez jeu. 10 déc. à 13h pour Fatma Ö., "
        "et Fatma Ö. prend votre permanence de ven. 11 déc. à 10h."
    )


def test_a_shift_that_is_near_and_lacks_people_is_seen_in_large_letters(look, place):
    with acting(place.store) as session:
        seek_cover(session, seats_of(session, DECEMBER)[place.slots[9, 13]][0].id)
    window = look()
    seen = read_text(window.page)
    assert "13h – 16h : une seule personne" in seen
    assert "Fatma Ö. cherche un remplaçant, et reste responsable d’ici là" in seen
    assert "Décider de l’ouverture" not in seen
    i_am("Ana")
    window.page.alerts.come_asked.emit(place.slots[9, 13])
    assert place.who((9, 13)) == {"Ana", "Luc"}
    assert "13h – 16h : une seule personne" not in read_text(window.page)


def test_the_coordinator_decides_to_open_for_less_time_and_prints_the_notice(look, place):
    with acting(place.store) as session:
        seek_cover(session, seats_of(session, DECEMBER)[place.slots[9, 13]][0].id)
    window = look(actor=COORDINATOR)

    def decide(dialog):
        find(dialog, "Ouvrir moins longtemps", QRadioButton).setChecked(True)
        until = find(dialog, "Ouvert jusqu’à", QTimeEdit)
        until.setFocus()
        until.setTime(until.time().addSecs(-3600))
        press(dialog, "Décider")

    answering(decide)
    press(window.page, "Décider de l’ouverture, mer. 9 déc. à 13h…")
    assert "décidé : ouvert de 13h – 15h" in read_text(window.page)
    assert "Ouvert · 13h – 15h" in read_text(window.page)
    papers = []

    def read(dialog):
        papers.append(dialog.windowTitle())
        dialog.reject()

    answering(read)
    press(window.page, "Avis pour la porte, mer. 9 déc. à 13h…")
    assert papers == ["Avis pour la porte"]


def test_the_coordinator_says_for_whom(look, place):
    window = look(actor=COORDINATOR)

    def choose(dialog):
        find(dialog, "Chercher", QLineEdit)
        type_text("luc")
        key(RETURN)

    answering(choose)
    press(window.page, "Je viens jeu. 10 déc. à 13h")
    assert place.who((10, 13)) == {"Fatma", "Luc"}
    assert place.store.history(1)[0].role == Role.COORDINATOR


def test_whoever_has_nothing_to_come_is_told_so(look, place, monkeypatch):
    lone = a_host(place.store, "Zoé", "Willems")
    monkeypatch.setitem(PINS, "Zoé", "6183")
    with acting(place.store) as session:
        set_pin(session, lone, PINS["Zoé"])
    window = look()
    i_am("Zoé")
    press(window.page, "Je cherche un remplaçant")
    assert window.toast.text == "Aucune permanence à venir à ce nom."


def test_a_name_that_looks_like_markup_stays_a_name(look, place):
    place.ids["<img src=x>"] = a_host(place.store, "<img src=x>", "Test")
    place.seat("<img src=x>", (10, 13))
    assert "<img src=x>" in read_text(look().page)


def test_escape_leaves_every_question_and_changes_nothing(look, place):
    window = look()
    before = place.store.history()
    answering(lambda dialog: key(ESCAPE))
    press(window.page, "Je cherche un remplaçant")
    assert the_dialog() is None
    assert window.desk.actor.role == Role.READER
    assert place.store.history() == before


def test_ones_own_page_asks_first_who_one_is(look, place):
    window = look(page="mine")
    assert "Dites d’abord qui vous êtes" in read_text(window.page)
    i_am("Fatma")
    press(window.page, "Dire qui je suis…")
    seen = read_text(window.page)
    assert "Jeudi 10 décembre, 13h – 16h" in seen
    assert "Mes disponibilités en janvier 2027" in seen


def test_availability_for_next_month_is_answered_in_the_grid(look, place):
    window = look(page="mine")
    i_am("Fatma")
    press(window.page, "Dire qui je suis…")
    cell = find(window.page, "mardi 5 janvier, 10h – 13h : oui")
    cell.setFocus()
    key(Qt.Key.Key_N)
    assert find(window.page, "mardi 5 janvier, 10h – 13h : non")
    assert "C’est noté : 1 moment." in window.toast.text
    press(window.toast, "Annuler")
    assert find(window.page, "mardi 5 janvier, 10h – 13h : oui")


def test_an_absence_is_noted_by_oneself_and_taken_away(look, place):
    window = look(page="mine")
    i_am("Fatma")
    press(window.page, "Dire qui je suis…")
    press(window.page, "Noter l’absence")
    assert "le jeu. 10 déc." in read_text(window.page)
    press(window.page, "Enlever l’absence le jeu. 10 déc.")
    assert "Absence enlevée" in window.toast.text


def test_an_absence_that_leaves_a_shift_of_ones_own_says_so_and_one_more_day_is_the_same_absence(look, place):
    window = look(page="mine")
    i_am("Ana")
    press(window.page, "Dire qui je suis…")
    window.page.on_absent(date(2026, 12, 11), date(2026, 12, 11))
    assert window.toast.text.startswith("Absence notée le ven. 11 déc. Vous y tenez encore une permanence (ven. 11")
    window.page.on_absent(date(2026, 12, 12), date(2026, 12, 11))
    assert "Rien n’a changé" in window.toast.text
    window.page.on_absent(date(2026, 12, 10), date(2026, 12, 13))
    with place.store.read() as session:
        noted = absences_from(session, place.ids["Ana"], date(2026, 12, 1))
    assert [(one.first_day.day, one.last_day.day) for one in noted] == [(10, 13)]
    window.desk.undo()
    with place.store.read() as session:
        noted = absences_from(session, place.ids["Ana"], date(2026, 12, 1))
    assert [(one.first_day.day, one.last_day.day) for one in noted] == [(11, 11)]


def test_ones_own_page_begins_at_its_top_for_whoever_comes_next(look, qtbot):
    window = look(page="mine")
    window.resize(1366, 420)
    i_am("Ana")
    press(window.page, "Dire qui je suis…")
    bars = [area.verticalScrollBar() for area in shown(window.page, QScrollArea)]
    qtbot.waitUntil(lambda: any(bar.maximum() > 0 for bar in bars), timeout=20_000)
    bar = max(bars, key=lambda one: one.maximum())
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.show_page("mine")
    i_am("Luc")
    press(window.page, "Dire qui je suis…")
    assert bar.value() == 0


def test_nobody_acts_for_somebody_else_even_past_the_window(look, place):
    window = look(page="mine")
    i_am("Fatma")
    press(window.page, "Dire qui je suis…")
    window.page._view = window.page._view.__class__(
        **{**window.page._view.__dict__, "host_id": place.ids["Luc"]}
    )  # as a defect might
    window.page.on_absent(date(2027, 1, 5), date(2027, 1, 5))
    assert "concerne quelqu’un d’autre" in window.toast.text


def test_a_request_says_what_became_of_it_and_one_comes_after_all(look, place):
    window = look(page="mine")
    i_am("Fatma")
    press(window.page, "Dire qui je suis…")

    def ask_all(dialog):
        find(dialog, "Chercher un remplaçant", QRadioButton).setChecked(True)
        press(dialog, "Demander à tout le monde")

    answering(ask_all)
    press(window.page, "Je ne peux pas venir, jeu. 10 déc. à 13h…")
    assert "demandé à tout le monde, sans réponse encore" in read_text(window.page)
    press(window.page, "Je viens finalement, jeu. 10 déc. à 13h")
    assert "demandé à tout le monde" not in read_text(window.page)
    assert place.who((10, 13)) == {"Fatma"}


def test_a_newcomer_sees_their_own_path_and_nobody_elses(tmp_path, qtbot):
    from delta_app.hosts.path_commands import mark_step, set_mentor
    from delta_app.hosts.queries import acting_host

    with time_machine.travel("2026-12-09T10:00+01:00", tick=True):
        store = a_store(tmp_path)
        luc = a_host(store, "Luc", "Dumont")
        noor = a_host(store, "Noor", "Haddad", level="trainee")
        with acting(store) as session:
            mark_step(session, noor, "met", date(2026, 12, 2))
            set_mentor(session, noor, luc)
        for host, theirs in ((noor, True), (luc, False)):
            with store.read() as session:
                actor = acting_host(session, host)
            window = a_window(store, tmp_path, qtbot, actor, app.page_entries())
            window.show_page("mine")
            text = read_text(window)
            assert ("Mon parcours" in text) == theirs
            assert ("Vous accompagne : Luc D." in text) == theirs
            window.close()
        store.close()
