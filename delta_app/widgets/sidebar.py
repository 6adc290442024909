"""The sidebar: the place, its pages, undo and redo, and who works here."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from delta_app.core.i18n import _, pgettext
from delta_app.widgets import icons, space, theme
from delta_app.widgets.avatar import Avatar, initials
from delta_app.widgets.buttons import IconButton, PressButton
from delta_app.widgets.text import ElidedLabel, button_text, plain_tip, set_property, words

WIDTH = 184
NARROW = 62


class Sidebar(QFrame, theme.Themed):
    """Lists any number of pages; says which was asked for."""

    page_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")  # not "sidebar": Qt calls the one of its file dialog so
        self._narrow = False
        self._entries: dict[str, _Entry] = {}
        self._group = QButtonGroup(self)
        self._venue = words(role="venue", wrap=True)
        self._logo = Avatar(icon="delta", sun=True, side=28)
        self._logo_box = QWidget()
        self.undo = IconButton("undo", pgettext("undo", "Annuler"), on_sidebar=True)
        self.redo = IconButton("redo", _("Rétablir"), on_sidebar=True)
        self.identity = _Identity()

        self._column = QVBoxLayout(self)
        space.around(self._column, 10, 14, 10, 12)
        space.between(self._column, 6)
        self._pages = QVBoxLayout()
        self._history = QHBoxLayout()
        self._lay_out()
        self.on_theme()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout(self._logo_box)
        space.between(self._head, 9)
        self._head.addWidget(self._logo)
        self._head.addWidget(self._venue, 1)
        self._column.addWidget(self._logo_box)
        self._pages.setSpacing(2)
        self._column.addLayout(self._pages)
        self._column.addStretch()
        self._history.addWidget(self.undo)
        self._history.addWidget(self.redo)
        self._column.addLayout(self._history)
        rule = QFrame()
        rule.setProperty("role", "rule")
        self._column.addWidget(rule)
        self._column.addWidget(self.identity)

    def add_page(self, key: str, title: str, icon: str) -> None:
        """List a page."""
        entry = _Entry(title, icon)
        entry.be_narrow(self._narrow)
        entry.clicked.connect(lambda: self.page_asked.emit(key))
        self._entries[key] = entry
        self._group.addButton(entry)
        self._pages.addWidget(entry)

    def tell_count(self, key: str, count: int) -> None:
        """How many things wait on a page; none shows nothing."""
        self._entries[key].tell_count(count)

    def show_page(self, key: str) -> None:
        """Mark the page that is shown."""
        self._entries[key].setChecked(True)

    def name_venue(self, name: str) -> None:
        """Whose planning it is."""
        self._venue.setText(name)
        plain_tip(self._logo, name)

    def be_narrow(self, narrow: bool) -> None:
        """Only icons, where text is large and the screen small."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.setFixedWidth(theme.px(NARROW) if self._narrow else theme.px(WIDTH))
        space.around(self._head, 0 if self._narrow else 8, 0, 0, 2 if self._narrow else 8)
        space.between(self._history, 0 if self._narrow else 6)
        self._venue.setVisible(not self._narrow)
        direction = QHBoxLayout.Direction
        self._history.setDirection(direction.TopToBottom if self._narrow else direction.LeftToRight)
        side = Qt.AlignmentFlag.AlignHCenter if self._narrow else Qt.AlignmentFlag.AlignLeft
        self._column.setAlignment(self._history, side)
        self._head.setAlignment(self._logo, side | Qt.AlignmentFlag.AlignVCenter)
        self.identity.be_narrow(self._narrow)
        for entry in self._entries.values():
            entry.be_narrow(self._narrow)


class _Entry(PressButton, theme.Themed):
    """A page in the list."""

    def __init__(self, title: str, icon: str) -> None:
        super().__init__()
        self._title, self._icon_name = title, icon
        self._count = 0
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self.on_theme)
        self.on_theme()

    def tell_count(self, count: int) -> None:
        """Show how many things wait there, and say it."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(_("{page}, {n}").format(page=self._title, n=count) if count else self._title)
            plain_tip(self, "" if self.text() else self.accessibleName())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The entry, and at its right the count in a sun; over the corner of the icon where there is only that."""
        super().paintEvent(event)
        if not self._count:
            return
        shades, side = theme.colours(), theme.px(17)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(11, QFont.Weight.DemiBold))
        text = str(self._count)
        width = max(side, painter.fontMetrics().horizontalAdvance(text) + theme.gap(9))
        pill = QRectF(self.width() - width - theme.gap(2), (self.height() - side) / 2, width, side)
        if not self.text():
            pill.moveTo(min(pill.x(), self.width() / 2 + self.iconSize().width() / 4), 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(shades.sun))
        painter.drawRoundedRect(pill, side / 2, side / 2)
        painter.setPen(theme.colour(shades.on_sun))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def be_narrow(self, narrow: bool) -> None:
        """Only the icon, what it is called as tooltip."""
        self.setText("" if narrow else button_text(f" {self._title}"))
        set_property(self, "narrow", "true" if narrow else "false")
        plain_tip(self, self.accessibleName() if narrow else "")

    def on_theme(self) -> None:
        """Draw the icon anew in another theme."""
        shades, size = theme.colours(), theme.px(17)
        self.setIconSize(QSize(size, size))
        colour = shades.on_sidebar if self.isChecked() else shades.on_sidebar_soft
        self.setIcon(icons.icon(self._icon_name, colour, size))


class _Identity(PressButton):
    """Who works here; opens a menu."""

    def __init__(self) -> None:
        super().__init__()
        self.menu_of_choices = QMenu(self)
        self.setMenu(self.menu_of_choices)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._avatar = Avatar(sun=True, side=26)
        self._name = ElidedLabel(role="strong")
        self._role = words(role="soft", wrap=True)
        self._words = QWidget()
        column = QVBoxLayout(self._words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._role)
        self._row.addWidget(self._avatar)
        self._row.addWidget(self._words, 1)
        for child in (self._avatar, self._words, self._name, self._role):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def tell(self, name: str, role: str) -> None:
        """Show who works here and as what."""
        self._name.setText(name)
        self._role.setText(role)
        self._avatar.become(initials(name))
        self.setAccessibleName(_("{name}, {role} : réglages et identité").format(name=name, role=role))
        plain_tip(self, _("Réglages et identité"))
        self.updateGeometry()

    def be_narrow(self, narrow: bool) -> None:
        """Only the avatar."""
        self._words.setVisible(not narrow)
        side = Qt.AlignmentFlag.AlignHCenter if narrow else Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self._avatar, side | Qt.AlignmentFlag.AlignVCenter)
        space.around(self._row, 0 if narrow else 8, 6, 0 if narrow else 4, 6)
        space.between(self._row, 9)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its words, which may take two lines."""
        room = theme.px(WIDTH) - 2 * theme.gap(10)
        height = self._row.sizeHint().height() if self._words.isHidden() else self._row.heightForWidth(room)
        return QSize(theme.px(40), max(height, theme.px(40)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring and ground of the style, without a menu arrow."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.colour(shades.sun), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(shades.sidebar_active) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, theme.gap(8), theme.gap(8))
