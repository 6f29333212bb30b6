"""Program and hand coding of the ten practice reports: enough for intervals, variable by variable."""

from __future__ import annotations

import pytest

from kfd_analysis import load_dataset
from kfd_analysis.codebook import load_codebook
from kfd_analysis.review.agreement import agree
from kfd_analysis.review.alpha import FIRM, TENTATIVE
from kfd_analysis.review.telling import agreement_lines
from tests.review.practice import CODED, PRACTICE, practice_sheet

BOOK = load_codebook()


@pytest.fixture(scope="module")
def report():
    return agree(load_dataset(PRACTICE / "reports"), [practice_sheet(BOOK)], BOOK)


@pytest.fixture(scope="module")
def measures(report):
    return report.measures.set_index("variable")


def test_the_sheet_codes_what_the_hand_coding_says():
    sheet = practice_sheet(BOOK)
    found = {unit[1:]: entry.value for unit, entry in sheet.codes.items() if unit[0] == "friedrichshafen"}
    assert len(sheet.reports) == 10
    assert found["first_event_date", ""] == "2016-09-24"
    assert found["last_event_date", ""] == "2016-09-30"
    assert found["participants", ""] == "600-800"
    assert sheet.codes["tettnang", "participants", ""].value == "NA"
    assert sheet.codes["denzlingen", "method", "world_cafe"].value == "named"


@pytest.mark.parametrize("variable", CODED)
def test_every_variable_agrees_beyond_the_tentative_threshold(variable, measures):
    row = measures.loc[variable]
    assert row["n_reports"] == 10
    assert row["percent"] >= 0.7
    assert row["alpha"] >= TENTATIVE


@pytest.mark.parametrize("variable", ["population", "participants", "total_cost_eur", "moderation_cost_eur"])
def test_figures_are_reliable_enough_to_rely_on(variable, measures):
    assert measures.loc[variable, "alpha"] >= FIRM


@pytest.mark.parametrize("variable", ["municipality", "method", "topic"])
def test_ten_reports_have_an_interval_that_holds_the_value(variable, measures):
    row = measures.loc[variable]
    assert row["alpha_low"] <= row["alpha"] <= row["alpha_high"]


def test_what_neither_coded_is_left_out(measures):
    row = measures.loc["method"]
    assert row["n_both_empty"] > 0
    assert row["percent"] < row["percent_all"]


def test_the_report_in_words_has_intervals_and_no_pooled_figure(report):
    lines = list(agreement_lines(report))
    assert lines[0] == "program and practice, 10 reports"
    assert not any("Fewer than 10 reports" in line for line in lines)
    assert any(line.startswith("  method (nominal); ") and " [0." in line for line in lines)
    assert not any(line.strip().startswith(("all", "total;", "overall")) for line in lines)
