"""An agreement report in words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kfd_analysis.language import _, number, percent, plural
from kfd_analysis.review.agreement import AgreementReport
from kfd_analysis.review.alpha import FIRM, LEAST_REPORTS, TENTATIVE
from kfd_analysis.review.coders import PROGRAM


def agreement_lines(report: AgreementReport) -> Iterator[str]:
    """Measures by pair of coders, then every disagreement with the words on both sides."""
    for (one, other), rows in report.measures.groupby(["coder_a", "coder_b"], sort=False):
        n = int(rows["n_reports"].max())
        head = plural("{one} and {other}, {n} report", "{one} and {other}, {n} reports", n)
        yield head.format(one=_coder(one), other=_coder(other), n=n)
        yield from (f"  {_measure(row)}" for row in rows.to_dict("records") if _says_something(row))
        if n < LEAST_REPORTS:
            yield "  " + _(
                "Fewer than {n} reports: no intervals; the figures describe these reports only."
            ).format(n=LEAST_REPORTS)
        yield ""
    words = _("Alpha: rely on it from {firm}, tentatively from {tentative} (Krippendorff, Content Analysis).")
    yield words.format(firm=number(FIRM, 3), tentative=number(TENTATIVE, 3))
    yield ""
    n = len(report.disagreements)
    yield plural("{n} disagreement", "{n} disagreements", n).format(n=n)
    yield from (f"  {_difference(row)}" for row in report.disagreements.to_dict("records"))


def _coder(name: object) -> str:
    return _("program") if name == PROGRAM else str(name)


def _says_something(row: Any) -> bool:
    return bool(row["n_units"] == row["n_units"] and row["n_units"]) or row["alpha"] == row["alpha"]


def _measure(row: Any) -> str:
    parts = [f"{row['variable']} ({row['level']})"]
    if row["n_units"] == row["n_units"] and row["n_units"]:
        agreed, units = int(row["n_agree"]), int(row["n_units"])
        parts.append(
            _("{agreed} of {units} agree").format(agreed=agreed, units=units)
            + f" ({percent(row['percent'])})"
        )
        parts.append(_("with the units that neither coded {share}").format(share=percent(row["percent_all"])))
    parts.append(_alpha(row))
    if row["coder_a"] == PROGRAM:
        for name, label in (("precision", _("precision")), ("recall", _("recall"))):
            if row[name] == row[name] and row[name] is not None:
                parts.append(f"{label} {number(row[name], 2)}")
    return "; ".join(parts)


def _alpha(row: Any) -> str:
    reasons = {"no_variation": _("no variation"), "too_few_units": _("too few units")}
    if row["alpha_note"]:
        return _("no alpha: {reason}").format(reason=reasons[row["alpha_note"]])
    words = f"alpha {number(row['alpha'], 3)}"
    if row["alpha_low"] == row["alpha_low"] and row["alpha_low"] is not None:
        words += f" [{number(row['alpha_low'], 3)}, {number(row['alpha_high'], 3)}]"
    return words + " " + _("on {n} units").format(n=int(row["alpha_units"]))


def _difference(row: Any) -> str:
    name = ":".join(part for part in (row["variable"], row["code"]) if part)
    sides = (_side(row, side) for side in ("a", "b"))
    return f"{row['report_id']} {name}: " + " | ".join(sides)


def _side(row: Any, side: str) -> str:
    value = row[f"value_{side}"] or _("not named")
    words = f" “{row[f'words_{side}']}”" if row[f"words_{side}"] else ""
    line = " " + _("line {n}").format(n=row[f"line_{side}"]) if row[f"line_{side}"] else ""
    return f"{_coder(row[f'coder_{side}'])} {value}{words}{line}"
