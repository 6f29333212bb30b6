"""Steps side by side: their order, their failures, and that no process is left."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from kfd_analysis.errors import KfdError
from kfd_analysis.publishing.steps import side_by_side


def fail():
    raise KfdError("out of ink")


def end_itself():
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_results_come_in_the_order_of_the_steps(jobs):
    steps = {"slow": partial(time.sleep, 0.2), "abs": partial(abs, -1), "len": partial(len, "ab")}
    said = []
    made = side_by_side(
        steps, jobs, lambda name: said.append(f"+{name}"), lambda name: said.append(f"-{name}")
    )
    assert list(made.items()) == [("slow", None), ("abs", 1), ("len", 2)]
    assert said[0] == "+slow"
    assert all(said.index(f"+{name}") < said.index(f"-{name}") for name in steps)


def test_nothing_to_do():
    assert side_by_side({}, 2) == {}


def test_a_failing_step_ends_the_others():
    begun = time.monotonic()
    with pytest.raises(KfdError, match="out of ink"):
        side_by_side({"sleep": partial(time.sleep, 60), "print": fail}, 2)
    assert time.monotonic() - begun < 30
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_step_whose_process_is_ended_is_named():
    with pytest.raises(KfdError, match="workbook: its process was ended from outside"):
        side_by_side({"workbook": end_itself}, 1)


SLEEPERS = """
import time
from functools import partial
from kfd_analysis.publishing.steps import side_by_side
side_by_side({"one": partial(time.sleep, 60), "two": partial(time.sleep, 60)}, 2)
"""


def children(pid):
    """Processes that a process has started and that still run (Linux)."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
def test_no_process_outlives_a_run_that_is_killed():
    main = subprocess.Popen([sys.executable, "-c", SLEEPERS])
    try:
        wait_until(lambda: len(children(main.pid)) >= 2)
        workers = children(main.pid)
    finally:
        main.kill()
        main.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in workers))


def wait_until(true):
    """Wait half a minute at most."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
