"""The facts of a report as its page shows them: what is known, how, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any, NamedTuple

from kfd_analysis.language import _
from kfd_analysis.publishing.pages.wording import Wording
from kfd_analysis.review.corrections import Correction, Corrections
from kfd_analysis.showing import links, marks
from kfd_analysis.showing.labels import spoken
from kfd_analysis.showing.marks import Mark
from kfd_analysis.showing.view import text

Row = Mapping[str, Any]

PLAIN = ("reported", "missing", "at_least", "at_most")
"""Signs whose meaning the value itself tells."""
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
    places
        Line and anchor of the deciding words.
    here
        True if the anchor stands in this row, because no words decided the value.
    """

    key: str
    label: str
    value: str
    interval: str
    mark: Mark
    note: str = ""
    quoted: bool = False
    places: tuple[tuple[int, str], ...] = ()
    here: bool = False

    @property
    def missing(self) -> bool:
        """True for a gap."""
        return self.mark.key == "missing"

    @property
    def details(self) -> str:
        """Bounds, and the meaning of the sign where the value does not tell it."""
        meaning = "" if self.mark.key in PLAIN else _(self.mark.meaning)
        return ", ".join(part for part in (self.interval, meaning) if part)


class Group(NamedTuple):
    """Facts under a heading."""

    name: str
    facts: tuple[Fact, ...]


def groups(own: Mapping[str, Sequence[Row]], wording: Wording, made: Corrections) -> Iterator[Group]:
    """The facts of a report, from its rows by table and its corrections."""
    facts = Facts(wording, made)
    yield Group(_("Values"), tuple(map(facts.value, own["values"])))
    yield Group(_("Events"), tuple(map(facts.event, own["events"])))
    yield Group(_("Costs named"), tuple(map(facts.cost, own["cost_items"])))
    named = [row for row in own["scope"] if text(row["line_start"])]
    yield Group(_("What the costs cover"), tuple(map(facts.component, named)))
    yield Group(_("Provider"), tuple(map(facts.provider, own["providers"])))
    for variable, name in wording.variables():
        coded = [row for row in own["codings"] if row["variable"] == variable]
        yield Group(name, (*map(facts.coding, coded), *facts.taken_out(variable)))
    yield Group(_("Answers"), tuple(map(facts.answer, own["answers"])))


class Facts(NamedTuple):
    """Makes facts of the rows of a report."""

    wording: Wording
    made: Corrections

    def of(self, table: str, row: Row) -> Fact:
        """The fact of a row of a table."""
        makers = {
            "values": self.value,
            "events": self.event,
            "cost_items": self.cost,
            "codings": self.coding,
            "answers": self.answer,
        }
        return makers[table](row)

    def value(self, row: Row) -> Fact:
        """A field of table ``values``."""
        wording, field, status = self.wording, text(row["field"]), text(row["status"])
        value = wording.value(field, text(row["value"]))
        bounds = wording.interval(row["low"], row["high"], text(row["unit"]), row["value"])
        if status == "missing":
            value, bounds = marks.reason(text(row["missing_reason"])), ""
        fact = Fact(
            key=links.field_key(field),
            label=wording.field(field),
            value=value or bounds,
            interval=bounds if value else "",
            mark=marks.mark_of(status, text(row["qualifier"])),
            note=_("Rule: {rule}").format(rule=wording.rule(text(row["rule"]))) if text(row["rule"]) else "",
        )
        return self._corrected(fact, self._made(row, field))

    def event(self, row: Row) -> Fact:
        """An event."""
        wording, number, people = self.wording, text(row["event_id"]), row["participants"]
        bounds = wording.interval(row["participants_low"], row["participants_high"], "persons", people)
        return Fact(
            key=links.event_key(number),
            label=text(row["name"]) or _("Event {n}").format(n=number),
            value=wording.event(row) or _("no date"),
            interval=wording.people(people, bounds, row["invited"]),
            mark=marks.mark_of(text(row["status"])),
            note=self._elsewhere(row, "participants") if text(people) or bounds else "",
        )

    def cost(self, row: Row) -> Fact:
        """A cost item."""
        item = text(row["item"])
        value, interval = self.wording.cost(row)
        kind, corrected = self.wording.cost_kind(row), self._elsewhere(row, f"{item}_cost_eur")
        return Fact(
            key=text(row.get("anchor")) or links.cost_key(item),
            label=self.wording.field(item),
            value=value,
            interval=interval,
            mark=marks.mark_of(text(row["status"]), text(row["qualifier"])),
            note="; ".join(part for part in (kind, corrected) if part),
        )

    def component(self, row: Row) -> Fact:
        """A component of what the costs cover."""
        component = text(row["component"])
        states = {
            "alone": _("priced alone"),
            "in_lump": _("part of a sum, no price of its own"),
            "in_moderation": _("in the price of moderation"),
            "unpriced": _("named without a price"),
        }
        key, state = links.scope_key(component), states.get(text(row["state"]), text(row["state"]))
        mark = marks.MARKS["missing" if row["state"] == "unpriced" else "reported"]
        return Fact(key, self.wording.field(component), state, "", mark)

    def provider(self, row: Row) -> Fact:
        """The kind of provider of the moderation, never who it was."""
        kind = self.wording.field(text(row["kind"]))
        return Fact(links.provider_key(), _("Kind of provider"), kind, "", marks.MARKS["reported"])

    def coding(self, row: Row) -> Fact:
        """A code."""
        wording, variable, code = self.wording, text(row["variable"]), text(row["code"])
        state = wording.code(text(row["state"]))
        basis = wording.basis(text(row["basis"])) if text(row["quote"]) else _("in no place of the report")
        fact = Fact(
            key=links.code_key(variable, code),
            label=wording.label(variable, code),
            value=state or basis,
            interval=basis if state else "",
            mark=marks.MARKS["reported"],
        )
        return self._corrected(fact, self._made(row, f"{variable}:{code}"))

    def taken_out(self, variable: str) -> Iterator[Fact]:
        """Codes that a coder took out."""
        for made in self.made.rows:
            name, _colon, code = made.field.partition(":")
            if name == variable and not made.value:
                label = self.wording.label(variable, code)
                fact = Fact(links.code_key(name, code), label, _("not named"), "", marks.MARKS["corrected"])
                yield self._corrected(fact, made)

    def answer(self, row: Row) -> Fact:
        """A free answer."""
        question, number = text(row["question"]), int(row["n"])
        return Fact(
            key=links.answer_key(question, number),
            label=f"{self.wording.field(question)} {number}",
            value=shorten(spoken(text(row["quote"])), LONGEST_QUOTE, placeholder=" …"),
            interval=self.wording.code(text(row["state"])),
            mark=marks.MARKS["reported"],
            quoted=True,
        )

    def _made(self, row: Row, field: str) -> Correction | None:
        return self.made.find(text(row["report_id"]), field)

    def _corrected(self, fact: Fact, made: Correction | None) -> Fact:
        if made is None:
            return fact
        return fact._replace(mark=marks.MARKS["corrected"], note=self.wording.correction(made))

    def _elsewhere(self, row: Row, field: str) -> str:
        """Leads from a part to a corrected value that it goes into."""
        made = self._made(row, field)
        return _("corrected, see {field}").format(field=self.wording.field(field)) if made else ""
