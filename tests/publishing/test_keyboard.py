"""From a dot in the chart of notebook 02 to the marked words and back, with the keyboard alone."""

import pytest
from tests.publishing.browser import CHROMIUM

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
PAGE = "en/02_cost_per_participant.html"
DOT = "Landkreis Konstanz: about 100\u00a0EUR"
MOST_TABS = 300
NAME = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
IN_CHART = "!!document.activeElement.closest('figure .wide svg')"
IS_DOT = f"{IN_CHART} && document.activeElement.firstElementChild.tagName === 'path'"
OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"
PLACE = "location.pathname.split('/').slice(-2).join('/') + location.hash"


def tab_until(tab, expression):
    """Press Tab until an expression is true of the page; the names passed on the way."""
    passed = []
    for _ in range(MOST_TABS):
        tab.press("Tab")
        passed.append(tab.find(NAME))
        if tab.find(expression):
            return passed
    raise AssertionError(f"not reached with {MOST_TABS} tabs: {expression}")


def test_from_a_dot_to_the_words_and_back(whole, tab):
    tab.open(whole.folder / PAGE, 1280)
    tab_until(tab, IS_DOT)
    assert tab.find(NAME).startswith(DOT)
    assert tab.find(OUTLINE) == "solid"
    tab.follow()
    assert tab.find(PLACE) == "reports/landkreis-konstanz.html#field-total_cost_eur"
    assert tab.find("document.querySelector(':target').closest('mark').textContent").endswith("10.000 €")
    mark = "document.querySelector(':target').getBoundingClientRect()"
    assert tab.find(f"{mark}.top >= 0 && {mark}.bottom <= innerHeight")
    tab.go_back()
    assert tab.find(PLACE).endswith(PAGE.removeprefix("en/"))


def test_from_the_words_to_the_fact_and_to_the_neighbours(whole, tab):
    tab.open(whole.folder / "en/reports/landkreis-konstanz.html", 1280, "#field-total_cost_eur")
    tab_until(tab, "document.activeElement.getAttribute('href') === '#fact-field-total_cost_eur'")
    assert tab.find(OUTLINE) == "solid"
    tab.open(whole.folder / "en/reports/landkreis-konstanz.html", 1280)
    passed = tab_until(tab, "document.activeElement.rel === 'next'")
    assert passed[:2] == ["Skip to content", "Overview"]
    tab.follow()
    assert tab.find(PLACE) == "reports/rems-murr-kreis.html"


def test_the_skip_link_leads_past_the_navigation(whole, tab):
    tab.open(whole.folder / PAGE, 1280)
    tab.press("Tab")
    assert tab.find("document.activeElement.getBoundingClientRect().left >= 0")
    tab.press("Enter")
    tab_until(tab, "!!document.activeElement.closest('main')")
    assert tab.find("document.activeElement.closest('nav')") is None


def test_every_stop_in_a_drawing_has_a_name_and_shows_where_it_is(whole, tab):
    tab.open(whole.folder / PAGE, 1280)
    tab_until(tab, IN_CHART)
    stops = 0
    while tab.find(IN_CHART):
        assert tab.find("document.activeElement.getAttribute('aria-label')")
        assert tab.find(OUTLINE) == "solid"
        tab.press("Tab")
        stops += 1
    assert stops >= 4


def test_a_screen_reader_is_told_of_the_drawing_and_its_links(whole, tab):
    tab.open(whole.folder / PAGE, 1280)
    nodes = tab.ask("Accessibility.getFullAXTree")["nodes"]
    told = [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n["ignored"]]
    assert any(role == "link" and name.startswith(DOT) for role, name in told)
    assert [pair for pair in told if pair[0] == "link" and not pair[1].strip()] == []
