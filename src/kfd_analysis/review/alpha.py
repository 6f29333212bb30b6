"""Krippendorff's alpha by nltk, with the distance of each level of measurement, and its bootstrap interval.

Sources: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), for the distances and the
examples that the tests hold it to; K. Krippendorff, Content Analysis: An Introduction to Its
Methodology, for the thresholds.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

FIRM, TENTATIVE = 0.800, 0.667
"""Krippendorff, Content Analysis: rely on variables from .800; draw tentative conclusions from .667."""

LEAST_REPORTS = 10
"""Fewest reports that a bootstrap interval is given for."""

RESAMPLES, SEED = 1000, 20170624

Label = Hashable
Unit = Mapping[str, Label]
Tally = frozenset[tuple[Label, int]]
Distance = Callable[[Any, Any], float]


class Alpha(NamedTuple):
    """Alpha with its interval (95 %, over reports), the number of units that carry it, and why there is none.

    `note` is ``no_variation`` (all values are the same), ``too_few_units`` (fewer than two units with
    two values) or empty.
    """

    value: float | None
    low: float | None
    high: float | None
    n_units: int
    note: str


def alpha(groups: Sequence[Sequence[Unit]], level: str) -> Alpha:
    """Alpha of units grouped by report.

    Parameters
    ----------
    groups
        For each report its units: label by coder; a coder who gave none is absent. Labels of ordinal
        units are ranks, of interval and ratio units numbers.
    level
        One of nominal, ordinal, interval, ratio.
    """
    kept = [[unit for unit in units if len(unit) > 1] for units in groups]
    units = [unit for report in kept for unit in report]
    counts = Counter(label for unit in units for label in unit.values())
    if len(units) < 2:
        return Alpha(None, None, None, len(units), "too_few_units")
    if len(counts) < 2:
        return Alpha(None, None, None, len(units), "no_variation")
    data = [(coder, number, label) for number, unit in enumerate(units) for coder, label in unit.items()]
    value = float(_task(data, distance(level, counts)).alpha())
    low, high = _interval([report for report in kept if report], level)
    return Alpha(value, low, high, len(units), "")


def _task(data: list[tuple[str, int, Label]], by: Distance) -> Any:
    from nltk.metrics.agreement import AnnotationTask  # type: ignore[import-untyped]

    return AnnotationTask(data, by)


def distance(level: str, counts: Counter[Any]) -> Distance:
    """The squared difference of two labels at a level of measurement (Krippendorff 2011, part D).

    Parameters
    ----------
    level
        One of nominal, ordinal, interval, ratio.
    counts
        How often each label occurs in units with two values; the ordinal difference depends on it.
    """
    if level == "ordinal":
        return _ordinal(counts)
    return {"nominal": _nominal, "interval": _interval_scale, "ratio": _ratio}[level]


def _nominal(one: Label, other: Label) -> float:
    return float(one != other)


def _interval_scale(one: Any, other: Any) -> float:
    return float((one - other) ** 2)


def _ratio(one: Any, other: Any) -> float:
    return float(((one - other) / (one + other)) ** 2) if one + other else 0.0


def _ordinal(counts: Counter[Any]) -> Distance:
    def squared(one: Any, other: Any) -> float:
        first, last = min(one, other), max(one, other)
        between = sum(n for rank, n in counts.items() if first <= rank <= last)
        return (between - (counts[first] + counts[last]) / 2) ** 2

    return squared


def _interval(groups: list[list[Unit]], level: str) -> tuple[float | None, float | None]:
    """Percentiles of alpha over reports drawn with replacement; none below ten reports."""
    if len(groups) < LEAST_REPORTS:
        return None, None
    reports = [Counter(_tally(unit) for unit in units) for units in groups]
    draw = random.Random(SEED)
    found = [_resampled(draw.choices(reports, k=len(reports)), level) for _ in range(RESAMPLES)]
    known = sorted(value for value in found if value is not None)
    if len(known) < RESAMPLES * 0.95:
        return None, None
    return known[int(0.025 * len(known))], known[int(0.975 * len(known))]


def _tally(unit: Unit) -> Tally:
    return frozenset(Counter(unit.values()).items())


def _resampled(reports: list[Counter[Tally]], level: str) -> float | None:
    """Alpha of drawn reports, from nltk's disagreement within units and over all; None without variation."""
    tallies: Counter[Tally] = Counter()
    for report in reports:
        tallies.update(report)
    pool: Counter[Any] = Counter()
    for tally, times in tallies.items():
        pool.update({label: n * times for label, n in tally})
    if len(pool) < 2:
        return None
    task = _task([], distance(level, pool))
    within = (
        times * sum(n for _, n in tally) * task.Disagreement(dict(tally)) for tally, times in tallies.items()
    )
    return float(1 - sum(within) / pool.total() / task.Disagreement(pool))
