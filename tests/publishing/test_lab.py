"""JupyterLab as a place to work: what it opens, and the cell of the summary that reruns everything."""

import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest
from tests.publishing.small import write_notebook

import kfd_analysis as kfd
from kfd_analysis.loading.sharing import ELSEWHERE, NOTED
from kfd_analysis.publishing.lab import PARAMETER, with_default_folder
from kfd_analysis.publishing.notebooks import environment, read_notebook, run_notebooks
from kfd_analysis.showing import FOR_PAGES

RAW = Path("data/raw").resolve()


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


def test_the_folder_of_kfd_lab_is_rerun_unless_kfd_report_runs_the_cell(project, called, monkeypatch):
    monkeypatch.setenv("KFD_REPORTS", str(project / "data" / "raw"))
    assert kfd.rerun(None) is None
    monkeypatch.setenv("KFD_REPORTS", str(project / "mine"))
    assert kfd.rerun(None) == project / "output" / "index.html"
    monkeypatch.setenv(FOR_PAGES, "1")
    assert kfd.rerun(None) is None
    assert len(called[0]) == 1


def test_a_folder_of_ones_own_gets_the_whole_suite(project, called, capsys, monkeypatch):
    monkeypatch.setenv("KFD_CODEBOOK", str(project / "words"))
    assert kfd.rerun("mine") == project / "output" / "index.html"
    ((command, cwd),) = called[0]
    expected = ["-m", "kfd_analysis", "report", str(project / "mine"), "--out", str(project / "output")]
    assert command == [sys.executable, *expected, "--quiet", "--codebook", str(project / "words")]
    assert cwd == project
    assert str(project / "output" / "index.html") in capsys.readouterr().out


def test_a_notebook_that_runs_the_suite_on_other_reports_has_read_more_than_its_own(
    project, called, monkeypatch
):
    noted = project / "noted"
    noted.touch()
    monkeypatch.setenv(NOTED, str(noted))
    kfd.rerun(None)
    assert noted.read_text() == ""
    kfd.rerun("mine")
    assert noted.read_text() == f"{ELSEWHERE}\n"


def test_a_report_that_cannot_be_read_is_named(project, called, capsys):
    called[1].update(returncode=1, stderr="kfd: brief.txt: no report\n")
    assert kfd.rerun("mine") is not None
    assert "\nkfd: brief.txt: no report\n" in capsys.readouterr().out


def test_a_notebook_shows_a_link_that_leads_from_it_to_the_page(project, called, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    kfd.rerun("mine")
    ((markup,),) = [[link._repr_html_() for link in shown]]
    assert "The whole suite for mine: <a href='../output/index.html'" in markup


def test_without_reports_beside_the_notebooks_paths_count_from_their_parent(tmp_path, monkeypatch):
    """As after ``kfd lab`` in an empty folder, which copies the packaged notebooks there."""
    (tmp_path / "notebooks").mkdir()
    first = "import kfd_analysis as kfd\nfrom kfd_analysis.loading.request import project_root"
    second = "print(project_root()); print(len(kfd.load_dataset('reports').reports))"
    path = write_notebook(tmp_path / "notebooks", "00_summary", first, second)
    (tmp_path / "reports").mkdir()
    copy(RAW / "plochingen.txt", tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    cells = run_notebooks([path], environment(tmp_path / "reports"))["00_summary"].cells
    assert cells[-1].outputs[0].text == f"{tmp_path}\n1\n"


def test_rerun_leaves_the_modules_of_the_kernel_alone():
    words = "import sys, kfd_analysis; kfd_analysis.rerun; sys.exit(None in sys.modules.values())"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0


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
