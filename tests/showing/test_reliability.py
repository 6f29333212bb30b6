"""Notebook 08: rulings turned round, assumptions, agreement; for the five and for folders without any coding."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.review.practice import practice_sheet

from kfd_analysis import load_dataset, showing
from kfd_analysis.codebook import load_codebook
from kfd_analysis.showing import reliability

ROOT = Path(__file__).parents[2]
TWO = ("landkreis-konstanz", "plochingen")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Two of the reports in a folder with nothing beside it."""
    folder = tmp_path_factory.mktemp("elsewhere") / "reports"
    folder.mkdir()
    for name in TWO:
        shutil.copy(ROOT / "data" / "raw" / f"{name}.txt", folder)
    return load_dataset(folder)


@pytest.fixture(scope="module")
def practice() -> Any:
    """The ten practice reports."""
    return load_dataset(ROOT / "tests" / "practice" / "reports")


def row(table: Any, first: str) -> list[str]:
    """Cells of the row that begins with `first`, ordinary blanks."""
    frame = table.frame
    return [str(cell).replace("\u00a0", " ") for cell in frame[frame.iloc[:, 0] == first].iloc[0]]


# what rulings.csv says of the five; the last cell is what changes
RULINGS = [
    ("R02", "share of moderation 50 % (45–55) → 50 % (48–53)"),
    ("R03", "value for money: yes 2 → 1"),
    ("R07", "cost per participant ≤ 187.80 → 170.73 (153.66–187.80)"),
    ("R09", "World Café 1 → 2"),
    ("R15", "cost per participant (strict) no figure → 17.50 (15.90–19.44)"),
    ("R16", "World Café 1 → 0"),
    ("R20", "Work, broad 1 → 0; Work, strict 3 → 4"),
    ("R25", "cost per participant (lenient) 84.38–165.00 → 100.00 (84.38–110.00)"),
    ("R27", "666.67 (600.00–733.33) → 2,000.00 (1,800.00–2,200.00)"),
    ("R35", "none that is computed (stated by the coder: missing reason only)"),
]


@pytest.mark.parametrize(("ruling", "changes"), RULINGS)
def test_a_ruling_and_what_changes(ruling: str, changes: str, five: Any) -> None:
    assert changes in row(showing.TABLES["08_rulings"](five), ruling)[-1]


def test_every_ruling_is_there_and_says_what_it_is_about(five: Any) -> None:
    table = showing.TABLES["08_rulings"](five)
    assert len(table.frame) == 40
    assert table.rule == 36
    assert row(table, "R09")[1:3] == ["Rems-Murr-Kreis", "methods: World Café"]
    assert not table.frame.iloc[:, :5].map(lambda cell: "_" in cell).any(axis=None)


@pytest.mark.parametrize(
    ("report_id", "assumption", "expected"),
    [
        ("landkreis-konstanz", "", ("strict", "point", "100.00", "90.00", "110.00")),
        ("landkreis-konstanz", "about_5", ("strict", "point", "100.00", "95.00", "105.00")),
        ("landkreis-konstanz", "about_20", ("strict", "point", "100.00", "80.00", "120.00")),
        ("landkreis-konstanz", "vat_added", ("strict", "point", "119.00", "107.10", "130.90")),
        ("rems-murr-kreis", "", ("strict", "at_most", "", "", "187.80")),
        ("rems-murr-kreis", "scope_event", ("strict", "point", "170.73", "153.66", "187.80")),
        ("korntal-muenchingen", "", ("lenient", "point", "17.50", "15.90", "19.44")),
        ("korntal-muenchingen", "repaired_reported", ("strict", "point", "17.50", "15.90", "19.44")),
        ("korntal-muenchingen", "repaired_unknown", ("strict", "none", "", "", "")),
        ("plochingen", "invited_attended", ("strict", "point", "100.00", "84.38", "110.00")),
        ("plochingen", "about_20", ("lenient", "interval", "", "70.59", "180.00")),
    ],
)
def test_figures_of_the_tornado(
    report_id: str, assumption: str, expected: tuple[str, ...], five: Any
) -> None:
    data = showing.CHARTS["08_assumptions"](five).data
    own = data[(data["report_id"] == report_id) & (data["assumption"] == assumption)].iloc[0]
    assert tuple(own[["reading", "bound", "value", "low", "high"]]) == expected


def test_the_tornado_begins_with_the_largest_change(five: Any) -> None:
    data = showing.CHARTS["08_assumptions"](five).data
    for _report, own in data.groupby("report_id"):
        shifts = [float(cell or -1) for cell in own["greatest_shift"].iloc[1:]]
        assert own["assumption"].iloc[0] == ""
        assert shifts == sorted(shifts, reverse=True)


def test_the_title_of_the_tornado_is_open_about_what_was_not_compared(five: Any) -> None:
    chart = showing.CHARTS["08_assumptions"](five)
    assert (
        chart.title
        == "Korntal-Münchingen stays below the figures it can be set against, under every assumption tried"
    )
    assert "No figure to compare under: repaired unknown." in chart.foot
    assert "Not set against Rems-Murr-Kreis: an upper bound only." in chart.foot


def test_agreement_is_told_by_variable_without_false_precision(five: Any) -> None:
    table = showing.TABLES["08_agreement"](five)
    assert row(table, "value for money")[4:] == ["x", "none: no variation"]
    assert row(table, "population as of")[4:] == ["x", "none: too few units"]
    name, scale, reports, agreed, share, alpha = row(table, "methods")
    part, whole = map(int, agreed.split(" of "))
    assert (name, scale, reports) == ("methods", "nominal", "5")
    assert share == f"{100 * part / whole:.0f} %"
    assert 0.8 < float(alpha.split()[0]) < 1
    assert not any(cell.startswith(("all", "total of")) for cell in table.frame.iloc[:, 0])
    notes = " ".join(table.notes)
    assert "is not reliability" in notes
    assert "0.800" in notes
    assert "0.667" in notes
    assert "Krippendorff, Content Analysis: An Introduction to Its Methodology" in notes
    assert "Fewer than 10 reports" in notes


def test_agreement_on_ten_reports_has_intervals(practice: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reliability, "hand_coding", lambda *_: practice_sheet(load_codebook()))
    table = showing.TABLES["08_agreement"](practice)
    assert re.fullmatch(r"0\.\d{3} \[0\.\d{3}, [01]\.\d{3}\] \(\d+\)", row(table, "methods")[-1])
    assert "In brackets behind alpha: 95 % bootstrap interval over reports." in " ".join(table.notes).replace(
        "\u00a0", " "
    )


def test_disagreements_show_the_words_on_both_sides(five: Any) -> None:
    table = showing.TABLES["08_disagreements"](five)
    found = table.frame[table.frame["code"] == "Children and families"].iloc[0]
    assert list(found[["program", "coder"]]) == ["not named", "broad"]
    assert found["coder's note"]
    program_alone = table.frame[table.frame["coder"] == "not named"]
    assert all(program_alone["words in the report"])


def test_the_table_of_corpora_counts_the_reports_that_are_there() -> None:
    there = {
        "restated": ROOT.glob("data/raw/*.txt"),
        "practice": ROOT.glob("tests/practice/reports/*"),
        **{f"unseen_{folder.name}": (folder / "reports").iterdir() for folder in ROOT.glob("tests/unseen/?")},
    }
    told = {entry["corpus"]: entry["reports"] for entry in load_codebook().data["corpora"]}
    assert told == {name: len(list(files)) for name, files in there.items()}


def test_at_most_one_set_is_untouched() -> None:
    uses = [entry["use"] for entry in load_codebook().data["corpora"]]
    assert uses.count("untouched") <= 1


def test_every_set_that_served_for_building_has_a_first_score() -> None:
    for entry in load_codebook().data["corpora"]:
        assert ("first" in entry) == entry["corpus"].startswith("unseen_")


def test_a_folder_without_coding_shows_the_assumptions_alone(elsewhere: Any) -> None:
    for name, note in (
        ("08_rulings", "No rulings and no hand coding of these reports stand beside their folder."),
        (
            "08_agreement",
            "No hand coding of these reports: code them with kfd sheet and compare with kfd agree.",
        ),
        ("08_disagreements", "No hand coding of these reports."),
        ("01_outside_sources", "Nothing to list."),
    ):
        table = showing.TABLES[name](elsewhere)
        assert len(table.frame) == 0
        assert note in table.notes
    assert set(showing.CHARTS["08_assumptions"](elsewhere).data["report_id"]) == set(TWO)
    words = repr(showing.findings(elsewhere, "08"))
    assert "was not measured for these reports" in words
    assert "rulings change" not in words


def test_coding_of_other_reports_is_left_alone(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / "coding", tmp_path / "coding")
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "data" / "raw" / "plochingen.txt", tmp_path / "reports")
    ds = load_dataset(tmp_path / "reports")
    assert set(showing.TABLES["08_rulings"](ds).frame["report"]) == {"Plochingen"}
    assert set(showing.TABLES["08_agreement"](ds).frame["reports"]) == {"1"}


def test_ten_reports_are_told_by_assumption(practice: Any) -> None:
    chart = showing.CHARTS["08_assumptions"](practice)
    assert chart.title.startswith("Assumptions move the cost per participant in ")
    assert "near ones piled up" in chart.foot
    words = [text.get_text() for text in chart.sheet("page").figure.axes[0].texts]
    assert "19 % VAT on top" in words
    assert "orders" not in repr(showing.findings(practice, "08"))


CLAIMS = [
    (
        "Korntal-Münchingen: lowest cost per participant",
        "survives all; no figure under: repaired unknown; open against Rems-Murr-Kreis",
    ),
    (
        "Plochingen: highest share of moderation in the total",
        "does not hold against the intervals of the others",
    ),
    (
        "Korntal-Münchingen: lower cost per participant and hour than Landkreis Konstanz",
        "survives all; no figure under: repaired unknown",
    ),
    ("Landkreis Konstanz: lowest share of moderation", "hangs on: about = ±20 %"),
    (
        "World Café: named in 1 of 4 reports",
        "the number hangs on ruling R09 (then 2) and ruling R16 (then 0)",
    ),
    ("Online voting: named in 1 of 4 reports", "no ruling changes it"),
]


@pytest.mark.parametrize(("claim", "tested"), CLAIMS)
def test_the_summary_says_what_each_claim_hangs_on(claim: str, tested: str, five: Any) -> None:
    assert row(showing.TABLES["00_claims"](five), claim)[-1] == tested


def test_other_sources_stand_beside_the_report(five: Any) -> None:
    frame = showing.TABLES["02_outside_sources"](five).frame
    hours = frame[frame["field"] == "event hours"].iloc[0]
    assert [str(cell).replace("\u00a0", " ") for cell in hours[:4]] == [
        "Landkreis Konstanz", "event hours", "4.5 h", "“9.00 - 14.30 Uhr”",
    ]  # fmt: skip
    scope = frame[frame["field"] == "what the total covers"].iloc[0]
    assert list(scope[:3]) == ["Rems-Murr-Kreis", "what the total covers", "more than the event"]
    assert any("The report rules" in note for note in showing.TABLES["02_outside_sources"](five).notes)
    assert len(showing.TABLES["01_outside_sources"](five).frame) == 9
