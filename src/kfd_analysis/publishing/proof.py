"""No value without its words: what is to be published must lead to a place in a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kfd_analysis.errors import KfdError
from kfd_analysis.showing.view import rows, text

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

MOST_NAMED = 5
_DEPENDS = {"price_year": "last_event_date"}
"""Fields that stand on the words of another field."""


class NoPlaceError(KfdError):
    """Values that no words of a report decided."""


def require_places(ds: Dataset) -> None:
    """Refuse tables that hold a value without a place in table ``evidence``.

    What a coder found where the rules found nothing has no place, and neither has a contact field
    that is empty (``names_contact_person`` false).

    Raises
    ------
    NoPlaceError
        Names the values.
    """
    known = {(row["report_id"], row["table"], row["key"]) for row in rows(ds.evidence)}
    homeless = [
        f"{report}: {table} {key}" for report, table, key in _wanted(ds) if (report, table, key) not in known
    ]
    if homeless:
        more = f" and {len(homeless) - MOST_NAMED} more" if len(homeless) > MOST_NAMED else ""
        raise NoPlaceError(
            f"values without a place in the report: {'; '.join(homeless[:MOST_NAMED])}{more}. "
            "Nothing was published; the rule that gives such a value must name its words."
        )


def _wanted(ds: Dataset) -> Iterator[tuple[str, str, str]]:
    """Report, table and key of everything that words must have decided."""
    for row in rows(ds.values):
        if text(row["status"]) != "missing" and not _free(ds, row):
            yield text(row["report_id"]), "values", text(row["field"])
    for row in rows(ds.events):
        yield text(row["report_id"]), "events", text(row["event_id"])
    for row in rows(ds.cost_items):
        yield text(row["report_id"]), "cost_items", text(row["item"])
    for row in rows(ds.codings):
        key = f"{text(row['variable'])}:{text(row['code'])}"
        if not _added(ds, text(row["report_id"]), key):
            yield text(row["report_id"]), "codings", key
    for row in rows(ds.answers):
        yield text(row["report_id"]), "answers", f"{text(row['question'])}:{text(row['n'])}"


def _free(ds: Dataset, row: dict[str, Any]) -> bool:
    """Whether a value may do without words."""
    report, field = text(row["report_id"]), text(row["field"])
    if field == "names_contact_person" and text(row["value"]) == "false":
        return True
    return any(_added(ds, report, name) for name in (field, _DEPENDS.get(field, field)))


def _added(ds: Dataset, report_id: str, field: str) -> bool:
    """Whether a coder put in what the rules did not find."""
    made = ds.corrections.find(report_id, field)
    return made is not None and not made.was
