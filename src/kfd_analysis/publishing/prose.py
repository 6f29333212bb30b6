"""The prose of notebooks as messages: its headings, paragraphs and items, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from kfd_analysis.language import _

_MARK = r"(?:#{1,6}|[-*+>]|\d+\.)[ ]+"
_BLOCK = re.compile(rf"^([ ]*(?:{_MARK})?)(\S.*(?:\n(?![ ]*(?:{_MARK}|\n|\Z)).+)*)", re.MULTILINE)
"""A mark of Markdown, if there is one, and the lines up to the next mark or empty line."""


def blocks(source: str) -> Iterator[str]:
    """The headings, paragraphs and items of a cell, each as one line, without their marks."""
    for found in _BLOCK.finditer(source):
        yield _line(found)


def translated(notebook: NotebookNode) -> NotebookNode:
    """The notebook with its prose in the active language; code and outputs stay."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _BLOCK.sub(lambda found: found[1] + _(_line(found)), cell.source)
    return notebook


def _line(found: re.Match[str]) -> str:
    return " ".join(found[2].split())
