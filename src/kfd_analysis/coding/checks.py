"""Checks of coded values: plausible bounds, contradictions between fields, lines that no rule used."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.report import Coded
from kfd_analysis.model import CONTACT, Document, Problem, Value


def check_report(document: Document, coded: Coded, book: Codebook) -> list[Problem]:
    """What a reader should be warned of, beyond what the rules noticed themselves.

    Parameters
    ----------
    document
        The report as read.
    coded
        Its values.
    book
        The codebook (``bounds.yml``: plausible values per field).
    """
    problems = list(_out_of_bounds(coded, book.data["bounds"]))
    problems += _too_large_part(coded.values["total_cost_eur"], coded.values["moderation_cost_eur"])
    if document.document_type == "questionnaire" and not any(event.date for event in coded.events):
        problems.append(Problem("no_event_date", "first_event_date"))
    return problems


def _out_of_bounds(coded: Coded, bounds: dict[str, dict[str, int]]) -> Iterable[Problem]:
    for field, limit in bounds.items():
        value = coded.values.get(field)
        if value is None or value.status == "missing":
            continue
        figures = [f for f in (value.value, value.low, value.high) if isinstance(f, int | Decimal)]
        if any(not limit["low"] <= f <= limit["high"] for f in figures):
            place = value.spans[0] if value.spans else None
            yield Problem("out_of_bounds", field, place.line if place else 0, place.text if place else "")
    for event in coded.events:
        limit = bounds["event_year"]
        if event.date and not limit["low"] <= int(event.date[:4]) <= limit["high"]:
            yield Problem("out_of_bounds", "first_event_date", event.spans[0].line, event.spans[0].text)


def _too_large_part(total: Value, part: Value) -> list[Problem]:
    if total.high is not None and part.low is not None and part.low > total.high:
        return [Problem("parts_exceed_total", "moderation_cost_eur", part.spans[0].line if part.spans else 0)]
    return []


def used_lines(coded: Coded) -> set[int]:
    """Lines that decided anything; where an answer was sought in vain decides nothing."""
    read = (value for value in coded.values.values() if value.missing_reason != "not_reported")
    spans = [span for value in read for span in value.spans]
    spans += [span for event in coded.events for span in event.spans]
    spans += [item.span for item in coded.cost_items]
    spans += [span for row in coded.terms.rows for span in row.spans]
    spans += [answer.span for answer in coded.answers]
    spans += [provider.span for provider in coded.providers]
    return {span.line for span in spans}


def open_problems(coded: Coded) -> list[Problem]:
    """What the rules noticed, without items that no code matched but another rule used."""
    used = {span.line for value in coded.values.values() for span in value.spans}
    settled = {field for field, value in coded.values.items() if value.status == "corrected"}
    return [
        p
        for p in coded.problems
        if p.field not in settled and (p.code != "unmatched_item" or p.line not in used)
    ]


def unused_lines(document: Document, coded: Coded, noticed: Iterable[Problem]) -> dict[str, list[int]]:
    """Answer lines that no rule used, by section; contact data are never used, what was noticed is."""
    used = used_lines(coded) | {p.line for p in noticed if p.code == "unmatched_item"}
    unused = {
        key: [line.number for line in section.lines if line.number not in used]
        for key, section in document.sections.items()
        if key not in CONTACT
    }
    return {key: numbers for key, numbers in unused.items() if numbers}


def not_understood(unused: dict[str, list[int]]) -> list[Problem]:
    """One problem for every section with lines that no rule used."""
    return [Problem("not_understood", key, lines[0], ranges(lines)) for key, lines in unused.items()]


def ranges(numbers: list[int]) -> str:
    """Line numbers with runs shortened: ``4–6, 9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
