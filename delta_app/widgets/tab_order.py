"""Tab in the order one reads: what is made anew while a page stands would else come after everything else."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QComboBox, QLayout, QScrollArea, QWidget

WHOLE = (QAbstractSpinBox, QComboBox)  # their inner parts are their own affair


def read_in_order(root: QWidget) -> None:
    """Have Tab go through what a widget holds as it is laid out, from the top and from the left."""
    for before, after in pairwise(_stops(root)):
        QWidget.setTabOrder(before, after)


def tell_in_order(siblings: Sequence[QWidget]) -> None:
    """Have a screen reader go through some children of one widget as they stand: it takes them as they were added."""
    parent = siblings[0].parentWidget() if siblings else None
    if parent is None:
        return
    place_of = {child: place for place, child in enumerate(parent.children())}
    places = [place_of[one] for one in siblings]
    if places != sorted(places):
        for one in siblings:
            one.raise_()


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Whatever takes the keyboard, or may take it when an arrow comes to it."""
    inner = [] if isinstance(widget, WHOLE) else list(_inner(widget))
    takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    if takes and not isinstance(widget, QAbstractItemView):
        yield widget
    for one in inner:
        yield from _stops(one)
    if takes and isinstance(widget, QAbstractItemView):
        yield widget  # after its headings


def _inner(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if layout is not None:
        yield from _laid_out(layout)
    elif isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield content
    else:
        yield from (child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow())


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        held = item.widget() if item is not None else None
        below = item.layout() if item is not None else None
        if held is not None:
            yield held
        elif below is not None:
            yield from _laid_out(below)
