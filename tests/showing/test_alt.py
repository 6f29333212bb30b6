"""Every figure in an alt text against the figures that the chart exports, for one, five and sixty reports."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from statistics import quantiles
from typing import Any

import pandas as pd
import pytest
from tests.showing.alt_figures import (
    CODES,
    MORE,
    SHARE,
    TITLES,
    body,
    counted,
    counts_of,
    figures,
    n_of,
    percent,
    share,
)

from kfd_analysis import showing

CHARTS = sorted(showing.CHARTS)


def test_the_broad_count_of_a_topic(ds: Any) -> None:
    chart = showing.CHARTS["05_topics"](ds)
    told = dict(re.findall(r"(?:^|; )([^;]+?) \d+ of [^;]*\(broad (\d+)\)", body(chart)))
    wider = chart.data[chart.data["reports_broad"] > chart.data["reports_strict"]].head(12)
    first = set(chart.data["label"].head(12))
    assert {label: int(n) for label, n in told.items()} == {
        label: n for label, n in zip(wider["label"], wider["reports_broad"], strict=True) if label in first
    }


@pytest.mark.parametrize("name", ["05_topics", *CODES])
def test_counts_of_codes(name: str, ds: Any) -> None:
    chart = showing.CHARTS[name](ds)
    counts, n = counts_of(chart), n_of(chart)
    said: dict[str, int] = {}
    left_out = None
    for item in body(chart).split("; "):
        if MORE.match(item):
            left_out = figures(item)
        elif found := SHARE.match(item):
            said[found["label"]] = int(found["part"])
            assert int(found["whole"]) == n
            assert found["percent"] is None or int(found["percent"]) == percent(said[found["label"]], n)
    assert {label: counts.get(label, 0) for label in said} == said
    rest = [count for label, count in counts.items() if label not in said]
    assert left_out == ([len(rest), *share(max(rest), n)] if rest else None)
    assert not rest or max(rest) <= min(part for label, part in said.items() if label in counts)


@pytest.mark.parametrize("name", CHARTS)
def test_the_finding_comes_first_and_its_figures_are_those_of_the_chart(name: str, ds: Any) -> None:
    chart = showing.CHARTS[name](ds)
    assert chart.alt.startswith(chart.title)
    assert figures(chart.title) == TITLES[name](chart)


def near(figure: Decimal, cells: list[Decimal]) -> bool:
    """Whether a figure is one of the cells, rounded as prose rounds (to 10, 1, 0.50) or as it stands."""
    whole = figure == int(figure)
    steps = (
        [Decimal(1)] * whole
        + [Decimal(10)] * (not figure % 10 and figure >= 1000)
        + [Decimal("0.5")] * (figure < 20)
    )
    steps.append(Decimal("0.1") if figure < 50 else Decimal("0.01"))
    return any(abs(figure - cell) <= step / 2 for cell in cells for step in steps)


def cells_of(rows: pd.DataFrame) -> list[Decimal]:
    columns = [
        "value",
        "low",
        "high",
        "as_printed_low",
        "as_printed_high",
        "lenient_low",
        "lenient_high",
        "invited",
    ]
    found = [str(cell) for column in columns if column in rows for cell in rows[column]]
    return [Decimal(cell) for cell in found if re.fullmatch(r"\d+(\.\d+)?", cell)]


ROWS = ("02_cost_per_participant", "03_moderation_cost", "06_participants", "08_assumptions")


@pytest.mark.parametrize("label", ["five", "one", "one_missing", "all_missing"])
@pytest.mark.parametrize("name", ROWS)
def test_figures_of_a_report_are_those_of_its_row(name: str, label: str, data_sets: dict[str, Any]) -> None:
    chart = showing.CHARTS[name](data_sets[label])
    own = counted(chart)
    found = re.split("; (?=" + "|".join(map(re.escape, own["municipality"].unique())) + ")", body(chart))
    assert len(found) == own["municipality"].nunique() or not body(chart)
    for item in filter(None, found):
        rows = own[[item.startswith(name_) for name_ in own["municipality"]]]
        said = figures(item)
        assert len(rows) > 0
        assert [figure for figure in said if not near(figure, cells_of(rows))] == []
        assert said or set(rows.get("bound", ["none"])) <= {"none"} or rows["value"].isna().all()


def test_an_assumption_may_reach_from_the_lowest_to_the_highest(five: Any) -> None:
    chart = showing.CHARTS["08_assumptions"](five)
    for item in body(chart).split("; "):
        rows = chart.data[[item.startswith(name) for name in chart.data["municipality"]]]
        ends = cells_of(rows)
        for figure, truth in zip(figures(item)[-2:], (min(ends), max(ends)), strict=True):
            assert near(figure, [truth])


SPREADS = {
    "02_cost_per_participant": lambda own: own[(own["bound"] == "point") & (own["reading"] == "strict")],
    "03_moderation_cost": lambda own: own[own["value"].notna() & (own["status"] != "repaired")],
    "06_participants": lambda own: own[own["value"].notna() & (own["status"] != "repaired")],
}


@pytest.mark.parametrize("name", SPREADS)
def test_the_spread_of_sixty_is_that_of_the_figures(name: str, data_sets: dict[str, Any]) -> None:
    ds = data_sets["sixty"]
    chart = showing.CHARTS[name](ds)
    kinds = dict(zip(ds.reports["report_id"], ds.reports["municipality_type"] == "county", strict=True))
    plain = SPREADS[name](counted(chart))
    said = body(chart)
    own = counted(chart)
    drawn = own["bound"] != "none" if "bound" in own else own["missing_reason"] == ""
    assert figures(said)[:2] == [int(drawn.sum()), n_of(chart)]
    _before, counties, towns = re.split("Counties: |; Towns and municipalities: ", said)
    for item, county in ((counties, True), (towns, False)):
        own = [
            Decimal(str(value))
            for report, value in zip(plain["report_id"], plain["value"], strict=True)
            if kinds[report] is county
        ]
        numbers = figures(item)
        assert numbers[0] == len(own)
        if len(own) < 10:
            assert numbers == [len(own)]
        else:
            low, middle, high = quantiles(own, n=4, method="inclusive")
            for figure, truth in zip(numbers[1:], (middle, low, high), strict=True):
                assert near(figure, [truth])
    values = [Decimal(str(v)) for v in plain["value"]]
    reach = re.search(r"from (\S+)(?:\sEUR)? to ([\d,.]*\d)", said.replace("\u00a0", " "))
    assert reach
    every = values if name.startswith("02") else [
        Decimal(str(v)) for v in counted(chart)["value"].dropna()
    ]  # fmt: skip
    assert near(figures(reach[1])[0], [min(every)])
    assert near(figures(reach[2])[0], [max(every)])


def test_missing_fields_are_counted(ds: Any) -> None:
    chart = showing.CHARTS["01_reported_fields"](ds)
    missing = counted(chart).groupby("field", sort=False)["missing_reason"].apply(lambda c: (c != "").sum())
    assert figures(body(chart)) == [n for n in missing if n]


def test_ratings_are_counted(data_sets: dict[str, Any]) -> None:
    chart = showing.CHARTS["07_ratings"](data_sets["sixty"])
    known = counted(chart).groupby("field", sort=False)["missing_reason"].apply(lambda c: (c == "").sum())
    assert figures(body(chart)) == [number for n in known for number in share(int(n), n_of(chart))]
    assert figures(body(showing.CHARTS["07_ratings"](data_sets["five"]))) == []


def test_outcomes_are_counted(ds: Any) -> None:
    chart = showing.CHARTS["07_outcomes"](ds)
    total = chart.data[chart.data["report_id"] == "all counted"].set_index("state")["outcomes"]
    states = [state for state in total.index if state not in ("all", "decided or implemented")]
    assert figures(body(chart)) == [int(total[state]) for state in states]
    own = chart.data[~chart.data["report_id"].isin(["all counted", "ilm-kreis"])]
    assert own["outcomes"].sum() == total["all"]


@pytest.mark.parametrize("name", ["04_method_combinations", "05_topic_combinations"])
def test_pairs_are_counted(name: str, ds: Any) -> None:
    chart = showing.CHARTS[name](ds)
    first = list(chart.data["reports"])[:5]
    more = len(chart.data) - len(first)
    assert figures(body(chart)) == [n for part in first for n in share(part, n_of(chart))] + [more] * bool(
        more
    )


def test_assumptions_are_counted(data_sets: dict[str, Any]) -> None:
    chart = showing.CHARTS["08_assumptions"](data_sets["sixty"])
    data = chart.data[chart.data["assumption"] != ""]
    reports = chart.data["report_id"].nunique()
    first, *items = body(chart).split(". ", 1)[0], *body(chart).split(". ", 1)[1].split("; ")
    assert figures(first) == [reports, n_of(chart)]
    assert len(items) == data["label"].nunique()
    for item in items:
        label, _colon, words = item.rpartition(": ")
        own = data[data["label"] == label]
        shifts = [Decimal(cell) for cell in own["greatest_shift"] if cell]
        most = [int((100 * max(shifts)).quantize(Decimal(1), ROUND_HALF_UP))] if shifts else []
        assert figures(words) == [len(own), reports, *most]
