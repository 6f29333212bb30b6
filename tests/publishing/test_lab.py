"""JupyterLab as a place to work: what it opens, and the cell of the summary that reruns everything."""

import subprocess
import sys

import pytest
from tests.publishing.small import write_notebook

import kfd_analysis as kfd
from kfd_analysis.publishing.lab import PARAMETER, with_default_folder
from kfd_analysis.publishing.notebooks import read_notebook


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a folder of reports of one's own; the working folder is that of a notebook."""
    for name in ("notebooks", "data/raw", "mine"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


@pytest.fixture
def called(monkeypatch):
    """The commands that would run; each says what is set here."""
    commands, answer = [], {"returncode": 0, "stderr": "", "writes": True}

    def run(command, cwd, **_options):
        commands.append((command, cwd))
        if answer["writes"]:
            (cwd / "output").mkdir(exist_ok=True)
            (cwd / "output" / "index.html").touch()
        return subprocess.CompletedProcess(command, answer["returncode"], "", answer["stderr"])

    monkeypatch.setattr(subprocess, "run", run)
    return commands, answer


def test_without_a_folder_nothing_is_run(called):
    assert kfd.rerun(None) is None
    assert called[0] == []


def test_a_folder_of_ones_own_gets_the_whole_suite(project, called, capsys, monkeypatch):
    monkeypatch.setenv("KFD_CODEBOOK", str(project / "words"))
    assert kfd.rerun("mine") == project / "output" / "index.html"
    ((command, cwd),) = called[0]
    expected = ["-m", "kfd_analysis", "report", str(project / "mine"), "--out", str(project / "output")]
    assert command == [sys.executable, *expected, "--quiet", "--codebook", str(project / "words")]
    assert cwd == project
    assert str(project / "output" / "index.html") in capsys.readouterr().out


def test_a_report_that_cannot_be_read_is_named(project, called, capsys):
    called[1].update(returncode=1, stderr="kfd: brief.txt: no report\n")
    assert kfd.rerun("mine") is not None
    assert capsys.readouterr().out.startswith("kfd: brief.txt: no report\n")


def test_a_failed_run_says_why(project, called):
    called[1].update(returncode=2, stderr="kfd: no report in mine\n", writes=False)
    with pytest.raises(kfd.KfdError, match=r"^no report in mine$"):
        kfd.rerun("mine")


def test_a_folder_saved_in_a_notebook_does_not_mix_into_the_suite(tmp_path):
    path = write_notebook(tmp_path, "00_summary", 'FOLDER = "mine"  # my reports\nN = 3')
    notebook = read_notebook(path)
    assert notebook.cells[-1].source == 'FOLDER = "mine"  # my reports\nN = 3'
    notebook.cells[-1].metadata["tags"] = ["parameters"]
    assert with_default_folder(notebook).cells[-1].source == f"{PARAMETER}\nN = 3"
