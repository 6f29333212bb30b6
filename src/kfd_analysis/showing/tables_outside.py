"""Figures of other sources beside those of the reports, where they are used (notebooks 01 and 02)."""

from __future__ import annotations

from collections.abc import Collection

from kfd_analysis.language import _, date, message, number
from kfd_analysis.review.beside import OUTSIDE, about, read_table
from kfd_analysis.showing.build import Builder
from kfd_analysis.showing.labels import word
from kfd_analysis.showing.links import Linked, field_key, report_href
from kfd_analysis.showing.phrases import amount, context_note, dialogues, source
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.tables_cost import covers
from kfd_analysis.showing.view import Case, View, rows, text
from kfd_analysis.tables.frames import Frames

OF_COSTS = ("participants", "event_hours", "cost_scope")
"""Fields that a cost per participant or hour is made of, or that say what it covers."""

_FIELDS = {"event_date": message("day of the event"), "cost_scope": message("what the total covers")}
_SAME = {"event_date": "first_event_date", "cost_scope": "total_cost_eur"}
_RULES = message(
    "The report rules: figures of other sources check it and replace nothing. Weak: date or event of the "
    "source is uncertain."
)


def outside_sources(ds: Frames) -> Table:
    """Every figure of another source, with what the report has and how the two differ (notebook 01).

    Units: as for each field. Empty without ``coding/outside_sources.csv`` beside the folder of the reports.

    References
    ----------
    ``docs/method.md``, Sources.

    Examples
    --------
    >>> list(show.outside_sources(ds).frame)
    ['Report', 'field', 'the report has', 'the other source has', 'source', 'how they differ']
    """
    caption = _("Figures of other sources beside those of the reports ({n})")
    return _table(ds, "01_outside_sources", caption, ())


def outside_costs(ds: Frames) -> Table:
    """Figures of other sources that bear on the cost per participant (notebook 02).

    Units: as for each field. Empty without ``coding/outside_sources.csv`` beside the folder of the reports.

    References
    ----------
    ``docs/method.md``, What may be compared.

    Examples
    --------
    >>> list(show.outside_costs(ds).frame)
    ['Report', 'field', 'the report has', 'the other source has', 'source', 'how they differ']
    """
    caption = _("Other sources on people, hours and scope ({n})")
    return _table(ds, "02_outside_sources", caption, OF_COSTS)


def _table(ds: Frames, name: str, caption: str, fields: Collection[str]) -> Table:
    view = View(ds)
    kept = read_table(getattr(ds, "folder", None), OUTSIDE)
    found = list(rows(about(kept, [case.report_id for case in view.cases])))
    heads = _("field"), _("the report has"), _("the other source has"), _("source"), _("how they differ")
    table = Builder(_("Report"), *heads)
    for case in view.cases:
        for row in found:
            field = text(row["field"])
            if row["report_id"] != case.report_id or (fields and field not in fields):
                continue
            own = report_href(case.report_id, field_key(_SAME.get(field, field)))
            table.add(
                Linked(case.name, report_href(case.report_id)),
                _(_FIELDS[field]) if field in _FIELDS else word(field),
                Linked(_own(view, case, field), own),
                _("“{words}”").format(words=text(row["words"])),
                _source(row),
                _(text(row["how_it_differs"])),
                case=case,
            )
    notes = (_(_RULES) if len(table) else "", context_note(view), source(view))
    return table.table(name, caption.format(n=dialogues(view.n)), notes)


def _own(view: View, case: Case, field: str) -> str:
    if field == "cost_scope":
        return covers(view.costs(case.report_id))
    fact = view.fact(case.report_id, _SAME.get(field, field))
    if fact.known and field == "event_date":
        return date(fact.text)
    if fact.value is not None and field == "event_hours":
        return f"{number(fact.value, 0 if fact.value == int(fact.value) else 1)}\u00a0h"
    return amount(fact, "")


def _source(row: dict[str, object]) -> str:
    words = _(text(row["source"]))
    if row["date"]:
        words += f", {date(text(row['date']))}"
    return words + (f" ({_('weak')})" if row["strength"] == "weak" else "")
