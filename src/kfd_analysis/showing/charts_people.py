"""Chart of notebook 06: people who took part, the invited apart, other sources beside them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kfd_analysis.language import _, number, plural
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.charts_amounts import figures_alt, figures_data, left_out, plain_spread, shown
from kfd_analysis.showing.intervals import Track, drawer
from kfd_analysis.showing.links import event_key, field_key, report_href
from kfd_analysis.showing.marks import GREY
from kfd_analysis.showing.outside import Outside, outside_figures, outside_shapes
from kfd_analysis.showing.phrases import (
    amount,
    attendance,
    context_note,
    dialogues,
    foot,
    invited,
    source,
    span,
)
from kfd_analysis.showing.shapes import Shape, fact_shapes
from kfd_analysis.showing.sheet import Link
from kfd_analysis.showing.spread import SPREAD_KEY
from kfd_analysis.showing.view import Case, View, text
from kfd_analysis.tables.frames import Frames

PEOPLE = "participants"


def _people_title(view: View) -> str:
    facts = [view.fact(case.report_id, PEOPLE) for case in view.counted]
    plain = [f for f in facts if f.value is not None and f.status not in ("repaired", "missing")]
    if not any(fact.known for fact in facts):
        return _("No report says how many people took part")
    if len(facts) == 1:
        case = view.counted[0].name
        words = (
            _("{name} gives one readable figure for those who took part")
            if plain
            else _("{name} gives no single figure for those who took part")
        )
        return words.format(name=case)
    return _("{some} of {n} reports give one readable figure for those who took part").format(
        some=len(plain), n=view.n
    )


def people_words(view: View, case: Case) -> str:
    """Participants of a report in words, the invited apart."""
    fact = view.fact(case.report_id, PEOPLE)
    low, high = attendance(view, case.report_id)
    words = amount(fact, "")
    if fact.known and fact.value is None and fact.high is None and low is not None and high is not None:
        words = _("{bound} (lenient {interval})").format(bound=words, interval=span(low, high))
    asked = invited(view, case.report_id)
    return words + (_("; {n} invited").format(n=asked) if asked else "")


def _people_shapes(view: View, case: Case, link: Link, others: Sequence[Outside]) -> tuple[Shape, ...]:
    fact = view.fact(case.report_id, PEOPLE)
    low, high = attendance(view, case.report_id)
    shapes = list(fact_shapes(fact, link))
    if fact.known and fact.value is None and fact.high is None and low is not None and high is not None:
        shapes = [Shape("thick", float(low), float(high), link)]
    asked = [row for row in view.events(case.report_id) if text(row["invited"])]
    for row in asked:
        where = Link(
            report_href(case.report_id, event_key(text(row["event_id"]))),
            _("{name}: {n} invited").format(name=case.name, n=invited(view, case.report_id)),
        )
        shapes.append(Shape("square", float(text(row["invited"])), link=where, colour=GREY))
    return (*shapes, *outside_shapes(others, case))


def participants(ds: Frames) -> Chart:
    """People who took part, the invited apart, figures of other sources as crosses (notebook 06).

    The crosses come from ``coding/outside_sources.csv`` beside the folder of the reports, where it exists;
    they check, they replace nothing. Unit: persons. Empty where no report gives a figure.

    References
    ----------
    ``docs/method.md``, Strict and lenient.

    Examples
    --------
    >>> show.participants(ds).title
    '2 of 4 reports give one readable figure for those who took part'
    """
    view = View(ds)
    others = [
        o for o in outside_figures(ds, PEOPLE) if any(o.report_id == case.report_id for case in view.cases)
    ]
    tracks = []
    for case in shown(view, PEOPLE):
        words = people_words(view, case)
        link = Link(report_href(case.report_id, field_key(PEOPLE)), f"{case.name}: {words}")
        known = view.fact(case.report_id, PEOPLE).known
        tracks.append(
            Track(case, _people_shapes(view, case, link, others), words if known else "", words, link)
        )
    title, first = _people_title(view), plain_spread(view, PEOPLE, number)
    place = {case.report_id: case.name for case in view.cases}
    data = pd.concat([figures_data(view, PEOPLE, lambda case: _bounds(view, case)), _others(others, place)])
    return Chart(
        "06_participants",
        title,
        _("{n}; persons as reported, not added up").format(n=dialogues(view.n)),
        foot(*_notes(view, others, bool(first))),
        figures_alt(view, title, lambda case: people_words(view, case), PEOPLE, first),
        data,
        drawer(tracks, _("persons"), first=first),
    )


def _notes(view: View, others: Sequence[Outside], piled: bool) -> tuple[str, ...]:
    """What the marks mean, who was only invited, what other sources say."""
    asked = [case for case in view.counted if invited(view, case.report_id)]
    place = {case.report_id: case.name for case in view.cases}
    said = "; ".join(f"{place[o.report_id]}: {o.words} ({o.source})" for o in others)
    crosses = (
        _("× figures of other sources (in a line: a range; with an arrow: more), for a check only. {words}.")
        if others
        else ""
    ).format(words=said)
    square = plural(
        "□ invited, in {n} report: not the same as attended.",
        "□ invited, in {n} reports: not the same as attended.",
        len(asked),
    )
    return (
        _("● reported   ○ repaired reading   ▭ range, without a middle   ▸ at least"),
        square.format(n=len(asked)) if asked else "",
        crosses,
        _(SPREAD_KEY) if piled else "",
        left_out(view, PEOPLE),
        context_note(view),
        source(view),
    )


def _others(others: Sequence[Outside], names: dict[str, str]) -> pd.DataFrame:
    """Figures of other sources as rows that are not counted."""
    return pd.DataFrame(
        {
            "report_id": other.report_id, "municipality": names[other.report_id], "counted": False,
            "value": other.value, "low": other.low, "high": other.high, "unit": "persons",
            "status": "other source", "words": other.words, "source": other.source,
        }
        for other in others
    )  # fmt: skip


def _bounds(view: View, case: Case) -> dict[str, object]:
    low, high = attendance(view, case.report_id)
    return {"lenient_low": low, "lenient_high": high, "invited": invited(view, case.report_id) or ""}
