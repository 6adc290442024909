"""The planning page as a coordinator uses it: open, fill, compose, publish, print, import, and what it says first."""

import shutil
from contextlib import contextmanager
from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QRadioButton

from delta_app.core.errors import Refused
from delta_app.planning.queries import month_view
from delta_app.team.page import TeamPage
from delta_app.widgets.chips import Chip
from delta_app.widgets.page import PageEntry
from delta_app.widgets.slot_row import SlotRow
from tests.desk import PLANNING, a_window
from tests.factory import COORDINATOR, JANUARY, READER, a_host, a_store, acting
from tests.person import answering, choose, find, key, pick, press, read_text, shown, words_of


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def place(tmp_path, qtbot):
    """A window on a place, as function of who acts and what is in the file."""

    @contextmanager
    def opened(prepare=lambda store: None, actor=COORDINATOR, opening="tue-sat 10-13 13-16 16-19"):
        store = a_store(tmp_path, opening=opening)
        prepare(store)
        window = a_window(store, tmp_path, qtbot, actor, (PLANNING, PageEntry("team", "Équipe", "team", TeamPage)))
        window.page.show_month(JANUARY)
        yield window
        window.close()
        store.close()

    return opened


def with_team(store):
    for given, family in (("Fatma", "Öztürk"), ("Luc", "Dumont"), ("Ana", "Costa"), ("Paul", "Kessels")):
        a_host(store, given, family)


def opened_january(store):
    from delta_app.shifts.commands import open_month

    with acting(store) as session:
        open_month(session, JANUARY)


def team_and_month(store):
    with_team(store)
    opened_january(store)


def chips(window):
    return [words_of(chip) for chip in shown(window, Chip)]


def wait_for(qtbot, condition):
    qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)


def test_an_empty_month_says_what_to_do_first_and_opening_it_can_be_undone(place, qtbot):
    with place(with_team) as window:
        assert "Rien encore pour janvier 2027" in read_text(window)
        assert not find(window, "Diffuser").isEnabled()
        assert find(window, "Diffuser").accessibleDescription() == "Ouvrez d’abord le mois."
        press(window, "Ouvrir le mois")
        assert len(list(shown(window, SlotRow))) == 66
        assert "66 sans personne" in chips(window)
        press(window.toast, "Annuler")
        assert "Rien encore pour janvier 2027" in read_text(window)
        assert "Annulé : Ouvrir janvier 2027" in window.toast.text


def test_a_month_closed_from_end_to_end_says_why_and_can_be_printed(place, qtbot):
    def closed(store):
        from delta_app.venue.commands import close_days

        with_team(store)
        with acting(store) as session:
            close_days(session, date(2027, 1, 1), date(2027, 1, 31), "Travaux")

    with place(closed) as window:
        assert "Le lieu est fermé tout le mois de janvier 2027" in read_text(window)
        assert "Travaux" in read_text(window)
        assert "Ouvrir le mois" not in read_text(window)
        press(window, "Composer")
        assert "Janvier 2027 est entièrement fermé" in window.toast.text

        def look(dialog):
            wait_for(qtbot, lambda: find(dialog, "Imprimer").isEnabled())
            assert len(dialog.preview.sheets.sizes) == 1
            dialog.reject()

        answering(look)
        press(window.page, "Imprimer la feuille du mois…")


def test_without_opening_hours_they_are_asked_first(place, qtbot):
    def forget_hours(store):
        from delta_app.venue.commands import set_opening_pattern

        with acting(store) as session:
            set_opening_pattern(session, ())

    with place(forget_hours) as window:
        answering(lambda dialog: press(dialog, "Enregistrer l’horaire"))
        press(window, "Donner l’horaire…")
        assert len(list(shown(window, SlotRow))) == 66


def test_without_anybody_the_team_is_asked_for(place):
    with place(opened_january) as window:
        assert "Il n’y a encore personne" in read_text(window)
        assert find(window, "Composer").accessibleDescription() == "Importez d’abord les accueillant·es."


def test_choosing_a_slot_shows_who_comes_and_what_is_free(place):
    def somebody(store):
        team_and_month(store)
        from delta_app.shifts.seat_commands import assign_host

        with store.read() as session:
            first = month_view(session, JANUARY).slots[0]
        with acting(store) as session:
            assign_host(session, first.slot_id, 1)

    with place(somebody) as window:
        find(window, "vendredi 1er janvier, 10h à 13h, 1 sur 2", SlotRow).setFocus()
        key(Qt.Key.Key_Return)
        text = read_text(window.page.inspector)
        assert "Vendredi 1er janvier, 10h – 13h" in text
        assert "Fatma Ö." in text
        assert "Deuxième personne : place libre" in text
        assert "fixé" in text
        press(window.page.inspector, "Fermer la permanence")
        assert words_of(QApplication.focusWidget()).startswith("vendredi 1er janvier, 10h")


def test_a_hole_in_the_list_leads_to_its_slot(place):
    with place(team_and_month) as window:
        press(window.page.inspector, "vendredi 1er janvier, 13h")
        assert "Vendredi 1er janvier, 13h – 16h" in read_text(window.page.inspector)
        assert words_of(QApplication.focusWidget()).startswith("vendredi 1er janvier, 13h")


def test_months_are_turned_by_buttons_and_page_keys(place):
    with place(team_and_month) as window:
        press(window, "Mois suivant")
        assert "Février 2027" in read_text(window)
        press(window, "Mois précédent")
        window.page.grid.focus_slot(window.page.grid._rows()[0].slot.key)
        key(Qt.Key.Key_PageUp)
        assert "Décembre 2026" in read_text(window)


def test_a_month_that_cannot_be_read_is_not_turned_to(place, monkeypatch):
    with place(team_and_month) as window:

        def refuse(*_given):
            raise Refused("file_busy")

        monkeypatch.setattr("delta_app.planning.page.month_view", refuse)
        press(window, "Mois suivant")
        monkeypatch.undo()
        assert window.toast.isVisible()
        assert "Janvier 2027" in read_text(window)
        answering(lambda dialog: press(dialog, "Diffuser la version 1"))
        press(window, "Diffuser")
        assert "Janvier 2027 est diffusé" in window.toast.text


def test_dialogs_that_were_answered_are_let_go(place, qtbot):
    with place(team_and_month) as window:
        for _time in range(3):
            answering(lambda dialog: press(dialog, "Pas encore"))
            press(window, "Diffuser")
            answering(lambda dialog: press(dialog, "Fermer"))
            press(window, "Imprimer…")
        wait_for(qtbot, lambda: not window.findChildren(QDialog))


def test_a_day_closed_after_people_were_told_is_nothing_to_fill_but_people_to_tell(place):
    def closed_since(store):
        team_and_month(store)
        from delta_app.shifts.commands import publish
        from delta_app.shifts.seat_commands import assign_host
        from delta_app.venue.commands import close_days

        with store.read() as session:
            slot = next(slot for slot in month_view(session, JANUARY).slots if slot.day == date(2027, 1, 7))
        with acting(store) as session:
            assign_host(session, slot.slot_id, 1)
        with acting(store) as session:
            publish(session, JANUARY)
        with acting(store) as session:
            close_days(session, slot.day, slot.day, "Inondation de la grande salle")

    with place(closed_since) as window:
        spoken = "jeudi 7 janvier, 10h à 13h, fermé, à prévenir : Fatma Ö."
        assert "63 sans personne" in chips(window)
        assert "1 permanence fermée entre-temps : prévenez les personnes inscrites" in chips(window)
        assert "63 permanences à compléter" in read_text(window)
        row, button = (widget for widget in shown(window, QAbstractButton) if words_of(widget) == spoken)
        if not isinstance(row, SlotRow):
            row, button = button, row
        assert button.text() == "Jeu. 7 janv., 10h : 1 à prévenir"
        cell = row.parentWidget()
        reason = cell.fontMetrics().height()  # a line at least, above the row: nothing is written over
        assert row.y() >= 2 * reason
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert "fermé · 1 à prévenir" in chips(window)
        assert "place libre" not in read_text(window.page.inspector)


def test_publishing_asks_first_then_says_the_version(place):
    with place(team_and_month) as window:
        answering(lambda dialog: press(dialog, "Pas encore"))
        press(window, "Diffuser")
        assert "brouillon" in chips(window)
        answering(lambda dialog: press(dialog, "Diffuser la version 1"))
        press(window, "Diffuser")
        assert "diffusé v1" in chips(window)
        assert "version 1" in window.toast.text
        assert find(window, "Envoyer…").isEnabled()


def test_a_change_after_publishing_is_told(place):
    with place(team_and_month) as window:
        answering(lambda dialog: press(dialog, "Diffuser la version 1"))
        press(window, "Diffuser")
        from delta_app.shifts.seat_commands import assign_host

        first = window.page.grid._rows()[0].slot.key
        with acting(window.desk.store) as session:
            assign_host(session, first, 1)
        assert "diffusé v1, 1 changement depuis la v1" in chips(window)


def test_printing_previews_the_real_sheets_and_saves_them(place, qtbot, tmp_path, monkeypatch):
    with place(team_and_month) as window:
        target = tmp_path / "mois.pdf"
        monkeypatch.setattr("delta_app.planning.print_dialog.ask_file_to_save", lambda *_given: target)

        def look(dialog):
            wait_for(qtbot, lambda: find(dialog, "Imprimer").isEnabled())
            assert len(dialog.preview.sheets.sizes) == 1
            find(dialog, "Le mois, A3", QRadioButton).click()
            wait_for(qtbot, lambda: find(dialog, "Imprimer").isEnabled())
            assert round(dialog.preview.sheets.sizes[0][0]) == 1191
            press(dialog, "Enregistrer en PDF…")
            wait_for(qtbot, lambda: not dialog.isVisible())

        answering(look)
        press(window, "Imprimer…")
        assert target.read_bytes().startswith(b"%PDF")
        assert str(target) in window.toast.text


def test_saving_over_the_data_file_is_refused_in_the_window(place, qtbot, tmp_path, monkeypatch):
    with place(team_and_month) as window:
        data = window.desk.store.path
        disguised = tmp_path / "ruse.pdf"
        shutil.copy(data, disguised)
        for target, said in ((data, ".pdf"), (disguised, "données d’un lieu")):
            before = target.read_bytes()
            monkeypatch.setattr("delta_app.planning.print_dialog.ask_file_to_save", lambda *_given, to=target: to)

            def look(dialog, said=said):
                wait_for(qtbot, lambda: find(dialog, "Imprimer").isEnabled())
                press(dialog, "Enregistrer en PDF…")
                wait_for(qtbot, lambda: said in read_text(dialog))
                dialog.reject()

            answering(look)
            press(window, "Imprimer…")
            assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("button", "name"), [("Tableur CSV…", "m.csv"), ("Tableur Excel…", "m.xlsx"), ("Agenda (.ics)…", "m.ics")]
)
def test_the_month_is_exported_for_other_programs(place, qtbot, tmp_path, monkeypatch, button, name):
    with place(team_and_month) as window:
        target = tmp_path / name
        monkeypatch.setattr("delta_app.planning.print_dialog.ask_file_to_save", lambda *_given: target)

        def save(dialog):
            wait_for(qtbot, lambda: find(dialog, "Imprimer").isEnabled())
            press(dialog, button)
            wait_for(qtbot, lambda: not dialog.isVisible())

        answering(save)
        press(window, "Imprimer…")
        assert target.stat().st_size > 100


def test_pages_are_sent_to_a_printer_at_its_size(qtbot, tmp_path):
    from PySide6.QtGui import QPageLayout
    from PySide6.QtPrintSupport import QPrinter

    from delta_app.planning.print_dialog import send
    from delta_app.planning.sheet import month_pdf
    from tests.widgets.month_factory import make_month

    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setFullPage(True)
    assert send(month_pdf(make_month(), printed_on=date(2026, 12, 9)), printer) == 1
    assert (tmp_path / "out.pdf").stat().st_size > 5_000


def test_the_team_is_imported_from_a_list(place, qtbot, tmp_path, monkeypatch):
    source = tmp_path / "equipe.csv"
    source.write_text("Nom;Prénom;Origine\nBenali;Aïcha;bénévole\nDumont;Luc;CALICO\n", encoding="utf-8")
    monkeypatch.setattr("delta_app.team.import_dialogs.ask_file_to_open", lambda *_given: source)
    with place(opened_january) as window:
        said = []

        def through(dialog):
            press(dialog, "Continuer")
            press(dialog, "Continuer")
            said.append(read_text(dialog))
            press(dialog, "Importer")

        answering(through)
        choose(window.page.top.importing.menu(), "Les accueillant·es (tableau)…")
        wait_for(qtbot, lambda: said)
        assert "2 personnes ajoutées." in said[0]
        window.show_page("planning")
        wait_for(qtbot, lambda: find(window, "Composer").isEnabled())


FRAMADATE = (
    ',"05/01/2027","05/01/2027",\r\n,"10h-13h","13h-16h",\r\n'
    '"Fatma Öztürk","Oui","Non",\r\n"Lucas","Oui","Oui",\r\n"Zoé","Non","Oui",\r\n'
)


def test_who_is_who_in_a_poll_is_asked_and_never_guessed(place, qtbot, tmp_path, monkeypatch):
    source = tmp_path / "sondage.csv"
    source.write_text(FRAMADATE, encoding="utf-8", newline="")
    monkeypatch.setattr("delta_app.team.import_dialogs.ask_file_to_open", lambda *_given: source)
    with place(team_and_month) as window:
        said = []

        def settle(dialog):
            combos = list(shown(dialog, QComboBox))
            assert len(combos) == 2
            assert all(combo.currentIndex() == -1 for combo in combos)
            pick(dialog, "Qui est Lucas ?", "Luc Dumont")
            pick(dialog, "Qui est Zoé ?", "pas encore dans l’équipe")
            press(dialog, "Continuer")
            said.append(read_text(dialog))
            press(dialog, "Importer")

        answering(settle)
        choose(window.page.top.importing.menu(), "Les réponses d’un sondage…")
        wait_for(qtbot, lambda: said)
        assert "2 personnes reconnues pour janvier 2027, 2 moments." in said[0]
        assert "Pas encore dans l’équipe : Zoé." in said[0]


def test_a_file_that_is_no_poll_is_refused_in_words(place, qtbot, tmp_path, monkeypatch):
    source = tmp_path / "photo.csv"
    source.write_bytes(b"")
    monkeypatch.setattr("delta_app.team.import_dialogs.ask_file_to_open", lambda *_given: source)
    with place(team_and_month) as window:
        choose(window.page.top.importing.menu(), "Les réponses d’un sondage…")
        wait_for(qtbot, lambda: "vide" in window.toast.text)


def test_somebody_who_only_looks_can_print_but_change_nothing(place):
    with place(team_and_month, actor=READER) as window:
        assert find(window, "Imprimer…").isEnabled()
        for words in ("Composer", "Diffuser", "Importer…"):
            assert not find(window, words).isEnabled()
            assert find(window, words).accessibleDescription() == "Réservé à la coordination."


def test_the_head_of_the_page_keeps_to_one_line_at_the_old_laptop(place):
    with place(team_and_month) as window:
        assert find(window, "Composer").mapTo(window, find(window, "Composer").rect().topLeft()).y() < 40
