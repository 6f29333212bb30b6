"""Worker processes that are ended from outside, and results that are larger than a pipe."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.publishing.test_steps import children, wait_until

ON_LINUX = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
LARGE = """
import multiprocessing, sys, time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from kfd_analysis.processes import handed_over, taken, workers

def make(number):
    Path(sys.argv[1], str(number)).touch()
    return bytes(1_000_000)

with workers(2, multiprocessing.get_context("fork"), len, ()) as pool:
    made = [pool.submit(handed_over, make, number) for number in range(40)]
    try:
        print(sum(len(taken(one.result())) for one in made))
    except BrokenProcessPool:
        print("broken")
"""
LOAD = """
import sys
from kfd_analysis.cli import main
main(["load", sys.argv[1], "--out", sys.argv[2], "--jobs", "2", "--quiet"])
"""


@ON_LINUX
@pytest.mark.parametrize("killed", [0, 1])
def test_a_worker_that_is_ended_while_nobody_takes_its_results_does_not_stop_the_run(killed, tmp_path):
    main = subprocess.Popen([sys.executable, "-c", LARGE, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        wait_until(lambda: any(tmp_path.iterdir()))
        main.send_signal(signal.SIGSTOP)
        wait_until(lambda: at_rest(tmp_path))
        for pid in children(main.pid)[:killed]:
            os.kill(pid, signal.SIGKILL)
        main.send_signal(signal.SIGCONT)
        said, _ = main.communicate(timeout=60)
    finally:
        main.kill()
        main.wait()
    assert said.strip() in (["40000000"], ["40000000", "broken"])[killed]


def at_rest(folder):
    """Whether no worker has begun anything for half a second."""
    before = len([*folder.iterdir()])
    time.sleep(0.5)
    return len([*folder.iterdir()]) == before


@ON_LINUX
def test_no_worker_outlives_a_load_that_is_killed(tmp_path):
    reports = Path(__file__).parent / "practice" / "reports"
    main = subprocess.Popen([sys.executable, "-c", LOAD, str(reports), str(tmp_path / "out")])
    try:
        wait_until(lambda: len(children(main.pid)) >= 2)
        begun = children(main.pid)
    finally:
        main.kill()
        main.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in begun))
