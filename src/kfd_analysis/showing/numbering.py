"""Numbers of figures and tables: one count each through all notebooks, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterable

from kfd_analysis.language import _
from kfd_analysis.showing.exhibits import CHARTS, TABLES


def _place(name: str, names: Iterable[str]) -> int:
    """Place of a name, from 1; 0 if it is none of them."""
    return next((place for place, other in enumerate(names, 1) if other == name), 0)


def figure_number(name: str) -> int:
    """Number of a chart through all notebooks; 0 for one that no notebook shows."""
    return _place(name, CHARTS)


def figure_label(name: str) -> str:
    """``Figure 3``; empty for a chart that no notebook shows."""
    place = figure_number(name)
    return _("Figure {n}").format(n=place) if place else ""


def table_label(name: str) -> str:
    """``Table 2``; empty for a table that no notebook shows."""
    place = _place(name, TABLES)
    return _("Table {n}").format(n=place) if place else ""


def numbered(label: str, words: str) -> str:
    """``Figure 3. Words``; the words alone where there is no number."""
    return f"{label}. {words}" if label else words
