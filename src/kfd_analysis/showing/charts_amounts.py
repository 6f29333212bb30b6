"""Charts of reported amounts: spending on moderation (notebook 03) and people who took part (06)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pandas as pd

from kfd_analysis.language import _, money, number, plural
from kfd_analysis.showing.exhibit import Chart
from kfd_analysis.showing.intervals import MANY, Track, drawer
from kfd_analysis.showing.links import event_key, field_key, report_href
from kfd_analysis.showing.marks import GREY, INK
from kfd_analysis.showing.outside import Outside, outside_figures
from kfd_analysis.showing.phrases import (
    ROUNDING,
    amount,
    attendance,
    context_note,
    dialogues,
    foot,
    gaps,
    invited,
    source,
    span,
)
from kfd_analysis.showing.programme import GRANT_CEILING_EUR, GRANT_SOURCE
from kfd_analysis.showing.shapes import Shape, fact_shapes
from kfd_analysis.showing.sheet import Link
from kfd_analysis.showing.view import Case, Frames, View, text

MODERATION, PEOPLE = "moderation_cost_eur", "participants"


def _shown(view: View, field: str) -> list[Case]:
    """All cases; from ten on only those with a figure, ranked within type."""
    if view.n < MANY:
        return list(view.cases)

    def place(case: Case) -> tuple[bool, bool, Decimal]:
        fact = view.fact(case.report_id, field)
        return case.context, not case.county, fact.value or fact.low or fact.high or Decimal(0)

    return sorted((case for case in view.cases if view.fact(case.report_id, field).known), key=place)


def _left_out(view: View, field: str) -> str:
    facts = [view.fact(case.report_id, field) for case in view.counted]
    gone = [fact.reason for fact in facts if not fact.known]
    if view.n < MANY or not gone:
        return ""
    return _("Not drawn: {n} reports ({reasons}).").format(n=len(gone), reasons=gaps(gone))


def _alt(view: View, title: str, words: Callable[[Case], str], field: str) -> str:
    if view.n < MANY:
        return f"{title}. " + "; ".join(f"{case.name} {words(case)}" for case in view.counted) + "."
    known = [fact for case in view.counted if (fact := view.fact(case.report_id, field)).known]
    said = _("{some} of {n} reports give a figure").format(some=len(known), n=view.n)
    values = sorted(fact.value for fact in known if fact.value is not None)
    if values:
        said += _(", from {low} to {high}").format(low=number(values[0]), high=number(values[-1]))
    return f"{title}. {said}."


def _data(view: View, field: str, extra: Callable[[Case], dict[str, object]]) -> pd.DataFrame:
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
    """
    view = View(ds)

    def words(case: Case) -> str:
        return amount(view.fact(case.report_id, MODERATION))

    tracks = []
    for case in _shown(view, MODERATION):
        fact = view.fact(case.report_id, MODERATION)
        link = Link(report_href(case.report_id, field_key(MODERATION)), f"{case.name}: {words(case)}")
        tracks.append(
            Track(case, fact_shapes(fact, link), words(case) if fact.known else "", words(case), link)
        )
    title = _moderation_title(view)
    data = _data(view, MODERATION, lambda _case: {"grant_ceiling_eur": GRANT_CEILING_EUR})
    label = _("grant ceiling {amount}").format(amount=money(GRANT_CEILING_EUR))
    notes = (_(ROUNDING), _(GRANT_SOURCE), _left_out(view, MODERATION), context_note(view), source(view))
    return Chart(
        "03_moderation_cost",
        title,
        _("{n}; EUR for external advice and moderation, as reported").format(n=dialogues(view.n)),
        foot(*notes),
        _alt(view, title, words, MODERATION),
        data,
        drawer(tracks, _("EUR"), float(GRANT_CEILING_EUR), label),
    )


def _people_title(view: View) -> str:
    facts = [view.fact(case.report_id, PEOPLE) for case in view.counted]
    plain = [f for f in facts if f.value is not None and f.status not in ("repaired", "missing")]
    if not any(fact.known for fact in facts):
        return _("No report says how many people took part")
    if len(facts) == 1:
        case = view.counted[0].name
        words = (
            _("{name} reports how many people took part")
            if plain
            else _("{name} does not fix how many people took part")
        )
        return words.format(name=case)
    return _("{some} of {n} reports fix how many people took part").format(some=len(plain), n=view.n)


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
            f"{case.name}: {invited(view, case.report_id)} invited",
        )
        shapes.append(Shape("square", float(text(row["invited"])), link=where, colour=GREY))
    shapes += [
        Shape("cross", float(o.low), float(o.high), colour=INK)
        for o in others
        if o.report_id == case.report_id
    ]
    return tuple(shapes)


def participants(ds: Frames) -> Chart:
    """People who took part, the invited apart, figures of other sources as crosses (notebook 06).

    The crosses come from ``coding/outside_sources.csv`` beside the folder of the reports, where it
    exists; they check, they replace nothing.
    """
    view = View(ds)
    others = [
        o for o in outside_figures(ds, PEOPLE) if any(o.report_id == case.report_id for case in view.cases)
    ]
    tracks = []
    for case in _shown(view, PEOPLE):
        words = people_words(view, case)
        link = Link(report_href(case.report_id, field_key(PEOPLE)), f"{case.name}: {words}")
        known = view.fact(case.report_id, PEOPLE).known
        tracks.append(
            Track(case, _people_shapes(view, case, link, others), words if known else "", words, link)
        )
    title = _people_title(view)
    asked = [case for case in view.counted if invited(view, case.report_id)]
    place = {case.report_id: case.name for case in view.cases}
    said = "; ".join(f"{place[o.report_id]}: {o.words} ({o.source})" for o in others)
    crosses = _("× figures of other sources, for a check only. {words}.").format(words=said) if others else ""
    square = plural(
        "□ invited, in {n} report: not the same as attended.",
        "□ invited, in {n} reports: not the same as attended.",
        len(asked),
    )
    notes = (
        _("● reported   ○ repaired reading   ▭ range, without a middle   ▸ at least"),
        square.format(n=len(asked)) if asked else "",
        crosses,
        _left_out(view, PEOPLE),
        context_note(view),
        source(view),
    )
    data = _data(view, PEOPLE, lambda case: _bounds(view, case))
    return Chart(
        "06_participants",
        title,
        _("{n}; persons as reported, not added up").format(n=dialogues(view.n)),
        foot(*notes),
        _alt(view, title, lambda case: people_words(view, case), PEOPLE),
        data,
        drawer(tracks, _("persons")),
    )


def _bounds(view: View, case: Case) -> dict[str, object]:
    low, high = attendance(view, case.report_id)
    return {"lenient_low": low, "lenient_high": high, "invited": invited(view, case.report_id) or ""}
