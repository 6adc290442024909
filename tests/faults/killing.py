"""Kills a process at a chosen change of a folder: stopped at every system call, looked at, and never let go again."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from tests.faults.trouble import fork

_TRACE_ME, _KILL_WITH_US, _STEP, _SET_OPTIONS = 0, 0x100000, 24, 0x4200  # <sys/ptrace.h>
_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)

Snapshot = dict[str, int]


@dataclass(frozen=True)
class Ending:
    """How a traced process ended: after how many changes of the folder, killed by us or by itself, at what state."""

    changes: int
    killed: bool
    files: Snapshot


def run_until(act: Callable[[], object], folder: Path, last_change: int | None = None) -> Ending:
    """Run an act in a child process; kill it with SIGKILL as soon as the folder has changed that many times.

    A change is any file of the folder seen different between two system calls, so that every state a kill can leave
    behind is met. Without ``last_change`` the act ends by itself, and must end well.
    """
    pid = fork(lambda: _traced(act))
    os.waitpid(pid, 0)  # it stops itself, ready
    _ptrace(_SET_OPTIONS, pid, _KILL_WITH_US)
    changes, files, signal_number, entering = 0, snapshot(folder), 0, True
    while True:
        _ptrace(_STEP, pid, signal_number)
        _pid, status = os.waitpid(pid, 0)
        if not os.WIFSTOPPED(status):
            assert os.waitstatus_to_exitcode(status) == 0, "the act failed by itself"
            return Ending(changes, killed=False, files=files)
        if os.WSTOPSIG(status) != signal.SIGTRAP:
            signal_number = os.WSTOPSIG(status)
            continue
        signal_number, entering = 0, not entering
        if not entering:
            continue  # it stops twice at a call, and nothing has happened before the second time
        present = snapshot(folder)
        if present != files:
            changes, files = changes + 1, present
            if changes == last_change:
                os.kill(pid, signal.SIGKILL)
                _pid, status = os.waitpid(pid, 0)
                assert os.WIFSIGNALED(status)
                assert os.WTERMSIG(status) == signal.SIGKILL
                return Ending(changes, killed=True, files=snapshot(folder))


def _traced(act: Callable[[], object]) -> None:
    _ptrace(_TRACE_ME, 0, 0)
    os.kill(os.getpid(), signal.SIGSTOP)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stderr = nowhere
        act()


def _ptrace(request: int, pid: int, data: int) -> None:
    if _libc.ptrace(request, pid, None, data) == -1:
        raise OSError(ctypes.get_errno(), f"ptrace {request}: {os.strerror(ctypes.get_errno())}")


def snapshot(folder: Path) -> Snapshot:
    """Every file below a folder and a checksum of what it holds."""
    found = {}
    for parent, _folders, names in os.walk(folder):
        for name in names:
            try:
                found[str(Path(parent, name).relative_to(folder))] = crc32(Path(parent, name).read_bytes())
            except FileNotFoundError:
                continue
    return found
