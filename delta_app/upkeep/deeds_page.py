"""What all acts of the house have in common: each is one write, told with a way back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from delta_app.widgets.page import Desk


class Deeds:
    """Acts of one view; their dialogs stand before ``parent``."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent

    def _act(self, label: str, act: Callable[[Session], Any], told: str | Callable[[Any], str]) -> bool:
        """One act out of a row: the window tells a refusal. ``told``: what is said once it is done, perhaps of what it
        gave. Whether it was done."""
        return self._desk.act(label, act, told if callable(told) else lambda _done: told)

    def _wrote(self, label: str, act: Callable[[Session], Any], told: str, *, undo: bool = True) -> None:
        """One act out of a dialog, which tells a refusal itself. ``undo``: whether it may be taken back."""
        with self._desk.store.write(self._desk.actor, label) as session:
            act(session)
        self._desk.told.emit(told, undo)
