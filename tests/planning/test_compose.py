"""The proposal for a month as a coordinator judges it: what it says, what can be done about it, applied or not."""

import multiprocessing
import sys
from contextlib import contextmanager
from datetime import date

import pytest
import time_machine
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QFrame, QLabel

from delta_app.core.settings import get
from delta_app.hosts.commands import note_absence, set_pair, set_weekly_availability
from delta_app.hosts.queries import hosts
from delta_app.hosts.rules import WeeklyWish
from delta_app.planning.commands import Ask, Order
from delta_app.planning.queries import month_view
from delta_app.shifts.commands import publish
from delta_app.shifts.seat_commands import assign_host, edit_slot
from delta_app.shifts.settings import SHARE_UNSOCIAL, WISH_DUTCH
from delta_app.widgets import theme
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import Scrolled
from delta_app.widgets.dress import dress
from delta_app.widgets.slot_row import SlotRow
from tests.desk import a_window
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month
from tests.person import answering, choose, find, key, pick, press, read_text, shown, words_of

TUESDAY = date(2027, 1, 5)
APPLY = "Appliquer au brouillon"
CHANGES = "Appliquer les changements"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def place(tmp_path, qtbot):
    """A window on January of a place, as function of what is in its file."""

    @contextmanager
    def opened(prepare, opening="tue-fri 10-13 13-16", scale=100):
        store = a_store(tmp_path, opening=opening)
        prepare(store)
        window = a_window(store, tmp_path, qtbot, wears=theme.Theme("light", scale))
        window.page.show_month(JANUARY)
        yield window
        window.close()
        store.close()
        dress(QApplication.instance(), theme.Theme())

    return opened


def with_team(store):
    for given, family in (("Fatma", "Öztürk"), ("Luc", "Dumont"), ("Ana", "Costa"), ("Paul", "Kessels")):
        a_host(store, given, family)


def team_and_month(store):
    with_team(store)
    an_open_month(store)


def ready(window, apply=APPLY):
    return any(button.isEnabled() for button in shown(window, QAbstractButton) if words_of(button) == apply)


def proposed(window, qtbot, apply=APPLY):
    """Press Composer and wait for the proposal."""
    press(window, "Composer")
    qtbot.waitUntil(lambda: ready(window, apply), timeout=20_000)
    return read_text(window)


def recomposed(window, qtbot, words, apply=APPLY):
    """Press something that composes again, and wait for the next proposal."""
    press(window, words)
    qtbot.waitUntil(lambda: ready(window, apply), timeout=20_000)
    return read_text(window)


def seats(window):
    """(day, start, name) of every seat, with whether it is fixed and why against a rule."""
    with window.desk.store.read() as session:
        view = month_view(session, JANUARY)
    return {
        (slot.day, slot.start_minute, seat.name): (seat.locked, seat.overrule)
        for slot in view.slots
        for seat in slot.people
    }


def chips(window):
    return [words_of(chip) for chip in shown(window, Chip)]


def test_composing_shows_the_proposal_and_applies_it_as_one_act(place, qtbot):
    with place(team_and_month) as window:
        said = proposed(window, qtbot)
        assert "Proposition pour janvier 2027" in said
        assert "places pourvues" in said
        assert find(window, "Fatma Ö. : ")
        assert seats(window) == {}
        press(window, APPLY)
        assert "places attribuées" in window.toast.text
        assert any(chip.endswith("à compléter") for chip in chips(window))
        assert words_of(QApplication.focusWidget()) == "Composer"
        key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert "34 sans personne" in chips(window)
        assert seats(window) == {}


def test_the_keyboard_alone_composes_looks_and_applies(place, qtbot):
    with place(team_and_month) as window:
        find(window, "Composer").setFocus()
        key(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: ready(window), timeout=20_000)
        assert words_of(QApplication.focusWidget()) == APPLY
        for _step in range(8):
            key(Qt.Key.Key_Tab)
            if words_of(QApplication.focusWidget()).startswith("Ana C. : "):
                break
        key(Qt.Key.Key_Space)
        assert "· seul·e" in QApplication.focusWidget().accessibleDescription()
        find(window, APPLY).setFocus()
        key(Qt.Key.Key_Return)
        assert seats(window)


def test_escape_goes_back_to_the_month_and_changes_nothing(place, qtbot):
    with place(team_and_month) as window:
        proposed(window, qtbot)
        key(Qt.Key.Key_Escape)
        assert "34 sans personne" in chips(window)
        assert words_of(QApplication.focusWidget()) == "Composer"
        proposed(window, qtbot)
        press(window, "Jeter")
        assert "34 sans personne" in chips(window)
        assert seats(window) == {}


def test_composing_a_month_that_is_not_open_yet_opens_it_in_the_same_act(place, qtbot):
    with place(with_team) as window:
        proposed(window, qtbot)
        press(window, APPLY)
        assert len(list(shown(window, SlotRow))) == 34
        lacking = next(row for row in shown(window, SlotRow) if row.slot.missing)
        lacking.click()
        assert "Pourquoi une place reste libre" in read_text(window.page.inspector)
        press(window.toast, "Annuler")
        assert "Rien encore pour janvier 2027" in read_text(window)


def test_composing_can_be_stopped_at_once(place):
    for stop in ("button", "escape"):
        with place(team_and_month) as window:
            press(window, "Composer")
            if stop == "button":
                press(window, "Arrêter")
            else:
                key(Qt.Key.Key_Escape)
            assert "34 sans personne" in chips(window)
            assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Linux does when memory runs out")
def test_composing_that_dies_is_said_and_changes_nothing(place, qtbot):
    with place(team_and_month) as window:
        press(window, "Composer")
        for child in multiprocessing.active_children():
            child.kill()
        sentence = "Rien n’a changé dans le planning ; recommencez."
        qtbot.waitUntil(lambda: sentence in read_text(window), timeout=20_000)
        assert not find(window, APPLY).isEnabled()
        recomposed(window, qtbot, "Recomposer")
        assert sentence not in read_text(window)


def test_the_rest_of_the_window_stays_usable_and_another_month_leaves_the_proposal(place):
    with place(team_and_month) as window:
        press(window, "Composer")
        window.page.show_month(JANUARY.plus(1))
        assert "Février 2027" in read_text(window)
        assert not multiprocessing.active_children()


def test_a_person_pressed_shows_their_shifts(place, qtbot):
    with place(team_and_month) as window:
        proposed(window, qtbot)
        row = find(window, "Ana C. : ")
        given = int(words_of(row).split(" : ")[1].split()[0])
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
        shifts = row.accessibleDescription().splitlines()
        assert len(shifts) == given > 0
        assert row.accessibleDescription() in read_text(window)
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
        assert shifts[0] not in read_text(window)


def test_why_somebody_has_that_many_is_said(place, qtbot):
    def prepare(store):
        team_and_month(store)
        with acting(store) as session:
            note_absence(session, 1, date(2027, 1, 4), date(2027, 1, 9))
            set_weekly_availability(session, 2, [])
            set_weekly_availability(session, 4, [WeeklyWish(2, 0, 1440, "prefers")])

    with place(prepare) as window:
        proposed(window, qtbot)
        assert "absent·e S1" in words_of(find(window, "Fatma Ö. : "))
        assert "n’a pas répondu" in words_of(find(window, "Luc D. : "))
        assert "4 préférées" in words_of(find(window, "Paul K. : "))
        names = [words_of(row).split(" : ")[0] for row in shown(window, QAbstractButton) if " : " in words_of(row)]
        assert [name for name in names if name.endswith(".")] == ["Ana C.", "Fatma Ö.", "Luc D.", "Paul K."]


def one_seat_short(store):
    """Two hosts, of whom one may come once less than is needed, and one who is learning."""
    a_host(store, "Ana", "Costa", max_month=4, max_week=7)
    a_host(store, "Luc", "Dumont", max_month=5, max_week=7)
    a_host(store, "Noor", "Haddad", level="trainee", max_month=9, max_week=7)
    an_open_month(store)


SATURDAYS = {"opening": "tue 10-13; sat 10-13"}
LAST = "Demander à Ana C. une permanence de plus"


@pytest.fixture
def short(place):
    """Five Saturdays, of which Ana may take four; the Tuesdays are not held."""

    def prepare(store):
        one_seat_short(store)
        with store.read() as session:
            slots = month_view(session, JANUARY).slots
        with acting(store) as session:
            set_weekly_availability(session, 1, [WeeklyWish(5, 0, 1440, "can")])
            set_weekly_availability(session, 2, [WeeklyWish(5, 0, 1440, "can")])
            for slot in slots:
                if slot.day.weekday() == 1:
                    close(session, slot)

    return lambda: place(prepare, **SATURDAYS)


def close(session, slot):
    edit_slot(session, slot.slot_id, start_minute=slot.start_minute, end_minute=slot.end_minute, seats=0)


def test_asking_one_shift_more_fills_the_seat_and_is_fixed_with_its_reason(short, qtbot):
    with short() as window:
        said = proposed(window, qtbot)
        assert "1 place reste libre" in said
        said = recomposed(window, qtbot, LAST)
        assert "Aucune place ne reste libre" in said
        assert "Ana C. : une permanence de plus que son maximum" in said
        assert "sauf Ana C., à qui vous demandez plus" in said
        assert seats(window) == {}
        press(window, APPLY)
        overruled = {place: why for place, (locked, why) in seats(window).items() if why and locked}
        assert [name for _day, _start, name in overruled] == ["Ana C."]
        assert next(iter(overruled.values())) == "une permanence de plus que son maximum, demandée pour ce mois"
        with window.desk.store.read() as session:
            assert hosts(session)[0].max_month == 4
        assert "Aucune place ne reste libre" in proposed(window, qtbot)
        press(window, "Jeter")
        press(window.toast, "Annuler")
        assert seats(window) == {}


def weekly_short(store):
    """Two slots in one week, and a maximum of one a week."""
    a_host(store, "Ana", "Costa", max_week=1)
    a_host(store, "Luc", "Dumont", max_week=2)
    slots = an_open_month(store)
    with acting(store) as session:
        for slot in slots[2:]:
            row = next(row for row in month_view(session, JANUARY).slots if row.slot_id == slot)
            close(session, row)


def test_asking_for_one_shift_more_in_a_week_passes_that_week_alone(place, qtbot):
    with place(weekly_short, opening="mon 10-13; thu 10-13") as window:
        said = proposed(window, qtbot)
        assert "1 place reste libre" in said
        recomposed(window, qtbot, LAST)
        press(window, APPLY)
        ana = sorted(place for place in seats(window) if place[2] == "Ana C.")
        assert len(ana) == 2
        assert all(seats(window)[place][0] for place in ana)
        assert "Aucune place ne reste libre" in proposed(window, qtbot)


def test_what_was_decided_can_be_taken_back_before_anything_is_written(short, qtbot):
    with short() as window:
        proposed(window, qtbot)
        recomposed(window, qtbot, LAST)
        said = recomposed(window, qtbot, "Retirer : Ana C.")
        assert "1 place reste libre" in said
        assert "Décidé pour cette proposition" not in said


def test_a_slot_opened_to_shadows_gets_one(short, qtbot):
    with short() as window:
        proposed(window, qtbot)
        said = recomposed(window, qtbot, "Ouvrir aux doublures : Noor H.")
        assert "Noor H. vient en doublure" in said
        press(window, APPLY)
        assert [locked for (_day, _start, name), (locked, _why) in seats(window).items() if name == "Noor H."] == [True]


def test_a_slot_closed_is_not_held_and_one_undo_opens_it_again(short, qtbot):
    with short() as window:
        proposed(window, qtbot)
        said = recomposed(window, qtbot, "Fermer cette permanence")
        assert "Fermée : samedi" in said
        assert "Aucune place ne reste libre" in said
        press(window, APPLY)
        assert len(list(shown(window, SlotRow))) == 4
        press(window.toast, "Annuler")
        assert len(list(shown(window, SlotRow))) == 5


def test_a_slot_that_is_closed_after_all_asks_nobody_any_more():
    moment, other = (TUESDAY, 600), (TUESDAY, 780)
    asked = Order(asks=(Ask(1, ("max_month",), moment), Ask(2, ("max_month",), other)), shadows=((3, moment),))
    assert asked.closing(moment) == Order(asks=asked.asks[1:], closed=(moment,))


def test_slots_short_for_one_reason_are_said_once_each_with_what_can_be_done(place, qtbot):
    with place(team_and_month) as window:
        said = proposed(window, qtbot)
        reasons = [line for line in said.splitlines() if line.startswith("Aucune des")]
        assert len(reasons) == len(set(reasons)) > 0
        button = next(one for one in shown(window, QAbstractButton) if words_of(one).startswith("Que faire ? "))
        assert "Décidé pour cette proposition" not in said
        button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
        choose(button.menu(), "Fermer cette permanence")
        button.menu().close()
        qtbot.waitUntil(lambda: ready(window), timeout=20_000)
        closed = [words_of(label) for label in shown(window, QLabel) if words_of(label).startswith("Fermée : ")]
        assert len(closed) == 1


def test_slots_not_listed_yet_are_one_press_away(place, qtbot):
    def slots_listed(window):
        return sum(words_of(one).endswith((" est seul·e", " · personne")) for one in shown(window, QLabel))

    with place(team_and_month) as window:
        said = proposed(window, qtbot)
        before = slots_listed(window)
        more = next(line for line in said.splitlines() if line.startswith("Voir les "))
        press(window, more)
        assert slots_listed(window) == before + int(more.split()[2])
        assert "Voir les " not in read_text(window)


def test_only_the_empty_seats_are_filled_and_everybody_else_stays(place, qtbot):
    def prepare(store):
        team_and_month(store)
        with store.read() as session:
            slots = month_view(session, JANUARY).slots
        with acting(store) as session:
            for at, host in ((0, 1), (1, 2), (9, 3)):
                assign_host(session, slots[at].slot_id, host, locked=False)

    with place(prepare) as window:
        before = set(seats(window))
        proposed(window, qtbot)
        said = recomposed(window, qtbot, "Seulement les places vides")
        assert "3 places déjà données, inchangées" in said
        press(window, "Qui bouge")
        assert "ne vient plus" not in read_text(window)
        press(window, APPLY)
        assert before < set(seats(window))
        assert not any(locked for locked, _why in seats(window).values())
        press(window.toast, "Annuler")
        assert set(seats(window)) == before


def published(store):
    """A month of two open slots a week, published; then somebody who sits there goes away."""
    for given, family in (("Fatma", "Öztürk"), ("Luc", "Dumont"), ("Ana", "Costa")):
        a_host(store, given, family)
    slots = an_open_month(store)
    with acting(store) as session:
        for slot in slots:
            for host in (1, 2):
                assign_host(session, slot, host, locked=False)
    with acting(store) as session:
        publish(session, JANUARY)
    with acting(store) as session:
        note_absence(session, 1, TUESDAY, TUESDAY)


def test_composing_again_after_an_absence_names_who_moves(place, qtbot):
    with place(published, opening="tue 10-13") as window:
        said = proposed(window, qtbot, CHANGES)
        assert "2 personnes bougent : Ana C. et Fatma Ö." in said
        assert "7 places ne changent pas." in said
        assert "ne vient plus mar. 5 janv. à 10h" in said
        rows = [words_of(row) for row in shown(window, QFrame) if words_of(row).startswith("Ana C., ")]
        assert rows == ["Ana C., vient mar. 5 janv. à 10h"]
        press(window, CHANGES)
        assert (TUESDAY, 600, "Ana C.") in seats(window)
        assert (TUESDAY, 600, "Fatma Ö.") not in seats(window)
        assert "1 place libérée." in window.toast.text


def test_what_had_the_keyboard_keeps_it_whatever_is_looked_at(place, qtbot):
    with place(published, opening="tue 10-13") as window:
        proposed(window, qtbot, CHANGES)
        find(window, "Qui fait combien").setFocus()
        key(Qt.Key.Key_Space)
        assert find(window, "Ana C. : ")
        assert words_of(QApplication.focusWidget()) == "Qui fait combien"
        find(window, "Tout recomposer").setFocus()
        key(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: ready(window, CHANGES), timeout=20_000)
        assert words_of(QApplication.focusWidget()) == "Tout recomposer"


def test_another_text_size_lays_the_proposal_out_again(place, qtbot):
    with place(team_and_month) as window:
        proposed(window, qtbot)
        row = find(window, "Ana C. : ").height()
        window.desk.looks.use_scale(200)
        qtbot.waitUntil(lambda: find(window, "Ana C. : ").height() > 1.4 * row)
        assert find(window, APPLY).isVisible()


@pytest.mark.parametrize("width", [1366, 1000])
def test_what_can_be_done_with_a_proposal_is_never_torn_apart(place, qtbot, width):
    with place(team_and_month, scale=200) as window:
        window.resize(width, 768)
        proposed(window, qtbot)
        tops = {find(window, words).mapTo(window, QPoint()).y() for words in ("Réglages…", "Jeter", "Recomposer")}
        assert len(tops) == 1


def test_a_planning_changed_meanwhile_says_so_and_one_press_composes_anew(place, qtbot):
    with place(team_and_month) as window:
        proposed(window, qtbot)
        with acting(window.desk.store) as session:
            note_absence(session, 1, TUESDAY, TUESDAY)
        assert "Le planning a changé depuis : recomposez pour une proposition à jour." in read_text(window)
        assert not find(window, APPLY).isEnabled()
        said = recomposed(window, qtbot, "Recomposer")
        assert "Le planning a changé depuis" not in said
        press(window, APPLY)
        assert not any(day == TUESDAY and name == "Fatma Ö." for day, _start, name in seats(window))


def dutch_by_staff(store):
    a_host(store, "Ana", "Costa", languages=("FR", "NL"), max_week=9, max_month=20, target=0)
    a_host(store, "Luc", "Dumont", max_week=9, max_month=20, target=9)
    a_host(store, "Paul", "Kessels", max_week=9, max_month=20, target=9)
    an_open_month(store)


def test_other_weights_show_their_effect_before_they_are_kept(place, qtbot):
    with place(dutch_by_staff, opening="tue 10-13") as window:
        assert "Une personne néerlandophone : 4 permanences sur 4" in proposed(window, qtbot)

        def change(dialog):
            pick(dialog, "Une personne néerlandophone", "sans importance")
            find(dialog, "Répartir entre tous les samedis et les soirs", QCheckBox).click()
            press(dialog, "Voir l’effet")

        answering(change)
        said = recomposed(window, qtbot, "Réglages…")
        assert "Réglages à l’essai" in said
        assert "personne néerlandophone 4 → 0 permanences" in said
        with window.desk.store.read() as session:
            assert get(session, WISH_DUTCH) == "all"
        press(window, "Garder ces réglages")
        assert "Réglages à l’essai" not in read_text(window)
        with window.desk.store.read() as session:
            assert (get(session, WISH_DUTCH), get(session, SHARE_UNSOCIAL)) == ("none", False)
        press(window, APPLY)
        assert not any(name == "Ana C." for _day, _start, name in seats(window))


def test_no_effect_is_claimed_of_weights_that_change_nothing(short, qtbot):
    with short() as window:
        assert "Samedis et soirs répartis" in proposed(window, qtbot)

        def change(dialog):
            find(dialog, "Répartir entre tous les samedis et les soirs", QCheckBox).click()
            press(dialog, "Voir l’effet")

        answering(change)
        said = recomposed(window, qtbot, "Réglages…")
        assert "Ces réglages ne changent rien aux nombres de ce mois." in said
        assert "Samedis et soirs répartis" not in said


def test_weights_on_trial_are_taken_back_and_nothing_is_kept(place, qtbot):
    with place(dutch_by_staff, opening="tue 10-13") as window:
        proposed(window, qtbot)

        def change(dialog):
            pick(dialog, "Une personne néerlandophone", "sans importance")
            press(dialog, "Voir l’effet")

        answering(change)
        recomposed(window, qtbot, "Réglages…")
        said = recomposed(window, qtbot, "Reprendre ceux d’avant")
        assert "Une personne néerlandophone : 4 permanences sur 4" in said
        answering(lambda dialog: press(dialog, "Annuler"))
        press(window, "Réglages…")
        assert "Réglages à l’essai" not in read_text(window)


def test_a_rule_that_seats_fixed_by_hand_break_is_said_with_who_and_when(place, qtbot):
    def pair_to_avoid(store):
        team_and_month(store)
        with store.read() as session:
            slot = month_view(session, JANUARY).slots[2]
        with acting(store) as session:
            set_pair(session, 1, 2, "avoid")
            for host in (1, 2):
                assign_host(session, slot.slot_id, host)

    with place(pair_to_avoid) as window:
        said = proposed(window, qtbot)
        assert "Mis de côté par ce qui était déjà donné" in said
        assert "Fatma Ö. et Luc D. sont ensemble mar. 5 janv. à 10h, malgré « à ne pas mettre ensemble »." in said


def test_what_was_fixed_against_a_rule_is_named_and_not_said_to_be_kept(place, qtbot):
    def prepare(store):
        ids = {
            given: a_host(store, given, "Peeters", **details)
            for given, details in {
                "Ana": {"level": "novice"}, "Bart": {"level": "novice"}, "Chantal": {}, "Fatma": {},
            }.items()
        }  # fmt: skip
        with acting(store) as session:
            note_absence(session, ids["Fatma"], TUESDAY, TUESDAY)
        slots = an_open_month(store)
        with acting(store) as session:
            for at, names in {2: ("Ana", "Bart"), 3: ("Fatma",)}.items():
                for name in names:
                    assign_host(session, slots[at], ids[name])

    with place(prepare) as window:
        said = proposed(window, qtbot)
        assert "Ana P. et Bart P. sont à l’accueil mar. 5 janv. à 10h, malgré" in said
        assert said.count("Fatma P. est fixé·e mar. 5 janv. à 13h sans s’être dit·e disponible.") == 1
        assert "Qui débute vient toujours à côté" not in said


def test_everything_can_be_scrolled_to_by_keys_at_twice_the_size(place, qtbot):
    with place(team_and_month, scale=200) as window:
        proposed(window, qtbot)
        area = next(one for one in shown(window, Scrolled) if one.isAncestorOf(find(window, "Ce qui a été", QLabel)))
        bar, last = area.verticalScrollBar(), find(window, "Paul K. : ")
        assert bar.maximum() > 0
        area.setFocus()
        for _step in range(60):
            QTest.keyClick(area, Qt.Key.Key_PageDown)
        assert bar.value() == bar.maximum()
        below = area.viewport().height() - last.mapTo(area.viewport(), last.rect().bottomLeft()).y()
        assert 0 <= below < 120
        for label in shown(area, QLabel):
            assert label.width() <= area.viewport().width()


def test_who_no_longer_coordinates_leaves_the_proposal(place, qtbot):
    from delta_app.core.access import reader

    with place(team_and_month) as window:
        proposed(window, qtbot)
        window.desk.actor = reader()
        assert "34 sans personne" in chips(window)
