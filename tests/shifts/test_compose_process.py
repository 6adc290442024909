"""Composing in a child process: progress, the plan, cancelling at once, and deaths that end in a Failure."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from delta_app.shifts.compose import compose
from delta_app.shifts.compose_process import ComposeJob, Failure, Progress
from delta_app.shifts.problem import Plan, Problem
from tests.shifts.roster_factory import month_problem, network_problem

PATIENCE = 30


@pytest.fixture(scope="module")
def month() -> Problem:
    return month_problem(0)


@pytest.fixture(scope="module")
def endless() -> Problem:
    """Long enough never to end within a test."""
    return network_problem(0, venues=12)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for_work(job: ComposeJob) -> None:
    """Until the child has told that it is at work."""
    until = time.monotonic() + PATIENCE
    while not isinstance(job.poll(), Progress):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_the_child_finds_the_same_plan_and_tells_how_far_it_is(month: Problem) -> None:
    heard: list[Progress] = []
    with ComposeJob(month) as job:
        plan = job.wait(on_progress=heard.append)
    here = compose(month)
    assert isinstance(plan, Plan)
    assert (plan.assigned, plan.shadows, plan.tiers, plan.proven) == (
        here.assigned,
        here.shadows,
        here.tiers,
        here.proven,
    )
    assert heard
    assert all(0 <= progress.fraction <= 1 for progress in heard)


def test_polling_never_waits_and_repeats_the_outcome(month: Problem) -> None:
    with ComposeJob(month) as job:
        assert job.poll() is None  # the child has hardly begun: waiting would have brought news
        plan = job.wait()
        assert job.poll() == plan
        assert job.pid is None


def test_cancelling_is_instant_and_leaves_nothing_behind(endless: Problem) -> None:
    job = ComposeJob(endless)
    wait_for_work(job)
    pid = job.pid
    assert pid is not None
    began = time.monotonic()
    job.cancel()
    assert time.monotonic() - began < 1
    assert not alive(pid)
    assert job.poll() == Failure("cancelled")
    job.cancel()


def test_cancelling_right_after_the_start(endless: Problem) -> None:
    job = ComposeJob(endless)
    pid = job.pid
    job.cancel()
    assert pid is not None
    assert not alive(pid)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Linux does when memory runs out")
def test_a_killed_child_is_a_failure_not_a_hang(endless: Problem) -> None:
    job = ComposeJob(endless)
    wait_for_work(job)
    assert job.pid is not None
    os.kill(job.pid, signal.SIGKILL)
    outcome = job.wait()
    assert isinstance(outcome, Failure)
    assert outcome.code == "crashed"


def test_a_defect_in_the_child_is_a_failure() -> None:
    broken = Problem(months=1, slots=(None,), hosts=())  # type: ignore[arg-type]
    outcome = ComposeJob(broken).wait()
    assert isinstance(outcome, Failure)
    assert outcome.code == "defect"


def test_an_error_while_waiting_ends_the_child(endless: Problem) -> None:
    job = ComposeJob(endless)
    pid = job.pid

    def interrupted(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        job.wait(on_progress=interrupted)
    assert pid is not None
    assert not alive(pid)


SCRIPT = """
import signal
from delta_app.shifts.compose_process import ComposeJob
from tests.shifts.roster_factory import network_problem

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite run in the background ignores it
    job = ComposeJob(network_problem(0, venues=12))
    print(job.pid, flush=True)
    job.wait(on_progress=lambda progress: print("at work", flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_the_child_goes_when_its_parent_is_interrupted_or_killed(tmp_path: Path, ending: signal.Signals) -> None:
    root = Path(__file__).parents[2]
    script = tmp_path / "run_compose.py"
    script.write_text(SCRIPT, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert parent.stdout.readline().strip() == "at work"
    parent.send_signal(ending)
    parent.wait(PATIENCE)
    parent.stdout.close()
    until = time.monotonic() + PATIENCE
    while alive(child):
        assert time.monotonic() < until
        time.sleep(0.05)
