"""The page of the house as hosts, the coordinator, the treasurer and passers-by meet it: chores, and the whole."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox

from delta_app import keeping
from delta_app.hosts.commands import note_absence
from delta_app.team.commands import change_state
from delta_app.upkeep.chore_commands import ChoreDetails, add_chore
from delta_app.upkeep.equipment_commands import EquipmentDetails, add_equipment
from delta_app.upkeep.house_data import how_many_in_house
from delta_app.upkeep.idea_commands import Idea, propose_improvement
from delta_app.upkeep.repair_commands import RepairDetails, report_repair
from delta_app.upkeep.room_commands import Booking, book_room
from delta_app.upkeep.shopping_commands import add_shopping
from tests.factory import COORDINATOR, READER
from tests.person import answering, find, key, pick, press, read_text, shown, type_into, words_of
from tests.test_accessible import nameless, reached_by_tab
from tests.upkeep.conftest import TREASURER, at


def tick(window, words):
    box = find(window.page, words, QCheckBox)
    box.click()
    QApplication.processEvents()


def pressing(window, words, answer):
    answering(answer)
    press(window, words)
    QApplication.processEvents()


def said(window):
    return read_text(window.page)


def names(window):
    return [words_of(one) for one in shown(window.page, QAbstractButton)]


def test_an_empty_house_says_what_to_do_first_and_fills_itself(opened, house):
    window = opened()
    assert "Aucune tâche pour l’instant" in said(window)
    press(window, "Proposer les tâches habituelles")
    assert "Vider le lave-vaisselle" in said(window)
    assert "Nettoyer le frigo" in said(window)
    assert len(house.chores()) == 7
    press(window, "Annuler")
    assert house.chores() == ()
    assert "Aucune tâche pour l’instant" in said(window)


def test_a_host_sees_no_button_that_is_the_coordinators(opened, house):
    window = opened(actor=house.host())
    assert "La coordination note ici" in said(window)
    assert "Ajouter une tâche…" not in names(window)


def test_a_click_does_it_and_a_click_takes_it_back_and_the_keyboard_stays(opened, house):
    house.chore()
    house.weekly(house.fatma, house.luc)
    window = opened(actor=house.host("luc"))
    assert "Fatma Ö." in said(window)
    box = find(window.page, "Vider le lave-vaisselle", QCheckBox)
    box.setFocus()
    key(Qt.Key.Key_Space)
    QApplication.processEvents()
    assert house.now()[0].done.who == "Luc D."
    assert "fait à 14h, Luc D." in said(window)
    assert QApplication.focusWidget().accessibleName() == "Vider le lave-vaisselle"
    key(Qt.Key.Key_Space)
    QApplication.processEvents()
    assert house.now()[0].done is None
    tick(window, "Vider le lave-vaisselle")
    tick(window, "Nettoyer le frigo")
    assert "Tout est fait. Merci !" in said(window)


def test_whoever_passes_by_ticks_but_has_only_two_views(opened, house):
    house.chore(how="La clé est dans le tiroir")
    window = opened(actor=READER)
    assert [name for name in names(window) if name in ("Réparations", "Améliorations", "Réserve et courses")] == [
        "Réserve et courses"
    ]
    assert "La clé est dans le tiroir" in said(window)
    tick(window, "Vider le lave-vaisselle")
    assert house.now()[0].done.who == ""
    press(window, "Annuler")
    assert house.now()[0].done is None


def test_a_host_takes_over_a_turn_and_leaves_it_again(opened, house):
    chore = house.weekly(house.fatma, house.luc)
    window = opened(actor=house.host("luc"))
    press(window, "Je le fais : Nettoyer le frigo")
    assert house.chore_row(chore).turns[0].who == "Luc D."
    assert "Luc D., à la place de Fatma Ö." in said(window)
    press(window, "Finalement non : Nettoyer le frigo")
    assert house.chore_row(chore).turns[0].who == "Fatma Ö."


def test_the_coordinator_says_who_does_it(opened, house):
    chore = house.weekly(house.fatma, house.luc)
    window = opened()

    def choose(finder):
        type_into(finder, "Chercher", "ana")
        finder.on_done()

    pressing(window, "Qui le fait : Nettoyer le frigo…", choose)
    assert house.chore_row(chore).turns[0].who == "Ana C."
    assert "Finalement non : Nettoyer le frigo" in names(window)


def test_the_treasurer_looks_and_takes_no_turn(opened, house):
    house.weekly(house.fatma)
    window = opened(actor=TREASURER)
    assert not [name for name in names(window) if name.startswith(("Je le fais", "Qui le fait", "Modifier"))]


def test_a_chore_is_written_with_its_people_and_their_order_changed(opened, house):
    window = opened()

    def write(dialog):
        press(dialog, "Enregistrer")
        assert "Écrivez d’abord de quoi il s’agit" in read_text(dialog)
        type_into(dialog, "Quoi", "Laver les essuies")
        pick(dialog, "Quand", "À tour de rôle")
        pick(dialog, "Revient", "un mercredi sur deux")
        press(dialog, "Toute l’équipe")
        press(dialog, "Plus tard : Ana C.")
        press(dialog, "Retirer : Luc D.")
        press(dialog, "Enregistrer")

    pressing(window, "Ajouter une tâche…", write)
    (row,) = house.chores()
    assert (row.title, row.rule) == ("Laver les essuies", "FREQ=WEEKLY;INTERVAL=2")
    assert [name for _id, name in row.people] == ["Fatma Ö.", "Ana C."]
    assert "Un mercredi sur deux" in said(window)

    def change(dialog):
        assert find(dialog, "Revient", QComboBox).currentText() == "un mercredi sur deux"
        type_into(dialog, "Quoi", "Essuies et nappes")
        press(dialog, "Plus tard : Fatma Ö.")
        press(dialog, "Enregistrer")

    pressing(window, "Modifier : Laver les essuies", change)
    (row,) = house.chores()
    assert [name for _id, name in row.people] == ["Ana C.", "Fatma Ö."]
    press(window, "Annuler")
    assert house.chores()[0].title == "Laver les essuies"


def test_whoever_has_left_stands_last_without_a_place_and_is_taken_out(opened, house):
    chore = house.weekly(house.fatma, house.luc, house.ana)
    house.do(change_state, house.luc, "left")
    window = opened()

    def change(dialog):
        told = read_text(dialog)
        assert "1. Fatma Ö." in told
        assert "2. Ana C." in told
        assert "n’est plus dans l’équipe" in told
        assert "3. " not in told
        assert not find(dialog, "Plus tard : Ana C.").isEnabled()
        press(dialog, "Enregistrer")

    pressing(window, "Modifier : Nettoyer le frigo", change)
    assert [host for host, _name in house.chore_row(chore).people] == [house.fatma, house.ana, house.luc]

    def take_out(dialog):
        press(dialog, "Retirer : Luc D.")
        assert "n’est plus dans l’équipe" not in read_text(dialog)
        press(dialog, "Enregistrer")

    pressing(window, "Modifier : Nettoyer le frigo", take_out)
    row = house.chore_row(chore)
    assert [host for host, _name in row.people] == [house.fatma, house.ana]
    assert [turn.who for turn in row.turns][:3] == ["Fatma Ö.", "Ana C.", "Fatma Ö."]


def test_the_keyboard_stays_with_the_chore_that_was_done_on_aujourdhui(opened, house):
    for title in ("Vaisselle", "Tables"):
        house.chore(title)
    window = opened(actor=house.host())
    window.show_page("today")
    QApplication.processEvents()
    find(window.page, "C’est fait : Tables").setFocus()
    press(window, "C’est fait : Tables")
    QApplication.processEvents()
    assert QApplication.focusWidget().accessibleName() == "Pas fait : Tables"


def test_a_chore_by_shift_on_some_days(opened, house):
    window = opened()

    def write(dialog):
        type_into(dialog, "Quoi", "Arroser")
        for day in ("lundi", "mercredi", "jeudi", "samedi", "dimanche"):
            press(dialog, day)
        press(dialog, "Enregistrer")

    pressing(window, "Ajouter une tâche…", write)
    (row,) = house.chores()
    assert row.weekdays == (1, 4)
    assert "À chaque permanence, le mardi et le vendredi" in said(window)
    assert "Rien à faire en ce moment" in said(window)


def test_a_rule_of_another_kind_stays_as_it_is(opened, house):
    rule = "FREQ=MONTHLY;BYMONTHDAY=15,-1"
    house.do(add_chore, ChoreDetails("Compteurs", "turn", rule=rule, first_day=date(2026, 12, 15)))
    window = opened()

    def change(dialog):
        type_into(dialog, "Quoi", "Relever les compteurs")
        press(dialog, "Enregistrer")

    pressing(window, "Modifier : Compteurs", change)
    (row,) = house.chores()
    assert (row.title, row.rule) == ("Relever les compteurs", rule)


def test_a_chore_is_withdrawn_and_put_back(opened, house):
    house.chore()
    window = opened()
    press(window, "Ne plus faire : Vider le lave-vaisselle")
    assert "Ne se fait plus" in said(window)
    assert house.now() == ()
    press(window, "Remettre : Vider le lave-vaisselle")
    assert len(house.now()) == 1


def test_who_is_away_or_gone_is_seen(opened, house):
    house.weekly(house.fatma, house.luc)
    house.do(note_absence, house.fatma, date(2026, 12, 7), date(2026, 12, 8))
    window = opened()
    assert "Luc D., à la place de Fatma Ö." in said(window)


def test_a_refusal_leaves_the_box_as_it_is(opened, house):
    chore = house.chore()
    window = opened()
    from delta_app.upkeep.chore_commands import withdraw_chore

    view = window.page.view
    view.refresh = lambda: None  # another window withdraws it, and this one has not looked yet
    house.do(withdraw_chore, chore)
    del view.refresh
    box = find(window.page, "Vider le lave-vaisselle", QCheckBox)
    box.click()
    QApplication.processEvents()
    assert not [one for one in shown(window.page, QCheckBox) if one.isChecked()]


# The page as a whole.


def test_the_view_looked_at_is_remembered_and_the_palette_leads_to_each(opened, house):
    window = opened("ideas")
    assert "Aucune amélioration proposée" in said(window)
    keys = [act.key for act in window.page.offers()]
    assert {"house.chores", "house.repairs", "house.stock", "house.rooms", "house.ideas"} <= set(keys)
    window.desk.ask("house.repairs")
    assert "Rien à réparer" in said(window)
    assert window.desk.memory.value("house/view") == "repairs"
    for view in ("chores", "repairs", "stock", "rooms", "ideas"):
        window.page.on_view(view)
        assert window.page.help_lines()
        assert window.page.offers()


def test_whoever_leaves_the_team_behind_sees_the_chores_again(opened, house):
    window = opened("repairs", house.host())
    assert "Signaler une panne…" in names(window)
    window.desk.actor = READER
    QApplication.processEvents()
    assert "Signaler une panne…" not in names(window)
    window.desk.actor = COORDINATOR
    QApplication.processEvents()
    assert "Signaler une panne…" in names(window)


def test_what_waits_is_counted_beside_the_page(opened, house, qtbot):
    with house.store.read() as session:
        assert how_many_in_house(session) == 0
    house.do(report_repair, RepairDetails("Porte"))
    house.do(propose_improvement, Idea("Banc"))
    house.stock(quantity=0)
    house.stock("Savon", 0)
    with house.store.read() as session:
        assert how_many_in_house(session) == 3  # what runs out is one thing
    window = opened()
    keeping.keep_count(window)
    qtbot.waitUntil(lambda: "Maison, 3" in [words_of(one) for one in shown(window, QAbstractButton)] or any(
        words_of(one).startswith("Maison") and "3" in words_of(one) + one.accessibleDescription()
        for one in shown(window, QAbstractButton)
    ), timeout=3000)  # fmt: skip


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("view", ["chores", "repairs", "stock", "rooms", "ideas"])
def test_nothing_is_cut_at_the_side_in_any_text_size(opened, house, view, scale):
    house.chore("Mot " * 10 + "x" * 40)
    house.weekly(house.fatma, house.luc, title="Nettoyer le frigo et le congélateur du fond de la réserve")
    house.do(report_repair, RepairDetails("mot " * 19, "mot " * 100, place="y" * 60))
    house.stock("Liquide vaisselle écologique au savon de Marseille en bidon", 0)
    house.do(propose_improvement, Idea("mot " * 19, "mot " * 100))
    window = opened(view, scale=scale)
    QApplication.processEvents()
    for button in shown(window.page, QAbstractButton):
        right = button.mapTo(window.page, button.rect().topRight()).x()
        assert right <= window.page.width(), words_of(button)


def test_tomorrow_is_another_day_once_it_is_looked_at(opened, house):
    chore = house.chore()
    window = opened()
    tick(window, "Vider le lave-vaisselle")
    assert chore
    with at(10, 30, date(2026, 12, 10)):
        window.page.refresh()
        assert not find(window.page, "Vider le lave-vaisselle", QCheckBox).isChecked()


def a_lived_in_house(house):
    house.chore()
    house.weekly(house.fatma, house.luc)
    repair = house.do(report_repair, RepairDetails("Porte"))
    assert repair
    house.stock("Lait", 0)
    house.do(add_shopping, "bougies")
    house.do(add_equipment, EquipmentDetails("Sono"))
    house.do(book_room, Booking(house.hall, "Comité", date(2026, 12, 15), 600, 660, date(2027, 1, 5)))
    house.do(propose_improvement, Idea("Banc"))


@pytest.mark.parametrize("view", ["chores", "repairs", "stock", "rooms", "ideas"])
def test_everything_has_a_name_and_the_keyboard_reaches_every_button(opened, house, view):
    a_lived_in_house(house)
    window = opened(view)
    assert nameless(window) == []
    reached = reached_by_tab(window)
    wanted = {
        one for one in shown(window.page, QAbstractButton)
        if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    }  # fmt: skip
    assert not {words_of(one) for one in wanted - set(reached)}


def test_every_button_of_the_house_is_called_like_no_other(opened, house):
    a_lived_in_house(house)
    house.weekly(house.ana, title="Laver les essuies")
    house.do(report_repair, RepairDetails("Fenêtre"))
    house.stock("Savon", 0)
    window = opened()
    for view in ("chores", "repairs", "stock", "rooms", "ideas"):
        window.page.on_view(view)
        QApplication.processEvents()
        called = names(window)
        assert len(called) == len(set(called)), [name for name in called if called.count(name) > 1]


def test_while_one_counts_everything_has_a_name(opened, house):
    house.stock("Lait", 0, place="frigo")
    house.stock("Café", 0, place="armoire")
    window = opened("stock")
    press(window, "Compter…")
    assert nameless(window) == []
