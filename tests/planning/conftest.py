"""What the tests of the planning page stand on: composing costs a new process only where that is what is tested."""

import queue
import threading
from typing import Any

import pytest

from delta_app.shifts.compose_process import CANCELLED, ComposeJob, Failure
from delta_app.shifts.problem import Plan, Problem


@pytest.fixture(autouse=True)
def _composes_in_a_thread(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child takes seconds to load its libraries; a thread has them. ``own_process`` marks who wants the real one."""
    if request.node.get_closest_marker("own_process") is None:
        for name in ("__init__", "poll", "cancel"):
            monkeypatch.setattr(ComposeJob, name, globals()[f"_{name.strip('_')}"])


def _init(self: Any, problem: Problem, *, seconds: float | None = None, explained: bool = True) -> None:
    from delta_app.shifts.compose import compose

    self._result: Plan | Failure | None = None
    self._news: queue.SimpleQueue[Plan] = queue.SimpleQueue()

    def work() -> None:
        self._news.put(compose(problem, seconds=seconds, explained=explained))

    threading.Thread(target=work, daemon=True).start()


def _poll(self: Any) -> Plan | Failure | None:
    if self._result is None and not self._news.empty():
        self._result = self._news.get()
    found: Plan | Failure | None = self._result
    return found


def _cancel(self: Any) -> None:
    self._result = self._result or Failure(CANCELLED)
