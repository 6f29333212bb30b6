"""Frames made up for tests from compact descriptions of reports.

Nothing here is data: names, figures and texts are invented.
"""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pandas as pd

COLUMNS = {
    "reports": "report_id source_file text_basis document_type municipality municipality_type population "
    "population_as_of county administrative_region first_event_date last_event_date n_events "
    "event_hours participants "
    "total_cost_eur moderation_cost_eur price_year satisfaction_process satisfaction_results value_for_money "
    "names_contact_person",
    "values": "report_id field value low high unit qualifier status missing_reason rule line_start "
    "line_end quote",
    "events": "report_id event_id name date end_date start_time end_time hours participants participants_low "
    "participants_high invited status line_start quote",
    "cost_items": "report_id item label amount_eur low high qualifier status priced scope vat "
    "line_start quote",
    "codings": "report_id variable code parent basis state mentions line_start line_end quote",
    "answers": "report_id question n state line_start quote",
    "comparison": "report_id metric reading value low high bound unit comparable reasons naive_value",
    "evidence": "report_id table key line start end quote",
    "problems": "source_file report_id field severity code line message",
    "scope": "report_id component state amount_eur line_start",
    "providers": "report_id kind line_start quote",
}
FIELDS = COLUMNS["reports"].split()[4:]
UNITS = {"participants": "persons", "total_cost_eur": "EUR", "moderation_cost_eur": "EUR", "event_hours": "h"}
Spec = dict[str, Any]


def figure(
    value: Any, qualifier: str = "exact", status: str = "reported", low: Any = None, high: Any = None
) -> Spec:
    """A number with its interval; *about* is ten per cent either way."""
    if value is not None and low is None and high is None and qualifier != "at_least":
        margin = Decimal("0.1") if qualifier == "about" else Decimal(0)
        low, high = Decimal(str(value)) * (1 - margin), Decimal(str(value)) * (1 + margin)
    return {"value": value, "low": low, "high": high, "qualifier": qualifier, "status": status}


def missing(reason: str = "not_reported") -> Spec:
    """A gap with its reason."""
    return {"status": "missing", "missing_reason": reason}


def _value(spec: Spec, field: str) -> Spec:
    given = spec.get(field, missing())
    row = given if isinstance(given, dict) else {"value": given, "status": "reported"}
    return {
        "report_id": spec["report_id"],
        "field": field,
        "unit": UNITS.get(field),
        "line_start": 10,
        "line_end": 10,
        "rule": "made_up",
        "quote": "",
        **row,
    }


def _report(spec: Spec, values: list[Spec]) -> Spec:
    row: Spec = {"report_id": spec["report_id"], "source_file": f"{spec['report_id']}.txt"}
    row |= {
        "text_basis": spec.get("text_basis", "original"),
        "document_type": spec.get("document_type", "questionnaire"),
    }
    for value in values:
        cell = value.get("value")
        row[value["field"]] = cell if value["status"] in ("reported", "computed", "corrected") else None
    return row


def _ratio(top: Spec, bottom: Spec, reading: str, wider: bool) -> Spec:
    """Cost per participant in one reading, as the comparison states it."""
    none = {"bound": "none", "comparable": False}
    if top.get("status") == "missing" or bottom.get("status") == "missing":
        return {**none, "reasons": "not_reported"}
    if bottom["status"] == "repaired" and reading == "strict":
        return {**none, "reasons": "participants_repaired"}
    low, high = bottom.get("low"), bottom.get("high") if reading == "lenient" or bottom.get("value") else None
    upper = Decimal(top["high"]) / Decimal(low)
    if wider or high is None:
        reason = "scope_wider_than_event" if wider else "participants_invited_only"
        naive = Decimal(str(top["value"])) / Decimal(low)
        return {
            "high": upper,
            "bound": "at_most",
            "comparable": False,
            "reasons": reason,
            "naive_value": naive,
        }
    lower = Decimal(top["low"]) / Decimal(high)
    if bottom.get("value") is None:
        return {
            "low": lower,
            "high": upper,
            "bound": "interval",
            "comparable": False,
            "reasons": "range_only",
        }
    point = Decimal(str(top["value"])) / Decimal(str(bottom["value"]))
    return {"value": point, "low": lower, "high": upper, "bound": "point", "comparable": True}


def _comparison(spec: Spec) -> list[Spec]:
    people, total = spec.get("participants", missing()), spec.get("total_cost_eur", missing())
    moderation = spec.get("moderation_cost_eur", missing())
    wider = any(item[4] == "wider" for item in spec.get("items", ()))
    found = []
    for reading in ("strict", "lenient"):
        key = {"report_id": spec["report_id"], "reading": reading}
        found.append(
            {
                **key,
                "metric": "cost_per_participant_eur",
                "unit": "EUR",
                **_ratio(total, people, reading, wider),
            }
        )
        row = _ratio(moderation, people, reading, False)
        found.append({**key, "metric": "moderation_cost_per_participant_eur", "unit": "EUR", **row})
        found.append({**key, "metric": "moderation_share", "unit": "", **_share(total, moderation)})
    for row in found:
        row |= {
            name: row[name].quantize(Decimal("0.0001"))
            for name in ("value", "low", "high")
            if row.get(name) is not None
        }
    return found


def _share(total: Spec, part: Spec) -> Spec:
    if "missing" in (total.get("status"), part.get("status")):
        return {"bound": "none", "comparable": False, "reasons": "moderation_bundled"}
    low, high = Decimal(part["low"]) / Decimal(total["high"]), Decimal(part["high"]) / Decimal(total["low"])
    point = Decimal(str(part["value"])) / Decimal(str(total["value"]))
    return {"value": point, "low": low, "high": min(high, Decimal(1)), "bound": "point", "comparable": True}


def _codings(spec: Spec) -> list[Spec]:
    found = []
    for variable in ("method", "topic", "actor", "service"):
        for code, detail in spec.get(f"{variable}s", {}).items():
            basis, state = detail if isinstance(detail, tuple) else ("strict", detail)
            found.append({"variable": variable, "code": code, "basis": basis, "state": state, "mentions": 1})
    return [
        {"report_id": spec["report_id"], "line_start": 20, "line_end": 20, "quote": "…", **row}
        for row in found
    ]


def _items(spec: Spec) -> list[Spec]:
    names = ("item", "label", "amount_eur", "priced", "scope")
    return [
        {
            "report_id": spec["report_id"],
            **dict(zip(names, item, strict=True)),
            "line_start": 40,
            "status": "reported",
        }
        for item in spec.get("items", ())
    ]


COMPONENTS = {
    "moderation_advice": "moderation", "concept": "concept", "before_after": "preparation", "venue_technology": "venue",
    "catering": "catering", "material_print": "materials", "interpreting": "interpreting", "staff_time": "staff",
    "later_workshops": "later",
}  # fmt: skip


def _scope(spec: Spec) -> list[Spec]:
    """What the costs cover, component by component."""
    items = {item["item"]: item for item in _items(spec)}
    found = []
    for component, name in COMPONENTS.items():
        item = items.get(name)
        state = item["priced"] if item else "not_mentioned"
        amount = item["amount_eur"] if item and state == "alone" else None
        line = 40 if item else None
        found.append({"report_id": spec["report_id"], "component": component, "state": state,
                      "amount_eur": amount, "line_start": line})  # fmt: skip
    return found


def _events(spec: Spec) -> list[Spec]:
    return [
        {
            "report_id": spec["report_id"],
            "event_id": f"event-{n}",
            "status": "reported",
            "line_start": 12,
            **event,
        }
        for n, event in enumerate(spec.get("events", ()), 1)
    ]


def build(specs: list[Spec]) -> SimpleNamespace:
    """The nine frames of the described reports."""
    values = {spec["report_id"]: [_value(spec, field) for field in FIELDS] for spec in specs}
    tables: dict[str, list[Spec]] = {
        "reports": [_report(spec, values[spec["report_id"]]) for spec in specs],
        "values": [row for spec in specs for row in values[spec["report_id"]]],
        "events": [row for spec in specs for row in _events(spec)],
        "cost_items": [row for spec in specs for row in _items(spec)],
        "codings": [row for spec in specs for row in _codings(spec)],
        "answers": [
            {"report_id": s["report_id"], "line_start": 50, **row}
            for s in specs
            for row in s.get("answers", ())
        ],
        "comparison": [row for spec in specs for row in _comparison(spec)],
        "evidence": [{"report_id": s["report_id"], **row} for s in specs for row in s.get("evidence", ())],
        "problems": [],
        "scope": [row for spec in specs for row in _scope(spec)],
        "providers": [
            {"report_id": s["report_id"], "kind": kind, "line_start": 22, "quote": "…"}
            for s in specs
            for kind in s.get("providers", {})
        ],
    }
    return SimpleNamespace(
        **{name: pd.DataFrame(rows, columns=COLUMNS[name].split()) for name, rows in tables.items()}
    )


def only(ds: Any, *report_ids: str) -> SimpleNamespace:
    """The given reports of a data set."""
    frames = {name: getattr(ds, name) for name in COLUMNS}
    kept = {name: frame[frame["report_id"].isin(report_ids)] for name, frame in frames.items()}
    return SimpleNamespace(
        **{name: frame.reset_index(drop=True) for name, frame in kept.items()},
        facts=tuple(fact for fact in ds.facts if fact.report_id in report_ids),
    )


def emptied(ds: Any, *report_ids: str) -> SimpleNamespace:
    """A data set whose given reports (all, if none is given) answer nothing but who they are."""
    ids = list(report_ids or ds.reports["report_id"])
    kept_fields = {"municipality", "municipality_type"}
    frames = {name: getattr(ds, name).copy() for name in COLUMNS}
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
    return SimpleNamespace(**frames, facts=tuple(fact for fact in ds.facts if fact.report_id not in ids))
