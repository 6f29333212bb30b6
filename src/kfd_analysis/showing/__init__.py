"""Frames become charts, tables and sentences: pure functions, loaded when they are asked for.

``CHARTS`` and ``TABLES`` say by name which function makes an exhibit and which notebook shows it.
In the examples of this package, ``kfd`` is `kfd_analysis`, ``show`` this package and ``ds`` a data set,
as in the first cell of each notebook.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kfd_analysis.showing.exhibits import CHARTS, FOR_PAGES, NOTEBOOK_TITLES, PICTURE, TABLES, Entry

if TYPE_CHECKING:
    from kfd_analysis.showing.chart import Chart
    from kfd_analysis.showing.charts_amounts import moderation_cost
    from kfd_analysis.showing.charts_cost import cost_per_participant
    from kfd_analysis.showing.charts_pairs import method_combinations, topic_combinations
    from kfd_analysis.showing.charts_people import participants
    from kfd_analysis.showing.charts_reliability import assumptions
    from kfd_analysis.showing.charts_topics import topics
    from kfd_analysis.showing.finding import Finding, Findings
    from kfd_analysis.showing.marks import legend
    from kfd_analysis.showing.matrices import reported_fields
    from kfd_analysis.showing.matrices_answers import outcomes, ratings
    from kfd_analysis.showing.matrices_codes import actors, method_states, topic_origins
    from kfd_analysis.showing.matrices_services import services
    from kfd_analysis.showing.table import Table
    from kfd_analysis.showing.tables_corpora import corpora
    from kfd_analysis.showing.tables_cost import cost_scope, totals
    from kfd_analysis.showing.tables_orders import tipping_points
    from kfd_analysis.showing.tables_outside import outside_costs, outside_sources
    from kfd_analysis.showing.tables_reliability import agreement, disagreements, rulings
    from kfd_analysis.showing.tables_summary import claims
    from kfd_analysis.showing.tables_text import method_words, recommendations, sample, topic_sensitivity
    from kfd_analysis.showing.tables_unanswered import unanswered
    from kfd_analysis.showing.words import findings

_MODULES = {
    "chart": ("Chart",),
    "charts_amounts": ("moderation_cost",),
    "charts_cost": ("cost_per_participant",),
    "charts_pairs": ("method_combinations", "topic_combinations"),
    "charts_people": ("participants",),
    "charts_reliability": ("assumptions",),
    "charts_topics": ("topics",),
    "finding": ("Finding", "Findings"),
    "marks": ("legend",),
    "matrices": ("reported_fields",),
    "matrices_answers": ("outcomes", "ratings"),
    "matrices_codes": ("actors", "method_states", "topic_origins"),
    "matrices_services": ("services",),
    "table": ("Table",),
    "tables_cost": ("cost_scope", "totals"),
    "tables_orders": ("tipping_points",),
    "tables_outside": ("outside_costs", "outside_sources"),
    "tables_corpora": ("corpora",),
    "tables_reliability": ("agreement", "disagreements", "rulings"),
    "tables_summary": ("claims",),
    "tables_unanswered": ("unanswered",),
    "tables_text": (
        "method_words",
        "recommendations",
        "sample",
        "topic_sensitivity",
    ),
    "words": ("findings",),
}
_PLACE = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "CHARTS",
    "FOR_PAGES",
    "NOTEBOOK_TITLES",
    "PICTURE",
    "TABLES",
    "Chart",
    "Entry",
    "Finding",
    "Findings",
    "Table",
    "actors",
    "agreement",
    "assumptions",
    "claims",
    "corpora",
    "cost_per_participant",
    "cost_scope",
    "disagreements",
    "findings",
    "legend",
    "method_combinations",
    "method_states",
    "method_words",
    "moderation_cost",
    "modules",
    "outcomes",
    "outside_costs",
    "outside_sources",
    "participants",
    "ratings",
    "recommendations",
    "reported_fields",
    "rulings",
    "sample",
    "services",
    "tipping_points",
    "topic_combinations",
    "topic_origins",
    "topic_sensitivity",
    "topics",
    "totals",
    "unanswered",
]


def modules() -> list[str]:
    """All modules that make exhibits, which are otherwise imported when they are used."""
    return [f"{__name__}.{module}" for module in _MODULES]


def __getattr__(name: str) -> Any:
    """Import what draws only when it is used."""
    if name in _PLACE:
        return getattr(import_module(f"{__name__}.{_PLACE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What is offered for completion: the public names, loaded or not."""
    return __all__
