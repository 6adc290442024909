"""Photos of something broken: small ones in a row, each a button that shows it whole."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button, PressButton
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.flow import FlowLayout

SIDE, FRAME = 64, 6  # of a small one
LARGE = (920, 620)


class SmallPhoto(PressButton, theme.Themed):
    """A photo as a button, cut to a square."""

    def __init__(self, photo: bytes, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "day")  # a narrow frame, which shows where the keyboard is
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._photo = photo
        self.on_theme()

    def sizeHint(self) -> QSize:
        """The square and its frame."""
        side = theme.between(SIDE) + FRAME
        return QSize(side, side)

    def on_theme(self) -> None:
        """Measure and cut again in another text size."""
        side = theme.between(SIDE)
        self.setFixedSize(self.sizeHint())
        filled = _read_small(self._photo, side)
        left, top = (filled.width() - side) // 2, (filled.height() - side) // 2
        self.setIcon(QIcon(QPixmap.fromImage(filled.copy(left, top, side, side))))
        self.setIconSize(QSize(side, side))


def _read_small(photo: bytes, side: int) -> QImage:
    """A photo as large as fills a square: not more of it is read than that takes."""
    buffer = QBuffer()
    buffer.setData(photo)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    whole = QSize(side, side)
    reader.setScaledSize(reader.size().scaled(whole, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return reader.read()


def photos_row(
    title: str, photos: Sequence[tuple[int, bytes]], show: Callable[[int], object], *beside: QWidget
) -> FlowLayout:
    """The photos of a repair, by number, and what stands beside them."""
    row = FlowLayout(spacing=8)
    for place, (photo_id, photo) in enumerate(photos):
        small = SmallPhoto(photo, _("Photo {n} : {title}").format(n=place + 1, title=title))
        small.clicked.connect(lambda _checked, photo_id=photo_id: show(photo_id))
        row.addWidget(small)
    for one in beside:
        row.addWidget(one)
    return row


class PhotoDialog(Dialog):
    """One photo as large as the screen has room for; ``taken_away``: it is to go."""

    def __init__(self, title: str, photo: bytes, *, may_remove: bool, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=LARGE[0] + 48)
        self.taken_away = False
        image = QImage.fromData(photo)
        room = self.screen().availableSize() if self.screen() else QSize(*LARGE)
        most = QSize(min(LARGE[0], room.width() - 90), min(LARGE[1], room.height() - 220))
        if image.width() > most.width() or image.height() > most.height():
            image = image.scaled(most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown = QLabel()
        shown.setPixmap(QPixmap.fromImage(image))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        shown.setAccessibleName(_("Photo : {title}").format(title=title))
        self.column.addWidget(shown)
        self.opening = Button(_("Ouvrir avec un autre programme"))
        remove, close = Button(_("Retirer la photo")), Button(_("Fermer"), kind="main")
        remove.setVisible(may_remove)
        remove.clicked.connect(self.on_remove)
        close.clicked.connect(self.accept)
        self.lay_out_buttons(self.opening, remove, close)
        close.setFocus()

    def on_remove(self) -> None:
        """It is to go."""
        self.taken_away = True
        self.accept()
