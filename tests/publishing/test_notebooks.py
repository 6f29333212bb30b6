"""Running and storing notebooks."""

import nbformat
import pytest
from tests.publishing.small import write_notebook

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
    cell = nbformat.v4.new_code_cell("1", metadata={"execution": {"iopub.status.busy": "2024"}})
    notebook = nbformat.v4.new_notebook(
        cells=[cell], metadata={"widgets": {}, "language_info": {"name": "x", "version": "3"}}
    )
    assert b"2024" not in stored_bytes(notebook)


def test_a_failing_notebook_is_not_stored(folder, capsys):
    path = write_notebook(folder, "13_bad", "1/0")
    before = path.read_bytes()
    assert main([str(path)]) == 2
    assert path.read_bytes() == before
    assert "cell 2 failed" in capsys.readouterr().err
