"""What a data set holds, in a few lines: the answer to its name in a notebook or a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from kfd_analysis.codebook import load_codebook

if TYPE_CHECKING:
    import pandas as pd


class Contents(NamedTuple):
    """Tables with their size and meaning, and the files that could not be read."""

    head: str
    rows: tuple[tuple[str, int, int, str], ...]
    unread: tuple[str, ...]

    def plain(self) -> str:
        """Lines for a terminal."""
        lines = [f"  {name:<11}{n:>6} × {width:<3} {words}" for name, n, width, words in self.rows]
        return "\n".join([self.head, *lines, *self.unread])

    def html(self) -> str:
        """A table for a notebook."""
        cell, left = Markup("<td>{}</td>").format, Markup('<td style="text-align:left">{}</td>').format
        lines = (
            Markup("<tr>{}</tr>").format(
                Markup().join([left(f"ds.{name}"), cell(n), cell(width), left(words)])
            )
            for name, n, width, words in self.rows
        )
        heads = Markup("<tr><th>table</th><th>rows</th><th>columns</th><th>holds</th></tr>")
        unread = Markup().join(Markup("<p>{}</p>").format(words) for words in self.unread)
        body = Markup().join(lines)
        return Markup("<p>{}</p><table><thead>{}</thead><tbody>{}</tbody></table>{}").format(
            self.head, heads, body, unread
        )


def contents(folder: Path, tables: Mapping[str, pd.DataFrame]) -> Contents:
    """Size and meaning of every table.

    Parameters
    ----------
    folder
        The folder that was read.
    tables
        The tables by name.
    """
    meaning = load_codebook().data["columns"]
    n = len(tables["reports"])
    problems = tables["problems"]
    unread = problems[
        (problems["severity"] == "error") & ~problems["report_id"].isin(tables["reports"]["report_id"])
    ]
    return Contents(
        f"Dataset: {n} report{'s' * (n != 1)} from {folder.name}",
        tuple((name, *frame.shape, meaning[name]["en"]) for name, frame in tables.items()),
        tuple(f"Not read: {row.source_file}: {row.message}" for row in unread.itertuples()),
    )
