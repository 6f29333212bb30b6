"""Chart of notebook 02: cost per participant as points, intervals and bounds."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kfd_analysis.language import _
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.cost_reading import (
    Reading,
    cost_note,
    cost_shapes,
    cost_short,
    cost_words,
    printed_bounds,
    ranked,
    why_not,
)
from kfd_analysis.showing.intervals import MANY, Block, Track, drawer
from kfd_analysis.showing.links import field_key, report_href
from kfd_analysis.showing.phrases import (
    ROUNDING,
    cents,
    context_note,
    dialogues,
    foot,
    gaps,
    prose,
    prose_number,
    source,
)
from kfd_analysis.showing.shapes import Shape
from kfd_analysis.showing.sheet import Link
from kfd_analysis.showing.spread import SPREAD_KEY, spread_alt, spread_block
from kfd_analysis.showing.view import View
from kfd_analysis.tables.frames import Frames

SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹"


def _cost_title(readings: list[Reading]) -> str:
    counted = [reading for reading in readings if not reading.case.context]
    plain, drawn = [r for r in counted if r.plain], [r for r in counted if r.drawn]
    n = len(counted)
    if not drawn:
        return _("No report allows a figure for the cost per participant")
    if not plain and n == 1:
        return _("No plain cost per participant follows for {name}").format(name=counted[0].case.name)
    if not plain:
        return _("{some} of {n} reports bound the cost per participant, none fixes it").format(
            some=len(drawn), n=n
        )
    if len(plain) == 1 and n > 1:
        return _("A plain cost per participant follows only for {name}").format(name=plain[0].case.name)
    if n == 1:
        return _("A plain cost per participant follows for {name}").format(name=plain[0].case.name)
    return _("A plain cost per participant follows from {some} of {n} reports").format(some=len(plain), n=n)


def _cost_data(view: View, readings: list[Reading]) -> pd.DataFrame:
    rows = []
    for reading in readings:
        metric, inner = reading.metric, printed_bounds(view, reading) or (None, None)
        rows.append(
            {
                "report_id": reading.case.report_id,
                "municipality": reading.case.name,
                "counted": not reading.case.context,
                "reading": "lenient" if reading.lenient else "strict",
                "bound": metric.bound,
                "value": cents(metric.value),
                "low": cents(metric.low),
                "high": cents(metric.high),
                "as_printed_low": cents(inner[0]) if reading.drawn else "",
                "as_printed_high": cents(inner[1]) if reading.drawn else "",
                "unit": "EUR",
                "reasons": ";".join(metric.reasons),
            }
        )
    return pd.DataFrame(rows)


def cost_per_participant(ds: Frames) -> Chart:
    """Cost per participant as intervals, arrows and dots (notebook 02).

    Unit: EUR per participant. Empty where no report gives a figure; bounds are drawn as arrows.

    Parameters
    ----------
    ds
        Table ``comparison`` gives the ratios (EUR), ``values`` the printed figures.

    References
    ----------
    ``docs/method.md``, Bounds are results.

    Examples
    --------
    >>> show.cost_per_participant(ds).title
    'A plain cost per participant follows only for Landkreis Konstanz'
    """
    view = View(ds)
    readings = [Reading(view, case) for case in view.cases]
    many = view.n >= MANY
    shown = ranked(readings) if many else readings
    signs = dict(zip(view.counted, "" if many else SUPERSCRIPTS, strict=False))
    tracks = [_track(view, reading, signs.get(reading.case, "")) for reading in shown]
    notes = [f"{sign} {cost_note(view, case)}" for case, sign in signs.items() if Reading(view, case).drawn]
    title = _cost_title(readings)
    points = [(r.case, cost_point(r)) for r in readings if r.plain] if many else []
    first = spread_block(points, prose_number)
    more = (_key(), _(SPREAD_KEY) if first else "", _(ROUNDING), _left_out(readings) if many else "")
    return Chart(
        "02_cost_per_participant",
        title,
        _("{n}; EUR per participant, reported total over reported participants").format(n=dialogues(view.n)),
        foot(*notes, *more, context_note(view), source(view)),
        _alt(view, title, readings, first),
        _cost_data(view, readings),
        drawer(tracks, _("EUR per participant"), first=first),
    )


def cost_point(reading: Reading) -> Shape:
    """The dot of a plain figure."""
    return Shape("dot", float(reading.metric.value or 0))


def _track(view: View, reading: Reading, sign: str) -> Track:
    case, words, reason = reading.case, cost_words(view, reading), why_not(reading)
    href = report_href(case.report_id, field_key("total_cost_eur"))
    link = Link(href, f"{case.name}: {words or reason}")
    named = case._replace(name=case.name + sign) if reading.drawn else case
    return Track(named, cost_shapes(view, reading, link), words, reason, link, cost_short(reading))


def _key() -> str:
    return _(
        "● point, strict   ○ lenient (repaired figure)   ▭ range as printed, without a middle   | "
        "line: with rounding   ◂ at most"
    )


def _left_out(readings: list[Reading]) -> str:
    gone = [
        code
        for r in readings
        if not r.drawn and not r.case.context
        for code in (r.metric.reasons or ("not_reported",))[:1]
    ]
    return _("Not drawn: {n} reports ({reasons}).").format(n=len(gone), reasons=gaps(gone)) if gone else ""


def _alt(view: View, title: str, readings: list[Reading], first: Sequence[Block]) -> str:
    counted = [reading for reading in readings if not reading.case.context]
    if len(counted) < MANY:
        rows = [f"{r.case.name} {cost_words(view, r) if r.drawn else why_not(r)}" for r in counted]
        return f"{title}. {'; '.join(rows)}."
    drawn = [r for r in counted if r.drawn]
    values = sorted(r.metric.value for r in drawn if r.plain and r.metric.value is not None)
    words = _("{drawn} of {n} reports are drawn as dots, lines or arrows").format(
        drawn=len(drawn), n=len(counted)
    )
    if values:
        words += _("; plain figures reach from {low} to {high}").format(
            low=prose(values[0]), high=prose(values[-1])
        )
    return f"{title}. {words}. {_('EUR per participant')}, {spread_alt(first)}."
