"""The comparison of four reports as the methods review gives it, figure by figure."""

from decimal import Decimal as D

import pytest

from kfd_analysis.compare import compare_report
from kfd_analysis.compare.facts import NOTHING, Attended, Facts
from kfd_analysis.compare.intervals import Quantity, exact, rounded

REFERENCE = frozenset({"moderation", "venue", "catering", "materials"})


def about(value: int | str, percent: int = 10) -> Quantity:
    """A figure that words mark as approximate."""
    number = D(value)
    return Quantity(number, number * (100 - percent) / 100, number * (100 + percent) / 100)


KONSTANZ = Facts(
    "konstanz", True, exact(100), events=(Attended(exact(100), None, D("4.5")),), total=about(10000),
    moderation=about(5000), other_cost=about(5000), covered=REFERENCE, population=exact(280288), prepared=True,
)  # fmt: skip
REMS_MURR = Facts(
    "rems-murr", True, exact(41), events=(Attended(exact(41), None, None),), total=about(7000), bundled=True,
    scope="wider", population=exact(419456),
)  # fmt: skip
KORNTAL = Facts(
    "korntal", True, repaired=about(60), events=(Attended(NOTHING, None, D(4)),), total=exact(D("1049.70")),
    moderation=exact(D("749.70")), other_cost=exact(300), population=exact(19368), prepared=True,
)  # fmt: skip
PLOCHINGEN = Facts(
    "plochingen", True, Quantity(None, D(40), None), scope="all_events", total=about(6000), moderation=about(5000),
    events=(Attended(Quantity(D(40), D(40), D(44)), None, D("2.5")), Attended(NOTHING, D(20), D(5))),
    population=about(14000),
)  # fmt: skip

# report, metric, reading, value, low, high, bound, comparable, reasons, naive
FIGURES = [
    (KONSTANZ, "cost_per_participant_eur", "strict", "100.00", "90.00", "110.00", "point", True, "", "100.00"),
    (KONSTANZ, "cost_per_participant_eur", "lenient", "100.00", "90.00", "110.00", "point", True, "", "100.00"),
    (KONSTANZ, "moderation_cost_per_participant_eur", "strict", "50.00", "45.00", "55.00", "point", True, "", "50.00"),
    (KONSTANZ, "cost_per_participant_hour_eur", "strict", "22.22", "20.00", "24.44", "point", True, "", "22.22"),
    (KONSTANZ, "moderation_cost_per_event_hour_eur", "strict", "1111.11", "1000.00", "1222.22", "point", False, "scope_differs", "1111.11"),
    (KONSTANZ, "moderation_share", "strict", "0.5000", "0.4500", "0.5500", "point", True, "", "0.5000"),
    (KONSTANZ, "cost_per_1000_inhabitants_eur", "strict", "35.68", "32.11", "39.25", "point", True, "", "35.68"),
    (REMS_MURR, "cost_per_participant_eur", "strict", None, None, "187.80", "at_most", False, "scope_wider_than_event", "170.73"),
    (REMS_MURR, "moderation_share", "strict", None, None, None, "none", False, "moderation_bundled", None),
    (REMS_MURR, "cost_per_participant_hour_eur", "strict", None, None, None, "none", False, "scope_wider_than_event;no_event_hours", None),
    (KORNTAL, "cost_per_participant_eur", "strict", None, None, None, "none", False, "scope_differs;participants_repaired", "17.50"),
    (KORNTAL, "cost_per_participant_eur", "lenient", "17.50", "15.90", "19.44", "point", False, "scope_differs;participants_repaired", "17.50"),
    (KORNTAL, "moderation_cost_per_event_hour_eur", "strict", "187.43", "187.43", "187.43", "point", False, "scope_differs", "187.43"),
    (KORNTAL, "moderation_share", "strict", "0.7142", "0.7142", "0.7142", "point", True, "", "0.7142"),
    (PLOCHINGEN, "cost_per_participant_eur", "strict", None, None, "165.00", "at_most", False, "scope_differs;participants_invited_only", "100.00"),
    (PLOCHINGEN, "cost_per_participant_eur", "lenient", None, "84.38", "165.00", "interval", False, "scope_differs;participants_invited_only", "100.00"),
    (PLOCHINGEN, "moderation_cost_per_participant_eur", "lenient", None, "70.31", "137.50", "interval", False, "participants_invited_only", "83.33"),
    (PLOCHINGEN, "moderation_share", "strict", "0.8333", "0.6818", "1.0000", "point", True, "", "0.8333"),
    (PLOCHINGEN, "cost_per_participant_hour_eur", "strict", None, None, None, "none", False, "scope_differs;attendance_per_event_unknown", "30.00"),
    (PLOCHINGEN, "participants_per_1000_inhabitants", "strict", None, "2.60", None, "at_least", False, "participants_invited_only", "4.29"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "metric", "reading", "value", "low", "high", "bound", "comparable", "reasons", "naive"), FIGURES
)
def test_figures_of_the_methods_review(
    facts, metric, reading, value, low, high, bound, comparable, reasons, naive
):
    row = next(r for r in compare_report(facts, REFERENCE) if (r.metric, r.reading) == (metric, reading))
    got = tuple(None if x is None else str(x) for x in (row.value, row.low, row.high, row.naive_value))
    assert got == (value, low, high, naive)
    assert (row.bound, row.comparable, ";".join(row.reasons)) == (bound, comparable, reasons)


def test_a_context_case_is_never_compared():
    rows = compare_report(KONSTANZ._replace(questionnaire=False), REFERENCE)
    assert {(r.bound, r.comparable, r.reasons, r.naive_value) for r in rows} == {
        ("none", False, ("not_a_questionnaire",), None)
    }


@pytest.mark.parametrize(
    ("change", "bound", "reasons"),
    [
        ({"total": NOTHING}, "none", ("not_reported",)),
        ({"participants": NOTHING}, "none", ("not_reported",)),
        ({"participants": Quantity(None, D(80), D(100))}, "interval", ("range_only",)),
        ({"total": Quantity(None, D(3000), D(4000))}, "interval", ("range_only",)),
        ({"participants": Quantity(None, D(100), None)}, "at_most", ("range_only",)),
        ({"covered": frozenset({"moderation"})}, "point", ("scope_differs",)),
        ({"scope": "wider"}, "at_most", ("scope_wider_than_event",)),
        (
            {"participants": NOTHING, "events": (Attended(NOTHING, D(20), None),)},
            "none",
            ("participants_invited_only",),
        ),
    ],
)
def test_reasons_against_a_comparison(change, bound, reasons):
    row = compare_report(KONSTANZ._replace(**change), REFERENCE)[0]
    assert (row.bound, row.reasons, row.comparable) == (bound, reasons, False)


def test_rounding_is_half_up():
    assert [str(rounded(D(x))) for x in ("187.425", "84.375", "2.345", "-0.005")] == [
        "187.43",
        "84.38",
        "2.35",
        "-0.01",
    ]


def test_bounds_widen_around_the_point():
    assert about(100).widened(D("0.5")) == Quantity(D(100), D(95), D(105))
    assert Quantity(D(40), D(40), D(44)).widened(D(2)) == Quantity(D(40), D(40), D(48))
