"""The ways to look at the team: each is one widget, which the page shows and asks to refresh.

A view tells what concerns the page as a whole by its signals.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from delta_app.widgets.page import Act, Desk


class TeamView(QWidget):
    """One way to look at the team, refreshed when what it shows has changed."""

    person_asked = Signal(int)  # somebody's card is wanted, which the list shows
    tables: frozenset[str] = frozenset()  # what it shows beside the tables of the page

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def refresh(self) -> None:
        """Show what the data says now."""
        raise NotImplementedError

    def offers(self) -> Sequence[Act]:
        """What can be done in it, for the palette of acts."""
        return ()

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What F1 tells of it."""
        return ()

    def take_keyboard(self) -> None:
        """It was chosen by a person: give the keyboard to what comes first."""
        self.setFocus()


@dataclass(frozen=True)
class View:
    """A view as the switch lists it, and how to make it."""

    key: str
    title: str
    build: Callable[[Desk], TeamView]
    for_all: bool = False  # else for whoever coordinates
    of_people: bool = True  # somebody new can be welcomed from there
