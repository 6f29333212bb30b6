"""What the figures of an alt text and of a title have to be, computed from the chart's exported figures alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from kfd_analysis.showing.chart import Chart

FIGURE = re.compile(r"(?<![\w.,(])\(?(\d[\d,]*(?:\.\d+)?)")
SHARE = re.compile(r"^(?P<label>.+?) (?P<part>\d+) of (?P<whole>\d+)(?: \((?P<percent>\d+)\s%\))?")
MORE = re.compile(r"^\d+ more,? (?:each )?in ")


def figures(words: str) -> list[Decimal]:
    """The numbers of a text, ranges taken apart."""
    plain = words.replace("\u2013", " ").replace("\u00a0", " ")
    return [Decimal(word.replace(",", "")) for word in FIGURE.findall(plain)]


def n_of(chart: Chart) -> int:
    """How many reports count, as the subtitle says."""
    found = re.match(r"n = (\d+) ", chart.subtitle)
    assert found
    return int(found[1])


def percent(part: int, whole: int) -> int:
    return int((Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP))


def share(part: int, whole: int) -> list[int]:
    """The numbers of ``3 of 4``, from ten on with the percentage."""
    return [part, whole, percent(part, whole)] if whole >= 10 else [part, whole]


def counted(chart: Chart) -> pd.DataFrame:
    data = chart.data
    return data[data["counted"].astype(bool)] if "counted" in data else data


def body(chart: Chart) -> str:
    assert chart.alt.startswith(chart.title)
    return chart.alt[len(chart.title) :].strip(". ")


def by_label(chart: Chart, wanted: Callable[[pd.DataFrame], pd.Series]) -> dict[str, int]:
    """Reports by label of the code; a kind of a code counts for it, too."""
    own = counted(chart)
    own = own[wanted(own)]
    labels = dict(zip(chart.data["code"], chart.data["label"], strict=True))
    named: dict[str, set[str]] = {}
    for row in own.to_dict("records"):
        for code in filter(None, (row["code"], row["parent"])):
            named.setdefault(labels[code], set()).add(row["report_id"])
    return {label: len(reports) for label, reports in named.items()}


CODES: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "03_services": lambda own: own["code"] != "",
    "04_methods": lambda own: own["state"].isin(["used", "planned", ""]),
    "05_topic_origins": lambda own: own["basis"] == "strict",
    "06_actors": lambda own: own["basis"] == "strict",
}


def counts_of(chart: Chart) -> dict[str, int]:
    if chart.name == "05_topics":
        return dict(zip(chart.data["label"], chart.data["reports_strict"], strict=True))
    return by_label(chart, CODES[chart.name])


def _most(counts: dict[str, int], n: int) -> list[int]:
    """Numbers of a title that names the most frequent codes."""
    some = {label: count for label, count in counts.items() if count}
    if not some or n == 1:
        return [len(some)] if some else []
    top = [count for count in some.values() if count == max(some.values())]
    return [len(top)] * (len(top) > 2) + share(top[0], n)


def _methods(chart: Chart) -> list[int]:
    counts, n = counts_of(chart), n_of(chart)
    if not counts or n == 1:
        return [len(counts)] if counts else []
    return [*(counts.get(label, 0) for label in ("World Café", "Online voting", "Survey")), n]


def _origins(chart: Chart) -> list[int]:
    own = counted(chart)
    own = own[own["basis"] == "strict"]
    reports = own.groupby("state")["report_id"].nunique()
    found = [int(reports.get(state, 0)) for state in ("preset", "emerged")]
    return [*found, n_of(chart)] if any(found) and n_of(chart) > 1 else []


def _pairs(chart: Chart) -> list[int]:
    if n_of(chart) < 10:
        return [10]
    top = chart.data["reports"].max()
    ties = int((chart.data["reports"] == top).sum())
    return [ties] * (ties > 1) + [int(top), n_of(chart)]


def _known(chart: Chart, *fields: str) -> pd.DataFrame:
    own = counted(chart)
    return own[own["field"].isin(fields)] if fields else own


def _ratings(chart: Chart) -> list[int]:
    own = _known(chart, "satisfaction_process")
    known = own[own["missing_reason"] == ""]
    if known.empty or n_of(chart) == 1:
        return []
    return [int(known["value"].isin(["very_satisfied", "satisfied"]).sum()), len(known)]


def _outcomes(chart: Chart) -> list[int]:
    total = chart.data[chart.data["report_id"] == "all counted"].set_index("state")["outcomes"]
    done = int(total["decided"] + total["implemented"])
    return [] if not total["all"] else [done] * bool(done) + [int(total["all"])]


def _fields(chart: Chart) -> list[int]:
    missing = counted(chart).groupby("field")["missing_reason"].apply(lambda column: (column != "").sum())
    full = int((missing == 0).sum())
    return [full, len(missing)] if full else []


def _ceiling(chart: Chart) -> list[int]:
    own = counted(chart)
    known = own[own["missing_reason"] == ""]
    lows = known["low"].fillna(known["value"]).astype(float)
    above = int((lows > known["grant_ceiling_eur"].astype(float)).sum())
    return [] if len(known) < 2 else [above] * bool(above) + [len(known)]


def _people(chart: Chart) -> list[int]:
    own = counted(chart)
    plain = own[own["value"].notna() & ~own["status"].isin(["repaired", "missing"])]
    none = (own["missing_reason"] != "").all()
    return [] if none or len(own) == 1 else [len(plain), len(own)]


def _cost(chart: Chart) -> list[int]:
    own = counted(chart)
    plain = own[(own["bound"] == "point") & (own["reading"] == "strict")]
    drawn = own[own["bound"] != "none"]
    if len(own) == 1 or drawn.empty or len(plain) == 1:
        return []
    return [len(plain) or len(drawn), len(own)]


def _assumed(chart: Chart) -> list[int]:
    reports = chart.data["report_id"].nunique()
    return [reports, n_of(chart)] if "Assumptions move" in chart.title else []


TITLES: dict[str, Callable[[Chart], list[int]]] = {
    "01_reported_fields": _fields,
    "02_cost_per_participant": _cost,
    "03_moderation_cost": _ceiling,
    "03_services": lambda chart: _most(counts_of(chart), n_of(chart)),
    "04_methods": _methods,
    "04_method_combinations": _pairs,
    "05_topics": lambda chart: _most(counts_of(chart), n_of(chart)),
    "05_topic_origins": _origins,
    "05_topic_combinations": _pairs,
    "06_participants": _people,
    "06_actors": lambda chart: _most(counts_of(chart), n_of(chart)),
    "07_ratings": _ratings,
    "07_outcomes": _outcomes,
    "08_assumptions": _assumed,
}
