"""How far a run is: said on standard error, on every terminal, plainly elsewhere, and not at all if quiet."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kfd_analysis import cli_shared
from kfd_analysis.cli import main
from kfd_analysis.cli_shared import Progress
from tests.publishing.small import write_notebook

RAW = Path(__file__).parents[1] / "data" / "raw"
REPORT = """
from kfd_analysis.cli_shared import Progress
with Progress(False) as progress:
    progress.begun("en: notebook 2 of 9, 01_reports")
    progress.done("en: notebook 2 of 9, 01_reports")
"""
LOAD = """
import time
from kfd_analysis.cli_shared import Progress
with Progress(False) as progress:
    for number in (1, 2):
        time.sleep(0.2)
        progress.read(number, 40, "town.txt")
"""


def on_terminal(columns, code):
    """What a script writes to a terminal of so many columns."""
    termios, fcntl = pytest.importorskip("termios"), pytest.importorskip("fcntl")
    ours, theirs = os.openpty()
    rows = 24 if columns else 0
    size = b"".join(number.to_bytes(2, sys.byteorder) for number in (rows, columns, 0, 0))
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        assert process.stdout.read() == b""
    said = b""
    try:
        while piece := os.read(ours, 4096):
            said += piece
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return said.decode()


@pytest.mark.parametrize("columns", [80, 0])
def test_a_terminal_shows_the_notebook_that_runs(columns):
    assert "] en: notebook 2 of 9, 01_reports" in on_terminal(columns, REPORT)


@pytest.mark.parametrize("columns", [80, 0])
def test_a_terminal_shows_how_many_reports_are_read_and_the_time_left(columns):
    said = on_terminal(columns, LOAD)
    assert "[2 of 40, " in said
    assert " left] town.txt" in said
    assert max(map(len, said.split("\r"))) < 80


def test_elsewhere_notebooks_are_named_and_reports_counted_now_and_then(monkeypatch, capsys):
    clock = iter([0, 1, 11, 11, 12])
    monkeypatch.setattr(cli_shared.time, "monotonic", lambda: next(clock))
    with Progress(False) as progress:
        progress.begun("en: notebook 1 of 9, 00_summary")
        for number in (1, 1200, 1300):
            progress.read(number, 4000, "town.txt")
    assert capsys.readouterr() == (
        "",
        "kfd: en: notebook 1 of 9, 00_summary\nkfd: 1,200 of 4,000 reports\n",
    )


def test_quiet_says_nothing(capsys):
    with Progress(True) as progress:
        progress.begun("x")
        progress.done("x")
        progress.read(1, 1, "x")
    assert capsys.readouterr() == ("", "")


def test_a_run_without_a_terminal_names_its_notebooks_in_order(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for folder in ("in", "notebooks"):
        (tmp_path / folder).mkdir()
    (tmp_path / "in" / "town.txt").write_bytes((RAW / "plochingen.txt").read_bytes())
    for name in ("00_summary", "01_more"):
        write_notebook(tmp_path / "notebooks", name, "1")
    assert main(["report", "in", "--pages-only", "--lang", "en", "--lang", "de"]) == 0
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        "kfd: en: notebook 1 of 2, 00_summary",
        "kfd: en: notebook 2 of 2, 01_more",
        "kfd: de: notebook 1 of 2, 00_summary",
        "kfd: de: notebook 2 of 2, 01_more",
    ]
    assert said.out == "1 report; open output/index.html\n"
