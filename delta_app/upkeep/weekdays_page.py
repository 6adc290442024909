"""The days of the week, each a button that stays pressed."""

from collections.abc import Collection

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import capitalised, weekday_name
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.flow import FlowLayout

BETWEEN = 5


class Weekdays(QWidget):
    """All of them are pressed at first; in several lines where there is no room for one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = [_weekday(weekday) for weekday in range(7)]
        flow = FlowLayout(self, spacing=BETWEEN)
        for button in self._buttons:
            flow.addWidget(button)

    def sizeHint(self) -> QSize:
        """In one line."""
        hints = [button.sizeHint() for button in self._buttons]
        width = sum(hint.width() for hint in hints) + BETWEEN * len(hints)
        return QSize(width, max(hint.height() for hint in hints))

    @property
    def chosen(self) -> tuple[int, ...]:
        """Those that are pressed, 0 Monday."""
        return tuple(weekday for weekday, button in enumerate(self._buttons) if button.isChecked())

    def choose(self, weekdays: Collection[int]) -> None:
        """Press these alone."""
        for weekday, button in enumerate(self._buttons):
            button.setChecked(weekday in weekdays)


def _weekday(weekday: int) -> PressButton:
    button = PressButton(capitalised(weekday_name(weekday, "short")))
    button.setAccessibleName(weekday_name(weekday))
    button.setCheckable(True)
    button.setChecked(True)
    button.setAutoDefault(False)
    button.setProperty("kind", "segment")
    return button
