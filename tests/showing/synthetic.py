"""Data sets with reports left out or silenced."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from kfd_analysis.tables.frames import Parted

NAMES = (
    "reports", "values", "events", "cost_items", "codings", "answers", "comparison", "evidence", "problems",
    "scope", "providers",
)  # fmt: skip


class Tables(Parted, SimpleNamespace):
    """Tables as exhibits read them."""


def only(ds: Any, *report_ids: str) -> Tables:
    """The given reports of a data set."""
    frames = {name: getattr(ds, name) for name in NAMES}
    kept = {name: frame[frame["report_id"].isin(report_ids)] for name, frame in frames.items()}
    return Tables(
        **{name: frame.reset_index(drop=True) for name, frame in kept.items()},
        facts=tuple(fact for fact in ds.facts if fact.report_id in report_ids),
    )


def emptied(ds: Any, *report_ids: str) -> Tables:
    """A data set whose given reports (all, if none is given) answer nothing but who they are."""
    ids = list(report_ids or ds.reports["report_id"])
    kept_fields = {"municipality", "municipality_type"}
    frames = {name: getattr(ds, name).copy() for name in NAMES}
    values = frames["values"]
    hit = values["report_id"].isin(ids) & ~values["field"].isin(kept_fields)
    cells = ["value", "low", "high", "qualifier"]
    values[cells] = values[cells].astype(object)
    values.loc[hit, cells] = None
    values.loc[hit, "status"], values.loc[hit, "missing_reason"] = "missing", "not_answered"
    comparison = frames["comparison"]
    numbers = ["value", "low", "high", "naive_value"]
    comparison[numbers] = comparison[numbers].astype(object)
    gone = comparison["report_id"].isin(ids)
    comparison.loc[gone, numbers] = None
    comparison.loc[gone, "bound"], comparison.loc[gone, "reasons"] = "none", "not_reported"
    for name in ("events", "cost_items", "codings", "answers", "evidence", "providers"):
        frames[name] = frames[name][~frames[name]["report_id"].isin(ids)].reset_index(drop=True)
    scope = frames["scope"]
    silent = scope["report_id"].isin(ids)
    scope.loc[silent, "state"] = "not_mentioned"
    scope.loc[silent, ["amount_eur", "line_start"]] = None
    return Tables(**frames, facts=tuple(fact for fact in ds.facts if fact.report_id not in ids))
