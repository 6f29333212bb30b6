"""The notebooks as stored: named, ordered, run in full; no definitions, no figures in prose."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from kfd_analysis import showing
from kfd_analysis.publishing import lab

FOLDER = Path(__file__).parents[2] / "notebooks"
NAMES = list(showing.NOTEBOOK_TITLES)
PARAMETERS = lab.PARAMETER


def notebook(name: str) -> Any:
    """A stored notebook."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def cells(name: str, kind: str) -> list[Any]:
    """The cells of one kind."""
    return [cell for cell in notebook(name).cells if cell.cell_type == kind]


def test_the_folder_holds_these_notebooks_in_this_order() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb"))[: len(NAMES)] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_title_and_question_come_first_and_limits_last(name: str) -> None:
    markdown = [cell.source for cell in cells(name, "markdown")]
    assert markdown[0].startswith(f"# {showing.NOTEBOOK_TITLES[name]}\n\n**Question.** ")
    assert markdown[0].rstrip().endswith("?")
    assert markdown[-1].startswith("## What may not be concluded")


@pytest.mark.parametrize("name", NAMES)
def test_one_parameter_cell_before_all_code(name: str) -> None:
    code = cells(name, "code")
    tagged = [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]
    assert tagged == code[:1]
    assert tagged[0].source == PARAMETERS


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_short_and_define_nothing(name: str) -> None:
    for cell in cells(name, "code"):
        tree = ast.parse(cell.source)
        assert len(cell.source.splitlines()) <= 6
        assert not any(
            isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda) for node in ast.walk(tree)
        )


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_was_run_and_kept_its_output(name: str) -> None:
    code = cells(name, "code")
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        last = ast.parse(cell.source).body[-1]
        assert bool(cell.outputs) == isinstance(last, ast.Expr)
        assert all(output.output_type == "execute_result" for output in cell.outputs)


@pytest.mark.parametrize("name", NAMES)
def test_prose_states_no_figure(name: str) -> None:
    for cell in cells(name, "markdown"):
        assert not re.search(r"\d", cell.source), cell.source


@pytest.mark.parametrize("name", NAMES)
def test_every_exhibit_of_the_registry_is_shown_in_its_notebook(name: str) -> None:
    source = "\n".join(cell.source for cell in cells(name, "code"))
    entries = [*showing.CHARTS.values(), *showing.TABLES.values()]
    assert [
        e.function for e in entries if e.notebook == name and f"show.{e.function}(ds)" not in source
    ] == []
    shown = re.findall(r"show\.(\w+)\(ds\)", source)
    assert {entry.function for entry in entries if entry.notebook == name} == set(shown)
    assert f'show.findings(ds, "{name[:2]}")' in source


@pytest.mark.parametrize("name", NAMES)
def test_stored_charts_carry_alt_text_and_name(name: str) -> None:
    outputs = [output for cell in cells(name, "code") for output in cell.outputs]
    pictures = [output for output in outputs if "image/png" in output.data]
    names = [chart for chart, entry in showing.CHARTS.items() if entry.notebook == name]
    assert sorted(output.metadata["image/png"]["chart"] for output in pictures) == sorted(names)
    assert all(output.metadata["image/png"]["alt"] == output.data["text/plain"] for output in pictures)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_machine_is_stored(name: str) -> None:
    stored = notebook(name)
    assert stored.metadata.kernelspec.name == "python3"
    assert set(stored.metadata) == {"kernelspec", "language_info"}
    text = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    assert "/home/" not in text
    assert "/tmp/" not in text
    assert all("execution" not in cell.metadata for cell in stored.cells)
