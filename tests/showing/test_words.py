"""Findings: their figures for the five, and that none is false for one, sixty or no report."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from kfd_analysis import showing
from kfd_analysis.showing import phrases
from kfd_analysis.showing.finding import Findings
from kfd_analysis.showing.view import Fact

LEADS = r"^(reports/[a-z0-9-]+\.html(#[\w.-]+)?|0\d_\w+\.html#chart-\w+)?$"
"""Where evidence leads: into a report, or to the chart that shows all of many."""
NOTEBOOKS = [name[:2] for name in showing.NOTEBOOK_TITLES]


def all_words(found: Findings) -> str:
    """The findings as text, with ordinary blanks."""
    return repr(found).replace("\u00a0", " ")


# what analysis.md says of the five reports
EXPECTED = {
    "01": ["8 of 12 fields are answered in all 4 reports", "moderation cost: bundled 1"],
    "02": [
        "A plain cost per participant follows from 1 of 4 reports",
        "Landkreis Konstanz: about 100 EUR (90–110)",
        "Rems-Murr-Kreis: at most about 171 EUR (188 with rounding)",
        "Korntal-Münchingen: about 17.50 EUR (16–19)",
        "Plochingen: 84–165 EUR (as printed 94–150)",
        "the 90 EUR of Landkreis Konstanz only with fewer than 12 people or with more than 4,350 EUR",
    ],
    "03": [
        "Above the grant ceiling of 3,000 EUR: 2 of 3 reported moderation costs",
        "Landkreis Konstanz 60 %, Korntal-Münchingen 100 %, Plochingen 60 %",
        "Landkreis Konstanz: 50 % (45–55); Korntal-Münchingen: 71 %; Plochingen: 83 % (68–100)",
        "bundled with other costs in 1 of 4 reports",
    ],
    "04": [
        "World Café 1 of 4, 1 of them planned; Online voting 1 of 4; Survey 0 of 4",
        "For context, not counted: Ilm-Kreis",
        "Methods without a name are mentioned in 1 of 4 reports",
    ],
    "05": ["named in 3 of 4 reports", "Landkreis Konstanz) gives 11 of 24 codings", "Work 3 → 4"],
    "06": [
        "One readable figure for those who took part: 2 of 4 reports",
        "Plochingen: at least 40 (lenient 40–64); 20 invited",
        "Volunteers (4 of 4)",
        "Refugees (3 of 4)",
        "About 63 participants a dialogue is our own division",
    ],
    "07": ["How the dialogue went is rated in 4 of 4 reports", "very satisfied 4 (answered in 4 of 4)"],
    "08": [
        "3 of 4 orders that the figures suggest survive everything that was tried",
        "cost per participant lowest in Korntal-Münchingen (open against Rems-Murr-Kreis)",
        "cost per participant and hour lower in Korntal-Münchingen than in Landkreis Konstanz",
        "27 of 40 rulings change a figure when they are turned round",
        "Accuracy against the sheet that the rules were built on is not reliability",
    ],
}


@pytest.mark.parametrize(("notebook", "words"), [(n, w) for n, found in EXPECTED.items() for w in found])
def test_findings_of_the_five(notebook: str, words: str, five: Any) -> None:
    assert words in all_words(showing.findings(five, notebook))


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_findings_are_whole(notebook: str, ds: Any) -> None:
    found = showing.findings(ds, notebook)
    for item in found.items:
        assert item.finding.endswith(".")
        assert item.sentence.endswith(".")
        assert item.limit.endswith(".")
        text = " ".join((item.finding, item.limit, item.sentence, *(piece.text for piece in item.evidence)))
        assert not re.search(r"\{|\}|None|nan|\(\)|  |\.\.|: [.;]", text), text
        assert all(re.match(LEADS, piece.href) for piece in item.evidence)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_no_percentage_below_ten_reports_but_of_money(notebook: str, five: Any) -> None:
    allowed = {"02": "±10 %", "03": "60 %", "08": "±20 %"}
    text = all_words(showing.findings(five, notebook))
    assert "%" not in text or notebook in (*allowed, "00")


def test_one_report_is_not_spoken_of_as_many(data_sets: dict[str, Any]) -> None:
    for notebook in NOTEBOOKS:
        text = all_words(showing.findings(data_sets["one"], notebook))
        assert "1 reports" not in text
        assert "lies below" not in text
        assert "1 of 1 reports" not in text


def test_all_missing_states_no_figure(data_sets: dict[str, Any]) -> None:
    found = showing.findings(data_sets["all_missing"], "02")
    assert [item.finding for item in found.items] == [
        "A plain cost per participant follows from 0 of 4 reports."
    ]
    assert found.items[0].sentence == "No report allows a plain cost per participant."
    assert "EUR" not in all_words(found)


def test_sixty_reports_are_told_as_a_distribution(data_sets: dict[str, Any]) -> None:
    text = all_words(showing.findings(data_sets["sixty"], "02"))
    assert "plain figures from" in text
    assert "lies below" not in text


def test_the_summary_opens_every_notebook_and_tells_costs_before_their_ratio(five: Any) -> None:
    items = showing.findings(five, "00").items
    assert len(items) == 9
    assert [item.finding for item in items[1:3]] == [
        "Staff time is priced in 0 of 4 reports; a lump hides items in 2 of 4.",
        "A plain cost per participant follows from 1 of 4 reports.",
    ]


# (value, prose): prose rounds further than tables
PROSE = [
    ("100.00", "100 EUR"),
    ("17.495", "17.50 EUR"),
    ("187.425", "187 EUR"),
    ("4350.30", "4,350 EUR"),
    ("749.70", "750 EUR"),
    ("10000", "10,000 EUR"),
    ("19.44", "19.50 EUR"),
]


@pytest.mark.parametrize(("value", "words"), PROSE)
def test_prose_rounds_further(value: str, words: str) -> None:
    assert phrases.prose(Decimal(value)).replace("\u00a0", " ") == words


AMOUNTS = [
    (
        Fact("5000", Decimal(5000), Decimal(4500), Decimal(5500), "EUR", "about", "reported", ""),
        "about 5,000 EUR",
    ),
    (Fact("749.70", Decimal("749.70"), None, None, "EUR", "exact", "reported", ""), "749.70 EUR"),
    (Fact("", None, Decimal(40), None, "persons", "at_least", "reported", ""), "at least 40 EUR"),
    (Fact("", None, None, Decimal(900), "EUR", "at_most", "reported", ""), "at most 900 EUR"),
    (Fact("", None, Decimal(800), Decimal(900), "EUR", "range", "reported", ""), "800–900 EUR"),
    (Fact(status="missing", reason="bundled"), "n/a: bundled"),
]


@pytest.mark.parametrize(("fact", "words"), AMOUNTS)
def test_a_figure_in_words(fact: Fact, words: str) -> None:
    assert phrases.amount(fact).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A, b", "C", "D"], "A, b; C; and D"),
    ],
)
def test_a_list_in_words(names: list[str], words: str) -> None:
    assert phrases.listed(names) == words


def test_evidence_says_what_it_leaves_out(data_sets: dict[str, Any]) -> None:
    item = showing.findings(data_sets["sixty"], "03").items[0]
    known = int(re.findall(r"of (\d+) reported", item.finding)[0])
    assert item.evidence[-1].text == f"and {known - 9} more"
    assert len(item.evidence) == 10
