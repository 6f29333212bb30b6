"""The findings of every notebook: what the data say, on what, with which limit, in which words.

Each is computed and stays away where its condition does not hold, so that a rerun on other
reports never leaves a false sentence.
"""

from __future__ import annotations

from collections.abc import Callable

from kfd_analysis.showing.finding import Finding, Findings
from kfd_analysis.showing.view import View
from kfd_analysis.showing.words_answers import answer_findings, people_findings, report_findings
from kfd_analysis.showing.words_codes import method_findings, topic_findings
from kfd_analysis.showing.words_cost import cost_findings, moderation_findings
from kfd_analysis.showing.words_reliability import reliability_findings
from kfd_analysis.tables.frames import Frames

BY_NOTEBOOK: dict[str, Callable[[View], list[Finding | None]]] = {
    "01": report_findings,
    "02": cost_findings,
    "03": moderation_findings,
    "04": method_findings,
    "05": topic_findings,
    "06": people_findings,
    "07": answer_findings,
    "08": reliability_findings,
}


FIRST = {"02": 2}
"""How many findings of a notebook the summary takes over, where not one: what costs contain, then a ratio."""


def findings(ds: Frames, notebook: str) -> Findings:
    """Findings of a notebook; those of ``00`` are the first of each other one (`FIRST`).

    Units: named in each sentence. Empty where no condition of a finding of that notebook holds.

    Parameters
    ----------
    ds
        The data set.
    notebook
        Number of the notebook, ``00`` to ``08``.

    References
    ----------
    ``docs/method.md``, What the figures cannot bear.

    Examples
    --------
    >>> show.findings(ds, "02").name
    'findings-02'
    """
    view = View(ds)
    if notebook == "00":
        found = [item for number, make in BY_NOTEBOOK.items() for item in make(view)[: FIRST.get(number, 1)]]
    else:
        found = BY_NOTEBOOK[notebook](view)
    return Findings(f"findings-{notebook}", tuple(item for item in found if item))
