"""Agreement: Krippendorff's published examples, and what each measure counts.

Krippendorff 2011: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of
Pennsylvania, 2011; sections A (binary), B (nominal, two observers), C and D (four observers).
"""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from kfd_analysis.codebook import load_codebook
from kfd_analysis.review.agreement import agree
from kfd_analysis.review.alpha import FIRM, TENTATIVE, Alpha, alpha
from kfd_analysis.review.coders import program_sheet, read_hand_coding
from kfd_analysis.review.filled import Entry, Sheet, SheetError
from kfd_analysis.review.telling import agreement_lines
from tests.review.frames import dataset, joined, value

BOOK = load_codebook()
BINARY = ("0100000010", "1110010000")
TWO = ("aabbdcccedda", "babbbcccedd" + "d")
FOUR = ("12332141 2...".replace(" ", ""), "123322412" + "5.3", ".33323422" + "51.", "123324412" + "51.")


def units(*coders, number=False):
    """A unit of its own report for each column."""
    columns = zip(*coders, strict=True)
    return [
        [{str(i): int(c) if number else c for i, c in enumerate(column) if c != "."}] for column in columns
    ]


@pytest.mark.parametrize(
    ("coders", "level", "published", "n"),
    [
        (BINARY, "nominal", 0.095, 10),
        (TWO, "nominal", 0.692, 12),
        (FOUR, "nominal", 0.743, 11),
        (FOUR, "ordinal", 0.815, 11),
        (FOUR, "interval", 0.849, 11),
        (FOUR, "ratio", 0.797, 11),
    ],
)
def test_published_examples(coders, level, published, n):
    found = alpha(units(*coders, number=coders is not TWO), level)
    assert found.value == pytest.approx(published, abs=0.0005)
    assert (found.n_units, found.note) == (n, "")


def test_the_published_thresholds():
    assert (FIRM, TENTATIVE) == (0.800, 0.667)


@pytest.mark.parametrize(
    ("coders", "expected"),
    [
        (("1111", "1111"), Alpha(None, None, None, 4, "no_variation")),
        (("1...", "1..."), Alpha(None, None, None, 1, "too_few_units")),
        (("12..", "..12"), Alpha(None, None, None, 0, "too_few_units")),
    ],
)
def test_no_alpha_without_variation_or_units(coders, expected):
    assert alpha(units(*coders), "nominal") == expected


@pytest.mark.parametrize(("n", "given"), [(9, False), (10, True)])
def test_an_interval_from_ten_reports(n, given):
    found = alpha(units(("12" * 5)[:n], ("12" * 4 + "21")[:n]), "nominal")
    assert (found.low is not None, found.high is not None) == (given, given)


def test_the_interval_holds_the_value_and_does_not_change():
    groups = units("0011" * 5, "0011" * 4 + "0110")
    first, again = alpha(groups, "nominal"), alpha(groups, "nominal")
    assert first == again
    assert first.low < first.value < first.high
    assert (round(first.value, 3), round(first.low, 3), round(first.high, 3)) == (0.805, 0.48, 1.0)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_resampling_everything_once_is_the_librarys_alpha(level):
    from kfd_analysis.review.alpha import _resampled, _tally

    groups = [report for report in units(*FOUR, number=True) if len(report[0]) > 1]
    whole = [Counter(_tally(unit) for unit in report) for report in groups]
    assert _resampled(whole, level) == pytest.approx(alpha(groups, level).value, abs=1e-12)


def coding(variable, code, state=None, basis="strict", quote=""):
    return {
        "variable": variable,
        "code": code,
        "state": state,
        "basis": basis,
        "quote": quote,
        "line_start": 7,
    }


PROGRAM = joined(
    dataset(
        "a",
        values=[
            value("participants", 41, status="reported", line_start=92, quote="41 Personen"),
            value("total_cost_eur", "7000.00", 6300, 7700),
            value("satisfaction_process", "satisfied"),
            value("names_contact_person", "true"),
            value("population", missing_reason="not_reported"),
        ],
        codings=[
            coding("method", "plenary", "used"),
            coding("method", "world_cafe", "planned", quote="ein Café"),
            coding("method", "survey", "negated"),
            coding("topic", "work", basis="broad"),
        ],
    ),
    dataset(
        "b",
        values=[
            value("participants", 60, 54, 66, status="repaired"),
            value("total_cost_eur", None, 40.0, qualifier="at_least"),
            value("satisfaction_process", "very_satisfied"),
        ],
        codings=[coding("method", "plenary", "used"), coding("topic", "housing", "preset")],
    ),
)


def sheet(coder, **reports):
    entries = {
        (report, unit.split(":")[0], unit.partition(":")[2]): Entry(text, "3", "words")
        for report, given in reports.items()
        for unit, text in given.items()
    }
    return Sheet(coder, entries, tuple(reports))


ANNA = sheet(
    "anna",
    a={
        "participants": "40",
        "total_cost_eur": "7000",
        "satisfaction_process": "very_satisfied",
        "names_contact_person": "yes",
        "population": "NA",
        "method:plenary": "used",
        "method:world_cafe": "used",
        "topic:work": "named",
    },
    b={
        "participants": "NA",
        "total_cost_eur": ">=40",
        "satisfaction_process": "very_satisfied",
        "method:survey": "used",
        "topic:housing": "strict",
        "topic:work": "strict",
    },
)


def measures(report, variable, other="anna"):
    rows = report.measures.query("variable == @variable and coder_a == 'program' and coder_b == @other")
    return rows.iloc[0]


@pytest.mark.parametrize(
    ("variable", "n_units", "n_both_empty", "n_agree", "percent", "percent_all", "precision", "recall"),
    [
        ("participants", 1, 1, 0, 0.0, 0.5, 0.0, 0.0),
        ("total_cost_eur", 2, 0, 2, 1.0, 1.0, 1.0, 1.0),
        ("satisfaction_process", 2, 0, 1, 0.5, 0.5, 0.5, 0.5),
        ("population", 0, 2, 0, None, 1.0, None, None),
        ("names_contact_person", 1, 1, 1, 1.0, 1.0, 1.0, 1.0),
        ("method", 4, 2, 2, 0.5, 4 / 6, 2 / 3, 2 / 3),
        ("topic", 3, 1, 2, 2 / 3, 3 / 4, 1.0, 2 / 3),
        ("actor", 0, 0, 0, None, None, None, None),
        ("method (state)", 2, 0, 1, 0.5, 0.5, None, None),
        ("topic (basis)", 1, 0, 1, 1.0, 1.0, None, None),
    ],
)
def test_what_is_counted(variable, n_units, n_both_empty, n_agree, percent, percent_all, precision, recall):
    row = measures(agree(PROGRAM, [ANNA], BOOK), variable)
    assert (row.n_units, row.n_both_empty, row.n_agree) == (n_units, n_both_empty, n_agree)
    shares = [
        None if pd.isna(row[name]) else row[name]
        for name in ("percent", "percent_all", "precision", "recall")
    ]
    assert shares == [percent, percent_all, precision, recall]


@pytest.mark.parametrize(
    ("variable", "value_", "note", "n"),
    [
        ("participants", None, "too_few_units", 1),
        ("total_cost_eur", None, "too_few_units", 1),
        ("satisfaction_process", 0.0, "", 2),
        ("names_contact_person", None, "too_few_units", 1),
        ("method", 1 - (2 / 6) / (2 * 6 * 6 / (12 * 11)), "", 6),
        ("topic", 1 - (1 / 4) / (2 * 5 * 3 / (8 * 7)), "", 4),
    ],
)
def test_alpha_of_program_and_coder(variable, value_, note, n):
    row = measures(agree(PROGRAM, [ANNA], BOOK), variable)
    found = None if pd.isna(row.alpha) else row.alpha
    assert found == (None if value_ is None else pytest.approx(value_))
    assert (row.alpha_note, row.alpha_units, pd.isna(row.alpha_low)) == (note, n, True)


def test_what_neither_coded_does_not_raise_the_figure():
    """A codebook with many codes that nobody used gives the same figures as a small one."""
    few = agree(PROGRAM, [ANNA], BOOK)
    row = measures(few, "method")
    assert row.n_units + row.n_both_empty == 2 * 3
    assert len(BOOK.data["methods"]) > 20


def test_every_disagreement_is_listed_with_the_words_on_both_sides():
    found = agree(PROGRAM, [ANNA], BOOK).disagreements
    rows = [tuple(row) for row in found.itertuples(index=False)]
    assert ("a", "participants", "", "program", "41", "92", "41 Personen", "anna", "40", "3", "words") in rows
    assert [(r[0], r[1], r[2], r[4], r[8]) for r in rows] == [
        ("a", "participants", "", "41", "40"),
        ("a", "satisfaction_process", "", "satisfied", "very_satisfied"),
        ("b", "method", "survey", "", "used"),
        ("b", "method", "plenary", "used", ""),
        ("a", "method (state)", "world_cafe", "planned", "used"),
        ("b", "topic", "work", "", "strict"),
    ]


def test_coders_are_compared_with_each_other_and_all_together():
    bert = ANNA._replace(coder="bert")
    carl = sheet("carl", a={"participants": "41", "satisfaction_process": "mixed", "method:plenary": "used"})
    report = agree(PROGRAM, [ANNA, bert, carl], BOOK)
    assert report.coders == ("program", "anna", "bert", "carl")
    pairs = report.measures[report.measures.variable == "method"][["coder_a", "coder_b"]]
    assert [tuple(pair) for pair in pairs.itertuples(index=False)] == [
        ("program", "anna"), ("program", "bert"), ("program", "carl"), ("anna", "bert"), ("anna", "carl"),
        ("bert", "carl"), ("people", "anna, bert, carl"),
    ]  # fmt: skip
    same = report.measures.query("variable == 'method' and coder_a == 'anna' and coder_b == 'bert'").iloc[0]
    assert (same.percent, same.alpha, pd.isna(same.precision)) == (1.0, 1.0, True)
    with_carl = report.measures.query("variable == 'method' and coder_b == 'carl'")
    assert list(with_carl.n_reports) == [1, 1, 1]


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ([sheet("dora", c={"participants": "1"})], "dora: codes c, which is not among the reports"),
        ([ANNA, ANNA], "anna: two sheets have this name"),
    ],
)
def test_sheets_that_do_not_fit_are_refused(sheets, message):
    with pytest.raises(SheetError, match=message):
        agree(PROGRAM, sheets, BOOK)


def test_the_programs_sheet():
    entries = program_sheet(PROGRAM, BOOK).codes
    assert entries["a", "participants", ""] == Entry("41", "92", "41 Personen")
    assert entries["b", "participants", ""].value == "NA"
    assert entries["b", "total_cost_eur", ""].value == ">=40"
    assert entries["a", "total_cost_eur", ""].value == "7000"
    assert entries["a", "names_contact_person", ""].value == "yes"
    assert entries["a", "method", "survey"].value == "negated"
    assert entries["b", "topic", "housing"].value == "strict"


def test_a_bound_of_the_program_may_be_no_whole_number():
    guessed = dataset("a", values=[value("participants", low=58.5, high=103.0, qualifier="range")])
    assert program_sheet(guessed, BOOK).codes["a", "participants", ""].value == "58.50-103"


HAND = """report_id,variable,code,value,low,high,qualifier,state,line,note
a,participants,,41,41,41,exact,reported,92,
a,total_cost_eur,,,40,,at_least,reported,92,
a,event_hours,1,2.5,2.5,2.5,exact,computed,3,
a,event_hours,,2.5,2.5,2.5,exact,computed,3,of both
a,population,not_reported,,,,,missing,,
a,names_contact_person,,true,,,,reported,15,
a,method,world_cafe,,,,,planned,25,announced
a,method,survey,,,,,not_named,,
a,method,,,,,,unspecified,50,
a,topic,work,,,,broad,,56,
a,actor,citizens,,,,,,44,
a,actor,refugees,,,,,not_named,,
a,website,,www.example.org,,,,reported,6,
b,participants,unreadable,60,54,66,about,repaired,45,
"""


def test_a_hand_coding_is_a_sheet(tmp_path):
    path = tmp_path / "hand.csv"
    path.write_text(HAND, encoding="utf-8")
    found = read_hand_coding(path, BOOK)
    assert (found.coder, found.reports) == ("hand", ("a", "b"))
    given = {unit: entry.value for unit, entry in found.codes.items() if entry.value != "NA"}
    assert given == {
        ("a", "participants", ""): "41",
        ("a", "total_cost_eur", ""): ">=40",
        ("a", "event_hours", ""): "2.50",
        ("a", "names_contact_person", ""): "yes",
        ("a", "method", "world_cafe"): "planned",
        ("a", "method", "unspecified_methods"): "unspecified",
        ("a", "topic", "work"): "broad",
        ("a", "actor", "citizens"): "named",
    }
    assert found.codes["a", "event_hours", ""] == Entry("2.50", "3", "of both")
    assert found.codes["b", "participants", ""].value == "NA"
    assert len(found.codes) == 2 * len(BOOK.data["sheet"]["fields"]) + 4


def test_the_report_in_words():
    lines = list(agreement_lines(agree(PROGRAM, [ANNA], BOOK)))
    assert lines[0] == "program and anna, 2 reports"
    assert "  participants (ratio); 0 of 1 agree (0\u00a0%); with the units that neither coded 50\u00a0%; "  \
        "no alpha: too few units; precision 0.00; recall 0.00" in lines  # fmt: skip
    assert (
        "  a method (state):world_cafe: program planned “ein Café” line 7 | anna used “words” line 3" in lines
    )
    assert "  b method:plenary: program used line 7 | anna not named" in lines
    assert "6 disagreements" in lines
    assert any(line.startswith("  Fewer than 10 reports") for line in lines)
    assert any("0.800" in line and "0.667" in line and "Krippendorff" in line for line in lines)
