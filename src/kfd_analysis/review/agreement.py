"""How well program and coders agree, variable by variable, and every place where they do not.

Codes are compared unit by unit (a report and a code). Units that neither side coded never raise the
percentages: the figure over all units stands beside, so that the difference can be seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import pandas as pd

from kfd_analysis.codebook import FILES, Codebook
from kfd_analysis.review.alpha import Alpha, alpha
from kfd_analysis.review.coders import NAMED, PROGRAM, program_sheet
from kfd_analysis.review.filled import Entry, Sheet, SheetError
from kfd_analysis.review.sheets import MISSING
from kfd_analysis.review.written import codes
from kfd_analysis.tables.frames import Frames

PEOPLE = "people"
NOTHING = Entry("")
_ABSENT = ("", "negated")
_DETAIL = {"method": "state", "topic": "basis", "actor": "basis", "service": "basis"}

MEASURES = (
    "variable", "level", "coder_a", "coder_b", "n_reports", "n_units", "n_both_empty", "n_agree", "percent",
    "percent_all", "alpha", "alpha_low", "alpha_high", "alpha_units", "alpha_note", "precision", "recall",
)  # fmt: skip
DISAGREEMENTS = (
    "report_id", "variable", "code", "coder_a", "value_a", "line_a", "words_a", "coder_b", "value_b",
    "line_b", "words_b",
)  # fmt: skip


class AgreementReport(NamedTuple):
    """Agreement of program and coders.

    Attributes
    ----------
    measures
        A row per variable and pair of coders (program first), and with three or more coders a row of
        all of them (``people``). `n_units` counts the units that at least one side coded, `percent` is
        the agreement on them, `percent_all` that on all units, those that both left empty included.
        Alpha leaves out what has no place on the scale (``NA``, ranges) and codes that neither found
        anywhere; where it cannot be had, `alpha_note` says why. Precision and recall are the program's:
        of what it coded, what the coder coded too, and the reverse.
    disagreements
        A row per unit on which two sides differ, with the words on both sides.
    coders
        Names, the program first.
    """

    measures: pd.DataFrame
    disagreements: pd.DataFrame
    coders: tuple[str, ...]


class _Variable(NamedTuple):
    """What is compared: its units in a report, what counts as coded, and its labels for alpha."""

    name: str
    level: str
    units: Sequence[tuple[str, str]]
    same: Callable[[str], str]
    label: Callable[[str], Hashable | None]


class _Pair(NamedTuple):
    """A unit of two coders in one spelling, and what each wrote."""

    report: str
    code: str
    one: str
    other: str
    entries: tuple[Entry, Entry]


def agree(program_ds: Frames, sheets: Sequence[Sheet], book: Codebook) -> AgreementReport:
    """Compare the program with coders, and coders with each other.

    Parameters
    ----------
    program_ds
        The data set of the same reports.
    sheets
        At least one coder's sheet (`read_sheet`, `read_hand_coding`).
    book
        The codebook; level of measurement of each field in ``sheet.yml``.

    Raises
    ------
    SheetError
        If a sheet codes a report that the data set does not have, or two sheets have one name.
    """
    coders = [program_sheet(program_ds, book), *sheets]
    _check(coders)
    measures: list[dict[str, Any]] = []
    differing: list[dict[str, Any]] = []
    for variable in _variables(coders, book):
        for one, other in combinations(coders, 2):
            pairs = list(_pairs(variable, one, other))
            measures.append(_measured(variable, one, other, pairs))
            differing += [_difference(variable, one, other, p) for p in pairs if p.one != p.other]
        if len(sheets) > 2:
            measures.append(_people(variable, sheets))
    return AgreementReport(
        pd.DataFrame(measures, columns=list(MEASURES)),
        pd.DataFrame(differing, columns=list(DISAGREEMENTS)),
        tuple(sheet.coder for sheet in coders),
    )


def _check(coders: Sequence[Sheet]) -> None:
    names = [sheet.coder for sheet in coders]
    for sheet in coders[1:]:
        if unknown := [report for report in sheet.reports if report not in coders[0].reports]:
            raise SheetError(
                f"{sheet.coder}: codes {unknown[0]}, which is not among the reports. Name their folder."
            )
        if names.count(sheet.coder) > 1:
            raise SheetError(f"{sheet.coder}: two sheets have this name. Name each file after its coder.")


def _variables(coders: Sequence[Sheet], book: Codebook) -> Iterator[_Variable]:
    for name, entry in book.data["sheet"]["fields"].items():
        label = _labels(entry["level"], entry.get("order", ()), book.data["columns"], name)
        yield _Variable(name, entry["level"], [(name, "")], _stated, label)
    for name in FILES:
        used = {unit[2] for sheet in coders for unit, entry in sheet.codes.items() if unit[1] == name}
        units = [(name, code) for code in codes(book, name) if code in used]
        yield _Variable(name, "nominal", units, _present, _present)
        yield _Variable(
            f"{name} ({_DETAIL[name]})", "nominal", units, _detail, lambda text: _detail(text) or None
        )


def _stated(text: str) -> str:
    return "" if text == MISSING else text


def _present(text: str) -> str:
    return "" if text in _ABSENT else NAMED


def _detail(text: str) -> str:
    """State of a method, section of another code; empty where that is not said."""
    return "" if text in (*_ABSENT, NAMED) else text


def _labels(level: str, order: Sequence[str], tables: Any, name: str) -> Callable[[str], Hashable | None]:
    """Values of a field as labels: ranks, numbers, days as numbers; None for what is not on the scale."""
    column = next(c for c in tables["reports"]["columns"] if c["name"] == name)
    if level == "ordinal":
        return lambda text: order.index(text) if text in order else None
    if column["type"] == "date":
        return lambda text: dt.date.fromisoformat(text).toordinal() if text != MISSING else None
    if level in ("interval", "ratio"):
        return _number
    return lambda text: _stated(text) or None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _pairs(variable: _Variable, one: Sheet, other: Sheet) -> Iterator[_Pair]:
    for report in one.reports:
        for name, code in variable.units if report in other.reports else ():
            entries = (
                one.codes.get((report, name, code), NOTHING),
                other.codes.get((report, name, code), NOTHING),
            )
            texts = variable.same(entries[0].value), variable.same(entries[1].value)
            if "(" in variable.name and not all(texts):
                continue
            yield _Pair(report, code, *texts, entries)


def _measured(variable: _Variable, one: Sheet, other: Sheet, pairs: list[_Pair]) -> dict[str, Any]:
    coded = [pair for pair in pairs if pair.one or pair.other]
    agreed = sum(pair.one == pair.other for pair in coded)
    empty = len(pairs) - len(coded)
    row = {
        **_head(variable, one.coder, other.coder, len({pair.report for pair in pairs})),
        "n_units": len(coded),
        "n_both_empty": empty,
        "n_agree": agreed,
        "percent": _share(agreed, len(coded)),
        "percent_all": _share(agreed + empty, len(pairs)),
        **_alpha(alpha(_groups(variable, (one, other)), variable.level)),
    }
    if one.coder == PROGRAM and "(" not in variable.name:
        row["precision"] = _share(agreed, sum(bool(pair.one) for pair in coded))
        row["recall"] = _share(agreed, sum(bool(pair.other) for pair in coded))
    return row


def _head(variable: _Variable, one: str, other: str, n_reports: int) -> dict[str, Any]:
    empty = dict.fromkeys(MEASURES)
    head = {"variable": variable.name, "level": variable.level, "coder_a": one, "coder_b": other}
    return {**empty, **head, "n_reports": n_reports}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _alpha(found: Alpha) -> dict[str, Any]:
    return {
        "alpha": found.value,
        "alpha_low": found.low,
        "alpha_high": found.high,
        "alpha_units": found.n_units,
        "alpha_note": found.note,
    }


def _people(variable: _Variable, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Alpha of all coders together, without the program."""
    groups = _groups(variable, sheets)
    head = _head(variable, PEOPLE, ", ".join(sheet.coder for sheet in sheets), len(groups))
    return {**head, **_alpha(alpha(groups, variable.level))}


def _groups(variable: _Variable, sheets: Sequence[Sheet]) -> list[list[dict[str, Hashable]]]:
    """By report, the labels of each unit by coder, without codes that none of these coders found anywhere."""
    reports = [
        r
        for r in dict.fromkeys(r for s in sheets for r in s.reports)
        if sum(r in s.reports for s in sheets) > 1
    ]
    groups = [
        [_unit(variable, sheets, report, *unit) for unit in _found(variable, sheets)] for report in reports
    ]
    return [[{k: v for k, v in unit.items() if v is not None} for unit in group] for group in groups]


def _found(variable: _Variable, sheets: Sequence[Sheet]) -> list[tuple[str, str]]:
    there = {
        unit[1:] for sheet in sheets for unit, entry in sheet.codes.items() if variable.same(entry.value)
    }
    return [unit for unit in variable.units if unit in there]


def _unit(
    variable: _Variable, sheets: Sequence[Sheet], report: str, name: str, code: str
) -> dict[str, Hashable | None]:
    coding = [sheet for sheet in sheets if report in sheet.reports]
    return {s.coder: variable.label(s.codes.get((report, name, code), NOTHING).value) for s in coding}


def _difference(variable: _Variable, one: Sheet, other: Sheet, pair: _Pair) -> dict[str, Any]:
    sides = zip(("a", "b"), (one.coder, other.coder), pair.entries, strict=True)
    row: dict[str, Any] = {"report_id": pair.report, "variable": variable.name, "code": pair.code}
    for side, coder, entry in sides:
        row |= {f"coder_{side}": coder, f"value_{side}": entry.value}
        row |= {f"line_{side}": entry.line, f"words_{side}": entry.words}
    return row
