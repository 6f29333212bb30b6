"""Faults while something is written: the last good output stays whole, the message says what to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.hostile.base import form
from tests.publishing.small import write_notebook
from tests.stress.counts import count, counted

ROOT = Path(__file__).parents[2]
KILLS = count(20, 200)
ENV = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}


def kfd(place: Path, *words: str, before: str = "", **more: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; `before` is done in its process first."""
    code = f"import sys\n{before}\nfrom kfd_analysis.cli import main\nsys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(
        command, cwd=place, env=ENV | more, capture_output=True, text=True, check=False, timeout=300
    )  # type: ignore[call-overload]


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*")]


def prepared(place: Path) -> Path:
    """A folder with a report, a small notebook, and the last good output of every kind."""
    (place / "in").mkdir()
    (place / "data" / "raw").mkdir(parents=True)
    (place / "in" / "a.txt").write_text(form(), encoding="utf-8")
    (place / "notebooks").mkdir()
    write_notebook(place / "notebooks", "00_summary", "print('ran')")
    return place


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where this process may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_killed_at_random_moments(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.stress.writer", str(tmp_path), str(KILLS), "1"]
    if not hasattr(os, "fork"):
        pytest.skip("processes cannot be copied on this system")
    with counted("kill -9 while tables, output and a file are written (times 3)", KILLS) as failures:
        done = subprocess.run(command, cwd=ROOT, env=ENV, capture_output=True, text=True, check=False)
        failures.extend(done.stdout.splitlines())
        assert done.returncode == 0, done.stderr[-2000:]
    assert failures == []


def test_a_full_disk(tmp_path: Path, disk: Path) -> None:
    place = prepared(tmp_path)
    assert kfd(place, "load", "in", "--out", str(disk / "tables")).returncode == 0
    good = contents(disk)
    with (disk / "filler").open("wb") as filler:
        while os.statvfs(disk).f_bavail > 4:
            filler.write(b"x" * 4096)
            filler.flush()
    (place / "in" / "b.txt").write_text(form("Steckbrief 2", name="Anderstadt"), encoding="utf-8")
    for words in (
        ["load", "in", "--out", str(disk / "tables")],
        ["sheet", "in", "--out", str(disk / "s.xlsx")],
    ):
        done = kfd(place, *words)
        assert done.returncode == 2, done.stderr
        assert "cannot be written (No space left on device)" in done.stderr
        assert "--out" in done.stderr
        assert "Traceback" not in done.stderr
        assert contents(disk).items() >= good.items()
        assert hidden(disk) == []


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    assert resource
    place = prepared(tmp_path)
    assert kfd(place, "load", "in", "--out", "tables").returncode == 0
    good = contents(place / "tables")
    (place / "in" / "b.txt").write_text(form("Steckbrief 2", name="Anderstadt"), encoding="utf-8")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))"
    done = kfd(place, "load", "in", "--out", "tables", before=limit)
    assert done.returncode == 2
    assert "cannot be written (File too large)" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(place / "tables") == good


def test_a_read_only_disk(tmp_path: Path, disk: Path) -> None:
    place = prepared(tmp_path)
    assert kfd(place, "load", "in", "--out", str(disk / "tables")).returncode == 0
    good = contents(disk)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for words in (
        ["load", "in", "--out", str(disk / "tables")],
        ["report", "in", "--pages-only", "--out", str(disk / "output")],
        ["questions", "in", "--out", str(disk / "q.md")],
    ):
        done = kfd(place, *words)
        assert done.returncode == 2, done.stderr
        assert "cannot be written (Read-only file system)" in done.stderr
        assert "choose another" in done.stderr
        assert "Traceback" not in done.stderr
        assert contents(disk) == good


def test_a_report_without_permission_is_named(tmp_path: Path) -> None:
    place = prepared(tmp_path)
    (place / "in" / "b.txt").write_text(form("Steckbrief 2"), encoding="utf-8")
    refuse = (
        "import pathlib\nread = pathlib.Path.read_bytes\n"
        "def refused(path):\n    if path.name == 'b.txt':\n        raise PermissionError(13, 'denied')\n"
        "    return read(path)\npathlib.Path.read_bytes = refused"
    )
    done = kfd(place, "load", "in", "--out", "tables", "--jobs", "1", before=refuse)
    assert done.returncode == 1
    assert done.stderr.startswith("kfd: b.txt: The file may not be read.")


def stopped(place: Path, sent: signal.Signals, *words: str, before: str = "") -> tuple[int, str]:
    """Stop a run when the file ``begun`` is there; the exit status and what was said."""
    # Jobs that a shell has put into the background ignore Ctrl-C, and so would the run.
    heeding = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heeding}\n{before}\nrunpy.run_module('kfd_analysis', run_name='__main__')"
    begun = place / "notebooks" / "begun"
    with subprocess.Popen(
        [sys.executable, "-c", code, *words],
        cwd=place,
        env=ENV | {"TMPDIR": str(place / "temporary")},
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        end = time.monotonic() + 120
        while not begun.exists() and time.monotonic() < end:
            time.sleep(0.1)
        run.send_signal(sent)
        _, said = run.communicate(timeout=60)
    begun.unlink()
    return run.returncode, said


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
def test_a_stopped_run_leaves_the_last_output(tmp_path: Path) -> None:
    place = prepared(tmp_path)
    (place / "temporary").mkdir()
    assert kfd(place, "report", "in", "--pages-only").returncode == 0
    good = contents(place / "output")
    endless = "import pathlib, time\npathlib.Path('begun').touch()\ntime.sleep(600)"
    write_notebook(place / "notebooks", "00_summary", endless)
    for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        status, said = stopped(place, sent, "report", "in", "--pages-only")
        assert contents(place / "output") == good
        assert "Traceback" not in said
        if sent != signal.SIGKILL:
            assert status == 2
            assert "stopped; the last good output is as it was" in said
            assert hidden(place) == [".kfd-cache"]  # digests of the run, kept for the next one
    write_notebook(place / "notebooks", "00_summary", "print('ran')")
    done = kfd(place, "report", "in", "--pages-only", TMPDIR=str(place / "temporary"))
    assert "nothing has changed" in done.stdout
    assert contents(place / "output") == good
    assert hidden(place) == [".kfd-cache"]


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_stopped_reading_leaves_the_last_tables(tmp_path: Path, jobs: str) -> None:
    place = prepared(tmp_path)
    (place / "temporary").mkdir()
    for n in range(5):
        (place / "in" / f"{n}.txt").write_text(form(f"Steckbrief {n}"), encoding="utf-8")
    assert kfd(place, "load", "in", "--out", "tables").returncode == 0
    good = contents(place / "tables")
    slow = (
        "import pathlib, time\nfrom kfd_analysis.loading import workers\nload = workers.load_one\n"
        "def slowly(task, *more):\n    if task.name != 'a.txt':\n        pathlib.Path('notebooks/begun').touch()\n"
        "    time.sleep(1)\n    return load(task, *more)\nworkers.load_one = slowly"
    )
    status, said = stopped(
        place, signal.SIGTERM, "load", "in", "--out", "tables", "--jobs", jobs, before=slow
    )
    assert (status, said) == (2, "kfd: stopped; the last good output is as it was.\n")
    assert contents(place / "tables") == good
    assert hidden(place) == []
