"""Run the notebooks and store them with their outputs.

``python -m kfd_analysis.publishing.store [NOTEBOOK...]``

The same code and reports give the same bytes on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from kfd_analysis.errors import KfdError
from kfd_analysis.publishing.notebooks import run_notebooks
from kfd_analysis.writing import write_file

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def store(paths: Sequence[Path]) -> None:
    """Run `paths` on their own default input and write them back, each in one step.

    Raises
    ------
    NotebookError
        If a notebook fails; none is changed then.
    """
    notebooks = run_notebooks(paths, {})
    for path in paths:
        write_file(path, stored_bytes(notebooks[path.stem]))


def stored_bytes(notebook: NotebookNode) -> bytes:
    """A notebook as JSON without anything of the machine or the clock."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    text: str = nbformat.writes(notebook)
    return (text.rstrip("\n") + "\n").encode("utf-8")


def main(arguments: Sequence[str]) -> int:
    """Store the named notebooks, or all of ``notebooks/``."""
    paths = [Path(name) for name in arguments] or sorted(Path("notebooks").glob("*.ipynb"))
    try:
        store(paths)
    except KfdError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
