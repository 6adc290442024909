"""A paper that is kept with another file of the same beside it: one asks for a folder instead of a name."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import work
from delta_app.widgets.dialog import documents
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """A folder to write into; None when nothing was chosen."""
    dialog = QFileDialog(parent, title, str(documents()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Dossier :"))
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


class FolderPaperDialog(PaperDialog):
    """``keep`` writes both files into the folder that is chosen; ``save_words`` says so on the button."""

    def __init__(self, desk: Desk, title: str, make: Callable[[], bytes], keep: Callable[[Path, bytes], None], *,
                 save_words: str, note: str, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(desk, title, make, keep, name="", note=note, parent=parent)
        self.save.say(save_words)

    def on_save(self) -> None:
        """Keep both in a folder."""
        folder = ask_folder(self, _("Dans quel dossier ?"))
        if folder is not None:
            made = self.preview.paper.sheets.pdf
            work.start(lambda: self._kept(folder, made), self.on_saved, self.on_not_out)
