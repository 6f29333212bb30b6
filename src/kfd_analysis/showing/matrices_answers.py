"""Matrices of notebook 07: how the municipalities rate their dialogues, and what came of them."""

from __future__ import annotations

import pandas as pd

from kfd_analysis.language import _
from kfd_analysis.showing import marks
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.grid import Cell, Grid, Row
from kfd_analysis.showing.intervals import MANY
from kfd_analysis.showing.labels import word
from kfd_analysis.showing.links import answer_key, field_key, report_href
from kfd_analysis.showing.matrices import field_cell, field_words, grid_chart, known_of
from kfd_analysis.showing.phrases import context_note, dialogues, foot, share, source
from kfd_analysis.showing.sheet import Link
from kfd_analysis.showing.view import Case, Fact, View, text
from kfd_analysis.tables.frames import Frames

RATINGS = ("satisfaction_process", "satisfaction_results", "value_for_money")
LEVELS = {
    "very_satisfied": ("++", "#a9cfe8"),
    "satisfied": ("+", "#d6e6f2"),
    "mixed": ("±", "#f0f0f0"),
    "dissatisfied": ("−", "#fbe3d3"),
    "yes": ("+", "#d6e6f2"),
    "no": ("−", "#fbe3d3"),
    "deferred": ("?", "#f0f0f0"),
}


def _rating_cell(view: View, case: Case, field: str) -> Cell:
    fact = view.fact(case.report_id, field)
    if not fact.known:
        return field_cell(view, case, field)
    sign, face = LEVELS.get(fact.text, ("●", marks.PALE))
    kind = "ᵃ" if "shared" in fact.rule else "ᵇ" if "mapped" in fact.rule else ""
    kind += view.pencil(case.report_id, field)
    words = word(fact.text) + kind
    known = f"{word(fact.text)}{view.pencil(case.report_id, field)}"
    link = Link(report_href(case.report_id, field_key(field)), f"{case.name}, {word(field)}: {known}")
    return Cell(sign, words, face, marks.INK, link, sign + kind)


def ratings(ds: Frames) -> Chart:
    """How the municipalities rate their own dialogues, shared and mapped answers marked (notebook 07).

    Unit: answer of a municipality on the scale of the form. Empty where none is given.

    References
    ----------
    ``docs/method.md``, What the figures cannot bear.

    Examples
    --------
    >>> show.ratings(ds).title
    'In 4 of 4 answers the municipality is satisfied with how its dialogue went'
    """
    view = View(ds)
    known = {f: [fact for c in view.counted if (fact := view.fact(c.report_id, f)).known] for f in RATINGS}
    cells = {(f, case.report_id): _rating_cell(view, case, f) for f in RATINGS for case in view.cases}
    rows = [Row(f, word(f), share(len(known[f]), view.n), reports=len(known[f])) for f in RATINGS]
    best = sum(fact.text in ("very_satisfied", "satisfied") for fact in known[RATINGS[0]])
    data = _rating_data(view)
    subtitle = _("{n}; ratings by the municipalities themselves, and how many answer")
    notes = (
        _rating_key({fact.rule for found in known.values() for fact in found}),
        marks.letters(data["missing_reason"]),
        _("Who organised a dialogue rates it here, not those who took part."),
        context_note(view),
        source(view),
    )
    words = (
        _rating_title(best, len(known[RATINGS[0]]), view),
        subtitle.format(n=dialogues(view.n)),
        foot(*notes),
    )
    return grid_chart("07_ratings", words, Grid(rows, view.cases, cells), _rating_alt(view, known), data)


def _rating_key(rules: set[str]) -> str:
    """Explain the signs of the ratings, and the letters where they occur."""
    parts = [_("++ very satisfied   + satisfied, yes   ± mixed   − no   ? too early")]
    if any("shared" in rule for rule in rules):
        parts.append(_("ᵃ one answer under two questions, counted for both"))
    if any("mapped" in rule for rule in rules):
        parts.append(_("ᵇ words mapped to the scale"))
    return "   ".join(parts)


def _rating_alt(view: View, known: dict[str, list[Fact]]) -> str:
    if view.n >= MANY:
        return "; ".join(f"{word(f)} {share(len(known[f]), view.n)}" for f in RATINGS) + "."
    said = []
    for f in RATINGS:
        facts = [(case, view.fact(case.report_id, f)) for case in view.counted]
        answers = ", ".join(f"{case.name} {field_words(fact, f)}" for case, fact in facts if fact.known)
        said.append(f"{word(f)}: {answers or _('no answer')}")
    return "; ".join(said) + "."


def _rating_data(view: View) -> pd.DataFrame:
    rows = []
    for field in RATINGS:
        for case in view.cases:
            fact = view.fact(case.report_id, field)
            row = {"report_id": case.report_id, "municipality": case.name, "counted": not case.context}
            rows.append({**row, "field": field, **known_of(fact), "rule": fact.rule})
    return pd.DataFrame(rows)


def _rating_title(best: int, known: int, view: View) -> str:
    if not known:
        return _("No report rates how its dialogue went")
    if view.n == 1:
        return _("{name} rates how its own dialogue went").format(name=view.counted[0].name)
    return _("In {best} of {known} answers the municipality is satisfied with how its dialogue went").format(
        best=best, known=known
    )


STATES = ("idea", "planned", "decided", "implemented")


def outcomes(ds: Frames) -> Chart:
    """How far the reported outcomes have come: idea, planned, decided, implemented (notebook 07).

    Unit: outcome that a report lists. Without one, all stages stand at zero.

    References
    ----------
    ``docs/method.md``, What the figures cannot bear.

    Examples
    --------
    >>> show.outcomes(ds).title
    'None of 10 listed outcomes is reported as decided or implemented'
    """
    view = View(ds)
    counts: dict[tuple[str, str], int] = {}
    for case, row in view.answers("outcome"):
        key = text(row["state"]) or "unstated", case.report_id
        counts[key] = counts.get(key, 0) + 1
    states = [*STATES, *(["unstated"] if any(state == "unstated" for state, _id in counts) else [])]
    shade = ("#d6e6f2", "#a9cfe8", "#7fb5db", "#5a9fce", "#f0f0f0")
    cells = {
        (state, case.report_id): Cell(
            str(counts[state, case.report_id]), "", shade[n], link=_outcome_link(case, word(state))
        )
        for n, state in enumerate(states)
        for case in view.cases
        if (state, case.report_id) in counts
    }
    having = {state: sum((state, case.report_id) in counts for case in view.counted) for state in states}
    grid = Grid(
        [Row(s, word(s), share(having[s], view.n), reports=having[s]) for s in states], view.cases, cells
    )
    ids = {case.report_id for case in view.counted}
    total = {state: sum(n for (s, i), n in counts.items() if s == state and i in ids) for state in states}
    data = [{"report_id": i, "state": s, "outcomes": n} for (s, i), n in sorted(counts.items())]
    totals = {
        **total,
        "all": sum(total.values()),
        "decided or implemented": total["decided"] + total["implemented"],
    }
    data += [{"report_id": "all counted", "state": state, "outcomes": n} for state, n in totals.items()]
    words = (
        _outcome_title(total, view),
        _("{n}; number of outcomes that a report lists").format(n=dialogues(view.n)),
        foot(
            _(
                "Blank: none listed. What a report lists is not followed up here; lists of different "
                "length are not compared."
            ),
            context_note(view),
            source(view),
        ),
    )
    alt = "; ".join(f"{word(state)} {n}" for state, n in total.items()) + "."
    return grid_chart(
        "07_outcomes", words, grid, alt, pd.DataFrame(data, columns=["report_id", "state", "outcomes"])
    )


def _outcome_link(case: Case, words: str) -> Link:
    return Link(report_href(case.report_id, answer_key("outcome", 1)), f"{case.name}: {words}")


def _outcome_title(total: dict[str, int], view: View) -> str:
    listed_ = sum(total.values())
    done = total["implemented"] + total["decided"]
    if not listed_:
        return _("No report lists an outcome of its dialogue")
    if not done:
        return _("None of {n} listed outcomes is reported as decided or implemented").format(n=listed_)
    return _("{done} of {n} listed outcomes are reported as decided or implemented").format(
        done=done, n=listed_
    )
