"""Corrections win over the program, everywhere; a wrong one is an error that says so."""

from pathlib import Path

import pandas as pd
import pytest

import kfd_analysis as kfd
from kfd_analysis.dataset import TABLES

RAW = Path(__file__).parents[1] / "data" / "raw"
HEAD = "report,field,was,value,reason,coder,date\n"


def load(tmp_path, row: str) -> kfd.Dataset:
    table = tmp_path / "corrections.csv"
    table.write_text(HEAD + row + "\n", encoding="utf-8")
    return kfd.load_dataset(RAW, corrections=table)


def test_a_correction_wins_and_moves_what_depends_on_it(tmp_path):
    found = load(tmp_path, "korntal-muenchingen,participants,60,62,counted in the minutes,AB,2026-01-02")
    value = found.values.set_index(["report_id", "field"]).loc[("korntal-muenchingen", "participants")]
    assert (value["value"], value["status"], value["line_start"]) == ("62", "corrected", 45)
    assert found.reports.set_index("report_id").loc["korntal-muenchingen", "participants"] == 62
    rows = found.comparison.set_index(["report_id", "metric", "reading"])
    assert rows.loc[("korntal-muenchingen", "cost_per_participant_eur", "strict"), "value"] == 16.93
    assert found.corrections.find("korntal-muenchingen", "participants").was == "60"


def test_a_code_can_be_corrected(tmp_path):
    found = load(tmp_path, "korntal-muenchingen,method:world_cafe,planned,used,minutes,AB,2026-01-02")
    rows = found.codings.set_index(["report_id", "variable", "code"])
    assert rows.loc[("korntal-muenchingen", "method", "world_cafe"), "state"] == "used"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("korntal-muenchingen,participants,61,62,x,AB,2026-01-02", "now reads '60'"),
        ("nowhere,participants,60,62,x,AB,2026-01-02", "there is no report 'nowhere'"),
        ("korntal-muenchingen,guests,60,62,x,AB,2026-01-02", "there is no field 'guests'"),
        ("korntal-muenchingen,participants,60,many,x,AB,2026-01-02", "the value is 'many'"),
        ("korntal-muenchingen,method:tea,planned,used,x,AB,2026-01-02", "the codebook has no method 'tea'"),
        ("korntal-muenchingen,participants,60,62,,AB,2026-01-02", "reason is empty"),
    ],
)
def test_a_wrong_correction_is_an_error_that_says_so(tmp_path, row, words):
    with pytest.raises(kfd.CorrectionsError, match=words):
        load(tmp_path, row)


def test_without_corrections_the_program_has_its_values_back(tmp_path):
    plain = kfd.load_dataset(RAW)
    load(tmp_path, "korntal-muenchingen,participants,60,62,minutes,AB,2026-01-02")
    again = kfd.load_dataset(RAW)
    for name in TABLES:
        pd.testing.assert_frame_equal(plain.tables()[name], again.tables()[name])


def test_a_computed_total_follows_a_corrected_part(tmp_path):
    found = load(tmp_path, "korntal-muenchingen,moderation_cost_eur,749.70,900,invoice,AB,2026-01-02")
    assert found.reports.set_index("report_id").loc["korntal-muenchingen", "total_cost_eur"] == 1200
    rows = found.comparison.set_index(["report_id", "metric", "reading"])
    assert rows.loc[("korntal-muenchingen", "moderation_share", "strict"), "value"] == 0.75


@pytest.mark.parametrize(
    ("row", "item", "amounts"),
    [
        ("korntal-muenchingen,total_cost_eur,1049.70,1100,invoice,AB,2026-01-02", "total", [1100.0]),
        ("korntal-muenchingen,moderation_cost_eur,749.70,900,invoice,AB,2026-01-02", "moderation", [900.0]),
        ("korntal-muenchingen,moderation_cost_eur,749.70,900,invoice,AB,2026-01-02", "total", [1200.0]),
        ("korntal-muenchingen,total_cost_eur,1049.70,,not_reported: not for this,AB,2026-01-02", "total", []),
    ],
)
def test_the_rows_of_the_costs_follow_a_correction(tmp_path, row, item, amounts):
    items = load(tmp_path, row).cost_items
    own = items[(items["report_id"] == "korntal-muenchingen") & (items["item"] == item)]
    assert own["amount_eur"].tolist() == amounts
