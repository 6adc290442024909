"""Dialogs: a heading, a body, and a row of buttons in one order; messages and choices of files."""

from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import space, theme
from delta_app.widgets.area import Area
from delta_app.widgets.buttons import Button
from delta_app.widgets.text import words


class Dialog(QDialog):
    """A window above the page: what it is about, its body, its buttons; Escape leaves without doing anything."""

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._width = width
        self._scrolling: QScrollArea | None = None  # the body that fit_to made room for
        self.column = QVBoxLayout(self)
        # A wrapped label asks for its height at its narrowest; taken as the least size, dialogs would be too high.
        self.column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        space.around(self.column, 24, 20, 24, 18)
        space.between(self.column, 12)
        self.heading = words(title, "title", wrap=True)
        self.column.addWidget(self.heading)
        self.buttons = QHBoxLayout()
        space.between(self.buttons, 10)
        self.buttons.addStretch()

    def exec(self) -> int:
        """Wait for the answer. The dialog goes once whoever asked has read it; else the page would keep them all."""
        try:
            return super().exec()
        finally:
            self.deleteLater()

    def lay_out_buttons(self, *buttons: Button) -> None:
        """The row of buttons at the foot, the main one last."""
        for button in buttons:
            self.buttons.addWidget(button)
        self.column.addLayout(self.buttons)
        self.fit()

    def fit(self) -> None:
        """As wide as drawn, as high as needed, never larger than the screen."""
        screen = self.screen() or QGuiApplication.primaryScreen()
        width = min(theme.px(self._width), screen.availableSize().width() - 20)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        self.resize(width, min(height if height > 0 else self.sizeHint().height(), self._room_height()))

    def fit_to(self, area: QScrollArea) -> None:
        """As high as all of a scrolled body wants, never higher than the screen; what is left scrolls."""
        self._scrolling = area
        self.fit()
        margins = self.column.contentsMargins()
        width = self.width() - margins.left() - margins.right() - theme.gap(16)  # a bar may come at its side
        wanted = _height_for(_body_of(area), width)
        beside = self.column.totalHeightForWidth(self.width()) - area.sizeHint().height()  # what fit() may have cut
        whole = beside + wanted + theme.gap(8)
        self.resize(self.width(), min(self._room_height(), whole))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once more: only what is shown has the fonts of the theme, and asks for the height they need."""
        super().showEvent(event)
        if self._scrolling is not None:
            self.fit_to(self._scrolling)

    def event(self, event: QEvent) -> bool:
        """Words and buttons that come while the dialog stands get the height they need; it never shrinks under them."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            needed = self.column.totalMinimumHeightForWidth(self.width())
            if self.height() < needed:
                self.resize(self.width(), min(needed, self._room_height()))
        return handled

    def _room_height(self) -> int:
        """The height a screen has for a dialog with its frame."""
        return (self.screen() or QGuiApplication.primaryScreen()).availableSize().height() - 40


def _body_of(area: QScrollArea) -> QWidget:
    body = area.widget()
    if body is None:
        raise ValueError("an area without a body has nothing to fit to")
    return body


def _height_for(body: QWidget, width: int) -> int:
    layout = body.layout()
    if layout is None:
        return body.sizeHint().height()
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()


class Scrolled(Area):
    """A body that may be longer than its room; then Tab comes here, and the arrows and page keys scroll."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setAccessibleName(_("Texte à faire défiler"))
        self.setWidgetResizable(True)
        self.setWidget(body)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body.setObjectName("ground")
        self.verticalScrollBar().rangeChanged.connect(self.on_range)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width asks for another height."""
        super().resizeEvent(event)
        self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        """What was asked for meanwhile."""
        super().showEvent(event)
        self._settle()
        body = _body_of(self)
        layout = body.layout()
        if layout is not None and layout.geometry() != body.rect():
            layout.setGeometry(body.rect())  # Qt forgets a size that is given while it tells of the one before

    def event(self, event: QEvent) -> bool:
        """Other words ask for another height; what is not shown waits with it."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._settle()
        return super().event(event)

    def _settle(self) -> None:
        """Make the body as high as its words ask at this width, not at their narrowest, which Qt would have."""
        body = _body_of(self)
        body.setMinimumHeight(_height_for(body, self.viewport().width()))

    def on_range(self, _lowest: int, highest: int) -> None:
        """There is more or less to see than before."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if highest > 0 else Qt.FocusPolicy.NoFocus)


def scrolled(body: QWidget) -> Scrolled:
    """A body that may be longer than the screen."""
    return Scrolled(body)


def tell(parent: object, heading: str, sentence: str) -> None:
    """One sentence that has to be read."""
    dialog = Dialog(heading, parent if isinstance(parent, QWidget) else None)
    dialog.column.addWidget(words(sentence, wrap=True))
    close = Button(_("Fermer"), kind="main")
    close.clicked.connect(dialog.accept)
    dialog.lay_out_buttons(close)
    dialog.exec()


def documents() -> Path:
    """Where people keep their papers."""
    named = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(named) if named and Path(named).is_dir() else Path.home()


def _file_dialog(parent: QWidget, title: str, folder: Path, filters: str) -> QFileDialog:
    """The system's own dialog where there is one; Qt's lacks two French words, given here."""
    dialog = QFileDialog(parent, title, str(folder), filters)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Dossier :"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Type de fichier :"))
    return dialog


def ask_file_to_open(parent: QWidget, title: str, filters: str) -> Path | None:
    """A file to read; None when nothing was chosen."""
    dialog = _file_dialog(parent, title, documents(), filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_file_to_save(parent: QWidget, title: str, name: str, filters: str) -> Path | None:
    """A file to write, with its ending; None when nothing was chosen."""
    dialog = _file_dialog(parent, title, documents(), filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.selectFile(name)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
