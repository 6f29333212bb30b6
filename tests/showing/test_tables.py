"""Tables: markup with caption and scope, links, context below a rule, and the figures of the five."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from lxml import html

from kfd_analysis import showing
from kfd_analysis.showing.table import Table

TABLES = sorted(showing.TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_markup_has_caption_scopes_and_no_raw_gap(name: str, ds: Any) -> None:
    table = showing.TABLES[name](ds)
    root = html.fromstring(f"<div>{table.html()}</div>")
    assert table.name == name
    assert len(root.findall(".//caption")) == 1
    heads = root.findall(".//thead//th")
    assert [head.get("scope") for head in heads] == ["col"] * len(table.frame.columns)
    for row in root.findall(".//tbody/tr"):
        assert row[0].tag == "th"
        assert row[0].get("scope") == "row"
        assert len(row) == len(heads)
    assert not re.search(r">(None|nan|NaT|<NA>)<", table.html())
    assert "Source:" in table.notes[-1]


@pytest.mark.parametrize("name", TABLES)
def test_links_lead_into_the_reports(name: str, five: Any) -> None:
    table = showing.TABLES[name](five)
    for (row, column), href in table.links.items():
        assert re.match(r"^reports/[a-z0-9-]+\.html(#[\w.-]+)?$", href)
        assert 0 <= row < len(table.frame)
        assert column in table.frame.columns
    assert f'href="../{next(iter(table.links.values()))}"' in table.html("../") if table.links else True


def cells(table: Table, first: str) -> list[str]:
    """Cells of the row that begins with `first`, ordinary blanks."""
    frame = table.frame
    return [str(cell).replace("\u00a0", " ") for cell in frame[frame.iloc[:, 0] == first].iloc[0]]


def test_tipping_points_of_the_five(five: Any) -> None:
    table = showing.TABLES["02_tipping_points"](five)
    below = cells(table, "Korntal-Münchingen below Landkreis Konstanz")
    assert below[1:] == ["holds", "holds", "holds", "12", "4,350"]
    assert cells(table, "Landkreis Konstanz and Plochingen")[1:] == ["open", "open", "open", "x", "x"]


def test_claims_of_the_five(five: Any) -> None:
    table = showing.TABLES["00_claims"](five)
    cheapest = cells(table, "Korntal-Münchingen: lowest cost per participant")
    assert cheapest[2] == "rounding of ±5 %, ±10 % and ±20 %"
    assert "not tested against Rems-Murr-Kreis: upper bound only" in cheapest[3]
    share = cells(table, "Plochingen: highest share of moderation in the total")
    assert share[2:4] == ["no reading", "its interval covers Korntal-Münchingen"]
    assert cells(table, "World Café: named in 1 of 4 reports")[3] == "without planned ones: 0 of 4"


def test_no_claim_of_order_for_one_or_for_sixty(data_sets: dict[str, Any]) -> None:
    for label in ("one", "sixty", "all_missing"):
        words = " ".join(showing.TABLES["00_claims"](data_sets[label]).frame.iloc[:, 0])
        assert "lowest" not in words
        assert "highest" not in words


def test_regions_without_a_report_are_named(five: Any) -> None:
    frame = showing.TABLES["00_unanswered"](five).frame
    assert "none from Karlsruhe or Tübingen" in frame.iloc[-1, -1]


def test_no_region_is_absent_while_a_report_leaves_its_own_open(data_sets: dict[str, Any]) -> None:
    frame = showing.TABLES["00_unanswered"](data_sets["all_missing"]).frame
    assert "none from" not in frame.iloc[-1, -1]
    assert "no sample" in frame.iloc[-1, -1]


def test_context_case_stands_in_a_body_of_its_own(five: Any) -> None:
    table = showing.TABLES["02_totals"](five)
    root = html.fromstring(f"<div>{table.html()}</div>")
    bodies = root.findall(".//tbody")
    assert [body.get("class") for body in bodies] == [None, "context"]
    assert [len(body) for body in bodies] == [4, 1]


def test_text_of_a_report_stays_text() -> None:
    frame = pd.DataFrame({"a<b": ["<script>x</script>"], "c": ["1 & 2"]})
    table = Table(
        "t", "caption & more", frame, links={(0, "c"): 'reports/x.html"onload='}, numeric=frozenset({"c"})
    )
    markup = table.html()
    assert "<script>" not in markup
    assert "&lt;script&gt;" in markup
    assert "caption &amp; more" in markup
    assert 'class="number"' in markup
    assert "&quot;onload=" in markup


def test_plain_text_is_aligned(five: Any) -> None:
    lines = repr(showing.TABLES["02_totals"](five)).splitlines()
    assert lines[0].startswith("Total cost and participants as reported (n = 4")
    place = lines[2].index("type")
    assert {line[place - 1] for line in lines[3:8]} == {" "}


def test_combinations_wait_for_ten_reports(data_sets: dict[str, Any]) -> None:
    few, many = (showing.CHARTS["04_method_combinations"](data_sets[label]) for label in ("five", "sixty"))
    assert len(few.data) == 0
    words = " ".join(text.get_text() for text in few.sheet("page").figure.axes[0].texts)
    assert "shown from 10 reports on; there are 4." in words
    assert list(many.data["reports"]) == sorted(many.data["reports"], reverse=True)


@pytest.mark.parametrize(("variable", "name"), [("method", "04"), ("topic", "05")])
def test_a_pair_counts_the_reports_that_name_both(
    variable: str, name: str, data_sets: dict[str, Any]
) -> None:
    codings = data_sets["sixty"].codings
    own = codings[(codings["variable"] == variable) & (codings["basis"] == "strict")]
    own = own[~own["state"].isin(["negated", "unspecified"]) & (own["report_id"] != "ilm-kreis")]
    codes = {
        report: set(group["code"]) | set(group["parent"].dropna())
        for report, group in own.groupby("report_id")
    }
    pairs = showing.CHARTS[f"{name}_{variable}_combinations"](data_sets["sixty"]).data
    for _row, pair in pairs.iterrows():
        assert pair["reports"] == sum({pair["code_1"], pair["code_2"]} <= found for found in codes.values())
    assert len(pairs) > 20
