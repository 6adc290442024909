"""Printing as a coordinator does it: look at the sheets page by page, nearer, and send them to the printer."""

from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton

from delta_app.planning import print_dialog
from delta_app.planning.print_dialog import PrintDialog, send
from delta_app.planning.sheet import month_pdf
from delta_app.shifts.seat_commands import assign_host
from delta_app.widgets import pdf, theme
from delta_app.widgets.dress import dress
from tests.desk import a_desk
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month
from tests.person import find, press, read_text, shown
from tests.printer import break_printer, choose_printer
from tests.widgets.month_factory import make_month


@pytest.fixture
def dialog(tmp_path, qtbot):
    dress(QApplication.instance(), theme.Theme())
    store = a_store(tmp_path)
    hosts = [a_host(store, given) for given in ("Fatma", "Luc", "Ana")]
    slots = an_open_month(store)
    with acting(store) as session:
        for slot, host in zip(slots[::3], hosts, strict=False):
            assign_host(session, slot, host)
    made = PrintDialog(a_desk(store, tmp_path), JANUARY)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.reject()
    store.close()


def wait_for_sheets(qtbot, dialog):
    qtbot.waitUntil(lambda: find(dialog, "Imprimer").isEnabled() and dialog.preview.is_drawn(), timeout=20_000)


def test_the_sheets_are_seen_page_by_page_and_nearer(dialog, qtbot):
    wait_for_sheets(qtbot, dialog)
    assert "Page 1 sur 1" in read_text(dialog)
    assert not find(dialog, "Réduire l’aperçu").isEnabled()
    press(dialog, "Agrandir l’aperçu")
    assert dialog.preview.zoom > 1
    press(dialog, "Réduire l’aperçu")
    assert dialog.preview.zoom == 1
    find(dialog, "Une feuille par personne (3)", QRadioButton).click()
    assert not find(dialog, "Imprimer").isEnabled()
    wait_for_sheets(qtbot, dialog)
    assert "Page 1 sur 3" in read_text(dialog)
    assert len(dialog.preview.sheets.sizes) == 3


def test_a_month_too_full_for_a4_is_taken_to_a3_with_one_press(dialog, qtbot, monkeypatch):
    assert "trop petits" not in read_text(dialog)
    monkeypatch.setattr(print_dialog.sheet, "too_small_to_read", lambda _view: True)
    full = PrintDialog(dialog._desk, JANUARY)
    qtbot.addWidget(full)
    full.show()
    wait_for_sheets(qtbot, full)
    sentence = "Sur A4, les noms ou les heures sont trop petits pour être lus au mur."
    qtbot.waitUntil(lambda: sentence in read_text(full), timeout=20_000)
    press(full, "Passer en A3")
    wait_for_sheets(qtbot, full)
    assert round(full.preview.sheets.sizes[0][0]) == 1191
    assert find(full, "Le mois, A3", QRadioButton).isChecked()
    assert "trop petits" not in read_text(full)
    full.reject()


def test_leaving_while_the_sheets_are_being_made_is_no_trouble(dialog, qtbot):
    find(dialog, "Le mois, A3", QRadioButton).click()
    dialog.reject()
    qtbot.wait(300)
    assert dialog.preview.sheets.sizes == ()


def test_the_pages_go_to_the_printer_once_and_it_is_said(dialog, qtbot, tmp_path, monkeypatch):
    def to_file(printer):
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))

    choose_printer(monkeypatch, print_dialog, to_file)
    told = []
    dialog._desk.told.connect(lambda sentence, _undo: told.append(sentence))
    wait_for_sheets(qtbot, dialog)
    press(dialog, "Imprimer")
    assert not find(dialog, "Imprimer").isEnabled()
    assert "Envoi à l’imprimante…" in read_text(dialog)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == ["1 page envoyée à l’imprimante."]
    assert len(pdf.read((tmp_path / "out.pdf").read_bytes()).sizes) == 1


def test_names_the_paper_lacks_letters_for_are_named(tmp_path, qtbot):
    store = a_store(tmp_path)
    host = a_host(store, "Ꙗна", "Test")
    slot = an_open_month(store)[0]
    with acting(store) as session:
        assign_host(session, slot, host)
    told = PrintDialog(a_desk(store, tmp_path), JANUARY)
    qtbot.addWidget(told)
    told.show()
    qtbot.waitUntil(lambda: "Des lettres manquent à l’impression pour Ꙗна T." in read_text(told), timeout=20_000)
    store.close()


def test_a_print_that_failed_is_said_and_can_be_tried_again(dialog, qtbot, monkeypatch):
    break_printer(monkeypatch, print_dialog)
    wait_for_sheets(qtbot, dialog)
    press(dialog, "Imprimer")
    qtbot.waitUntil(lambda: find(dialog, "Imprimer").isEnabled(), timeout=20_000)
    said = next(label for label in shown(dialog, QLabel) if "imprimante" in label.text())
    assert said.height() >= said.heightForWidth(said.width())
    assert "Page 1 sur 1" in read_text(dialog)
    assert "Envoi à l’imprimante…" not in read_text(dialog)


def test_what_was_sent_goes_on_after_the_dialog_was_left_and_is_told(dialog, qtbot, monkeypatch, tmp_path):
    wait_for_sheets(qtbot, dialog)
    told, refused = [], []
    dialog._desk.told.connect(lambda sentence, _undo: told.append(sentence))
    dialog._desk.refused.connect(refused.append)
    monkeypatch.setattr(print_dialog, "ask_file_to_save", lambda *_given: tmp_path / "mois.pdf")
    press(dialog, "Enregistrer en PDF…")
    monkeypatch.setattr(print_dialog, "ask_file_to_save", lambda *_given: tmp_path / "absent" / "mois.pdf")
    press(dialog, "Enregistrer en PDF…")
    dialog.reject()
    qtbot.waitUntil(lambda: bool(told and refused), timeout=20_000)
    assert told == [f"Enregistré : {tmp_path / 'mois.pdf'}"]


@pytest.mark.parametrize("mode", [QPrinter.PrinterMode.HighResolution, QPrinter.PrinterMode.ScreenResolution])
def test_what_is_printed_is_what_was_seen(qtbot, tmp_path, mode):
    made = month_pdf(make_month(), printed_on=date(2026, 12, 9))
    printer = QPrinter(mode)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setFullPage(True)
    assert send(made, printer) == 1
    out = pdf.read((tmp_path / "out.pdf").read_bytes())
    seen, printed = (grey(sheets) for sheets in (pdf.read(made), out))
    assert sum(abs(one - other) for one, other in zip(seen, printed, strict=True)) / len(seen) < 4


def grey(sheets):
    """The first page, so small that a dot more or less does not count."""
    picture = pdf.picture(sheets, 0, QSize(840, 594))
    small = picture.scaled(60, 42, mode=Qt.TransformationMode.SmoothTransformation)
    return [small.pixelColor(x, y).lightness() for y in range(42) for x in range(60)]
