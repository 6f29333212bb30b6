"""Writing in one step: what was there before survives every failure."""

import os
import subprocess
import sys

import pytest

from kfd_analysis.publishing.files import (
    GENERATOR,
    GOING,
    OutputError,
    filled_folder,
    swapped_folder,
    write_file,
)

INDEX = f'<meta name="generator" content="{GENERATOR} 1">'
GONE = 2**22 + 1  # above the largest process number


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def fail(place, name, error):
    """Write a file and fail."""
    with place as fresh:
        (fresh / name).write_text("half")
        raise error


@pytest.fixture
def output(tmp_path):
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "index.html").write_text(INDEX)
    (folder / "old.html").write_text("old")
    return folder


def test_a_new_folder_takes_the_place_of_the_old(output):
    with swapped_folder(output) as fresh:
        (fresh / "index.html").write_text(INDEX + "new")
    assert names(output) == ["index.html"]
    assert names(output.parent) == ["output"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_failure_leaves_the_last_output(output, error):
    with pytest.raises(error):
        fail(swapped_folder(output), "index.html", error)
    assert names(output) == ["index.html", "old.html"]
    assert names(output.parent) == ["output"]


def test_a_folder_of_others_is_refused(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(OutputError, match="holds files"), swapped_folder(tmp_path):
        pass
    assert names(tmp_path) == ["thesis.docx"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "output").write_text("x")
    with pytest.raises(OutputError, match="is a file"), swapped_folder(tmp_path / "output"):
        pass


def test_what_a_killed_run_left_is_put_in_order(output):
    output.rename(output.with_name(f".output.kfd-{GONE}-old"))
    output.with_name(f".output.kfd-{GONE}-new").mkdir()
    with pytest.raises(RuntimeError), swapped_folder(output):
        raise RuntimeError
    assert names(output.parent) == ["output"]
    assert names(output) == ["index.html", "old.html"]


def test_the_folder_of_a_run_that_still_goes_on_is_left_alone(output):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        theirs = output.with_name(f".output.kfd-{other.pid}-new")
        theirs.mkdir()
        with swapped_folder(output) as fresh:
            (fresh / "index.html").write_text(INDEX)
        assert theirs.is_dir()
        other.communicate(b"\n")


def test_files_are_filled_in_and_others_stay(tmp_path):
    (tmp_path / "README.md").write_text("by hand")
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / f".kfd-{GONE}-new").mkdir()
    with filled_folder(tmp_path) as fresh:
        (fresh / "a.csv").write_text("new")
    assert names(tmp_path) == ["README.md", "a.csv"]
    assert (tmp_path / "a.csv").read_text() == "new"


def test_what_is_not_made_anew_goes_if_it_is_ours(tmp_path):
    for name in ("a.csv", "b.csv", "others.csv"):
        (tmp_path / name).write_text("old")
    (tmp_path / "b.parquet").mkdir()
    (tmp_path / "b.parquet" / "part").write_text("old")
    ours = ["a.csv", "b.csv", "a.parquet", "b.parquet"]
    with pytest.raises(RuntimeError), filled_folder(tmp_path, ours):
        raise RuntimeError
    assert names(tmp_path) == ["a.csv", "b.csv", "b.parquet", "others.csv"]
    with filled_folder(tmp_path, ours) as fresh:
        (fresh / "a.csv").write_text("new")
    assert names(tmp_path) == ["a.csv", "others.csv"]


def test_what_a_killed_filling_had_still_to_move_and_to_remove_is_done_by_the_next(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("old")
    whole = tmp_path / f".kfd-{GONE}-whole"
    whole.mkdir()
    (whole / "a.csv").write_text("new")
    (whole / GOING).write_text("b.csv\nc.csv")
    with pytest.raises(RuntimeError), filled_folder(tmp_path):
        raise RuntimeError
    assert names(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "new"


def test_a_failed_filling_changes_nothing(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(RuntimeError):
        fail(filled_folder(tmp_path), "a.csv", RuntimeError)
    assert names(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "old"


def test_a_failed_filling_leaves_no_new_folder(tmp_path):
    with pytest.raises(RuntimeError), filled_folder(tmp_path / "new"):
        raise RuntimeError
    assert names(tmp_path) == []


def test_a_missing_folder_is_named_with_a_remedy(tmp_path):
    with pytest.raises(OutputError, match=r"nowhere.*cannot be written.*--out"):
        write_file(tmp_path / "nowhere" / "a.txt", b"a")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs rights that can be refused")
def test_a_read_only_place_is_named_with_a_remedy(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match=r"cannot be written.*--out"), swapped_folder(tmp_path / "output"):
        pass
    tmp_path.chmod(0o700)
