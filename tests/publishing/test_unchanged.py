"""A second run: nothing is done where nothing has changed, and whatever matters counts as a change."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tests.publishing.small import write_notebook

from kfd_analysis import showing
from kfd_analysis.cli import main
from kfd_analysis.publishing import report
from kfd_analysis.publishing.job import Job, Outcome
from kfd_analysis.publishing.unchanged import CACHE, kept_at, made_from, recall, remember

RAW = Path(__file__).parents[2] / "data" / "raw"
SAID = Outcome(1, ["brief.txt: no report"])


@pytest.fixture
def job(tmp_path, monkeypatch):
    """A job in an empty folder, with a report, a coding beside it, a notebook and an output."""
    monkeypatch.chdir(tmp_path)
    for name in ("raw", "coding", "notebooks", "output/en", "own"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copy(RAW / "plochingen.txt", tmp_path / "raw")
    (tmp_path / "coding" / "rulings.csv").write_text("id\n")
    (tmp_path / "output" / "en" / "index.html").write_text("page")
    path = write_notebook(tmp_path / "notebooks", "00_summary", "1")
    return Job(reports=Path("raw"), notebooks=[path], out=Path("output"), codebook=Path("own"))


def append(name):
    """Put a line below a file, which is made if need be."""
    with open(name, "a", encoding="utf-8") as file:
        file.write("\n")


INPUTS = ["raw/plochingen.txt", "raw/sources.csv", "raw/new.txt", "coding/rulings.csv", "corrections.csv",
          "own/methods.yml", "notebooks/00_summary.ipynb", "notebooks/beside.csv"]  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
def test_every_input_counts(job, name):
    before = made_from(job)
    append(name)
    assert made_from(job) != before


@pytest.mark.parametrize(
    "more", [{"languages": ("de",)}, {"exports": False}, {"full_text": True}, {"codebook": None}]
)
def test_every_option_counts(job, more):
    assert made_from(job) != made_from(job._replace(**more))


@pytest.mark.parametrize("name", ["KFD_CORRECTIONS", "KFD_CODEBOOK"])
def test_variables_that_name_an_input_count(job, monkeypatch, tmp_path, name):
    before = made_from(job._replace(codebook=None))
    other = tmp_path / "other"
    other.mkdir() if name == "KFD_CODEBOOK" else other.write_text("x")
    append(other / "methods.yml" if name == "KFD_CODEBOOK" else other)
    monkeypatch.setenv(name, str(other))
    assert made_from(job._replace(codebook=None)) != before


def test_time_and_number_of_processes_do_not_count(job):
    before = made_from(job)
    Path("raw/plochingen.txt").touch()
    assert made_from(job._replace(jobs=7)) == before


def test_what_was_said_is_kept(job):
    digest = made_from(job)
    assert recall(job, digest) is None
    remember(job, digest, SAID)
    assert recall(job, digest) == SAID
    assert recall(job, "other") is None
    assert recall(job._replace(out=Path("elsewhere")), digest) is None


def test_what_killed_runs_left_elsewhere_goes_although_nothing_is_done(job, tmp_path, monkeypatch):
    remember(job, "digest", SAID)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, used = (tmp_path / "temporary" / f".kfd-{pid}-x" for pid in (ended.pid, os.getppid()))
    for folder in (left, used):
        (folder / "dataset").mkdir(parents=True)
    assert recall(job, "digest") == SAID
    assert not left.exists()
    assert used.exists()


@pytest.mark.parametrize("spoil", ["change", "add", "remove"])
def test_an_output_that_is_not_as_it_was_left_is_made_again(job, spoil):
    remember(job, "digest", SAID)
    page = Path("output/en/index.html")
    if spoil == "remove":
        page.unlink()
    else:
        append(page if spoil == "change" else "output/en/new.html")
    assert recall(job, "digest") is None


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"made_from": "digest"}'])
def test_a_broken_cache_is_no_cache(job, content):
    remember(job, "digest", SAID)
    [path] = CACHE.iterdir()
    path.write_text(content)
    assert recall(job, "digest") is None


@pytest.mark.parametrize("spoil", ["remove", "break"])
def test_what_is_kept_of_outputs_that_are_gone_goes(job, spoil):
    Path("other").mkdir()
    other = job._replace(out=Path("other"))
    for one in (job, other):
        remember(one, "digest", SAID)
        (files := kept_at(one.out, "steps").with_suffix("")).mkdir()
        append(files / "chart")
        append(kept_at(one.out, "steps"))
    remember(job, "digest", SAID)
    assert len([*CACHE.iterdir()]) == 6
    if spoil == "remove":
        Path("other").rmdir()
    else:
        kept_at(other.out, "report").write_text("{}")
    remember(job, "digest", SAID)
    left = (kept_at(job.out, "report"), kept_at(job.out, "steps"), kept_at(job.out, "steps").with_suffix(""))
    assert sorted(CACHE.iterdir()) == sorted(left)
    assert recall(job, "digest") == SAID


def test_a_run_does_without_a_place_for_the_cache(job):
    CACHE.write_text("a file")
    remember(job, "digest", SAID)
    assert recall(job, "digest") is None


def test_a_second_run_does_nothing_and_says_the_same(job, monkeypatch, capsys):
    monkeypatch.setattr(showing, "CHARTS", {})
    shutil.rmtree("output")
    Path("raw/brief.txt").write_text("Sehr geehrte Damen und Herren,\n\nanbei die Rechnung.\n")
    command = ["report", "raw", "--pages-only", "--lang", "en"]
    assert main(command) == 1
    first = capsys.readouterr()
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in Path("output").rglob("*.html")}
    monkeypatch.delattr(report, "publish")
    assert main(command) == 1
    second = capsys.readouterr()
    ran, *said = first.err.splitlines()
    assert ran == "kfd: en: notebook 1 of 1, 00_summary"
    assert second.err.splitlines() == said != []
    assert second.out == first.out.replace("; open", "; nothing has changed; open")
    assert before == {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in Path("output").rglob("*.html")
    }
