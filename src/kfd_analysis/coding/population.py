"""How many people live there, and on which day that was counted (rule 2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues
from kfd_analysis.coding.numbers import find_counts
from kfd_analysis.coding.time.dates import find_dates
from kfd_analysis.fold import fold
from kfd_analysis.model import Document, Figure, Line, Problem, Span, Value, missing

_CUT = re.compile(r"[,;|/(\n]")
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Population(NamedTuple):
    """The values ``population`` and ``population_as_of``, and what to warn of."""

    values: dict[str, Value]
    problems: tuple[Problem, ...] = ()


class _Candidate(NamedTuple):
    """A number of the answer; the folded words before and behind it, whether it stands in brackets."""

    figure: Figure
    line: Line
    before: str
    after: str
    bracketed: bool

    @property
    def span(self) -> Span:
        return self.line.span(self.figure.start, self.figure.end)

    @property
    def year(self) -> str:
        return max(_YEAR.findall(f"{self.before} | {self.after}"), default="")


def code_population(document: Document, book: Codebook) -> Population:
    """Read the number of inhabitants: a whole number, about only if marked, and its reference date.

    Of several numbers the one of the whole municipality counts, and of several years the last.

    Parameters
    ----------
    document
        A report as read.
    book
        The codebook (``cues.yml``, ``amounts.yml``).

    Returns
    -------
    Population
        Unit: persons. A warning where nothing says which of several numbers is meant.
    """
    lines = document.answer("population")
    if not lines:
        reason = absent(document, "population")
        return Population(
            {"population": missing(reason, "population"), "population_as_of": missing(reason, "as_of")}
        )
    found = _meant([c for line in lines for c in _candidates(line, book)], cues(book))
    spans = tuple(c.span for c in found) or (lines[0].span(),)
    problems: tuple[Problem, ...] = ()
    if len({c.figure.value for c in found}) == 1:
        population = _value(found[0])
    else:
        population = missing("unreadable", "population_open" if found else "population", spans)
        if found:
            problems = (Problem("population_open", "population", spans[0].line),)
    return Population({"population": population, "population_as_of": _as_of(lines, book)}, problems)


def absent(document: Document, key: str) -> str:
    """Reason for a field of the form without a usable answer."""
    if document.document_type == "slides":
        return "not_reported"
    return "not_answered" if key in document.sections else "not_asked"


def _value(candidate: _Candidate) -> Value:
    f = candidate.figure
    value = int(f.value) if f.value is not None and f.value == int(f.value) else None
    return Value(
        value, f.low, f.high, "persons", f.qualifier, "reported", "", "population", (candidate.span,)
    )


def _as_of(lines: tuple[Line, ...], book: Codebook) -> Value:
    for line in lines:
        for day in find_dates(line.text, book):
            if day.first is not None:
                return Value(day.first.isoformat(), rule="as_of", spans=(line.span(day.start, day.end),))
    return missing("not_reported", "as_of")


def _candidates(line: Line, book: Codebook) -> list[_Candidate]:
    folded, counts = fold(line.text), find_counts(line.text, book)
    found = []
    for n, figure in enumerate(counts):
        left = counts[n - 1].end if n else 0
        right = counts[n + 1].start if n + 1 < len(counts) else len(folded)
        before, after = folded[left : figure.start], folded[figure.end : right]
        bracket = _BRACKET.match(after)
        after = bracket.group(1) if bracket else _CUT.split(after)[0]
        depth = folded[: figure.start].count("(") > folded[: figure.start].count(")")
        found.append(_Candidate(figure, line, _CUT.split(before)[-1], after, depth))
    return found


def _meant(found: list[_Candidate], c: Cues) -> list[_Candidate]:
    """The candidates that are left when each sign has taken away others, as long as one is left."""
    latest = max((one.year for one in found), default="")
    signs: tuple[Callable[[_Candidate], bool], ...] = (
        lambda one: c["population_other"].match(one.after.lstrip()) is None,
        lambda one: not c.has("population_part", _without_whole(one, c)),
        lambda one: _whole(one, c),
        lambda one: not one.bracketed,
        lambda one: c["population_noun"].match(one.after.lstrip()) is not None,
        lambda one: one.year == latest,
    )
    for sign in signs:
        found = [one for one in found if sign(one)] or found
    return found


def _whole(one: _Candidate, c: Cues) -> bool:
    return any(c.has(name, f"{one.before} | {one.after}") for name in ("population_whole", "total_persons"))


def _without_whole(one: _Candidate, c: Cues) -> str:
    """The words around a number without those for the whole ("with its villages")."""
    return c["population_whole"].sub(" ", f"{one.before} | {one.after}")
