"""What is tried on a data set and compared with people's coding: read once for the exhibits of notebook 08.

Assumptions can be tried on any reports. Rulings and hand coding exist only for reports that the folder
``coding`` beside them names (`kfd_analysis.review.beside`).
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from kfd_analysis import language
from kfd_analysis.codebook import in_use
from kfd_analysis.language import _, message, number, percent
from kfd_analysis.review.agreement import AgreementReport, agree
from kfd_analysis.review.beside import RULINGS, about, hand_coding, read_table
from kfd_analysis.review.sensitivity import Sensitivity, sensitivity
from kfd_analysis.showing.labels import code_label, word
from kfd_analysis.showing.phrases import percentages
from kfd_analysis.showing.view import Case, Metric, View, decimal, text
from kfd_analysis.tables.frames import Frames

METRICS = {
    "cost_per_participant_eur": message("cost per participant"),
    "cost_per_participant_hour_eur": message("cost per participant and hour"),
    "cost_per_1000_inhabitants_eur": message("cost per 1,000 inhabitants"),
    "moderation_cost_per_participant_eur": message("moderation cost per participant"),
    "moderation_cost_per_event_hour_eur": message("moderation cost per event hour"),
    "moderation_share": message("share of moderation"),
    "participants_per_1000_inhabitants": message("participants per 1,000 inhabitants"),
}
_BOUNDS = {(True, True): "interval", (False, True): "at_most", (True, False): "at_least"}
NOT_TESTED = message("No rulings and no hand coding of these reports stand beside their folder.")


class Reviewed:
    """A data set with everything that checks it."""

    def __init__(self, ds: Frames) -> None:
        self.view = View(ds)
        self.folder = getattr(ds, "folder", None)
        self.facts = tuple(getattr(ds, "facts", ()))
        self.book = in_use()
        self.cases = {case.report_id: case for case in self.view.cases}

    @cached_property
    def rulings(self) -> pd.DataFrame:
        """The rulings about these reports; empty if there are none."""
        return about(read_table(self.folder, RULINGS), self.cases)

    @cached_property
    def sensitivity(self) -> Sensitivity:
        """Every assumption tried, every ruling turned round."""
        return sensitivity(self.facts, self.view.ds, self.rulings, self.book, language.current())

    @cached_property
    def assumptions(self) -> Sensitivity:
        """Every assumption tried, rulings left as they are."""
        return sensitivity(self.facts, self.view.ds, self.rulings.head(0), self.book, language.current())

    @cached_property
    def agreement(self) -> AgreementReport | None:
        """Program against hand coding; None without one."""
        sheet = hand_coding(self.folder, self.cases, self.book)
        return agree(self.view.ds, [sheet], self.book) if sheet else None

    def case(self, report_id: object) -> Case:
        """A report as it is shown."""
        return self.cases[str(report_id)]

    def label(self, case: str) -> str:
        """Name of an assumption in few words; of a ruling its number and report."""
        entry = self.book.data["sensitivity"]
        name, _between, margin = case.rpartition("_")
        if name in entry["labels"]:
            return language.chosen(entry["labels"][name]).format(percent=margin)
        if case in entry["labels"]:
            return language.chosen(entry["labels"][case]).format(percent=entry["vat_percent"])
        return _("ruling {id}").format(id=case)


def metric_of(row: dict[str, object], side: str) -> Metric:
    """A ratio of table `Sensitivity.changes`, before or after the change."""
    value, low, high = (decimal(row[f"{side}_{part}"]) for part in ("value", "low", "high"))
    bound = "point" if value is not None else _BOUNDS.get((low is not None, high is not None), "none")
    return Metric(value, low, high, bound)


class Change(NamedTuple):
    """A figure before and after, in words."""

    figure: str
    before: str
    after: str


def change_of(row: dict[str, object]) -> Change:
    """A row of `Sensitivity.changes` in words."""
    figure = text(row["figure"])
    if figure in METRICS:
        before, after = (ratio_words(metric_of(row, side), figure) for side in ("before", "after"))
        return Change(_(METRICS[figure]), before, after)
    return Change(_count_words(figure), text(row["before"]), text(row["after"]))


def _count_words(figure: str) -> str:
    """A number of reports by what they have: ``World Café``, ``work, strict``, ``value for money: yes``."""
    field, equals, code = figure.partition("=")
    if equals:
        return f"{word(field)}: {word(code)}"
    variable, _colon, code = figure.partition(":")
    code, bracket, basis = code.partition(" (")
    name = code_label(variable, code)
    return f"{name}, {_bases()[basis.rstrip(')')]}" if bracket else name


def _bases() -> dict[str, str]:
    return {"strict": _("strict"), "broad": _("broad")}


def ratio_words(metric: Metric, figure: str) -> str:
    """A ratio with two decimals and its interval; a share as a percentage."""
    if figure == "moderation_share" and metric.bound == "point":
        return share_words(metric)
    low, high = (_one(end, figure) for end in (metric.low, metric.high))
    if metric.value is not None:
        point = _one(metric.value, figure)
        return point if metric.low == metric.high else f"{point} ({low}\u2013{high})"
    if metric.bound == "interval":
        return f"{low}\u2013{high}"
    if metric.bound == "none":
        return _("no figure")
    return f"\u2264\u00a0{high}" if metric.bound == "at_most" else f"\u2265\u00a0{low}"


def share_words(metric: Metric) -> str:
    """A share in per cent with its interval."""
    if metric.value is None or metric.low is None or metric.high is None:
        return "."
    return percentages(metric.value, metric.low, metric.high)


def _one(value: Decimal | None, figure: str) -> str:
    if value is None:
        return ""
    return percent(value) if figure == "moderation_share" else number(value, 2)
