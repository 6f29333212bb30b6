"""Signs, addresses, language and layout: the small parts that exhibits share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kfd_analysis import language, showing
from kfd_analysis.showing import links, marks
from kfd_analysis.showing.intervals import step_of
from kfd_analysis.showing.sheet import fit, width_of, wrap

SIGNS = [
    ("reported", "", "●"),
    ("reported", "exact", "●"),
    ("reported", "about", "≈"),
    ("reported", "range", "↔"),
    ("reported", "at_least", "≥"),
    ("reported", "at_most", "≤"),
    ("computed", "exact", "∑"),
    ("repaired", "about", "◌"),
    ("corrected", "about", "✎"),
    ("missing", "", "·"),
]


@pytest.mark.parametrize(("status", "qualifier", "sign"), SIGNS)
def test_sign_of_a_value(status: str, qualifier: str, sign: str) -> None:
    assert marks.mark_of(status, qualifier).sign == sign


def test_signs_differ_without_colour_and_stand_in_the_legend() -> None:
    signs = [mark.sign for mark in marks.MARKS.values()]
    assert len(set(signs)) == len(signs)
    assert all(sign in marks.legend() for sign in signs)
    assert marks.legend("about") == "≈ about (rounded by the report)"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("colour", "least"),
    [(marks.BLUE, 3), (marks.ORANGE, 3), (marks.GREEN, 3), (marks.GREY, 4.5), (marks.INK, 4.5)],
)
def test_colours_stand_out_from_white(colour: str, least: float) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= least


ADDRESSES = [
    (links.report_href("plochingen"), "reports/plochingen.html"),
    (
        links.report_href("plochingen", links.field_key("total_cost_eur")),
        "reports/plochingen.html#field-total_cost_eur",
    ),
    (links.event_key("1"), "event-1"),
    (links.cost_key("catering"), "cost-catering"),
    (links.code_key("method", "world_cafe"), "method-world_cafe"),
    (links.answer_key("outcome", 2), "answer-outcome-2"),
    (links.line_key(76), "L76"),
    (links.event_key('x" onload'), "event-x-onload"),
]


@pytest.mark.parametrize(("made", "address"), ADDRESSES)
def test_addresses(made: str, address: str) -> None:
    assert made == address


FORMATS = [
    ("en", lambda: language.number(280288), "280,288"),
    ("de", lambda: language.number(280288), "280.288"),
    ("en", lambda: language.number(Decimal("187.425"), 2), "187.43"),
    ("en", lambda: language.number(Decimal("2.5")), "3"),
    ("en", lambda: language.money(10000), "10,000 EUR"),
    ("en", lambda: language.money(Decimal("749.70")), "749.70 EUR"),
    ("de", lambda: language.percent(Decimal("0.125"), 1), "12,5 %"),
    ("en", lambda: language.percent(Decimal("0.125")), "13 %"),
    ("de", lambda: language.date("2017-06-24"), "24.06.2017"),
    ("en", lambda: language.date(date(2017, 6, 24)), "24 Jun 2017"),
    ("en", lambda: language.date("soon"), "soon"),
]


@pytest.mark.parametrize(("lang", "make", "words"), FORMATS)
def test_numbers_money_and_dates_by_language(lang: str, make: object, words: str) -> None:
    with language.using(lang):
        assert make().replace("\u00a0", " ") == words  # type: ignore[operator]
    assert language.current() == "en"


@pytest.mark.parametrize(
    ("top", "most", "step"), [(188, 5, 50), (5500, 5, 2000), (100, 4, 50), (4, 5, 1), (9, 4, 5)]
)
def test_steps_of_an_axis(top: float, most: int, step: float) -> None:
    assert step_of(top, most) == step


def test_words_are_measured_before_they_are_placed() -> None:
    words = "Korntal-Münchingen and a long tail of words"
    lines = wrap(words, 7.0, 30.0)
    assert len(lines) > 1
    assert all(width_of(line, 7.0) <= 30.0 for line in lines)
    assert fit(words, 7.0, 20.0).endswith("…")
    assert width_of(fit(words, 7.0, 20.0), 7.0) <= 20.0
    assert wrap("Rems-Murr-Kreis", 7.0, 12.0) == ["Rems-", "Murr-", "Kreis"]
    assert len(wrap(words, 7.0, 20.0, most=2)) == 2


@pytest.mark.parametrize(
    ("for_pages", "lang", "way"), [("1", "de", ""), ("", "en", "../output/en/"), ("", "de", "../output/de/")]
)
def test_a_notebook_leads_to_the_pages_that_were_written_last(monkeypatch, for_pages, lang, way):
    monkeypatch.setenv(showing.FOR_PAGES, for_pages)
    with language.using(lang):
        assert links.base() == way
