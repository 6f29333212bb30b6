"""The facts of a report as its page shows them: what is known, how, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any, NamedTuple

from kfd_analysis.language import _
from kfd_analysis.publishing.wording import Wording
from kfd_analysis.showing import links, marks
from kfd_analysis.showing.marks import Mark
from kfd_analysis.showing.view import text

Row = Mapping[str, Any]

NO_PLACE = ("report_id", "source_file", "text_basis", "document_type")
"""Columns of ``reports`` that are not read from words."""
PLAIN = ("reported", "missing")
LONGEST_QUOTE = 90
"""Characters of an answer among the facts; the whole of it stands beside them."""


class Fact(NamedTuple):
    """A row of the facts.

    Attributes
    ----------
    key
        Anchor of the words that decided.
    label, value, interval, note
        What it is, what is known of it, within which bounds, and why.
    mark
        The sign for how it is known.
    quoted
        True if the value is in the words of the report.
    lines
        Lines of the deciding words.
    here
        True if the anchor stands in this row, because no words decided the value.
    repeated
        True if a row above has the same key (two costs of one kind).
    """

    key: str
    label: str
    value: str
    interval: str
    mark: Mark
    note: str = ""
    quoted: bool = False
    lines: tuple[int, ...] = ()
    here: bool = False
    repeated: bool = False

    @property
    def missing(self) -> bool:
        """True for a gap."""
        return self.mark.key == "missing"

    @property
    def details(self) -> str:
        """Bounds, meaning of the sign where it says more than "reported", and rule."""
        meaning = "" if self.mark.key in PLAIN else _(self.mark.meaning)
        return " · ".join(part for part in (self.interval, meaning, self.note) if part)


class Group(NamedTuple):
    """Facts under a heading."""

    name: str
    facts: tuple[Fact, ...]


def groups(own: Mapping[str, Sequence[Row]], wording: Wording) -> Iterator[Group]:
    """The facts of a report, from its rows by table."""
    values = [row for row in own["values"] if text(row["field"]) not in NO_PLACE]
    yield Group(_("Values"), tuple(_value(row, wording) for row in values))
    yield Group(_("Events"), tuple(_event(row, wording) for row in own["events"]))
    yield Group(_("Costs named"), tuple(_cost(row, wording) for row in own["cost_items"]))
    for variable, name in wording.variables():
        coded = [row for row in own["codings"] if row["variable"] == variable]
        yield Group(name, tuple(_coding(row, wording) for row in coded))
    yield Group(_("Answers"), tuple(_answer(row, wording) for row in own["answers"]))


def _value(row: Row, wording: Wording) -> Fact:
    field, status = text(row["field"]), text(row["status"])
    value = wording.value(field, text(row["value"]))
    bounds = wording.interval(row["low"], row["high"], text(row["unit"]), row["value"])
    if status == "missing":
        value, bounds = marks.reason(text(row["missing_reason"])), ""
    return Fact(
        key=links.field_key(field),
        label=wording.field(field),
        value=value or bounds,
        interval=bounds if value else "",
        mark=marks.mark_of(status, text(row["qualifier"])),
        note=wording.rule(text(row["rule"])),
    )


def _event(row: Row, wording: Wording) -> Fact:
    number, people = text(row["event_id"]), row["participants"]
    bounds = wording.interval(row["participants_low"], row["participants_high"], "persons", people)
    return Fact(
        key=links.event_key(number),
        label=text(row["name"]) or _("Event {n}").format(n=number),
        value=wording.event(row) or _("no date"),
        interval=wording.people(people, bounds, row["invited"]),
        mark=marks.mark_of(text(row["status"])),
    )


def _cost(row: Row, wording: Wording) -> Fact:
    amount = wording.value("total_cost_eur", text(row["amount_eur"]))
    bounds = wording.interval(row["low"], row["high"], "EUR", row["amount_eur"])
    return Fact(
        key=links.cost_key(text(row["item"])),
        label=wording.field(text(row["item"])),
        value=amount or bounds or _("no amount"),
        interval=bounds if amount else "",
        mark=marks.mark_of(text(row["status"]), text(row["qualifier"])),
        note=wording.cost_kind(row),
    )


def _coding(row: Row, wording: Wording) -> Fact:
    variable, code = text(row["variable"]), text(row["code"])
    state, basis = wording.code(text(row["state"])), wording.basis(text(row["basis"]))
    return Fact(
        key=links.code_key(variable, code),
        label=wording.label(variable, code),
        value=state or basis,
        interval=basis if state else "",
        mark=marks.MARKS["reported"],
    )


def _answer(row: Row, wording: Wording) -> Fact:
    question, number = text(row["question"]), int(row["n"])
    return Fact(
        key=links.answer_key(question, number),
        label=f"{wording.field(question)} {number}",
        value=shorten(text(row["quote"]), LONGEST_QUOTE, placeholder=" …"),
        interval=wording.code(text(row["state"])),
        mark=marks.MARKS["reported"],
        quoted=True,
    )
