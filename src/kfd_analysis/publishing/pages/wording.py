"""Words of the pages for fields, codes, rules and figures, in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kfd_analysis import language
from kfd_analysis.codebook import Codebook
from kfd_analysis.language import _
from kfd_analysis.publishing.package.schema import Column, tables
from kfd_analysis.review.corrections import Correction
from kfd_analysis.showing import labels, marks
from kfd_analysis.showing.phrases import sentence
from kfd_analysis.showing.view import Fact, decimal, text

_FORM = {"en": "english", "de": "german"}
"""Where the form's file (``form.yml``) has the name of a section in each language."""


class Wording:
    """What the codebook calls things, and figures as readers see them."""

    def __init__(self, book: Codebook) -> None:
        self.book = book
        self._fields = {column.name: column for column in tables(book)["reports"].columns}

    def field(self, name: str) -> str:
        """Name of a column of ``reports``."""
        return sentence(labels.field_name(name))

    def section(self, key: str) -> str:
        """Name of a section without a printed heading."""
        entry = self.book.data["form"]["keys"].get(key, {})
        return str(
            entry.get(_FORM.get(language.current(), _FORM[language.SOURCE]))
            or sentence(key.replace("_", " "))
        )

    def code(self, code: str) -> str:
        """A code of a closed list, as words."""
        return labels.word(code) if code else ""

    def basis(self, basis: str) -> str:
        """Where a code was named."""
        names = {"strict": _("in the section that asks for it"), "broad": _("elsewhere in the report only")}
        return names.get(basis, "")

    def cost(self, row: Mapping[str, Any]) -> tuple[str, str]:
        """Amount or bounds of a cost item, else why it has none; and its interval beside an amount."""
        amount = self.value("total_cost_eur", text(row["amount_eur"]))
        bounds = self.interval(row["low"], row["high"], "EUR", row["amount_eur"])
        if amount or bounds:
            return amount or bounds, bounds if amount else ""
        unpriced = {
            "in_lump": _("part of a sum, no price of its own"),
            "unpriced": _("named without a price"),
        }
        return unpriced.get(text(row["priced"]), _("no amount")), ""

    def cost_kind(self, row: Mapping[str, Any]) -> str:
        """What a priced cost covers, and what is said of tax; nothing of a cost without a price."""
        words = {
            "alone": _("priced alone"),
            "in_lump": _("a sum for several things"),
            "event": _("for this event"),
            "all_events": _("for all events"),
            "wider": _("for more than the events"),
            "net": _("without VAT"),
            "gross": _("with VAT"),
            "unstated": _("VAT not stated"),
        }
        priced = any(text(row[name]) for name in ("amount_eur", "low", "high"))
        names = ("priced", "scope", "vat") if priced else ()
        known = (words.get(text(row[name]), "") for name in names)
        return ", ".join(part for part in known if part)

    @staticmethod
    def correction(made: Correction) -> str:
        """Former reading, reason, coder and day of a correction."""
        was = made.was.replace("_", " ") or _("nothing")
        words = _("the program read: {was}; reason: {reason} ({coder}, {day})")
        return words.format(was=was, reason=made.reason, coder=made.coder, day=language.date(made.date))

    def variables(self) -> list[tuple[str, str]]:
        """The variables of ``codings`` and their names."""
        return [
            ("method", _("Methods")),
            ("topic", _("Topics")),
            ("actor", _("Actors")),
            ("service", _("Services")),
        ]

    def label(self, variable: str, code: str) -> str:
        """Label of a method, topic, actor or service (codebook)."""
        return labels.code_label(variable, code)

    def rule(self, code: str) -> str:
        """A rule in plain words (codebook, ``rules.yml``)."""
        entry = self.book.data.get("rules", {}).get(code, "")
        if isinstance(entry, dict):
            entry = language.chosen(entry)
        return str(entry) or code.replace("_", " ")

    def value(self, field: str, value: str) -> str:
        """A value of a field as readers see it, empty for a missing one."""
        column = self._fields[field]
        if not value:
            return ""
        if column.type in ("integer", "number"):
            return self._figure(column, Decimal(value))
        if column.type == "date":
            return language.date(value)
        if column.type == "boolean":
            return _("yes") if value.lower() == "true" else _("no")
        return self.code(value) if column.codes and value.islower() else value

    def known(self, fact: Fact, field: str) -> str:
        """A fact in a cell of a table: value or bounds with their sign, or the reason of the gap."""
        if not fact.known:
            return f"({marks.reason(fact.reason)})"
        if not (shown := self.value(field, fact.text)):
            return self.interval(fact.low, fact.high, fact.unit)
        mark = marks.mark_of(fact.status, fact.qualifier)
        signed = mark.key == "corrected" or (fact.unit and mark.key != "reported")
        return f"{mark.sign} {shown}" if signed else shown

    def _figure(self, column: Column, value: Decimal) -> str:
        return self.amount(value, column.unit) if column.unit else str(int(value))

    def amount(self, value: Decimal, unit: str) -> str:
        """A number with its unit; decimals only where there are any."""
        if unit == "EUR":
            return language.money(value)
        shortest = value.normalize().as_tuple().exponent
        decimals = min(2, max(0, -shortest)) if isinstance(shortest, int) else 0
        n = abs(int(value))
        words = {
            "persons": language.plural("{n} person", "{n} persons", n),
            "events": language.plural("{n} event", "{n} events", n),
            "h": _("{n} h"),
        }.get(unit, "{n}")
        return words.format(n=language.number(value, decimals)).replace(" ", language.NO_BREAK)

    def interval(self, low: Any, high: Any, unit: str, value: Any = None) -> str:
        """The bounds that the words allow; empty where they add nothing to the value."""
        least, most, point = (_whole(decimal(number), unit) for number in (low, high, value))
        if least is None and most is None:
            return ""
        if least is None and most is not None:
            return _("at most {n}").format(n=self.amount(most, unit))
        if most is None and least is not None:
            return _("at least {n}").format(n=self.amount(least, unit))
        assert least is not None
        assert most is not None
        if least == most:
            return "" if point == least else self.amount(least, unit)
        first = (
            self.amount(least, "")
            if unit != "EUR"
            else language.money(least).removesuffix(f"{language.NO_BREAK}EUR")
        )
        return f"{first}–{self.amount(most, unit)}"

    def event(self, row: Mapping[str, Any]) -> str:
        """Day, times and hours of an event."""
        days = [language.date(text(row[name])) for name in ("date", "end_date") if text(row[name])]
        times = [text(row[name])[:5] for name in ("start_time", "end_time") if text(row[name])]
        hours = decimal(row["hours"])
        pieces = ["–".join(dict.fromkeys(days)), "–".join(times), self.amount(hours, "h") if hours else ""]
        return ", ".join(piece for piece in pieces if piece)

    def people(self, participants: Any, bounds: str, invited: Any) -> str:
        """Persons at an event, or the invited where attendance is not stated."""
        known, asked = decimal(participants), decimal(invited)
        pieces = [self.amount(known, "persons") if known is not None else "", bounds]
        if asked is not None:
            pieces.append(_("{n} invited").format(n=language.number(asked)))
        return ", ".join(piece for piece in pieces if piece)


def _whole(number: Decimal | None, unit: str) -> Decimal | None:
    """A bound in whole persons: 90 % of 55 is 49.5, and no half person comes."""
    return number if number is None or unit != "persons" else Decimal(int(number))
