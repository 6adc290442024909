"""A paper as it will come out of the printer, made on another thread: to a file or to the printer from here."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _, ngettext
from delta_app.widgets import pdf, theme, work
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, ask_file_to_save
from delta_app.widgets.page import Desk
from delta_app.widgets.pdf import Sheets
from delta_app.widgets.preview import Preview
from delta_app.widgets.printing import send
from delta_app.widgets.text import words


@dataclass(frozen=True)
class Sheet:
    """The paper that a printer is asked for; ``folded``: on both sides, turned over its short one."""

    size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4
    landscape: bool = False
    folded: bool = False


class PaperDialog(Dialog):
    """``make`` gives the PDF, A4 upright unless ``remake`` says otherwise, and ``keep`` writes it to a file; ``name``
    is that of the file, without its ending. ``note`` is said above the sheets. ``keep_table`` writes the same as a
    spreadsheet, where there is one. ``above`` is what one may choose; whoever gives it asks for the sheets again with
    ``remake``. Accepted once they are on their way to a printer or a file."""

    def __init__(self, desk: Desk, title: str, make: Callable[[], bytes], keep: Callable[[Path, bytes], None], *,
                 name: str, note: str = "", keep_table: Callable[[Path], None] | None = None,
                 above: QWidget | None = None, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(title, parent, width=620)
        self._desk, self._name, self._note, self._keep = desk, name, note, keep
        self._keep_table, self._above = keep_table, above
        self._sheet = Sheet()
        self._begun = False  # nobody is disturbed by sheets that come again
        self._making: work.Work | None = None
        self._build()
        self._lay_out()
        self._connect()
        self.remake(make)

    def _build(self) -> None:
        self.preview = Preview()
        self._trouble = words(role="error", wrap=True)
        self.close_button = Button(_("Fermer"))
        self.save = Button(_("Enregistrer en PDF…"), "save")
        self.save_table = Button(_("Enregistrer en tableur…"))
        self.print = Button(_("Imprimer"), "print", kind="main")

    def _lay_out(self) -> None:
        if self._note:
            self.column.addWidget(words(self._note, wrap=True))
        if self._above is not None:
            self.column.addWidget(self._above)
        self.column.addWidget(self.preview, 1)
        self.column.addWidget(self._trouble)
        self._trouble.hide()
        tables = (self.save_table,) if self._keep_table is not None else ()
        self.lay_out_buttons(self.close_button, *tables, self.save, self.print)
        self._allow(False)
        self.close_button.setFocus()
        self.resize(self.width(), min(theme.px(690), self._room_height()))

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.reject)
        self.save.clicked.connect(self.on_save)
        self.save_table.clicked.connect(self.on_save_table)
        self.print.clicked.connect(self.on_print)
        self.finished.connect(self.on_finished)

    def remake(self, make: Callable[[], bytes], sheet: Sheet | None = None, name: str = "") -> None:
        """Lay the sheets out, instead of those before; on other paper and under another name where these are given."""
        self._sheet, self._name = sheet or self._sheet, name or self._name
        self._leave_off()
        self._allow(False)
        self.preview.wait()
        self._making = work.start(lambda: pdf.read(make()), self.on_made, self.on_failed)

    def cannot(self, sentence: str) -> None:
        """Say in the place of the sheets why there are none."""
        self._leave_off()
        self._allow(False)
        self.preview.say(sentence)

    def _leave_off(self) -> None:
        if self._making is not None:
            self._making.drop()
            self._making = None

    def on_made(self, sheets: Sheets) -> None:
        """The sheet is there."""
        self._making = None
        self.preview.show_sheets(sheets)
        self._allow(True)
        if not self._begun:
            self._begun = True
            self.print.setFocus()

    def _allow(self, ready: bool) -> None:
        self._trouble.hide()
        self.save.setEnabled(ready)
        self.save_table.setEnabled(ready)
        self.print.setEnabled(ready)

    def on_failed(self, error: Exception) -> None:
        """The sheet cannot be made: say what is in the way."""
        self._making = None
        self.preview.say(work.in_words(error))

    def on_not_out(self, error: Exception) -> None:
        """The sheet is there and did not come out: say what is in the way; one may try again."""
        if not self.isVisible():
            self._desk.refused.emit(work.in_words(error))
            return
        self._allow(True)
        self._trouble.setText(work.in_words(error))
        self._trouble.show()

    def on_finished(self) -> None:
        """Nobody looks any more."""
        self._leave_off()

    def on_save(self) -> None:
        """Keep the PDF as a file."""
        path = ask_file_to_save(self, _("Enregistrer"), f"{self._name}.pdf", _("Document PDF (*.pdf)"))
        if path is not None:
            made = self.preview.paper.sheets.pdf
            work.start(lambda: self._kept(path, made), self.on_saved, self.on_not_out)

    def on_save_table(self) -> None:
        """Keep the same as a spreadsheet."""
        keep = self._keep_table
        path = ask_file_to_save(self, _("Enregistrer"), f"{self._name}.xlsx", _("Classeur (*.xlsx)"))
        if keep is not None and path is not None:
            work.start(lambda: (keep(path), path)[1], self.on_saved, self.on_not_out)

    def _kept(self, path: Path, made: bytes) -> Path:
        self._keep(path, made)
        return path

    def on_saved(self, path: Path) -> None:
        """Say where the file is."""
        self._desk.told.emit(_("Enregistré : {path}").format(path=path), False)
        self.accept()

    def on_print(self) -> None:
        """Ask for the printer, then send the sheet from another thread."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(self._sheet.size))
        orientation = QPageLayout.Orientation
        printer.setPageOrientation(orientation.Landscape if self._sheet.landscape else orientation.Portrait)
        if self._sheet.folded:
            printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
        printer.setFullPage(True)
        if not QPrintDialog(printer, self).exec():
            return
        made = self.preview.paper.sheets.pdf
        self._allow(False)  # once is enough, however long the printer takes
        work.start(lambda: send(made, printer), self.on_printed, self.on_not_out)

    def on_printed(self, pages: int) -> None:
        """Say that it is on its way."""
        sentence = ngettext("{n} page envoyée à l’imprimante.", "{n} pages envoyées à l’imprimante.", pages)
        self._desk.told.emit(sentence.format(n=pages), False)
        self.accept()
