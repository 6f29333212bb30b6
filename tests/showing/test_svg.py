"""The SVG of every chart: well-formed, named links that lead into the reports, ids of its own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from kfd_analysis import showing

CHARTS = sorted(showing.CHARTS)
LATER = ("04_method_combinations", "05_topic_combinations")
"""Drawn from ten reports on."""
SVG = "{http://www.w3.org/2000/svg}"
HREF = re.compile(
    r"^(reports/[a-z0-9-]+\.html(#[A-Za-z0-9_.-]+)?|01_reports_and_evidence\.html#table-01_outside_sources)$"
)


@pytest.mark.parametrize("name", CHARTS)
def test_links_are_named_and_lead_into_the_reports(name: str, five: Any) -> None:
    root = etree.fromstring(showing.CHARTS[name](five).svg("x").encode())
    anchors = root.findall(f".//{SVG}a")
    assert anchors or name in LATER, "no mark leads anywhere"
    assert all(HREF.match(anchor.get("href")) for anchor in anchors)
    assert all(len(anchor.get("aria-label")) > 5 for anchor in anchors)


@pytest.mark.parametrize("name", CHARTS)
def test_ids_are_prefixed_and_references_meet_them(name: str, five: Any) -> None:
    text = showing.CHARTS[name](five).svg("chart-x")
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert all(one.startswith("chart-x-") for one in ids)
    used = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', text)
    assert {one or other for one, other in used} <= set(ids)


def test_picture_is_a_named_group_without_foreign_parts(five: Any) -> None:
    chart = showing.CHARTS["05_topics"](five)
    text = chart.svg("p")
    root = etree.fromstring(text.encode())
    assert root.get("role") == "group"
    assert root.find(f"{SVG}title").text == chart.title
    assert root.find(f"{SVG}desc").text == chart.alt
    assert root.get("aria-labelledby") == "p-title"
    for foreign in ("xlink", "<style", "<metadata", "<!DOCTYPE", "<?xml", "mark:"):
        assert foreign not in text


def test_address_of_a_file_in_the_folder_of_charts(five: Any) -> None:
    text = showing.CHARTS["02_cost_per_participant"](five).svg(base="../")
    assert 'href="../reports/landkreis-konstanz.html#field-total_cost_eur"' in text
    assert 'aria-label="Landkreis Konstanz: about 100\u00a0EUR (90\u2013110)"' in text
