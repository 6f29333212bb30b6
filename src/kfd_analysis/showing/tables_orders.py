"""Table of notebook 02: orders of costs per participant under rounding, and what would turn them."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from itertools import permutations
from typing import NamedTuple

from kfd_analysis.language import _, number
from kfd_analysis.showing import marks
from kfd_analysis.showing.build import Builder
from kfd_analysis.showing.cost_reading import Reading
from kfd_analysis.showing.intervals import MANY
from kfd_analysis.showing.links import Linked, field_key, report_href
from kfd_analysis.showing.phrases import (
    ROUNDING,
    dialogues,
    prose_number,
    source,
)
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.view import Case, View, decimal
from kfd_analysis.tables.frames import Frames

SCALES = (Decimal("0.5"), Decimal(1), Decimal(2))


class Bounds(NamedTuple):
    """Cost per participant of one report under one assumption about rounding; None = no bound."""

    low: Decimal | None
    high: Decimal | None


def scaled_cost(view: View, case: Case, scale: Decimal) -> Bounds:
    """Bounds of the cost per participant when roundings reach `scale` times as far (1 = ±10 %)."""
    reading = Reading(view, case)
    total = view.fact(case.report_id, "total_cost_eur")
    if not reading.drawn or total.value is None or total.low is None or total.high is None:
        return Bounds(None, None)
    low, high = _scaled_people(view, case, scale)
    dear, cheap = (total.value + (end - total.value) * scale for end in (total.high, total.low))
    most = dear / low if low else None
    return Bounds(None if reading.metric.bound == "at_most" or not high else cheap / high, most)


def _scaled_people(view: View, case: Case, scale: Decimal) -> tuple[Decimal | None, Decimal | None]:
    fact = view.fact(case.report_id, "participants")
    if fact.value is not None:
        ends = [end if end is not None else fact.value for end in (fact.low, fact.high)]
        return fact.value + (ends[0] - fact.value) * scale, fact.value + (ends[1] - fact.value) * scale
    high = fact.high
    if high is None and fact.low is not None:
        tops = []
        for row in view.events(case.report_id):
            least, most = decimal(row["participants_low"]), decimal(row["participants_high"])
            tops.append(
                least + (most - least) * scale
                if least is not None and most is not None
                else decimal(row["invited"])
            )
        high = (
            sum((top for top in tops if top is not None), Decimal(0)) if tops and None not in tops else None
        )
    return fact.low, high


def _holds(view: View, cheap: Case, dear: Case, scale: Decimal) -> bool:
    below, above = scaled_cost(view, cheap, scale).high, scaled_cost(view, dear, scale).low
    return below is not None and above is not None and below < above


class Turn(NamedTuple):
    """An order of two reports and what would turn it."""

    cheap: Case
    dear: Case
    holds: tuple[bool, ...]
    bar: Decimal | None
    people: int | None
    extra: Decimal | None


def turns(view: View) -> list[Turn]:
    """Orders of two counted reports that hold at ±10 %, and the N or EUR at which each would turn."""
    drawn = [case for case in view.counted if Reading(view, case).drawn]
    found = []
    for cheap, dear in permutations(drawn, 2):
        holds = tuple(_holds(view, cheap, dear, scale) for scale in SCALES)
        if not holds[1]:
            continue
        bar, total = (
            scaled_cost(view, dear, Decimal(1)).low,
            view.fact(cheap.report_id, "total_cost_eur").value,
        )
        people = (
            view.fact(cheap.report_id, "participants").value or view.fact(cheap.report_id, "participants").low
        )
        fewer = int((total / bar).to_integral_value(ROUND_CEILING)) if total and bar else None
        extra = bar * people - total if bar and people and total is not None else None
        found.append(Turn(cheap, dear, holds, bar, fewer, extra))
    return found


def open_pairs(view: View) -> list[tuple[Case, Case]]:
    """Pairs of counted reports with figures whose order the intervals leave open."""
    drawn = [case for case in view.counted if Reading(view, case).drawn]
    closed = {frozenset((turn.cheap, turn.dear)) for turn in turns(view)}
    pairs = [(a, b) for i, a in enumerate(drawn) for b in drawn[i + 1 :]]
    return [pair for pair in pairs if frozenset(pair) not in closed]


def tipping_points(ds: Frames) -> Table:
    r"""Whether orders of costs per participant survive rounding, and what would turn them (notebook 02).

    Units: persons, EUR. Empty from ten reports on, or without two costs that give an order.

    References
    ----------
    ``docs/method.md``, What may be compared.

    Examples
    --------
    >>> list(show.tipping_points(ds).frame)[:3]
    ['Order', '±5\xa0%', '±10\xa0%']
    """
    view = View(ds)
    table = Builder(
        _("Order"),
        "±5\u00a0%",
        "±10\u00a0%",
        "±20\u00a0%",
        _("turns with fewer people than"),
        _("turns with more unreported EUR than"),
    )
    few = view.n < MANY
    for turn in turns(view) if few else ():
        words = [_("holds") if held else _("open") for held in turn.holds]
        order = _("{cheap} below {dear}").format(cheap=turn.cheap.name, dear=turn.dear.name)
        people, extra = turn.people, turn.extra
        table.add(
            Linked(order, report_href(turn.cheap.report_id, field_key("total_cost_eur"))),
            *words,
            number(people) if people else ".",
            prose_number(extra) if extra is not None else ".",
        )
    for one, other in open_pairs(view) if few else ():
        table.add(
            _("{one} and {other}").format(one=one.name, other=other.name),
            *[_open(view, one, other, s) for s in SCALES],
            marks.SENSELESS,
            marks.SENSELESS,
        )
    notes = [
        _(
            "Lenient reading where the strict one gives no point. Only the order of two reported "
            "figures is tested; their costs cover different things."
        ),
        _(
            "For the first report of a pair: with fewer people, or more cost not reported, it would "
            "reach the lower bound of the second."
        ),
        _(ROUNDING),
        ""
        if few
        else _("Shown for fewer than {n} reports; with more, see the intervals within type.").format(n=MANY),
        source(view),
    ]
    caption = _("Orders of cost per participant and what would turn them ({n})").format(n=dialogues(view.n))
    return table.table("02_tipping_points", caption, notes, list(table.columns[4:]))


def _open(view: View, one: Case, other: Case, scale: Decimal) -> str:
    return _("holds") if _holds(view, one, other, scale) or _holds(view, other, one, scale) else _("open")
