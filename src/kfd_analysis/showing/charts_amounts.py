"""Chart of notebook 03: spending on moderation; and what charts of one reported field share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pandas as pd

from kfd_analysis.language import _, money, number
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.intervals import MANY, Block, Track, drawer
from kfd_analysis.showing.links import field_key, report_href
from kfd_analysis.showing.phrases import (
    ROUNDING,
    amount,
    context_note,
    dialogues,
    foot,
    gaps,
    prose_number,
    source,
)
from kfd_analysis.showing.programme import GRANT_CEILING_EUR, GRANT_SOURCE
from kfd_analysis.showing.shapes import Shape, fact_shapes
from kfd_analysis.showing.sheet import Link
from kfd_analysis.showing.spread import SPREAD_KEY, spread_alt, spread_block
from kfd_analysis.showing.view import Case, View
from kfd_analysis.tables.frames import Frames

MODERATION = "moderation_cost_eur"


def shown(view: View, field: str) -> list[Case]:
    """All cases; from ten on only those with a figure, ranked within type."""
    if view.n < MANY:
        return list(view.cases)

    def place(case: Case) -> tuple[bool, bool, Decimal]:
        fact = view.fact(case.report_id, field)
        return case.context, not case.county, fact.value or fact.low or fact.high or Decimal(0)

    return sorted((case for case in view.cases if view.fact(case.report_id, field).known), key=place)


def left_out(view: View, field: str) -> str:
    """How many counted reports are not drawn, and why; from ten on, where rows are only for figures."""
    facts = [view.fact(case.report_id, field) for case in view.counted]
    gone = [fact.reason for fact in facts if not fact.known]
    if view.n < MANY or not gone:
        return ""
    return _("Not drawn: {n} reports ({reasons}).").format(n=len(gone), reasons=gaps(gone))


def plain_spread(view: View, field: str, show: Callable[[Decimal], str]) -> list[Block]:
    """How the plain figures of a field are spread, from ten reports on."""
    facts = {case: view.fact(case.report_id, field) for case in view.counted if view.n >= MANY}
    plain = {case: fact.value for case, fact in facts.items() if fact.status != "repaired"}
    points = [(case, Shape("dot", float(value))) for case, value in plain.items() if value is not None]
    return spread_block(points, show)


def figures_alt(
    view: View, title: str, words: Callable[[Case], str], field: str, first: Sequence[Block]
) -> str:
    """The finding, then every report; from ten on the reach of the figures."""
    if view.n < MANY:
        return f"{title}. " + "; ".join(f"{case.name} {words(case)}" for case in view.counted) + "."
    known = [fact for case in view.counted if (fact := view.fact(case.report_id, field)).known]
    said = _("{some} of {n} reports give a figure").format(some=len(known), n=view.n)
    values = sorted(fact.value for fact in known if fact.value is not None)
    if values:
        said += _(", from {low} to {high}").format(low=number(values[0]), high=number(values[-1]))
    return ". ".join(part for part in (title, said, spread_alt(first)) if part) + "."


def figures_data(view: View, field: str, extra: Callable[[Case], dict[str, object]]) -> pd.DataFrame:
    """The figures of a field as a chart exports them."""
    found = []
    for case in view.cases:
        fact = view.fact(case.report_id, field)
        row = {
            "report_id": case.report_id,
            "municipality": case.name,
            "counted": not case.context,
            "value": fact.value,
        }
        row |= {
            "low": fact.low,
            "high": fact.high,
            "unit": fact.unit,
            "qualifier": fact.qualifier,
            "status": fact.status,
        }
        found.append(row | {"missing_reason": "" if fact.known else fact.reason} | extra(case))
    return pd.DataFrame(found)


def above_ceiling(view: View) -> tuple[list[Case], list[Case]]:
    """Cases whose whole interval of moderation cost is above the ceiling, and all cases with a figure."""
    known = [case for case in view.counted if view.fact(case.report_id, MODERATION).known]
    facts = {case: view.fact(case.report_id, MODERATION) for case in known}
    lows = {case: fact.low if fact.low is not None else fact.value for case, fact in facts.items()}
    return [case for case, low in lows.items() if low is not None and low > GRANT_CEILING_EUR], known


def _moderation_title(view: View) -> str:
    above, known = above_ceiling(view)
    if not known:
        return _("No report states what advice and moderation cost alone")
    if len(known) == 1:
        name = known[0].name
        words = (
            _("{name} spent more than the grant ceiling on moderation")
            if above
            else _("{name} states its spending on advice and moderation")
        )
        return words.format(name=name)
    if not above:
        return _("None of {n} reported moderation costs surely exceeds the grant ceiling").format(
            n=len(known)
        )
    return _("{some} of {n} reported moderation costs exceed the grant ceiling").format(
        some=len(above), n=len(known)
    )


def moderation_cost(ds: Frames) -> Chart:
    """Spending on external advice and moderation against the ceiling of the grant (notebook 03).

    The ceiling concerns external advice and moderation alone, so that it is set against that cost (EUR).
    Unit: EUR. Empty without a report that states this cost alone.

    References
    ----------
    ``docs/method.md``, What may be compared.

    Examples
    --------
    >>> show.moderation_cost(ds).title
    '2 of 3 reported moderation costs exceed the grant ceiling'
    """
    view = View(ds)

    def words(case: Case) -> str:
        return amount(view.fact(case.report_id, MODERATION))

    tracks = []
    for case in shown(view, MODERATION):
        fact = view.fact(case.report_id, MODERATION)
        link = Link(report_href(case.report_id, field_key(MODERATION)), f"{case.name}: {words(case)}")
        tracks.append(
            Track(case, fact_shapes(fact, link), words(case) if fact.known else "", words(case), link)
        )
    title = _moderation_title(view)
    data = figures_data(view, MODERATION, lambda _case: {"grant_ceiling_eur": GRANT_CEILING_EUR})
    first = plain_spread(view, MODERATION, prose_number)
    label = _("grant ceiling {amount}").format(amount=money(GRANT_CEILING_EUR))
    notes = (
        _(ROUNDING),
        _(GRANT_SOURCE),
        _(SPREAD_KEY) if first else "",
        left_out(view, MODERATION),
        context_note(view),
        source(view),
    )
    return Chart(
        "03_moderation_cost",
        title,
        _("{n}; EUR for external advice and moderation, as reported").format(n=dialogues(view.n)),
        foot(*notes),
        figures_alt(view, title, words, MODERATION, first),
        data,
        drawer(tracks, _("EUR"), float(GRANT_CEILING_EUR), label, first),
    )
