"""Amounts that are printed without a currency: the only number of an answer, or a list of items."""

from __future__ import annotations

import re
from decimal import Decimal

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues
from kfd_analysis.coding.money.amounts import CostAmount
from kfd_analysis.coding.money.components import components_in
from kfd_analysis.coding.numbers import find_counts
from kfd_analysis.fold import fold
from kfd_analysis.model import Line

_LEAST = 100  # EUR: a smaller number without a currency is no cost
_FEW_WORDS = 4


def bare_amount(parts: list[Line], book: Codebook) -> list[CostAmount]:
    """A number without a currency that is the whole answer ("Kosten: ca. 4.500")."""
    for part in parts:
        counts, folded = find_counts(part.text, book), fold(part.text)
        if len(counts) == 1 and (counts[0].high or counts[0].low or 0) >= _LEAST:
            figure = counts[0]._replace(unit="EUR", vat="unstated")
            words = folded[: figure.start] + folded[figure.end :]
            left = cues(book)["cost_weak_total"].sub("", cues(book)["cost_total"].sub("", words))
            if not re.search(r"\w", left):
                return [CostAmount(figure, part.span(figure.start, figure.end), "plain")]
    return []


def bare_list(parts: list[Line], book: Codebook) -> list[CostAmount]:
    """Items with plain numbers, one to a line, in an answer without a currency ("Room 150")."""
    c = cues(book)
    found = []
    for part in parts:
        counts, folded = find_counts(part.text, book), fold(part.text)
        components = components_in(part, book)
        if len(counts) != 1 or not (components or c.has("cost_total", folded)):
            continue
        words = folded[: counts[0].start] + folded[counts[0].end :]
        if len(words.split()) <= _FEW_WORDS and counts[0].value is not None:
            role = "total" if c.has("cost_total", folded) else "item"
            figure = counts[0]._replace(unit="EUR", vat="unstated")
            span = part.span()
            found.append(CostAmount(figure, span, role, tuple(components)))
    total = sum((a.figure.value or Decimal(0) for a in found), Decimal(0))
    return found if len(found) > 1 and total >= _LEAST else []
