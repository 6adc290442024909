"""Sheets of paper on screen: the pages of a PDF under each other, whole at first, nearer on demand."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import pdf, theme, work
from delta_app.widgets.pdf import Sheets

ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0, 4.0)  # 1: the largest page fits in the view
MARGIN = 14
BETWEEN = 12
SETTLED_MS = 80
KEPT_AROUND = 2  # pages beside those in sight whose pictures are kept

CLOSER = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class Paper(QAbstractScrollArea, theme.Themed):
    """Arrows and Page keys scroll, Ctrl with the wheel, +, − or 0 comes nearer, goes back, or shows whole pages.

    Only what is in sight is drawn, on another thread; until it is there, the former picture stands in for it.
    """

    moved = Signal()  # another page is in the middle of the view, or it is nearer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheets = Sheets()
        self._zoom = ZOOMS[0]
        self._places: list[QRect] = []
        self._pictures: dict[int, QImage] = {}
        self._drawing: work.Work | None = None
        self._told = (-1, 0, 0.0)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._draw_next)
        self.verticalScrollBar().valueChanged.connect(self.on_scrolled)

    @property
    def sheets(self) -> Sheets:
        """What is shown."""
        return self._sheets

    @property
    def zoom(self) -> float:
        """How near: 1 shows whole pages."""
        return self._zoom

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return sum(1 for place in self._places[1:] if place.top() <= middle)

    def is_drawn(self) -> bool:
        """Whether every page in sight has its sharp picture."""
        return all(self._is_sharp(page) for page in self._in_sight())

    def show_sheets(self, sheets: Sheets) -> None:
        """Show another PDF from its first page."""
        self.forget()
        self._sheets = sheets
        self._zoom = ZOOMS[0]
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._tell()
        self._draw_next()

    def forget(self) -> None:
        """Show nothing, and let go of what was drawn."""
        self._leave_off()
        self._sheets, self._places = Sheets(), []
        self._pictures.clear()
        self.viewport().update()

    def _leave_off(self) -> None:
        if self._drawing is not None:
            self._drawing.drop()
            self._drawing = None

    def come_nearer(self, step: int) -> None:
        """So many steps nearer or back; 0 shows whole pages again."""
        place = ZOOMS.index(self._zoom) + step if step else 0
        zoom = ZOOMS[max(0, min(place, len(ZOOMS) - 1))]
        if zoom == self._zoom:
            return
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        ratio = zoom / self._zoom
        middles = [(bar.value() + bar.pageStep() / 2) * ratio for bar in bars]
        self._zoom = zoom
        self._lay_out()
        for bar, middle in zip(bars, middles, strict=True):
            bar.setValue(round(middle - bar.pageStep() / 2))
        self._tell()
        self._settled.start()

    def on_scrolled(self) -> None:
        """Other pages came in sight."""
        self._tell()
        self._draw_next()

    def _tell(self) -> None:
        now = (self.page, len(self._places), self._zoom)
        if now != self._told:
            self._told = now
            self.setAccessibleDescription(self.page_words())
            self.moved.emit()

    def page_words(self) -> str:
        """``Page 2 sur 5``."""
        return _("Page {n} sur {count}").format(n=self.page + 1, count=len(self._places)) if self._places else ""

    def _lay_out(self) -> None:
        """Every page under the one before, in the middle; as large as the view lets the largest one be."""
        view, margin, between = self.viewport().size(), theme.gap(MARGIN), theme.gap(BETWEEN)
        sizes = self._sheets.sizes
        self._places = []
        if not sizes:
            return
        widest, highest = max(width for width, _height in sizes), max(height for _width, height in sizes)
        fit = max(0.05, min((view.width() - 2 * margin) / widest, (view.height() - 2 * margin) / highest))
        scale = fit * self._zoom
        across = max(view.width(), round(widest * scale) + 2 * margin)
        y = margin
        for width, height in sizes:
            size = QSize(round(width * scale), round(height * scale))
            self._places.append(QRect(QPoint((across - size.width()) // 2, y), size))
            y += size.height() + between
        down = y - between + margin
        if down < view.height():  # one page, or pages smaller than the view: in the middle of it
            self._places = [place.translated(0, (view.height() - down) // 2) for place in self._places]
        self._set_bars(across, down)
        self.viewport().update()

    def _set_bars(self, across: int, down: int) -> None:
        view = self.viewport().size()
        pitch = self._places[0].height() + theme.gap(BETWEEN)
        for bar, whole, part in (
            (self.horizontalScrollBar(), across, view.width()),
            (self.verticalScrollBar(), down, view.height()),
        ):
            bar.setRange(0, max(0, whole - part))
            bar.setSingleStep(theme.px(40))
            bar.setPageStep(part)
        if self._zoom == ZOOMS[0]:
            self.verticalScrollBar().setPageStep(pitch)  # the Page keys turn whole pages

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _in_sight(self) -> list[int]:
        seen = QRect(self._offset(), self.viewport().size())
        return [page for page, place in enumerate(self._places) if place.intersects(seen)]

    def _wanted(self, page: int) -> QSize:
        return self._places[page].size() * self.devicePixelRatioF()

    def _is_sharp(self, page: int) -> bool:
        return page in self._pictures and self._pictures[page].size() == self._wanted(page)

    def _draw_next(self) -> None:
        """Have the first blurred or missing page in sight drawn; one at a time, the nearest state of things first."""
        if self._drawing is not None or not self.isVisible():
            return
        page = next((page for page in self._in_sight() if not self._is_sharp(page)), None)
        if page is None:
            return
        sheets, size = self._sheets, self._wanted(page)
        self._drawing = work.start(
            lambda: pdf.picture(sheets, page, size), lambda made: self.on_drawn(page, made), self.on_failed
        )

    def on_drawn(self, page: int, made: QImage) -> None:
        """A page is there; pictures far from sight go."""
        self._drawing = None
        self._pictures[page] = made
        seen = self._in_sight() or [page]
        for far in [n for n in self._pictures if not seen[0] - KEPT_AROUND <= n <= seen[-1] + KEPT_AROUND]:
            del self._pictures[far]
        self.viewport().update()
        if not self._settled.isActive():
            self._draw_next()

    def on_failed(self, error: Exception) -> None:
        """We made the PDF ourselves: a page that cannot be drawn is a defect."""
        self._drawing = None
        raise error

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the sheets in sight, the ring when the keyboard is here."""
        shades = theme.colours()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour(shades.plain_ground))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_sight():
            place = self._places[page].translated(-self._offset())
            painter.fillRect(place, Qt.GlobalColor.white)
            if page in self._pictures:
                painter.drawImage(place, self._pictures[page])
            painter.setPen(QPen(theme.colour(shades.control_line), 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(shades.focus), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again at once, sharpen when it has settled; what was in the middle stays there."""
        super().resizeEvent(event)
        bar = self.verticalScrollBar()
        held = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._lay_out()
        bar.setValue(round(held * bar.maximum()))
        self._tell()
        self._settled.start()

    def event(self, event: QEvent) -> bool:
        """Take the keys for nearer and back before the window does; sharpen on a screen of another density."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._zoom_step(event):
            event.accept()
            return True
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.Show):
            self._settled.start()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: what is being drawn need not come back."""
        super().hideEvent(event)
        self._leave_off()

    def on_theme(self) -> None:
        """Measure again in another theme."""
        self._lay_out()
        self._settled.start()

    def _zoom_step(self, event: QKeyEvent) -> tuple[int] | None:
        """The step a key asks for, if it asks for one."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return None
        if event.key() == Qt.Key.Key_0:
            return (0,)
        return (CLOSER[Qt.Key(event.key())],) if event.key() in CLOSER else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End besides the arrows and Page keys; Ctrl with +, − and 0."""
        step = self._zoom_step(event)
        if step is not None:
            self.come_nearer(*step)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar = self.verticalScrollBar()
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it comes nearer or goes back."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.come_nearer(1 if turned > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Enough for a sheet one can recognise."""
        return QSize(theme.px(640), theme.px(480))
