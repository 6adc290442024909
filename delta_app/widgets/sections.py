"""A page made of sections: their names at the left, the chosen one at the right, remembered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.core.store import EVERYTHING, Change
from delta_app.widgets import icons, space, theme
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.dialog import Scrolled, scrolled
from delta_app.widgets.page import Act, Desk, Page
from delta_app.widgets.stack import Stack
from delta_app.widgets.tab_order import read_in_order
from delta_app.widgets.text import button_text, plain_tip, set_property, words

COLUMN = 196
ICONS_ONLY = 46
NARROW_BELOW = 720  # width of the page at 100 % text under which the names of the sections are only icons
WIDEST = 940  # of a section: longer lines are hard to read


class SectionView(QWidget):
    """What one section shows. It is asked to refresh when shown after its tables changed."""

    tables: frozenset[str] = EVERYTHING
    fills = False  # whether something in it, as a drawing, grows with the height there is

    def __init__(self, desk: Desk, heading: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.stale = True
        self.column = QVBoxLayout(self)
        space.around(self.column, 4, 0, 12, 14)
        space.between(self.column, 12)
        self.heading = words(heading, "title", wrap=True)
        self.column.addWidget(self.heading)
        self.column.addWidget(words(sentence, "soft", wrap=True))

    def refresh(self) -> None:
        """Show what the data says now."""

    def offers(self) -> Sequence[Act]:
        """What can be done here, for the palette of acts."""
        return ()

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What F1 tells of this section."""
        return ()

    def refresh_if_stale(self) -> None:
        """Refresh unless nothing changed since the last time."""
        if self.stale:
            self.stale = False
            self.refresh()
            read_in_order(self)


@dataclass(frozen=True)
class Section:
    """A section as the column lists it, and how to make it."""

    key: str
    title: str
    icon: str
    build: Callable[[Desk], SectionView]


class SectionsPage(Page, theme.Themed):
    """Sections of one kind; ``key`` is the page's, by which the chosen section is remembered and asked for."""

    def __init__(self, desk: Desk, key: str, title: str, sections: Sequence[Section],
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(desk, parent)
        self._key, self._sections = key, {section.key: section for section in sections}
        self._shown_views: dict[str, SectionView] = {}
        self._holders: dict[str, QWidget] = {}
        self._build(title)
        self._lay_out()
        self._connect()
        last = str(desk.memory.value(f"sections/{key}", ""))
        self._shown = last if last in self._sections else next(iter(self._sections))
        self._entries[self._shown].setChecked(True)

    def _build(self, title: str) -> None:
        self._title = words(title, "title")
        self._column = QFrame()
        self._column.setAccessibleName(_("Parties de la page"))
        self._group = QButtonGroup(self)
        self._entries = {section.key: _Entry(section.title, section.icon) for section in self._sections.values()}
        self._stack = Stack()

    def _lay_out(self) -> None:
        self.lay_out_head(self._title)
        body = QWidget()
        across = QHBoxLayout(body)
        space.around(across, 20, 0, 8, 12)
        space.between(across, 22)
        names = QVBoxLayout(self._column)
        names.setContentsMargins(0, 0, 0, 0)
        space.between(names, 3)
        for entry in self._entries.values():
            self._group.addButton(entry)
            names.addWidget(entry)
        names.addStretch()
        across.addWidget(self._column)
        across.addWidget(self._stack, 1)
        self.on_theme()
        self.lay_out_body(body)

    def _connect(self) -> None:
        keys = list(self._entries)
        for place, (key, entry) in enumerate(self._entries.items()):
            entry.clicked.connect(lambda _checked, key=key: self.show_section(key))
            entry.before = self._entries[keys[max(0, place - 1)]]
            entry.after = self._entries[keys[min(len(keys) - 1, place + 1)]]

    @property
    def view(self) -> SectionView:
        """The section that is shown."""
        return self._view_for(self._shown)

    def show_section(self, key: str) -> None:
        """Show a section, here and next time."""
        self._shown = key
        self._entries[key].setChecked(True)
        self.desk.memory.setValue(f"sections/{self._key}", key)
        view = self._view_for(key)
        self._stack.setCurrentWidget(self._holders[key])
        view.refresh_if_stale()

    def _view_for(self, key: str) -> SectionView:
        """A section, made the first time it is asked for."""
        if key not in self._shown_views:
            view = self._sections[key].build(self.desk)
            self._shown_views[key] = view
            self._holders[key] = _held(view)
            self._stack.addWidget(self._holders[key])
        return self._shown_views[key]

    def refresh(self) -> None:
        """Whatever is shown is read anew; the rest when it is shown."""
        for view in self._shown_views.values():
            view.stale = True
        self.show_section(self._shown)

    def on_changed(self, change: Change) -> None:
        """A write concerns the sections whose tables it touched, of others nothing is read."""
        for view in self._shown_views.values():
            view.stale |= EVERYTHING in (change.tables, view.tables) or bool(change.tables & view.tables)
        if self.isVisible():
            self.view.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """The page itself, then the section shown."""
        super().refresh_if_stale()
        if self._shown in self._shown_views:
            self.view.refresh_if_stale()

    def offers(self) -> Sequence[Act]:
        """What the section shown offers, to show another one, and what those offer."""
        acts = [*self.view.offers()]
        for section in self._sections.values():
            title = _("{page} : {section}").format(page=self._title.text(), section=section.title)
            turning = Act(f"{self._key}.{section.key}", title, partial(self.show_section, section.key))
            acts.append(turning)
            if section.key != self._shown:
                acts.extend(act.after(turning.run) for act in self._view_for(section.key).offers())
        return acts

    def build_ahead(self) -> bool:
        """One more section."""
        missing = next((key for key in self._sections if key not in self._shown_views), None)
        if missing is not None:
            self._view_for(missing)
        return missing is not None

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How the section shown works, and how to come to the others."""
        turning = _("les flèches haut et bas dans la colonne de gauche, ou Ctrl+K et son nom")
        return (*self.view.help_lines(), (_("Passer d’une partie à l’autre"), turning))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Only icons, where text is large and the screen small; what is shown has its name above it."""
        super().resizeEvent(event)
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        narrow = self.width() * 100 / theme.current().scale < NARROW_BELOW
        self._column.setFixedWidth(theme.px(ICONS_ONLY if narrow else COLUMN))
        for entry in self._entries.values():
            entry.be_narrow(narrow)


class _Centred(QWidget, theme.Themed):
    """Keeps a section from growing wider than one reads easily."""

    def __init__(self, view: SectionView) -> None:
        super().__init__()
        self._view = view
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(view, 1)
        across.addStretch()
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self._view.setMaximumWidth(theme.px(WIDEST))


def _held(view: SectionView) -> Scrolled:
    if not view.fills:
        view.column.addStretch()
    return scrolled(_Centred(view))


class _Entry(PressButton, theme.Themed):
    """The name of a section; the arrows go to the next one and show it."""

    before: "_Entry"
    after: "_Entry"

    def __init__(self, title: str, icon: str) -> None:
        super().__init__()
        self._title, self._icon_name = title, icon
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setProperty("kind", "section")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self.on_theme)
        self.be_narrow(False)
        self.on_theme()

    def be_narrow(self, narrow: bool) -> None:
        """Only the icon, the title as tooltip."""
        self.setText("" if narrow else button_text(f"  {self._title}"))
        set_property(self, "narrow", "true" if narrow else "false")
        plain_tip(self, self._title if narrow else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down."""
        goals = {Qt.Key.Key_Up: self.before, Qt.Key.Key_Down: self.after}
        goal = goals.get(Qt.Key(event.key()))
        if goal is None:
            super().keyPressEvent(event)
        elif goal is not self:
            goal.setFocus(Qt.FocusReason.OtherFocusReason)
            goal.click()

    def on_theme(self) -> None:
        """Draw the icon anew in another theme."""
        shades, size = theme.colours(), theme.px(16)
        self.setIconSize(QSize(size, size))
        self.setIcon(icons.icon(self._icon_name, shades.accent if self.isChecked() else shades.soft, size))
