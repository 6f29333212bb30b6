"""The tables of a data set, as the rooms that read them take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pandas as pd


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
