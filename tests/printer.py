"""The printer of the tests: chosen without a dialog of the system, and out of order where a test wants it so."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter

from delta_app.core.errors import Refused


def choose_printer(
    monkeypatch: pytest.MonkeyPatch, dialogs: ModuleType, prepare: Callable[[QPrinter], object] = lambda _printer: None
) -> None:
    """Whoever prints from this module's dialogs takes the first printer there is, prepared so."""

    class Chosen:
        def __init__(self, printer: QPrinter, _parent: object) -> None:
            prepare(printer)

        def exec(self) -> int:
            return 1

    monkeypatch.setattr(dialogs, "QPrintDialog", Chosen)


def break_printer(monkeypatch: pytest.MonkeyPatch, dialogs: ModuleType) -> None:
    """A printer is chosen, and nothing comes out of it."""

    def refuse(*_given: Any) -> None:
        raise Refused("printer_trouble")

    choose_printer(monkeypatch, dialogs)
    monkeypatch.setattr(dialogs, "send", refuse)
