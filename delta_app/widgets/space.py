"""The white space of layouts, given in sizes of the design: it follows the text size, also when that changes later."""

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLayout, QWidget

from delta_app.widgets import theme

_AROUND, _BETWEEN, _ACROSS, _DOWN = "space_around", "space_between", "space_across", "space_down"


def around(layout: QLayout, left: int, top: int, right: int, bottom: int) -> None:
    """The white space at the four sides of a layout."""
    layout.setProperty(_AROUND, QMargins(left, top, right, bottom))
    _measure(layout)


def between(layout: QLayout, size: int) -> None:
    """The white space between the pieces of a layout."""
    layout.setProperty(_BETWEEN, size)
    _measure(layout)


def in_grid(layout: QGridLayout | QFormLayout, *, across: int | None = None, down: int | None = None) -> None:
    """The white space between the columns and between the rows of a layout."""
    layout.setProperty(_ACROSS, across)
    layout.setProperty(_DOWN, down)
    _measure(layout)


def measure_again(window: QWidget) -> None:
    """All white space in a window, in the text size in use."""
    for layout in window.findChildren(QLayout):
        _measure(layout)


def _measure(layout: QLayout) -> None:
    sides, size = layout.property(_AROUND), layout.property(_BETWEEN)
    if sides is not None:
        layout.setContentsMargins(
            theme.gap(sides.left()), theme.gap(sides.top()), theme.gap(sides.right()), theme.gap(sides.bottom())
        )
    if size is not None:
        layout.setSpacing(theme.gap(size))
    if isinstance(layout, QGridLayout | QFormLayout):
        across, down = layout.property(_ACROSS), layout.property(_DOWN)
        if across is not None:
            layout.setHorizontalSpacing(theme.gap(across))
        if down is not None:
            layout.setVerticalSpacing(theme.gap(down))
