"""How the plain figures of many reports are spread: median, middle half, and dots on one another."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from statistics import median, quantiles
from typing import NamedTuple

from kfd_analysis.language import _, message
from kfd_analysis.showing.intervals import MANY, Block, Track, groups
from kfd_analysis.showing.shapes import Shape
from kfd_analysis.showing.view import Case

DRAWS, SEED = 2000, 1
SPREAD_KEY = message(
    "Above: one dot for each plain figure, near ones piled up; line: median, grey: middle half, from ten "
    "figures on."
)


class Spread(NamedTuple):
    """Median and middle half (quartiles, inclusive method) of at least ten figures, in their unit."""

    n: int
    median: Decimal
    low: Decimal
    high: Decimal


def spread(values: Sequence[Decimal]) -> Spread | None:
    """Median and middle half; None below ten figures (docs/method.md, "What the figures cannot bear")."""
    if len(values) < MANY:
        return None
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), middle, low, high)


def bootstrap(values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """The 95 % percentile bootstrap interval of the median over reports; None below ten figures.

    It says how far the median hangs on which reports came in; the reports are no sample of a programme.
    The same figures give the same interval (2,000 draws, fixed seed).
    """
    if len(values) < MANY:
        return None
    rng, given = random.Random(SEED), sorted(values)
    drawn = sorted(median(rng.choices(given, k=len(given))) for _draw in range(DRAWS))
    return drawn[round(0.025 * DRAWS)], drawn[round(0.975 * DRAWS) - 1]


def spread_words(found: Spread, show: Callable[[Decimal], str]) -> str:
    """``median 50, middle half 29–100``."""
    words = _("median {median}, middle half {low}\u2013{high}")
    return words.format(median=show(found.median), low=show(found.low), high=show(found.high))


def spread_block(points: Sequence[tuple[Case, Shape]], show: Callable[[Decimal], str]) -> list[Block]:
    """A row of piled dots for each type of municipality, with median and middle half where ten give a figure.

    Parameters
    ----------
    points
        Plain figures (dots and rings) of the counted reports.
    show
        Writes a figure.
    """
    marks = {case.report_id: shape for case, shape in points if not case.context}
    tracks = []
    for name, cases in groups([case for case, _shape in points if not case.context]):
        shapes = [marks[case.report_id]._replace(link=None) for case in cases]
        found = spread([Decimal(str(shape.low)) for shape in shapes])
        words = _("{n} figures").format(n=len(shapes))
        if found:
            words = f"{words}; {spread_words(found, show)}"
            behind = [
                Shape("half", float(found.low), float(found.high)),
                Shape("median", float(found.median)),
            ]
            shapes = [*behind, *shapes]
        tracks.append(Track(cases[0], tuple(shapes), words, label=name, stacked=True))
    return [Block(_("How the plain figures are spread"), tracks)] if tracks else []


def spread_alt(blocks: Sequence[Block]) -> str:
    """The rows of `spread_block` in words."""
    return "; ".join(f"{track.label}: {track.text}" for block in blocks for track in block.tracks)
