"""Matrix of notebook 01: what each report says of each field, and how it is known."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kfd_analysis.language import _, date, money, number
from kfd_analysis.showing import marks
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.grid import Cell, Grid, Row, draw_grid
from kfd_analysis.showing.labels import word
from kfd_analysis.showing.links import field_key, report_href
from kfd_analysis.showing.phrases import context_note, dialogues, foot, share, source
from kfd_analysis.showing.sheet import Link, Sheet, nothing
from kfd_analysis.showing.view import Case, Fact, View
from kfd_analysis.tables.frames import Frames

FIELDS = (
    "population",
    "county",
    "administrative_region",
    "first_event_date",
    "n_events",
    "event_hours",
    "participants",
    "total_cost_eur",
    "moderation_cost_eur",
    "satisfaction_process",
    "satisfaction_results",
    "value_for_money",
)
TINTS = {marks.BLUE: "#d6e6f2", marks.ORANGE: "#fbe3d3", marks.GREEN: "#d2eee5", marks.GREY: marks.WHITE}


def grid_chart(name: str, words: tuple[str, str, str], grid: Grid, alt: str, data: pd.DataFrame) -> Chart:
    """A chart of a matrix; `words` are title, subtitle and foot."""

    def draw(sheet: Sheet) -> None:
        if not any(cell.sign for cell in grid.cells.values()):
            nothing(sheet, _("Nothing to draw: no report gives an answer."))
        else:
            draw_grid(sheet, grid)

    return Chart(name, *words, f"{words[0]}. {alt}".rstrip(" .") + ".", data, draw)


def field_words(fact: Fact, field: str) -> str:
    """A value in a few words, for a tile."""
    if fact.value is not None and field.endswith("_eur"):
        return money(fact.value)
    if fact.value is not None and field != "price_year":
        return number(fact.value, 0 if fact.value == int(fact.value) else 1)
    if fact.low is not None or fact.high is not None:
        return "\u2013".join(number(end) for end in (fact.low, fact.high) if end is not None)
    return date(fact.text) if field.endswith("_date") else word(fact.text)


def field_cell(view: View, case: Case, field: str) -> Cell:
    """Tile of a field: the sign of its status, its value or the reason why there is none."""
    fact = view.fact(case.report_id, field)
    mark = marks.mark_of(fact.status, fact.qualifier)
    words = field_words(fact, field) if fact.known else marks.reason(fact.reason)
    known = "" if mark.key in ("reported", "missing") else f", {_(mark.meaning)}"
    link = Link(report_href(case.report_id, field_key(field)), f"{case.name}, {word(field)}: {words}{known}")
    colour = marks.GREY if not fact.known else marks.INK
    short = "" if fact.known else marks.LETTERS.get(fact.reason, "")
    return Cell(mark.sign, words, TINTS[mark.colour], colour, link, short)


def reported_fields(ds: Frames) -> Chart:
    """What each report says of each field, with signs for how it is known (notebook 01).

    Unit: field of a report. Empty without a report; a field that is not answered has its own sign.

    References
    ----------
    ``docs/method.md``, From words to values.

    Examples
    --------
    >>> show.reported_fields(ds).title
    '8 of 12 fields are answered in every dialogue report'
    """
    view = View(ds)
    found = {field: [c for c in view.counted if view.fact(c.report_id, field).known] for field in FIELDS}
    grid = Grid(
        [
            Row(field, word(field), share(len(found[field]), view.n), reports=len(found[field]))
            for field in FIELDS
        ],
        view.cases,
        {(field, case.report_id): field_cell(view, case, field) for field in FIELDS for case in view.cases},
    )
    full = [word(field) for field in FIELDS if len(found[field]) == view.n]
    rows = [
        {
            "report_id": case.report_id,
            "municipality": case.name,
            "counted": not case.context,
            "field": field,
            "sign": grid.cells[field, case.report_id].sign,
            **known_of(view.fact(case.report_id, field)),
        }
        for field in FIELDS
        for case in view.cases
    ]
    keys = {marks.mark_of(str(row["status"]), str(row["qualifier"])).key for row in rows}
    title = _fields_title(len(full), view)
    missing = {word(f): view.n - len(found[f]) for f in FIELDS if len(found[f]) < view.n}
    alt = (
        _("Missing: {gaps}.").format(gaps=", ".join(f"{name} {n}" for name, n in missing.items()))
        if missing
        else ""
    )
    words = (
        title,
        _("{n}; fields of the form that the analysis uses").format(n=dialogues(view.n)),
        foot(
            marks.legend(*(key for key in marks.MARKS if key in keys)),
            marks.letters(str(row["missing_reason"]) for row in rows),
            context_note(view),
            source(view),
        ),
    )
    return grid_chart("01_reported_fields", words, grid, alt, pd.DataFrame(rows))


def known_of(fact: Fact) -> dict[str, Any]:
    """A fact as the columns of an exported chart."""
    reason = "" if fact.known else fact.reason
    return {
        "value": fact.text,
        "low": fact.low,
        "high": fact.high,
        "qualifier": fact.qualifier,
        "status": fact.status,
        "missing_reason": reason,
    }


def _fields_title(full: int, view: View) -> str:
    if view.n == 1 and full:
        return _("{name} answers {some} of {n} fields of the form").format(
            name=view.counted[0].name, some=full, n=len(FIELDS)
        )
    if not full:
        return _("No field of the form is answered in every report")
    return _("{some} of {n} fields are answered in every dialogue report").format(some=full, n=len(FIELDS))
