"""Running and storing notebooks."""

import multiprocessing
import tempfile

import nbformat
import pytest
from tests.publishing.small import write_notebook

from kfd_analysis.publishing import kernels
from kfd_analysis.publishing.kernels import can_fork
from kfd_analysis.publishing.notebooks import NotebookError, environment, run_notebooks
from kfd_analysis.publishing.store import main, stored_bytes


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("notebooks")


def test_a_notebook_finds_its_reports(folder, tmp_path):
    path = write_notebook(folder, "10_env", "import os", 'print(os.environ["KFD_REPORTS"], os.getcwd())')
    done = []
    cells = run_notebooks([path], environment(tmp_path), done=done.append)["10_env"].cells
    assert cells[-1].outputs[0].text.split() == [str(tmp_path), str(folder)]
    assert done == ["10_env"]


def test_a_failing_cell_is_named_with_a_remedy(folder):
    path = write_notebook(folder, "11_bad", "1", "1/0")
    with pytest.raises(NotebookError, match=r"11_bad\.ipynb: cell 3 failed \(ZeroDivisionError: .*kfd lab"):
        run_notebooks([path], {})


@pytest.mark.skipif(not can_fork(), reason="processes cannot be forked here")
def test_a_copied_kernel_shows_what_a_fresh_one_shows(folder, tmp_path):
    every = (
        "import os, sys\nprint(sorted(os.environ.get(name, '') for name in ('KFD_REPORTS', 'KFD_LANG')))",
        "print(os.getcwd(), __name__, sys.argv[0] != '')\nprint('aside', file=sys.stderr)",
        "import pandas as pd\npd.DataFrame({'a': [1]})",
        "%precision 2\n3.14159",
        "get_ipython().execution_count, get_ipython().history_manager.hist_file",
        "from IPython.display import display\ndisplay({'text/html': '<b>x</b>'}, raw=True)\n_",
        "!echo from a shell",
        "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2]);",
    )
    paths = [write_notebook(folder, f"14_{name}", *every) for name in ("a", "b")]
    variables = environment(tmp_path) | {"KFD_LANG": "en"}
    copied, fresh = (run_notebooks(paths, variables, fork=fork) for fork in (True, False))
    assert copied == fresh
    assert copied["14_a"].cells == copied["14_b"].cells
    assert "image/png" in copied["14_a"].cells[-1].outputs[0].data


def test_a_machine_without_fork_shows_the_same(folder, monkeypatch):
    path = write_notebook(folder, "17_spawned", "import os", "os.getcwd()")
    usual = run_notebooks([path], {})
    monkeypatch.setattr(kernels, "can_fork", lambda: False)
    assert run_notebooks([path], {}, fork=False) == usual


@pytest.mark.skipif(not can_fork(), reason="processes cannot be forked here")
def test_a_copied_kernel_that_dies_is_named(folder):
    path = write_notebook(folder, "15_dies", "import os", "os._exit(3)")
    with pytest.raises(NotebookError, match=r"15_dies\.ipynb: .* failed \(DeadKernelError"):
        run_notebooks([path], {})


def test_nothing_of_a_run_is_left(folder, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / ".kfd-99999999-killed").mkdir()
    run_notebooks([write_notebook(folder, "16_left", "1")], {})
    assert list(tmp_path.iterdir()) == []
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("content", [None, "", "{}", "[1]", "no json"])
def test_a_file_that_is_no_notebook_is_named(tmp_path, content):
    path = tmp_path / "x.ipynb"
    if content is not None:
        path.write_text(content)
    with pytest.raises(NotebookError, match=r"x\.ipynb: cannot be read as a notebook"):
        run_notebooks([path], {})


def test_storing_twice_gives_the_same_bytes(folder, monkeypatch):
    path = write_notebook(folder, "12_store", "print('a')", "1 + 1")
    monkeypatch.setenv("KFD_REPORTS", "elsewhere")
    assert main([str(path)]) == 0
    first = path.read_bytes()
    assert main([str(path)]) == 0
    assert path.read_bytes() == first
    stored = nbformat.reads(first, 4)
    assert [cell.execution_count for cell in stored.cells[1:]] == [1, 2]
    assert stored.metadata.language_info == {"name": "python"}


def test_nothing_of_the_run_is_stored():
    cell = nbformat.v4.new_code_cell("1", metadata={"execution": {"iopub.status.busy": "2024-05-06T07:08"}})
    notebook = nbformat.v4.new_notebook(
        cells=[cell], metadata={"widgets": {}, "language_info": {"name": "x", "version": "3"}}
    )
    assert b"2024-05-06" not in stored_bytes(notebook)


def test_a_failing_notebook_is_not_stored(folder, capsys):
    path = write_notebook(folder, "13_bad", "1/0")
    before = path.read_bytes()
    assert main([str(path)]) == 2
    assert path.read_bytes() == before
    assert "cell 2 failed" in capsys.readouterr().err
