"""How an activity comes again, asked in words: the usual ways from its day, or every so many weeks on chosen days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, capitalised, weekday_name
from delta_app.programme.date_words_data import how_often
from delta_app.programme.recurrence import FREQUENCIES, Frequency, NthDay, Rule, coming, parse_rule
from delta_app.programme.series import SchoolsSkipped
from delta_app.widgets import space
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.forms import NumberField
from delta_app.widgets.text import words

ONCE, OTHER = "", "other"
MOST_EVERY = 60
DATES_PROPOSED = 4  # that a series has at least while nobody has said its last day
_DAYS_IN_WEEK = 7


def usual_rules(day: date) -> tuple[Rule, ...]:
    """The ways one repeats something that is on this day, the most frequent first."""
    nth, from_end = (day.day - 1) // _DAYS_IN_WEEK + 1, -((_last_day(day) - day.day) // _DAYS_IN_WEEK + 1)
    by_weekday = [NthDay(day.weekday(), nth)] if nth < 5 else []
    if from_end == -1:
        by_weekday.append(NthDay(day.weekday(), -1))
    return (
        Rule("WEEKLY"),
        Rule("WEEKLY", 2),
        *(Rule("MONTHLY", days=(one,)) for one in by_weekday),
        Rule("MONTHLY"),
        Rule("YEARLY"),
        Rule("DAILY"),
    )


def _last_day(day: date) -> int:
    return (date(day.year + day.month // 12, day.month % 12 + 1, 1) - date(day.year, day.month, 1)).days


def plain_form(rule: Rule, day: date) -> Rule:
    """The rule as the usual ones are written: what its first day says is left out, and its end too."""
    rule = rule.ending(None)
    if rule.every == "WEEKLY" and [one.weekday for one in rule.days] == [day.weekday()]:
        rule = replace(rule, days=(), week_start=0)
    if rule.every == "MONTHLY" and len(rule.days) == 1 and len(rule.positions) == 1 and not rule.days[0].nth:
        rule = replace(rule, days=(NthDay(rule.days[0].weekday, rule.positions[0]),), positions=())
    if rule.every == "MONTHLY" and rule.month_days == (day.day,):
        rule = replace(rule, month_days=())
    if rule.every == "YEARLY" and (rule.months, rule.month_days) == ((day.month,), (day.day,)):
        rule = replace(rule, months=(), month_days=())
    return rule


class RepeatFields(QWidget):
    """``changed`` whenever it says another rule; ``day`` is the one on which the activity begins."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = date(2000, 1, 1)
        self._kept: Rule | None = None  # one that no usual way says
        self._end_said = False  # else its last day is proposed, and follows what is chosen
        self._as_it_was: str | None = None  # the rule as it was given, until something of it is said otherwise
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.how = Choice(_("Répétition"))
        self._number, self._unit = NumberField(1, MOST_EVERY, 1), Choice(_("Unité"))
        self._number.setAccessibleName(_("Tous les combien"))
        for every, said in _units():
            self._unit.addItem(said, every)
        self._unit.setCurrentIndex(1)
        self._weekdays = [self._weekday(weekday) for weekday in range(_DAYS_IN_WEEK)]
        self.ending = Choice(_("Jusque quand"))
        self.ending.addItem(_("sans date de fin"), False)
        self.ending.addItem(_("jusqu’au"), True)
        self.until = DateField(_("Dernier jour"))
        self.skipping = Choice(_("Pendant les congés scolaires"))
        for key, said in _skipped():
            self.skipping.addItem(said, key)

    def _weekday(self, weekday: int) -> PressButton:
        button = PressButton(capitalised(weekday_name(weekday, "short")))
        button.setAccessibleName(weekday_name(weekday))
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("kind", "segment")
        return button

    def _lay_out(self) -> None:
        self._other = QWidget()
        other = FlowLayout(self._other, spacing=6)
        for piece in (words(_("tous les")), self._number, self._unit, *self._weekdays):
            other.addWidget(piece)
        self._end = QWidget()
        end = QHBoxLayout(self._end)
        end.setContentsMargins(0, 0, 0, 0)
        space.between(end, 6)
        end.addWidget(self.ending, 1)
        end.addWidget(self.until)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 7)
        for piece in (self.how, self._other, self._end, self.skipping):
            column.addWidget(piece)

    def _connect(self) -> None:
        for choice in (self.how, self._unit, self.ending, self.skipping):
            choice.currentIndexChanged.connect(self.on_edited)
        self._number.valueChanged.connect(self.on_edited)
        self.until.dateChanged.connect(self.on_end_said)
        for button in self._weekdays:
            button.toggled.connect(self.on_edited)

    def show_rule(self, rule: str, day: date, skips: SchoolsSkipped) -> None:
        """Show how an activity that begins on a day comes again."""
        read = parse_rule(rule, day) if rule else None
        self._kept = None
        self._day = day
        wanted: Rule | str | None = None if read is None else plain_form(read, day)
        if isinstance(wanted, Rule) and wanted not in usual_rules(day):
            if _is_other(wanted):
                self._show_other(wanted)
                wanted = OTHER
            else:
                self._kept = wanted
        self._list_ways(wanted)
        self.ending.setCurrentIndex(int(read is not None and read.until is not None))
        end = (read.until if read is not None else None) or day
        self.until.setDate(QDate(end.year, end.month, end.day))
        self.skipping.setCurrentIndex(self.skipping.findData(skips))
        self._end_said = read is not None and read.until is not None
        self._show_parts()
        self._as_it_was = rule

    def show_day(self, day: date) -> None:
        """The activity begins on another day; it comes again in the same way from there."""
        if day == self._day:
            return
        self._as_it_was = None
        chosen = self.how.currentData()
        self._day = day
        if isinstance(chosen, Rule) and chosen != self._kept:
            same = [rule for rule in usual_rules(day) if (rule.every, rule.interval) == (chosen.every, chosen.interval)]
            same = [rule for rule in same if bool(rule.days) == bool(chosen.days)]
            last = [rule for rule in same if rule.days and rule.days[0].nth == -1]
            was_last = bool(chosen.days) and chosen.days[0].nth == -1
            chosen = (last if was_last and last else same or [Rule("WEEKLY")])[0]
        self._list_ways(chosen)
        said = self._end_said
        self.until.setMinimumDate(QDate(day.year, day.month, day.day))
        self._end_said = said
        self._propose_end()

    @property
    def rule(self) -> str:
        """The rule as it stands; empty where it takes place once."""
        if self._as_it_was is not None:
            return self._as_it_was
        rule = self._rule()
        if rule is None:
            return ""
        until = self.until.day if self.ending.currentData() else None
        return str(rule.ending(until))

    @property
    def skips(self) -> SchoolsSkipped:
        """Whose school holidays it leaves out."""
        chosen: SchoolsSkipped = self.skipping.currentData()
        return chosen if self._rule() is not None else ""

    def on_end_said(self) -> None:
        """Its last day was chosen."""
        self._end_said = True
        self.on_edited()

    def on_edited(self) -> None:
        """Something else was chosen."""
        self._as_it_was = None
        self._show_parts()
        self._propose_end()
        self.changed.emit()

    def _rule(self) -> Rule | None:
        chosen = self.how.currentData()
        if chosen != OTHER:
            return chosen if isinstance(chosen, Rule) else None
        every: Frequency = self._unit.currentData()
        days = [NthDay(place) for place, button in enumerate(self._weekdays) if button.isChecked()]
        weekly = every == "WEEKLY" and [day.weekday for day in days] != [self._day.weekday()]
        return Rule(every, self._number.value(), tuple(days) if weekly else ())

    def _propose_end(self) -> None:
        """While nobody has said the last day: that of the month it begins in, or the fourth date if that is later."""
        rule = self._rule()
        if self._end_said or rule is None or not self.ending.currentData():
            return
        try:
            dates = coming(str(rule), self._day, self._day, DATES_PROPOSED)
        except Refused:  # it never comes, which is told where it is saved
            dates = ()
        last = max((Month.of(self._day).last, *dates))
        blocked = self.until.blockSignals(True)
        self.until.setDate(QDate(last.year, last.month, last.day))
        self.until.blockSignals(blocked)

    def _list_ways(self, wanted: Rule | str | None) -> None:
        blocked = self.how.blockSignals(True)
        self.how.clear()
        self.how.addItem(_("une seule fois"), ONCE)
        for rule in (*usual_rules(self._day), *([self._kept] if self._kept is not None else [])):
            self.how.addItem(how_often(rule, self._day), rule)
        self.how.addItem(_("autrement…"), OTHER)
        listed = [self.how.itemData(place) for place in range(self.how.count())]
        self.how.setCurrentIndex(listed.index(wanted) if wanted in listed else 0)
        self.how.blockSignals(blocked)

    def _show_other(self, rule: Rule) -> None:
        for widget in (self._number, self._unit, *self._weekdays):
            widget.blockSignals(True)
        self._number.setValue(rule.interval)
        self._unit.setCurrentIndex(FREQUENCIES.index(rule.every))
        weekdays = {day.weekday for day in rule.days} or {self._day.weekday()}
        for place, button in enumerate(self._weekdays):
            button.setChecked(place in weekdays)
        for widget in (self._number, self._unit, *self._weekdays):
            widget.blockSignals(False)

    def _show_parts(self) -> None:
        """Only what has a sense with the way chosen."""
        other, repeats = self.how.currentData() == OTHER, self.how.currentData() != ONCE
        if other and not any(button.isChecked() for button in self._weekdays):
            self._weekdays[self._day.weekday()].setChecked(True)
        self._other.setVisible(other)
        for button in self._weekdays:
            button.setVisible(self._unit.currentData() == "WEEKLY")
        self._end.setVisible(repeats)
        self.until.setVisible(bool(self.ending.currentData()))
        self.skipping.setVisible(repeats)


def _is_other(rule: Rule) -> bool:
    """Whether the fields of « autrement » say it: every so many days, weeks on some days, months or years."""
    plain = replace(rule, days=()).is_plain and not any(day.nth for day in rule.days)
    counts_weeks = bool(rule.week_start) and rule.interval > 1 and bool(rule.days)  # from another day than Monday
    return plain and (not rule.days or rule.every == "WEEKLY") and rule.interval <= MOST_EVERY and not counts_weeks


def _units() -> Sequence[tuple[Frequency, str]]:
    return (("DAILY", _("jours")), ("WEEKLY", _("semaines")), ("MONTHLY", _("mois")), ("YEARLY", _("ans")))


def _skipped() -> Sequence[tuple[SchoolsSkipped, str]]:
    return (
        ("", _("aussi pendant les congés scolaires")),
        ("both", _("sauf congés scolaires")),
        ("fr", _("sauf congés des écoles francophones")),
        ("nl", _("sauf congés des écoles néerlandophones")),
    )
