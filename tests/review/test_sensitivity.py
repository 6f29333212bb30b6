"""Sensitivity: each ruling of the five turned round gives the figures that the coder wrote down."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kfd_analysis.compare.facts import NOTHING
from kfd_analysis.compare.intervals import Quantity, exact
from kfd_analysis.review.assumptions import assumed
from kfd_analysis.review.sensitivity import CHANGES, FINDINGS, sensitivity
from tests.review.five import BOOK, DS, FACTS, KONSTANZ, KORNTAL, PLOCHINGEN, REMS_MURR, RULINGS

FOUND = sensitivity(FACTS, DS, RULINGS, BOOK)
COST, HEAD = "cost_per_participant_eur", "participants_per_1000_inhabitants"
PART, SHARE = "moderation_cost_per_participant_eur", "moderation_share"


def change(case, figure, reading=None):
    """Before and after of the rows of a case, a figure and a reading."""
    rows = FOUND.changes.query("case == @case and figure == @figure")
    rows = rows[rows.reading == reading] if reading else rows
    return [(row.before, row.after) for row in rows.itertuples()]


@pytest.mark.parametrize(
    ("ruling", "figure", "reading", "before", "after"),
    [
        ("R01", COST, "strict", "100.00 (90.00–110.00)", "100.00 (81.82–122.22)"),
        ("R01", HEAD, "strict", "0.36", "0.36 (0.32–0.39)"),
        ("R02", PART, "lenient", "50.00 (45.00–55.00)", "50.00"),
        ("R07", COST, "strict", "<=187.80", "170.73 (153.66–187.80)"),
        ("R15", COST, "strict", "", "17.50 (15.90–19.44)"),
        ("R15", HEAD, "strict", "", "3.10 (2.79–3.41)"),
        ("R22", COST, "lenient", "17.50 (15.90–19.44)", "15.50 (14.09–17.22)"),
        ("R22", SHARE, "strict", "0.7142", "0.6774"),
        ("R25", COST, "strict", "<=165.00", "100.00 (84.38–110.00)"),
        ("R25", COST, "lenient", "84.38–165.00", "100.00 (84.38–110.00)"),
        ("R26", COST, "lenient", "84.38–165.00", "90.00–165.00"),
    ],
)
def test_a_ruling_turned_round_changes_the_comparison(ruling, figure, reading, before, after):
    assert change(ruling, figure, reading) == [(before, after)]


def test_an_amount_of_one_event_only_is_tried_for_each_event():
    found = change("R27", "moderation_cost_per_event_hour_eur", "strict")
    before = "666.67 (600.00–733.33)"
    assert found == [(before, "2000.00 (1800.00–2200.00)"), (before, "1000.00 (900.00–1100.00)")]
    assert set(FOUND.changes.query("case == 'R27'").figure) == {"moderation_cost_per_event_hour_eur"}


@pytest.mark.parametrize(
    ("ruling", "figure", "before", "after"),
    [
        ("R03", "value_for_money=yes", "2", "1"),
        ("R06", "method:keynote_input", "3", "2"),
        ("R09", "method:world_cafe", "1", "2"),
        ("R10", "method:plenary", "3", "2"),
        ("R11", "satisfaction_results=very_satisfied", "2", "1"),
        ("R12", "topic:language", "2", "1"),
        ("R16", "method:world_cafe", "1", "0"),
        ("R17", "method:group_work", "2", "3"),
        ("R19", "topic:children_families (broad)", "1", "0"),
        ("R20", "topic:work (strict)", "3", "4"),
        ("R21", "satisfaction_results=satisfied", "0", "1"),
        ("R28", "satisfaction_process=very_satisfied", "4", "3"),
        ("R30", "value_for_money=yes", "2", "1"),
        ("R30", "value_for_money=mixed", "0", "1"),
        ("R31", "topic:participation", "1", "2"),
        ("R33", "actor:social_services", "1", "2"),
        ("R34", "method:citizens_dialogue", "1", "0"),
    ],
)
def test_a_ruling_turned_round_changes_numbers_of_reports(ruling, figure, before, after):
    assert change(ruling, figure) == [(before, after)]


@pytest.mark.parametrize("ruling", ["R04", "R05", "R13", "R24", "R35", "R37", "R38", "R39", "R40"])
def test_a_ruling_without_a_figure_says_so(ruling):
    rows = FOUND.changes.query("case == @ruling")
    assert list(rows.changed) == [False]
    assert list(rows.figure) == [""]
    assert list(rows.stated) == list(RULINGS.query("id == @ruling").figures_affected)


def test_every_ruling_and_assumption_is_there():
    assert list(FOUND.changes.columns) == list(CHANGES)
    assert set(RULINGS.id) <= set(FOUND.changes.case)
    assert FOUND.changes[FOUND.changes.changed].figure.ne("").all()
    assert FOUND.changes.report_id.ne("ilm-kreis").sum() == len(FOUND.changes) - 4


@pytest.mark.parametrize(
    ("case", "report", "reading", "after"),
    [
        ("about_5", "landkreis-konstanz", "strict", "100.00 (95.00–105.00)"),
        ("about_20", "landkreis-konstanz", "strict", "100.00 (80.00–120.00)"),
        ("about_20", "plochingen", "lenient", "70.59–180.00"),
        ("rounding_unit", "landkreis-konstanz", "strict", "100.00 (90.48–110.53)"),
        ("rounding_unit", "korntal-muenchingen", "lenient", "17.50 (16.15–19.09)"),
        ("rounding_unit", "rems-murr-kreis", "strict", "<=182.93"),
        ("vat_added", "landkreis-konstanz", "strict", "119.00 (107.10–130.90)"),
        ("vat_removed", "korntal-muenchingen", "lenient", "14.70 (13.37–16.34)"),
        ("invited_attended", "plochingen", "strict", "100.00 (84.38–110.00)"),
        ("repaired_reported", "korntal-muenchingen", "strict", "17.50 (15.90–19.44)"),
        ("repaired_unknown", "korntal-muenchingen", "lenient", ""),
        ("scope_event", "rems-murr-kreis", "lenient", "170.73 (153.66–187.80)"),
    ],
)
def test_an_assumption_changes_the_cost_per_participant(case, report, reading, after):
    rows = FOUND.changes.query("case == @case and report_id == @report and reading == @reading")
    rows = rows[rows.figure == COST]
    assert list(rows.after) == [after]


@pytest.mark.parametrize(
    ("facts", "vat", "expected"),
    [
        (KONSTANZ, True, {"vat_added", "vat_removed"}),
        (KONSTANZ, False, set()),
        (KORNTAL, False, {"repaired_reported", "repaired_unknown"}),
        (PLOCHINGEN, False, {"invited_attended"}),
        (REMS_MURR, False, {"scope_event"}),
    ],
)
def test_an_assumption_is_tried_where_it_says_something(facts, vat, expected):
    always = {"about_5", "about_10", "about_20", "rounding_unit"}
    assert {case.case for case in assumed(facts, vat, BOOK)} == always | expected


def test_ten_per_cent_is_what_the_codebook_says_already():
    rows = FOUND.changes.query("case == 'about_10'")
    assert not rows.changed.any()


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("10000", "9500", "10500"),
        ("7000", "6500", "7500"),
        ("100", "95", "105"),
        ("60", "55", "65"),
        ("14000", "13500", "14500"),
        ("419450", "419445", "419455"),
        ("41", "41", "41"),
        ("10", "10", "10"),
        ("749.70", "749.70", "749.70"),
    ],
)
def test_the_rounding_unit(value, low, high):
    facts = KONSTANZ._replace(total=exact(Decimal(value)))
    case = next(case for case in assumed(facts, False, BOOK) if case.case == "rounding_unit")
    assert case.facts.total == Quantity(Decimal(value), Decimal(low), Decimal(high))


def finding(figure, claim):
    return FOUND.findings.query("figure == @figure and claim == @claim").iloc[0]


@pytest.mark.parametrize(
    ("figure", "claim", "report", "holds", "survives", "hangs_on", "unknown_in", "undecided"),
    [
        (COST, "lowest", "korntal-muenchingen", True, True, "", "repaired_unknown", "rems-murr-kreis"),
        (SHARE, "highest", "plochingen", False, False, None, "", ""),
        (SHARE, "lowest", "landkreis-konstanz", True, False, "about_20", "", ""),
        (COST, "highest", "landkreis-konstanz", False, False, None, "", ""),
    ],
)
def test_which_findings_survive(figure, claim, report, holds, survives, hangs_on, unknown_in, undecided):
    row = finding(figure, claim)
    assert (row.report_id, row.holds, row.survives) == (report, holds, survives)
    assert (row.unknown_in, row.undecided) == (unknown_in, undecided)
    assert hangs_on is None or row.hangs_on == hangs_on


def test_a_finding_that_hangs_on_one_case_names_it():
    facts = [KONSTANZ, KORNTAL._replace(total=exact(4000), moderation=NOTHING, other_cost=NOTHING)]
    found = sensitivity(facts, DS, RULINGS.head(0), BOOK)
    row = found.findings.query("figure == 'cost_per_participant_eur' and claim == 'lowest'").iloc[0]
    assert (row.report_id, row.holds, row.survives) == ("korntal-muenchingen", True, False)
    assert row.hangs_on == "about_20"
    assert list(found.findings.columns) == list(FINDINGS)


def test_an_order_of_two_reports_is_told_once_and_names_both():
    own = FOUND.findings.query("figure == 'cost_per_participant_hour_eur'")
    assert list(own["claim"]) == ["lowest"]
    assert (own.iloc[0].report_id, own.iloc[0].against) == ("korntal-muenchingen", "landkreis-konstanz")
    assert not FOUND.findings.query("figure == @COST")["against"].any()


def test_a_ruling_that_says_what_an_assumption_says_gives_the_same_figures():
    def after(case):
        own = FOUND.changes.query("case == @case and report_id == 'plochingen'").set_index(
            ["figure", "reading"]
        )
        return own["after"].to_dict()

    assert after("R25") == after("invited_attended")


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_words_of_an_assumption(lang):
    words = {case.words for case in assumed(KORNTAL, True, BOOK, lang)}
    assert {"en": "“about” means ±5 %", "de": "„ca.“ heißt ±5\u00a0%"}[lang] in words
    assert not any("{" in word for word in words)
