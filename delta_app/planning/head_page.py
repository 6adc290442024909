"""The title row of the planning page: which month, how it stands, and the acts on the whole of it."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import _
from delta_app.planning import spoken
from delta_app.planning.queries import COVERAGES, MonthView
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.chips import Chip
from delta_app.widgets.month_rows import COVERAGE
from delta_app.widgets.page import HEAD_SIDE
from delta_app.widgets.text import plain_tip, words

Fullness = Literal["sentence", "words", "what lacks", "number", "numbers alone"]
FULLNESSES: tuple[Fullness, ...] = get_args(Fullness)


class Head:
    """The pieces of the title row and what they say; the page places them and connects them."""

    def __init__(self, page: QWidget) -> None:
        self.earlier = IconButton("chevron-left", _("Mois précédent"))
        self.later = IconButton("chevron-right", _("Mois suivant"))
        self.title = words(role="title")
        self.today = IconButton("today", _("Revenir au mois d’aujourd’hui"))
        self.looking = IconButton("view", _("Affichage"))
        looks = QMenu(page)
        self.missing = _entry(looks, _("Ce qui manque"), "Ctrl+M")
        self.missing.setCheckable(True)
        self.person = _entry(looks, _("Le mois de quelqu’un…"), "Ctrl+F")
        self.week = _entry(looks, _("Une semaine à la fois"), "Ctrl+Shift+S")
        self.week.setCheckable(True)
        looks.addSeparator()
        self.jump = _entry(looks, _("Aller à aujourd’hui"), "Ctrl+J")
        self.looking.setMenu(looks)
        self.looking.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        page.addActions([self.missing, self.person, self.week, self.jump])
        self.state = Chip()
        self.full, self.partial, self.empty, self.shut = Chip(), Chip(), Chip(), Chip()
        self.importing = Button(_("Importer…"))
        self.printing = Button(_("Imprimer…"))
        self.printing.setShortcut(QKeySequence.StandardKey.Print)
        self.publishing = Button(_("Diffuser"))
        self.sends = False  # published as it is, the month is no longer to be published but sent
        self.composing = Button(_("Composer"), "compose", kind="main")
        menu = QMenu(page)
        self.import_hosts = menu.addAction(_("Les accueillant·es (tableau)…"))
        self.import_poll = menu.addAction(_("Les réponses d’un sondage…"))
        menu.addSeparator()
        self.reopen = menu.addAction(_("Accorder le mois à l’horaire d’ouverture"))
        self.importing.setMenu(menu)
        self.switcher = QWidget()
        row = QHBoxLayout(self.switcher)
        row.setContentsMargins(0, 0, 0, 0)
        space.between(row, 6)
        for piece in (self.earlier, self.title, self.later, self.today, self.looking):
            row.addWidget(piece)

    @property
    def pieces(self) -> tuple[QWidget, ...]:
        """From the left."""
        return (self.switcher, self.state, self.full, self.partial, self.empty, self.shut)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """At the right, the main one last."""
        return (self.importing, self.printing, self.publishing, self.composing)

    def show_title(self, month: Month, week: int | None = None) -> None:
        """Name the month, and the week shown alone by its number in the year.

        There is room for any month: turning them moves no button from under the pointer.
        """
        self.title.setText(_title(month, week))
        self.earlier.say(_("Mois précédent") if week is None else _("Semaine précédente"))
        self.later.say(_("Mois suivant") if week is None else _("Semaine suivante"))
        self.week.setChecked(week is not None)
        measure = self.title.fontMetrics()
        titles = (_title(Month(month.year, number), week) for number in range(1, 13))
        self.title.setMinimumWidth(max(measure.horizontalAdvance(title) for title in titles))
        self.today.setVisible(month != Month.of(clock.today()))

    def show_state(self, view: MonthView, width: int) -> None:
        """The chips, in as many words as let the row keep to one line of that width; where the buttons need a second
        one, as many as let the chips keep to the first.

        One that comes or goes then moves nothing under it: the month stays where the hand is.
        """
        counts = dict(zip((self.full, self.partial, self.empty, self.shut), map(view.count, COVERAGES), strict=True))
        shown = [chip for chip, count in counts.items() if count]
        for chip in counts.keys() - set(shown):
            chip.hide()
        room = width - 2 * theme.gap(HEAD_SIDE)
        ways = [*itertools.product([self.buttons], FULLNESSES[:-1]), *itertools.product([()], FULLNESSES)]
        for beside, fullness in ways:
            self._tell_state(view, fullness)
            self._tell_counts(counts, fullness)
            if _length((self.switcher, self.state, *shown, *beside)) <= room:
                break
        for chip in shown:
            chip.show()

    def _tell_state(self, view: MonthView, fullness: Fullness) -> None:
        changed = bool(view.version and view.changes_since_published)
        tone: theme.Tone = "attention" if changed or not view.version else "info"
        text = spoken.state_words(view) if fullness == "sentence" else spoken.state_short(view)
        if changed and fullness == "numbers alone":
            text = f"v{view.version} · {view.changes_since_published}"
        icon = "publish" if view.version and not changed else "draft"
        self.state.tell(text, icon, tone if view.slots else "plain", spoken.state_words(view))

    def _tell_counts(self, counts: Mapping[Chip, int], fullness: Fullness) -> None:
        for chip, coverage in zip(counts, COVERAGES, strict=True):
            n = counts[chip]
            whole, short = spoken.count_words(coverage, n)
            text = short
            if fullness in FULLNESSES[-2:] or (fullness == "what lacks" and coverage == "full"):
                text = str(n)
            elif fullness == "sentence" and coverage == "full":
                text = whole
            chip.tell(text, *COVERAGE[coverage], whole)

    def show_what_may_be_done(self, view: MonthView, *, may_write: bool) -> None:
        """Only what has an effect now can be pressed; its tooltip says why not."""
        self.sends = bool(view.version and not view.changes_since_published and view.slots)
        self.publishing.say(_("Envoyer…") if self.sends else _("Diffuser"))
        for button, why_not in zip(self.buttons, _reasons_not_to(view, may_write=may_write), strict=True):
            button.setEnabled(not why_not)
            plain_tip(button, why_not)
            button.setAccessibleDescription(why_not)
        for action in (self.missing, self.person, self.week):
            action.setEnabled(bool(view.slots))
        self.reopen.setEnabled(bool(view.slots) and may_write)


def _length(pieces: Sequence[QWidget]) -> int:
    """What some pieces of the row take in one line."""
    return sum(piece.sizeHint().width() for piece in pieces) + theme.gap(8) * (len(pieces) - 1)


def _title(month: Month, week: int | None) -> str:
    title = spoken.month_title(month.first)
    return title if week is None else _("{month} · S{number}").format(month=title, number=week)


def _entry(menu: QMenu, text: str, keys: str) -> QAction:
    """An entry whose keys work on the whole page."""
    action = menu.addAction(text)
    action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return action


def _reasons_not_to(view: MonthView, *, may_write: bool) -> tuple[str, str, str, str]:
    """Why one cannot import, print, publish, compose; each empty when one can."""
    reserved = "" if may_write else _("Réservé à la coordination.")
    nothing = "" if view.slots else _("Ouvrez d’abord le mois.")
    no_hours = "" if view.slots or view.has_pattern else _("Donnez d’abord l’horaire d’ouverture.")
    nobody = "" if view.host_count else _("Importez d’abord les accueillant·es.")
    return reserved, "" if view.closed else nothing, reserved or nothing, reserved or no_hours or nobody
