"""Table of notebook 00: what the reports cannot answer, and why."""

from __future__ import annotations

from kfd_analysis.codebook import load_codebook
from kfd_analysis.language import _
from kfd_analysis.showing.build import Builder
from kfd_analysis.showing.charts_amounts import MODERATION
from kfd_analysis.showing.cost_reading import COST
from kfd_analysis.showing.phrases import (
    context_note,
    dialogues,
    either,
    gaps,
    names,
    share,
    source,
)
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.view import Case, View
from kfd_analysis.tables.frames import Frames


def _gap(view: View, fields: tuple[str, ...]) -> tuple[list[Case], str]:
    missing = [c for c in view.counted if any(not view.fact(c.report_id, f).known for f in fields)]
    reasons = [
        view.fact(c.report_id, f).reason
        for c in missing
        for f in fields
        if not view.fact(c.report_id, f).known
    ]
    return missing, gaps(reasons)


def unanswered(ds: Frames) -> Table:
    """Questions that these reports cannot answer, and why.

    Unit: report. A question that all reports answer is left out.

    References
    ----------
    ``docs/method.md``, What the figures cannot bear.

    Examples
    --------
    >>> list(show.unanswered(ds).frame)
    ['Question', 'reports without an answer', 'why']
    """
    view = View(ds)
    table = Builder(_("Question"), _("reports without an answer"), _("why"))
    strict = {case: view.metric(case.report_id, COST, "strict") for case in view.counted}
    open_ = [case for case, metric in strict.items() if metric.bound != "point"]
    questions = {
        _("What did the dialogue cost per participant, in one figure?"): (
            open_,
            gaps(r for c in open_ for r in strict[c].reasons or ("not_reported",)),
        )
    }
    for words, fields in (
        (_("What did moderation cost?"), (MODERATION,)),
        (_("How long did the dialogue last?"), ("event_hours",)),
        (_("How content was the municipality with the results?"), ("satisfaction_results",)),
        (_("Was it worth the effort, in the municipality's view?"), ("value_for_money",)),
    ):
        questions[words] = _gap(view, fields)
    for words, (cases, reasons) in questions.items():
        if cases:
            table.add(
                words,
                f"{share(len(cases), view.n)}: {names(cases)}"
                if len(cases) <= 6
                else share(len(cases), view.n),
                reasons,
            )
    table.add(
        _("What did those who took part think?"),
        share(view.n, view.n),
        _("the form asks the organisers only"),
    )
    table.add(
        _("What do the dialogues of the programme have in common?"), share(view.n, view.n), _sampled(view)
    )
    notes = (
        _("Numbers behind a reason: how many answers lack for it; one may lack for several."),
        context_note(view),
        source(view),
    )
    return table.table(
        "00_unanswered", _("What these reports cannot answer ({n})").format(n=dialogues(view.n)), notes
    )


def _regions() -> list[str]:
    """The administrative regions of the codebook (``columns.yml``)."""
    columns = load_codebook().data["columns"]["reports"]["columns"]
    return [
        str(code)
        for column in columns
        if column["name"] == "administrative_region"
        for code in column["codes"]
    ]


def _sampled(view: View) -> str:
    """Why the reports stand for themselves only; absent regions are named if every report tells its own."""
    there = {view.fact(case.report_id, "administrative_region").text for case in view.counted}
    absent = [region for region in _regions() if region not in there] if there <= set(_regions()) else []
    words = _("the reports are no sample and rate themselves")
    return words + (_("; none from {regions}").format(regions=either(absent)) if absent else "")
