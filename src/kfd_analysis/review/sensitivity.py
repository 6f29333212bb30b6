"""How much hangs on what: rulings turned round, assumptions changed, and which findings survive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from kfd_analysis.codebook import Codebook
from kfd_analysis.compare import Ratio, compare_report
from kfd_analysis.compare.facts import Facts
from kfd_analysis.review.assumptions import Case, assumed, turned
from kfd_analysis.review.counts import coded, turned_counts
from kfd_analysis.tables.frames import Frames

CHANGES = (
    "kind", "case", "report_id", "words", "figure", "reading", "before", "after", "before_value",
    "before_low", "before_high", "after_value", "after_low", "after_high", "changed", "stated",
)  # fmt: skip
FINDINGS = (
    "figure", "claim", "report_id", "against", "holds", "survives", "hangs_on", "unknown_in", "undecided",
)  # fmt: skip
READING = "lenient"
Ratios = Mapping[tuple[str, str], Ratio]


class Sensitivity(NamedTuple):
    """What changes, and what survives.

    Attributes
    ----------
    changes
        A row per ruling or assumption, report and figure that it changes: a metric of the comparison in
        a reading, or a number of reports (``method:world_cafe``). A case that changes no figure has one
        row with `changed` False. `stated` is what the coder wrote down as affected.
    findings
        A row per metric (``sensitivity.yml``) and claim (lowest, highest) with the report that it names by
        its point value: whether it holds against the intervals of the others, whether it survives every
        case, on which cases it hangs, in which its figure is unknown, and which reports have no bound on
        that side. Where only two reports have a figure, the two claims are one order, told once as lowest
        with the other report in `against`.
    """

    changes: pd.DataFrame
    findings: pd.DataFrame


def sensitivity(
    facts: Sequence[Facts], ds: Frames, rulings: pd.DataFrame, book: Codebook, lang: str = "en"
) -> Sensitivity:
    """Try every assumption, and turn every ruling round, one at a time.

    Parameters
    ----------
    facts
        The inputs of the comparison, a report each.
    ds
        The data set that they come from.
    rulings
        ``data/coding/rulings.csv``, read as text with empty cells as empty text.
    book
        The codebook (``sensitivity.yml``, ``scope.yml``).
    lang
        Language of the assumptions' words.
    """
    by_report = {fact.report_id: fact for fact in facts if fact.questionnaire}
    reference = frozenset(book.data["scope"]["reference"])
    base = {report: _ratios(fact, reference) for report, fact in by_report.items()}
    counted = frozenset(by_report)
    now = coded(ds, book)
    cases = [
        case for fact in by_report.values() for case in assumed(fact, _vat_unstated(ds, fact), book, lang)
    ]
    rows = [row for case in cases for row in _case_rows(case, base, reference, "")]
    for ruling in rulings.to_dict("records"):
        own = (
            list(turned(by_report[ruling["report_id"]], ruling, book))
            if ruling["report_id"] in counted
            else []
        )
        cases += own
        found = [row for case in own for row in _case_rows(case, base, reference, ruling["figures_affected"])]
        found += [
            _row(ruling, c.figure, str(c.before), str(c.after))
            for c in turned_counts(now, counted, ruling, book)
        ]
        rows += found or [_row(ruling, "", "", "")]
    return Sensitivity(
        pd.DataFrame(rows, columns=list(CHANGES)),
        pd.DataFrame(list(_findings(base, cases, book)), columns=list(FINDINGS)),
    )


def _vat_unstated(ds: Frames, facts: Facts) -> bool:
    rows = ds.cost_items.to_dict("records")
    return any(row["report_id"] == facts.report_id and row["vat"] == "unstated" for row in rows)


def _ratios(facts: Facts, reference: frozenset[str]) -> dict[tuple[str, str], Ratio]:
    return {(ratio.metric, ratio.reading): ratio for ratio in compare_report(facts, reference)}


def _case_rows(
    case: Case, base: Mapping[str, Ratios], reference: frozenset[str], stated: str
) -> list[dict[str, Any]]:
    before, after = base[case.facts.report_id], _ratios(case.facts, reference)
    head = {"kind": case.kind, "case": case.case, "report_id": case.facts.report_id, "words": case.words}
    rows = [
        _filled({**head, "stated": stated}, before[key], after[key])
        for key in before
        if key[0] in case.metrics and _bounds(before[key]) != _bounds(after[key])
    ]
    nothing = dict.fromkeys(CHANGES) | head | {"figure": "", "changed": False, "stated": stated}
    return rows or ([nothing] if case.kind == "assumption" else [])


def _bounds(ratio: Ratio) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return ratio.value, ratio.low, ratio.high


def _filled(head: dict[str, Any], before: Ratio, after: Ratio) -> dict[str, Any]:
    row = (
        dict.fromkeys(CHANGES) | head | {"figure": before.metric, "reading": before.reading, "changed": True}
    )
    for side, ratio in (("before", before), ("after", after)):
        row[side] = ratio_text(ratio)
        for name, number in zip(("value", "low", "high"), _bounds(ratio), strict=True):
            row[f"{side}_{name}"] = None if number is None else float(number)
    return row


def _row(ruling: Mapping[Any, Any], figure: str, before: str, after: str) -> dict[str, Any]:
    """A row of a number of reports, or of a ruling that changes no figure."""
    row: dict[str, Any] = dict.fromkeys(CHANGES)
    row |= {
        "kind": "ruling",
        "case": ruling["id"],
        "report_id": ruling["report_id"],
        "words": ruling["alternative"],
    }
    row |= {"figure": figure, "before": before, "after": after, "changed": bool(figure)}
    if figure:
        row |= {"before_value": float(before), "after_value": float(after)}
    return row | {"stated": ruling["figures_affected"]}


def ratio_text(ratio: Ratio) -> str:
    """A ratio in short: ``100.00 (90.00–110.00)``, ``84.38–165.00``, ``<=187.80``, ``>=2.60`` or nothing."""
    value, low, high = _bounds(ratio)
    if value is not None:
        return f"{value}" if low == high else f"{value} ({_side(low)}–{_side(high)})"
    if low is not None and high is not None:
        return f"{low}–{high}"
    return f">={low}" if low is not None else f"<={high}" if high is not None else ""


def _side(number: Decimal | None) -> str:
    return "" if number is None else str(number)


def _findings(base: Mapping[str, Ratios], cases: Sequence[Case], book: Codebook) -> Iterator[dict[str, Any]]:
    """Who is lowest and who is highest by point value, and whether that survives."""
    worlds = list(_worlds(base, cases, frozenset(book.data["scope"]["reference"])))
    for metric in book.data["sensitivity"]["findings"]:
        key = (metric, READING)
        points = {r: ratios[key].value for r, ratios in base.items() if ratios[key].value is not None}
        known = [report for report, ratios in base.items() if ratios[key].bound != "none"]
        if len(known) < 2 or not points:
            continue
        pair = len(known) == len(points) == 2
        for claim, choose in (("lowest", min), ("highest", max))[: 1 if pair else 2]:
            named = choose(points, key=lambda report: (points[report], report))
            now = _holds(base, key, named, claim)
            seen = _judged(worlds, key, named, claim)
            hangs = dict.fromkeys(case for case, holds in seen if now and holds is False)
            yield {
                "figure": metric,
                "claim": claim,
                "report_id": named,
                "against": next(report for report in known if report != named) if pair else "",
                "holds": bool(now),
                "survives": bool(now) and not hangs,
                "hangs_on": ";".join(hangs),
                "unknown_in": ";".join(dict.fromkeys(case for case, holds in seen if holds is None)),
                "undecided": ";".join(_undecided(base, key, named, claim)),
            }


def _judged(
    worlds: Sequence[tuple[Case, Mapping[str, Ratios]]], key: tuple[str, str], named: str, claim: str
) -> list[tuple[str, bool | None]]:
    return [(case.case, _holds(world, key, named, claim)) for case, world in worlds if key[0] in case.metrics]


def _worlds(
    base: Mapping[str, Ratios], cases: Sequence[Case], reference: frozenset[str]
) -> Iterator[tuple[Case, Mapping[str, Ratios]]]:
    """All reports under each case; an assumption about all reports changes them together."""
    together: dict[str, tuple[Case, dict[str, Ratios]]] = {}
    for case in cases:
        ratios = {case.facts.report_id: _ratios(case.facts, reference)}
        if case.everywhere:
            together.setdefault(case.case, (case, dict(base)))[1].update(ratios)
        else:
            yield case, {**base, **ratios}
    yield from together.values()


def _holds(world: Mapping[str, Ratios], key: tuple[str, str], named: str, claim: str) -> bool | None:
    """Whether the report's interval is below (above) those of all others; None if its figure is unknown."""
    own = _edge(world[named][key], "highest" if claim == "lowest" else "lowest")
    if own is None:
        return None
    others = (_edge(ratios[key], claim) for report, ratios in world.items() if report != named)
    known = [edge for edge in others if edge is not None]
    return all(own < edge if claim == "lowest" else own > edge for edge in known)


def _edge(ratio: Ratio, claim: str) -> Decimal | None:
    """The lowest (highest) that a figure may be."""
    return ratio.low if claim == "lowest" else ratio.high


def _undecided(base: Mapping[str, Ratios], key: tuple[str, str], named: str, claim: str) -> list[str]:
    return [
        report
        for report, ratios in base.items()
        if report != named and ratios[key].bound != "none" and _edge(ratios[key], claim) is None
    ]
