"""Every chart and table by the name of its files, and the notebooks that show them, in their order."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from kfd_analysis.language import message

if TYPE_CHECKING:
    from kfd_analysis.tables.frames import Frames

NOTEBOOK_TITLES = {
    "00_summary": message("Summary"),
    "01_reports_and_evidence": message("Reports and evidence"),
    "02_cost_per_participant": message("Cost per participant"),
    "03_moderation_spending": message("Spending on moderation"),
    "04_methods": message("Methods"),
    "05_topics": message("Topics"),
    "06_participants_and_actors": message("Participants and actors"),
    "07_ratings_outcomes_recommendations": message("Ratings, outcomes, recommendations"),
    "08_reliability": message("Reliability and sensitivity"),
}
"""Names of the notebooks and their titles, in their order."""


class Entry(NamedTuple):
    """Where an exhibit is made and shown; called with a data set, it makes the exhibit.

    Attributes
    ----------
    notebook
        Name of the notebook that shows it.
    function
        Name of the function in `kfd_analysis.showing`.
    """

    notebook: str
    function: str

    def __call__(self, ds: Frames) -> Any:
        """Make the exhibit (`Chart` or `Table`)."""
        return getattr(import_module("kfd_analysis.showing"), self.function)(ds)


_00, _01, _02, _03, _04, _05, _06, _07, _08 = NOTEBOOK_TITLES

CHARTS = {
    "01_reported_fields": Entry(_01, "reported_fields"),
    "02_cost_per_participant": Entry(_02, "cost_per_participant"),
    "03_moderation_cost": Entry(_03, "moderation_cost"),
    "03_services": Entry(_03, "services"),
    "04_methods": Entry(_04, "method_states"),
    "04_method_combinations": Entry(_04, "method_combinations"),
    "05_topics": Entry(_05, "topics"),
    "05_topic_origins": Entry(_05, "topic_origins"),
    "05_topic_combinations": Entry(_05, "topic_combinations"),
    "06_participants": Entry(_06, "participants"),
    "06_actors": Entry(_06, "actors"),
    "07_ratings": Entry(_07, "ratings"),
    "07_outcomes": Entry(_07, "outcomes"),
    "08_assumptions": Entry(_08, "assumptions"),
}
"""Every chart by the name of its files; ``CHARTS[name](ds)`` makes it."""

TABLES = {
    "00_claims": Entry(_00, "claims"),
    "00_unanswered": Entry(_00, "unanswered"),
    "01_sample": Entry(_01, "sample"),
    "01_outside_sources": Entry(_01, "outside_sources"),
    "02_cost_scope": Entry(_02, "cost_scope"),
    "02_totals": Entry(_02, "totals"),
    "02_tipping_points": Entry(_02, "tipping_points"),
    "02_outside_sources": Entry(_02, "outside_costs"),
    "04_method_words": Entry(_04, "method_words"),
    "05_topic_sensitivity": Entry(_05, "topic_sensitivity"),
    "07_recommendations": Entry(_07, "recommendations"),
    "08_rulings": Entry(_08, "rulings"),
    "08_agreement": Entry(_08, "agreement"),
    "08_disagreements": Entry(_08, "disagreements"),
    "08_corpora": Entry(_08, "corpora"),
}
"""Every table that a reader sees by its name; ``TABLES[name](ds)`` makes it."""

PICTURE = "application/vnd.kfd.chart+json"
"""Media type of a chart drawn for a page: name, title, and SVG for wide and for narrow windows."""
FOR_PAGES = "KFD_FOR_PAGES"
"""Environment variable that has notebooks draw charts for pages, not as pictures to look at in a notebook."""
