"""What may be taken over into a report as it stands: sentences, captions of the charts, notes."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Protocol

from kfd_analysis.language import _
from kfd_analysis.showing.build import Builder
from kfd_analysis.showing.cost_reading import Reading, cost_note
from kfd_analysis.showing.exhibits import NOTEBOOK_TITLES
from kfd_analysis.showing.intervals import MANY
from kfd_analysis.showing.links import Linked
from kfd_analysis.showing.matrices_codes import NOT_NAMED
from kfd_analysis.showing.phrases import ROUNDING, context_note, dialogues, source
from kfd_analysis.showing.programme import GRANT_SOURCE, PROGRAMME_SOURCE
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.tables_cost import stated
from kfd_analysis.showing.view import View
from kfd_analysis.showing.words import findings
from kfd_analysis.tables.frames import Frames

SUMMARY = "00"


class Captioned(Protocol):
    """What a caption needs of a chart."""

    @property
    def name(self) -> str:
        """Name of its files."""

    @property
    def caption(self) -> str:
        """Its number, finding, n and unit."""

    @property
    def notes(self) -> str:
        """Notes and source."""

    @property
    def alt(self) -> str:
        """The chart in words."""


def sentences(ds: Frames, pages: Container[str] = ()) -> Table:
    """Every sentence that may be used, with its finding, evidence and limit, numbered by notebook.

    Notebooks named in `pages` have a page to lead to.
    """
    view = View(ds)
    heads = _("Sentence to use"), _("Limit"), _("Finding"), _("Evidence")
    table = Builder(_("Number"), *heads)
    for name in NOTEBOOK_TITLES:
        number = name[:2]
        items = findings(ds, number).items if number != SUMMARY else ()
        for place, item in enumerate(items, 1):
            evidence = "; ".join(piece.text for piece in item.evidence)
            where = Linked(f"{int(number)}.{place}", f"{name}.html" if name in pages else "")
            table.add(where, item.sentence, item.limit, item.finding, evidence)
    notes = (_("Number: notebook and finding. A sentence and its limit belong together."), source(view))
    caption = _("Sentences that may be used as they stand ({n})").format(n=dialogues(view.n))
    return table.table("wording_sentences", caption, notes)


def captions(charts: Iterable[Captioned], ds: Frames) -> Table:
    """Caption, notes, source and alternative text of every exported chart."""
    view = View(ds)
    table = Builder(_("File"), _("Caption"), _("Notes and source"), _("Alternative text"))
    for chart in charts:
        table.add(Linked(chart.name, f"charts/{chart.name}.png"), chart.caption, chart.notes, chart.alt)
    caption = _("Captions of the charts ({n})").format(n=dialogues(view.n))
    return table.table("wording_captions", caption, (source(view),))


def footnotes(ds: Frames) -> list[str]:
    """Notes that go with the figures wherever they stand."""
    view = View(ds)
    drawn = [case for case in view.counted if view.n < MANY and Reading(view, case).drawn]
    notes = [
        stated(view),
        *(cost_note(view, case) for case in drawn),
        _(ROUNDING),
        _(NOT_NAMED),
        _(GRANT_SOURCE),
        _(PROGRAMME_SOURCE),
        context_note(view),
        source(view),
    ]
    return [note for note in notes if note]
