"""The tables of a data set, as the rooms that read them take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pandas as pd

CASES = ("report_id", "source_file", "text_basis", "document_type", "municipality", "municipality_type")
"""Columns of table ``reports`` that say who reports, and nothing of what is reported."""
PARTS = {
    "values": "field",
    "codings": "variable",
    "answers": "question",
    "comparison": "metric",
    "evidence": "table",
}
"""Tables that are read by what their rows are about, with the column that says it."""


class Frames(Protocol):
    """The tables of docs/tables.md and two more, without the way in which they were read."""

    @property
    def reports(self) -> pd.DataFrame:
        """One row per report."""

    @property
    def values(self) -> pd.DataFrame:
        """One row per report and field."""

    @property
    def events(self) -> pd.DataFrame:
        """One row per event."""

    @property
    def cost_items(self) -> pd.DataFrame:
        """One row per cost component."""

    @property
    def codings(self) -> pd.DataFrame:
        """One row per report and code."""

    @property
    def answers(self) -> pd.DataFrame:
        """One row per item of the free answers."""

    @property
    def comparison(self) -> pd.DataFrame:
        """One row per report and ratio."""

    @property
    def evidence(self) -> pd.DataFrame:
        """One row per value and place in the report."""

    @property
    def problems(self) -> pd.DataFrame:
        """What a user should know about the input."""

    @property
    def scope(self) -> pd.DataFrame:
        """What the costs cover, by component."""

    @property
    def providers(self) -> pd.DataFrame:
        """Kind of provider of the moderation, never who."""

    @property
    def cases(self) -> pd.DataFrame:
        """Who reports: one row per report."""

    def part(self, table: str, about: str) -> pd.DataFrame:
        """The rows of a table of `PARTS` about one thing."""


class Parted:
    """Tables of which a part can be read alone, so that who reads it need not heed the rest."""

    @property
    def cases(self) -> pd.DataFrame:
        """Who reports, without what is reported: the columns of table ``reports`` for that."""
        reports: pd.DataFrame = getattr(self, "reports")  # noqa: B009
        return reports[list(CASES)]

    def part(self, table: str, about: str) -> pd.DataFrame:
        """The rows of a table about one thing.

        Parameters
        ----------
        table
            ``values``, ``codings``, ``answers``, ``comparison`` or ``evidence``.
        about
            A field, a variable, a question, a metric or, for ``evidence``, a table.
        """
        frame: pd.DataFrame = getattr(self, table)
        return frame[frame[PARTS[table]] == about]
