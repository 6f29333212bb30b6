"""Small notebooks for tests."""

from pathlib import Path

import nbformat


def write_notebook(folder: Path, name: str, *code: str, text: str = "# Title\n\nA question?") -> Path:
    """A notebook of a heading and code cells."""
    cells = [nbformat.v4.new_markdown_cell(text), *map(nbformat.v4.new_code_cell, code)]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def ran(*outputs: dict[str, object], text: str = "# Title\n\nA question?") -> nbformat.NotebookNode:
    """A notebook whose one code cell has shown `outputs` (data bundles)."""
    shown = [
        nbformat.v4.new_output(
            "display_data", {k: v for k, v in o.items() if k != "metadata"}, metadata=o.get("metadata", {})
        )
        for o in outputs
    ]
    code = nbformat.v4.new_code_cell("show(1)", outputs=shown)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text), code])
