"""The section of settings where the opening pattern is drawn on a week, with what it changes in the open months."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, join_names, ngettext, short_date
from delta_app.shifts.pattern_process import (
    MonthMatched,
    WeeklySlot,
    match_open_months,
    opening_pattern,
    preview_match,
    set_opening_pattern,
)
from delta_app.shifts.pattern_words import matched_words, month_words, people_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.chips import Chip
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words
from delta_app.widgets.week_block import WeekBlock
from delta_app.widgets.week_drawing import WeekDrawing

LOOK_AHEAD_MS = 200  # after the last gesture


class OpeningView(SectionView):
    """The drawing is a draft until it is saved; what saving changes is said before."""

    tables = frozenset({"opening", "slot", "roster", "closure", "extra_opening", "seat"})
    fills = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _(
            "Tirez pour dessiner une plage, ou double-cliquez ; au clavier : N pour ajouter, flèches pour déplacer, "
            "Maj et flèches pour allonger, Entrée pour préciser."
        )
        super().__init__(desk, _("Horaire d’ouverture"), sentence, parent)
        self._saved: tuple[WeekBlock, ...] = ()
        self._known = False
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.drawing = WeekDrawing()
        self._state = Chip()
        self._add = Button(_("Ajouter une plage"), "plus")
        self._back = Button(_("Reprendre le dernier geste"), "undo")
        self._reset = Button(_("Revenir à l’horaire enregistré"))
        self._save = Button(_("Enregistrer l’horaire"), "check", kind="main")
        self._match = Button(_("Accorder les mois ouverts"), "planning", kind="main")
        self._effects = Card()
        self._lines = QVBoxLayout()
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AHEAD_MS)

    def _lay_out(self) -> None:
        row = FlowLayout(spacing=8)
        for piece in (self._state, self._add, self._back, self._reset, self._save):
            row.addWidget(piece)
        self.column.addLayout(row)
        self.column.addWidget(self._effects)
        space.between(self._lines, 4)
        self._effects.column.addLayout(self._lines)
        across = FlowLayout(spacing=8)
        across.addWidget(self._match)
        self._effects.column.addLayout(across)
        self.column.addWidget(self.drawing, 1)

    def _connect(self) -> None:
        self.drawing.changed.connect(self.on_drawn)
        self.drawing.refused.connect(self.desk.refused)
        self._add.clicked.connect(self.on_add)
        self._back.clicked.connect(self.on_back)
        self._reset.clicked.connect(self.on_reset)
        self._save.clicked.connect(self.on_save)
        self._match.clicked.connect(self.on_match)
        self._timer.timeout.connect(self.on_look_ahead)

    @property
    def _differs(self) -> bool:
        return self.drawing.blocks != self._saved

    def refresh(self) -> None:
        """Show the pattern that is kept, unless somebody is drawing another."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                kept = tuple(WeekBlock(**asdict(slot)) for slot in opening_pattern(session))
            drawing = self._known and self._differs and self.desk.may_write
            self._saved, self._known = kept, True
            if not drawing:
                self.drawing.show_blocks(kept, writable=self.desk.may_write)
            self._show_state()
            self.on_look_ahead()

    def _show_state(self) -> None:
        may = self.desk.may_write
        count, minutes = len(self.drawing.blocks), sum(b.end_minute - b.start_minute for b in self.drawing.blocks)
        week = ngettext("{n} permanence, {hours} h par semaine", "{n} permanences, {hours} h par semaine", count)
        week = week.format(n=count, hours=f"{minutes / 60:g}".replace(".", ","))
        if self._differs:
            self._state.tell(_("{week} · pas encore enregistré").format(week=week), "draft", "attention")
        else:
            self._state.tell(week, "clock", "plain")
        self._add.setEnabled(may)
        self._back.setVisible(may and self.drawing.can_step_back)
        self._reset.setVisible(may and self._differs)
        self._save.setVisible(may and self._differs)

    def on_drawn(self) -> None:
        """A gesture: what it changes is worked out once the hand rests."""
        self._show_state()
        self._timer.start()

    def on_look_ahead(self) -> None:
        """Say what saving, or matching, changes in the open months."""
        self._timer.stop()
        if not self.desk.may_write:
            self._effects.hide()
            return
        pattern = _pattern(self.drawing.blocks) if self._differs else None
        try:
            with self.desk.store.rehearse(self.desk.actor) as session:
                matched = preview_match(session, pattern)
        except Refused as refusal:
            self._show_lines([say(refusal)], to_match=False)
            return
        self._show_effects(matched)

    def _show_effects(self, matched: Sequence[MonthMatched]) -> None:
        to_match = [one for one in matched if one.differs]
        lines = []
        if to_match:
            lines.append(
                _("Les mois déjà ouverts gardent leurs permanences ; les accorder ensuite changerait ceci :")
                if self._differs
                else _("Ces mois déjà ouverts ne suivent pas encore l’horaire et les fermetures :")
            )
            for one in to_match:
                outcome = one.outcome
                lines.append(month_words(one.month, outcome.added, outcome.removed, outcome.changed))
                lines += people_words(outcome.freed, outcome.kept)
        elif self._differs:
            lines.append(_("Aucun mois ouvert n’en change ; les prochains suivront cet horaire."))
        self._show_lines(lines, to_match=bool(to_match) and not self._differs)

    def _show_lines(self, lines: Sequence[str], *, to_match: bool) -> None:
        empty_layout(self._lines)
        for number, line in enumerate(lines):
            self._lines.addWidget(words(line, "strong" if number == 0 and len(lines) > 1 else "", wrap=True))
        self._effects.setVisible(bool(lines))
        self._match.setVisible(to_match)

    def on_add(self) -> None:
        """One more block, on the day that has the keyboard or the first one that opens."""
        held = getattr(self.focusWidget(), "block", None)
        days = [block.weekday for block in self.drawing.blocks]
        self.drawing.on_add(held.weekday if isinstance(held, WeekBlock) else min(days, default=0))

    def on_back(self) -> None:
        """Take back a gesture."""
        self.drawing.step_back()
        self.drawing.focus_first()

    def on_reset(self) -> None:
        """Forget what was drawn."""
        self.drawing.show_blocks(self._saved)
        self.on_drawn()
        self.drawing.focus_first()

    def on_save(self) -> None:
        """Keep the week as it is drawn, as one act; then the months may be matched."""
        drawn = self.drawing.blocks
        before, self._saved = self._saved, drawn  # what is read back is no longer somebody's draft
        done = self.desk.act(
            _("Changer l’horaire d’ouverture"),
            lambda session: set_opening_pattern(session, _pattern(drawn)),
            _saved_words,
        )
        if not done:
            self._saved = before
            self._show_state()
            return
        self.drawing.show_blocks(drawn)
        self._show_state()
        self.on_look_ahead()
        (self._match if self._match.isVisibleTo(self) else self._add).setFocus()

    def on_match(self) -> None:
        """Bring the open months up to date."""
        done = self.desk.act(
            _("Accorder les mois ouverts à l’horaire"),
            match_open_months,
            _matched_words,
        )
        if done:
            self.on_look_ahead()
            self._add.setFocus()

    def offers(self) -> Sequence[Act]:
        """Saving what is drawn, and matching the months."""
        if not self.desk.may_write:
            return ()
        nothing = "" if self._differs else _("rien n’a été dessiné")
        return (
            Act(
                "settings.save_opening",
                _("Enregistrer l’horaire d’ouverture"),
                self.on_save,
                nothing,
                button=self._save,
            ),
            Act.of("settings.match_months", self._match),
        )

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """How one draws."""
        return (
            (_("Ajouter une plage"), _("tirer sur la semaine, double-cliquer, ou N")),
            (_("La déplacer"), _("la tirer, ou les flèches ; gauche et droite changent de jour")),
            (_("L’allonger"), _("tirer son bord, ou Maj et flèches")),
            (_("Places et souhaits"), _("Entrée ou un clic")),
            (_("L’enlever"), _("Suppr")),
            (_("Copier ou fermer un jour"), _("le nom du jour, en tête de colonne")),
        )


def _pattern(blocks: Sequence[WeekBlock]) -> list[WeeklySlot]:
    return [WeeklySlot(**asdict(block)) for block in blocks]


def _matched_words(matched: Sequence[MonthMatched]) -> str:
    outcomes = [one.outcome for one in matched]
    return matched_words(
        sum(outcome.added for outcome in outcomes),
        sum(outcome.removed for outcome in outcomes),
        sum(len(outcome.kept) for outcome in outcomes),
    )


def _saved_words(closed: Sequence[tuple[date, str]]) -> str:
    """What was saved, and the holidays it closed."""
    saved = _("L’horaire est enregistré.")
    if not closed:
        return saved
    days = [f"{name} ({short_date(day)})" for day, name in closed]
    more = _("Jours fériés fermés avec lui : {days}.").format(days=join_names(days))
    return f"{saved} {more}"


def opening_section() -> Section:
    """When the place opens in a usual week."""
    return Section("opening", _("Horaire d’ouverture"), "clock", OpeningView)
