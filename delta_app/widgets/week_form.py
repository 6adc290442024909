"""The opening hours of a week: a tick and the hours of each weekday."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, capitalised, format_time, weekday_name
from delta_app.widgets import space

USUAL_DAYS = (1, 2, 3, 4, 5)
USUAL_SLOTS = ((600, 780), (780, 960), (960, 1140))  # minutes since midnight
DAY_WORDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def usual_hours() -> str:
    """The hours proposed, as one writes them in the language in use: ``10h-13h 13h-16h 16h-19h``."""
    return " ".join(f"{format_time(start)}-{format_time(end)}" for start, end in USUAL_SLOTS)


class WeekForm(QWidget):
    """Starts from the hours of a place open from Tuesday to Saturday."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: list[QCheckBox] = []
        self._hours: list[QLineEdit] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        space.in_grid(grid, across=14, down=5)
        grid.setColumnStretch(1, 1)
        for weekday in range(7):
            self._add_day(grid, weekday)

    def _add_day(self, grid: QGridLayout, weekday: int) -> None:
        name = weekday_name(weekday)
        day = QCheckBox(capitalised(name))
        hours = QLineEdit(usual_hours())
        hours.setPlaceholderText(_("par exemple {hours}").format(hours=usual_hours()))
        hours.setAccessibleName(_("Heures du {day}").format(day=name))
        day.toggled.connect(hours.setEnabled)
        day.toggled.connect(self.edited)
        hours.textEdited.connect(self.edited)
        day.setChecked(weekday in USUAL_DAYS)
        hours.setEnabled(day.isChecked())
        grid.addWidget(day, weekday, 0)
        grid.addWidget(hours, weekday, 1)
        self._days.append(day)
        self._hours.append(hours)

    def pattern(self) -> str:
        """The week as the place's opening is written: ``tue 10h-13h 13h-16h; wed 10h-13h``."""
        return "; ".join(self._written(weekday) for weekday in self._open_days())

    def explain(self, refusal: Refused, read: Callable[[str], object]) -> str:
        """Why ``read`` refused the week, in words: where it did not understand hours, of which day and how to write
        them. The keyboard goes there."""
        if refusal.code != "bad_opening":
            return say(refusal)
        for weekday in self._open_days():
            try:
                read(self._written(weekday))
            except Refused:
                self._hours[weekday].setFocus()
                sentence = _("Les heures du {day} ne se lisent pas. Écrivez par exemple {hours}, ou décochez ce jour.")
                return sentence.format(day=weekday_name(weekday), hours=usual_hours())
        return _("Cochez au moins un jour d’ouverture.")

    def _open_days(self) -> list[int]:
        return [weekday for weekday, day in enumerate(self._days) if day.isChecked()]

    def _written(self, weekday: int) -> str:
        hours = self._hours[weekday].text().replace(",", " ").replace(";", " ").strip()
        return f"{DAY_WORDS[weekday]} {hours}"
