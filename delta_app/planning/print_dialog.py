"""Printing: the real PDF before it goes to paper, saved as a file, or the same month as a spreadsheet or calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, join_names, month_name, ngettext
from delta_app.planning import files, sheet
from delta_app.planning.calendar_data import calendar_facts
from delta_app.planning.queries import HostMonth, MonthView, host_months, month_view
from delta_app.sheets.output import check_name, write_file
from delta_app.widgets import pdf, space, theme, work
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.dialog import Dialog, ask_file_to_save, scrolled
from delta_app.widgets.page import Desk
from delta_app.widgets.paper import ZOOMS
from delta_app.widgets.pdf import Sheets
from delta_app.widgets.preview import Preview
from delta_app.widgets.printing import send
from delta_app.widgets.text import words

__all__ = ["PrintDialog", "send"]


@dataclass(frozen=True)
class _Kind:
    """Something to print: what it is called, its paper, and how its PDF is made."""

    key: str
    title: str
    paper: QPageSize.PageSizeId
    landscape: bool
    make: Callable[[], bytes]


class PrintDialog(Dialog):
    """Choose at the left, see at the right, act at the foot."""

    def __init__(self, desk: Desk, month: Month, parent: QWidget | None = None) -> None:
        super().__init__(_("Imprimer {month}").format(month=month_name(month.first)), parent, width=1080)
        self._desk = desk
        with desk.store.read() as session:
            self._view: MonthView = month_view(session, month)
            self._hosts: tuple[HostMonth, ...] = host_months(session, self._view)
            self._calendar = calendar_facts(session, month)
        self._kinds = self._all_kinds()
        self._kind = self._kinds[0]
        self._making: work.Work | None = None
        self._looking: work.Work | None = None
        self._too_small = False
        self._left = False  # what was sent to a printer or a file goes on, and is told elsewhere
        self._build()
        self._lay_out()
        self._connect()
        self._make()

    def _all_kinds(self) -> list[_Kind]:
        view, hosts, today = self._view, self._hosts, clock.today()
        a4, a3 = QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3
        kinds = [
            _Kind("month_a4", _("Le mois, A4"), a4, True, lambda: sheet.month_pdf(view, paper="A4", printed_on=today)),
            _Kind("month_a3", _("Le mois, A3"), a3, True, lambda: sheet.month_pdf(view, paper="A3", printed_on=today)),
        ]
        if hosts:
            title = ngettext("Une feuille par personne ({n})", "Une feuille par personne ({n})", len(hosts))
            kinds.append(
                _Kind("hosts", title.format(n=len(hosts)), a4, False, lambda: sheet.hosts_pdf(hosts, printed_on=today))
            )
        return kinds

    def _build(self) -> None:
        self._choices = QButtonGroup(self)
        for kind in self._kinds:
            choice = QRadioButton(kind.title)
            choice.setProperty("key", kind.key)
            self._choices.addButton(choice)
        self._choices.buttons()[0].setChecked(True)
        self._small = words(_("Sur A4, les noms ou les heures sont trop petits pour être lus au mur."), wrap=True)
        self._larger = Button(_("Passer en A3"), kind="row")
        self._lost = words(role="error", wrap=True)
        self._lost.hide()
        self._shown = Preview()
        self.preview = self._shown.paper
        self._place = words(role="soft")
        self._nearer = IconButton("plus", _("Agrandir l’aperçu"))
        self._farther = IconButton("minus", _("Réduire l’aperçu"))
        self._trouble = words(role="error", wrap=True)
        self._trouble.hide()
        self.csv = Button(_("Tableur CSV…"), "save", kind="row")
        self.xlsx = Button(_("Tableur Excel…"), "save", kind="row")
        self.ics = Button(_("Agenda (.ics)…"), "planning", kind="row")
        self.close_button = Button(_("Fermer"))
        self.save = Button(_("Enregistrer en PDF…"), "save")
        self.print = Button(_("Imprimer"), "print", kind="main")

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        space.between(side, 7)
        side.addWidget(words(_("Sur papier"), "strong"))
        for choice in self._choices.buttons():
            side.addWidget(choice)
        side.addWidget(self._small)
        side.addWidget(self._larger)
        side.addWidget(self._lost)
        self._propose_larger()
        side.addSpacing(theme.gap(14))
        side.addWidget(words(_("En fichier"), "strong"))
        for button in (self.csv, self.xlsx, self.ics):
            side.addWidget(button)
        side.addStretch()
        column = QWidget()
        column.setLayout(side)
        space.around(side, 4, 0, 8, 0)
        area = scrolled(column)
        area.setFixedWidth(max(theme.gap(216), column.minimumSizeHint().width()) + theme.gap(19))
        row = QHBoxLayout()
        space.between(row, 10)
        row.addWidget(area)
        row.addWidget(self._framed_preview(), 1)
        self.column.addLayout(row, 1)
        self.column.addWidget(self._trouble)
        self.lay_out_buttons(self.close_button, self.save, self.print)
        self.resize(self.width(), min(theme.px(690), self.screen().availableSize().height() - 50))
        self._choices.buttons()[0].setFocus()

    def _framed_preview(self) -> QFrame:
        """The paper, and under it where one is and how near."""
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        space.around(inside, 6, 6, 6, 4)
        space.between(inside, 3)
        inside.addWidget(self._shown, 1)
        foot = QHBoxLayout()
        space.around(foot, 8, 0, 2, 0)
        foot.addWidget(self._place, 1)
        foot.addWidget(self._farther)
        foot.addWidget(self._nearer)
        inside.addLayout(foot)
        return frame

    def _connect(self) -> None:
        self.preview.moved.connect(self.on_moved)
        self._nearer.clicked.connect(lambda: self.preview.come_nearer(1))
        self._farther.clicked.connect(lambda: self.preview.come_nearer(-1))
        self.finished.connect(self.on_finished)
        self._choices.buttonClicked.connect(self.on_kind)
        self._larger.clicked.connect(self.on_larger)
        self.close_button.clicked.connect(self.reject)
        self.save.clicked.connect(self.on_save)
        self.print.clicked.connect(self.on_print)
        self.csv.clicked.connect(lambda: self._export("csv", _("Tableau CSV (*.csv)"), self._csv))
        self.xlsx.clicked.connect(lambda: self._export("xlsx", _("Classeur Excel (*.xlsx)"), self._xlsx))
        self.ics.clicked.connect(lambda: self._export("ics", _("Agenda (*.ics)"), self._ics))

    def on_kind(self, choice: QRadioButton) -> None:
        """Something else to print."""
        self._kind = next(kind for kind in self._kinds if kind.key == choice.property("key"))
        self._propose_larger()
        self._make()

    def on_larger(self) -> None:
        """The month on the larger paper, which was proposed; the button goes, and the keyboard to the choice."""
        choice = next(one for one in self._choices.buttons() if one.property("key") == "month_a3")
        choice.setFocus()
        choice.click()

    def _propose_larger(self) -> None:
        for widget in (self._small, self._larger):
            widget.setVisible(self._too_small and self._kind.key == "month_a4")

    def _make(self) -> None:
        """Draw the sheets on another thread."""
        if self._making is not None:
            self._making.drop()
        self._shown.wait()
        self._none_yet()
        make = self._kind.make
        self._making = work.start(lambda: pdf.read(make()), self.on_made, self.on_failed)

    def on_made(self, sheets: Sheets) -> None:
        """The sheets are there: show them."""
        self._making = None
        self._shown.show_sheets(sheets)
        self._allow(True)
        self.on_moved()
        if self._looking is None:
            self._looking = work.start(lambda: _read_it(self._view), self.on_read, self.on_failed)

    def on_read(self, found: tuple[bool, tuple[str, ...]]) -> None:
        """What a reader of the sheet would stumble upon."""
        self._too_small, lost = found
        self._propose_larger()
        sentence = _("Des lettres manquent à l’impression pour {names} ; complétez à la main.")
        self._lost.setText(sentence.format(names=join_names(list(lost))))
        self._lost.setVisible(bool(lost))

    def on_moved(self) -> None:
        """Another page is in sight, or it is nearer."""
        self._place.setText(self.preview.page_words())
        self._nearer.setEnabled(bool(self.preview.page_words()) and self.preview.zoom < ZOOMS[-1])
        self._farther.setEnabled(self.preview.zoom > ZOOMS[0])

    def on_finished(self) -> None:
        """Nobody looks any more: let go of pages and pictures."""
        self._left = True
        for under_way in (self._making, self._looking):
            if under_way is not None:
                under_way.drop()
        self.preview.forget()

    def on_failed(self, error: Exception) -> None:
        """The sheets cannot be made."""
        self._shown.say(work.in_words(error))
        self._none_yet()

    def _none_yet(self) -> None:
        self.on_moved()
        self._allow(False)

    def _tell_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.show()

    def _allow(self, ready: bool) -> None:
        self._trouble.hide()
        self.save.setEnabled(ready)
        self.print.setEnabled(ready)

    def on_save(self) -> None:
        """Keep the PDF as a file."""
        made = self.preview.sheets.pdf
        self._export("pdf", _("Document PDF (*.pdf)"), lambda: made)

    def _export(self, suffix: str, filters: str, make: Callable[[], bytes]) -> None:
        """Ask where, make the file on another thread, say where it is."""
        name = _("permanences-{month}").format(month=self._view.month)
        path = ask_file_to_save(self, _("Enregistrer"), f"{name}.{suffix}", filters)
        if path is None:
            return
        work.start(lambda: _write(path, f".{suffix}", make), self.on_saved, self._on_export_failed)

    def on_saved(self, path: Path) -> None:
        """Say where the file is."""
        self._tell(_("Enregistré : {path}").format(path=path))

    def _tell(self, sentence: str) -> None:
        self._desk.told.emit(sentence, False)
        if not self._left:
            self.accept()

    def _on_export_failed(self, error: Exception) -> None:
        if self._left:
            self._desk.refused.emit(work.in_words(error))
            return
        self._allow(True)
        self.on_moved()  # the foot says where one is again, not that pages are on their way
        self._tell_trouble(work.in_words(error))

    def on_print(self) -> None:
        """Ask for the printer, then send the pages at its resolution from another thread."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(self._kind.paper))
        landscape = QPageLayout.Orientation.Landscape if self._kind.landscape else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(landscape)
        printer.setFullPage(True)
        printer.setDocName(_("Permanences {month}").format(month=self._view.month))
        if not QPrintDialog(printer, self).exec():
            return
        made = self.preview.sheets.pdf
        self._allow(False)  # once is enough, however long the printer takes
        self._place.setText(_("Envoi à l’imprimante…"))
        work.start(lambda: send(made, printer), self.on_printed, self._on_export_failed)

    def on_printed(self, pages: int) -> None:
        """Say how many pages went out."""
        sentence = ngettext("{n} page envoyée à l’imprimante.", "{n} pages envoyées à l’imprimante.", pages)
        self._tell(sentence.format(n=pages))

    def _csv(self) -> bytes:
        return files.month_csv(self._view)

    def _xlsx(self) -> bytes:
        return files.month_xlsx(self._view, printed_on=clock.today())

    def _ics(self) -> bytes:
        return files.month_ics(self._view, self._calendar, stamped=clock.now())


def _write(path: Path, suffix: str, make: Callable[[], bytes]) -> Path:
    check_name(path, suffix)
    write_file(path, make())
    return path


def _read_it(view: MonthView) -> tuple[bool, tuple[str, ...]]:
    """Whether the month on A4 is too small to be read, and the names the font lacks letters of: a second's work."""
    return sheet.too_small_to_read(view), sheet.unprintable_names(view)
