"""Composes in a process of its own: the window never freezes, cancelling is instant, a crash is only a failure.

A frozen program calls ``multiprocessing.freeze_support()`` first thing in its main module, as for any child process.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self

from delta_app.shifts.problem import Plan, Problem

CANCELLED, CRASHED, DEFECT = "cancelled", "crashed", "defect"
_LEAST_PAUSE = 0.1  # seconds between two progress messages, so that a window is not flooded


@dataclass(frozen=True, slots=True)
class Progress:
    """How far composing is: the stage (compose.STAGES) and the fraction of the whole done."""

    stage: str
    fraction: float


@dataclass(frozen=True, slots=True)
class Failure:
    """Composing ended without a plan. ``code``: cancelled, crashed (killed, out of memory) or defect."""

    code: str
    details: str = ""


class ComposeJob:
    """One composing under way. Ask with ``poll`` from a timer, or ``wait`` for the end."""

    def __init__(self, problem: Problem, *, seconds: float | None = None, explained: bool = True) -> None:
        context = multiprocessing.get_context("spawn")
        self._from_child, to_parent = context.Pipe(duplex=False)
        self._result: Plan | Failure | None = None
        self._process = context.Process(
            target=_work, args=(problem, seconds, explained, to_parent), name="compose", daemon=True
        )
        self._process.start()
        to_parent.close()  # the child has its own end; with ours closed, its death shows as the end of the messages

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cancel()

    @property
    def pid(self) -> int | None:
        """The child's process number while it runs."""
        return None if self._result is not None else self._process.pid

    def poll(self) -> Progress | Plan | Failure | None:
        """What is new, at once: the latest progress, the outcome (then always the same), or None."""
        latest: Progress | None = None
        while self._result is None and self._from_child.poll():
            message = self._receive()
            if isinstance(message, Progress):
                latest = message
            else:
                self._finish(message)
        return self._result or latest

    def wait(self, on_progress: Callable[[Progress], None] | None = None) -> Plan | Failure:
        """The outcome, once there is one. Ctrl+C ends the child, then goes its usual way."""
        try:
            while True:
                news = self.poll()
                if isinstance(news, Plan | Failure):
                    return news
                if news is not None and on_progress is not None:
                    on_progress(news)
                wait([self._from_child])
        except BaseException:
            self.cancel()
            raise

    def cancel(self) -> None:
        """Ends the child at once; nothing of it stays behind. Without effect after the outcome."""
        if self._result is None:
            self._process.kill()
            self._finish(Failure(CANCELLED))

    def _receive(self) -> Progress | Plan | Failure:
        try:
            message: Progress | Plan | Failure = self._from_child.recv()
        except (EOFError, OSError):
            self._process.join()
            return Failure(CRASHED, f"exit code {self._process.exitcode}")
        return message

    def _finish(self, result: Plan | Failure) -> None:
        self._result = result
        self._process.join()
        self._process.close()
        self._from_child.close()


def _work(problem: Problem, seconds: float | None, explained: bool, to_parent: Connection) -> None:
    """What the child does: compose, tell how far it is, send the outcome."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole terminal; the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from delta_app.shifts.compose import compose

    told = 0.0

    def tell(stage: str, fraction: float) -> None:
        nonlocal told
        if time.monotonic() - told >= _LEAST_PAUSE:
            told = time.monotonic()
            to_parent.send(Progress(stage, fraction))

    outcome: Plan | Failure
    try:
        outcome = compose(problem, progress=tell, seconds=seconds, explained=explained)
    except MemoryError:
        outcome = Failure(CRASHED, "out of memory")
    except Exception as error:  # noqa: BLE001 – whatever goes wrong here, the parent must hear of it
        outcome = Failure(DEFECT, f"{type(error).__name__}: {error}")
    to_parent.send(outcome)


def _end_with_parent() -> None:
    """A parent that was killed cannot cancel: the child leaves with it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
