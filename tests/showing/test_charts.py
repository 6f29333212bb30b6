"""Every chart for one, five and sixty reports, for one missing and for all missing."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from tests.showing.synthetic import emptied

from kfd_analysis import language, showing
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.sheet import WIDTHS, Width
from kfd_analysis.showing.view import View

CHARTS = sorted(showing.CHARTS)
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
SLACK = 0.6


def boxes(chart: Chart, width: Width) -> tuple[tuple[float, float], list[tuple[str, Any]]]:
    """Size of the figure and the box of every text, in pixels."""
    figure = chart.sheet(width).figure
    figure.set_dpi(144)
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = [text for text in figure.axes[0].texts if text.get_text().strip()]
    return (figure.bbox.width, figure.bbox.height), [
        (t.get_text(), t.get_window_extent(renderer)) for t in texts
    ]


def collisions(found: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other by more than a hair (ascenders may touch)."""
    slim = [
        (words, b.x0 + SLACK, b.x1 - SLACK, b.y0 + b.height * 0.1, b.y1 - b.height * 0.1)
        for words, b in found
    ]
    slim.sort(key=lambda item: item[1])
    return [
        (one[0], other[0])
        for one, other in combinations(slim, 2)
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]


def faults(chart: Chart, width: Width) -> list[Any]:
    """Texts that leave the figure, and pairs that cover each other."""
    (wide, high), found = boxes(chart, width)
    assert wide == pytest.approx(WIDTHS[width] / 25.4 * 144)
    outside = [
        words
        for words, b in found
        if b.x0 < -SLACK or b.y0 < -SLACK or b.x1 > wide + SLACK or b.y1 > high + SLACK
    ]
    return [*outside, *collisions(found)]


@pytest.mark.parametrize("width", sorted(WIDTHS))
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_is_cut_or_covered(name: str, width: Width, ds: Any) -> None:
    assert faults(showing.CHARTS[name](ds), width) == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("04_method_combinations", "No report names two methods of its dialogue"),
        ("05_topic_combinations", "No report names two topics of its dialogue"),
    ],
)
def test_sixty_reports_that_name_nothing_together(name: str, title: str, data_sets: dict[str, Any]) -> None:
    chart = showing.CHARTS[name](emptied(data_sets["sixty"]))
    assert chart.title == title
    assert faults(chart, "column") == []


@pytest.mark.parametrize("label", ["five", "sixty"])
@pytest.mark.parametrize("name", CHARTS)
def test_longer_german_words_fit_a_column(name: str, label: str, data_sets: dict[str, Any]) -> None:
    with language.using("de"):
        chart = showing.CHARTS[name](data_sets[label])
    assert faults(chart, "column") == []


@pytest.mark.parametrize("name", CHARTS)
def test_title_is_a_finding_of_a_few_words(name: str, ds: Any) -> None:
    chart = showing.CHARTS[name](ds)
    assert 6 <= len(chart.title.split()) <= 15
    assert f"n = {View(ds).n}" in chart.subtitle
    assert "Source:" in chart.foot
    assert "  " not in chart.title
    assert not chart.title.endswith(".")


@pytest.mark.parametrize("name", CHARTS)
def test_bytes_do_not_change_from_run_to_run(name: str, five: Any) -> None:
    one, other = (showing.CHARTS[name](five) for _ in range(2))
    assert one.png(100) == other.png(100)
    assert one.svg("a") == other.svg("a")
    assert one.pdf() == other.pdf()
    assert one.csv() == other.csv()


def test_settings_of_the_user_change_no_chart(five: Any) -> None:
    chart = showing.CHARTS["02_cost_per_participant"](five)
    usual = chart.png(100), chart.svg("a"), chart.pdf()
    own = {"axes.facecolor": "red", "font.weight": "bold", "lines.linewidth": 9, "savefig.pad_inches": 3}
    with mpl.rc_context(own):  # as from a file matplotlibrc in the working folder
        assert (chart.png(100), chart.svg("a"), chart.pdf()) == usual
        assert mpl.rcParams["axes.facecolor"] == "red"


def test_png_has_the_size_of_a_page_at_300_dpi(five: Any) -> None:
    png = showing.CHARTS["02_cost_per_participant"](five).png()
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == int(170 / 25.4 * 300)
    assert b"Software" not in png


def test_pdf_embeds_fonts_as_type_42(five: Any) -> None:
    pdf = showing.CHARTS["07_ratings"](five).pdf()
    assert b"CreationDate" not in pdf
    assert b"/Type3" not in pdf
    assert b"/FontFile2" in pdf


def test_a_notebook_gets_picture_alt_and_name(five: Any) -> None:
    chart = showing.CHARTS["06_actors"](five)
    bundle, metadata = chart._repr_mimebundle_()
    assert bundle["text/plain"] == chart.alt
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert metadata["image/png"] == {"alt": chart.alt, "chart": "06_actors"}


COST = {
    "landkreis-konstanz": ("strict", "point", "100.00", "90.00", "110.00", "100.00", "100.00"),
    "rems-murr-kreis": ("strict", "at_most", "", "", "187.80", "170.73", "170.73"),
    "korntal-muenchingen": ("lenient", "point", "17.50", "15.90", "19.44", "15.90", "19.44"),
    "plochingen": ("lenient", "interval", "", "84.38", "165.00", "93.75", "150.00"),
    "ilm-kreis": ("strict", "none", "", "", "", "", ""),
}


@pytest.mark.parametrize("report_id", sorted(COST))
def test_figures_of_the_cost_chart(report_id: str, five: Any) -> None:
    data = showing.CHARTS["02_cost_per_participant"](five).data.set_index("report_id").loc[report_id]
    columns = ["reading", "bound", "value", "low", "high", "as_printed_low", "as_printed_high"]
    assert tuple(data[columns]) == COST[report_id]


def kinds(chart: Chart) -> Counter[str]:
    """How many circles, polygons and other patches the drawing has."""
    return Counter(type(patch).__name__ for patch in chart.sheet("page").figure.axes[0].patches)


def test_cost_chart_draws_no_dot_for_a_bound_or_a_range(five: Any) -> None:
    chart = showing.CHARTS["02_cost_per_participant"](five)
    circles = [p for p in chart.sheet("page").figure.axes[0].patches if type(p).__name__ == "Circle"]
    filled = [circle for circle in circles if circle.get_facecolor()[:3] != (1.0, 1.0, 1.0)]
    assert (len(circles), len(filled)) == (2, 1)
    assert kinds(chart)["Polygon"] == 2


def test_all_missing_gives_the_reasons_instead_of_a_drawing(data_sets: dict[str, Any]) -> None:
    chart = showing.CHARTS["03_moderation_cost"](data_sets["all_missing"])
    words = " ".join(text.get_text() for text in chart.sheet("page").figure.axes[0].texts)
    assert "Nothing to draw: n/a: not answered (4)" in words
    assert kinds(chart)["Circle"] == 0


def test_context_case_is_drawn_last_and_counted_nowhere(five: Any) -> None:
    chart = showing.CHARTS["04_methods"](five)
    assert "n = 4" in chart.subtitle
    assert chart.title == "World Café in 1, online voting in 1, surveys in 0 of 4"
    assert list(View(five).cases)[-1].name == "Ilm-Kreis"
    assert [case.name for case in View(five).counted] == [
        "Landkreis Konstanz",
        "Rems-Murr-Kreis",
        "Korntal-Münchingen",
        "Plochingen",
    ]
