"""Pages as a reader sees them: nothing leaves, nothing overflows, the keyboard leads to the words."""

import io

import pytest
from pypdf import PdfReader
from tests.publishing.browser import CHROMIUM

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
WIDTHS = (1280, 390, 320)


def test_no_request_leaves_any_page(output, tab):
    for page in sorted(output.rglob("*.html")):
        tab.open(page, 1280)
        assert tab.requests() == [page.as_uri()]
        assert tab.complaints() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(output, tab, width):
    for page in sorted(output.rglob("*.html")):
        tab.open(page, width)
        assert tab.find("document.documentElement.scrollWidth") <= width, page.name


def test_the_drawing_fits_the_window(output, tab):
    shown = "getComputedStyle(document.querySelector('figure .{}')).display"
    for width, wide, narrow in ((1280, "block", "none"), (390, "none", "block")):
        tab.open(output / "en/02_cost.html", width)
        assert (tab.find(shown.format("wide")), tab.find(shown.format("narrow"))) == (wide, narrow)


def test_from_a_dot_to_the_words_with_the_keyboard(output, tab):
    tab.open(output / "en/02_cost.html", 1280)
    tab.find("document.querySelector('figure .wide').previousElementSibling")
    for _ in range(20):
        tab.press("Tab")
        if tab.find("document.activeElement.getAttribute('aria-label')") == "Musterhausen":
            break
    tab.events.clear()
    tab.press("Enter")
    tab.find("1")
    while not any(event.get("method") == "Page.loadEventFired" for event in tab.events):
        tab.find("1")
    assert (
        tab.find("location.pathname.split('/').pop() + location.hash")
        == "musterhausen.html#field-total_cost_eur"
    )
    assert tab.find("document.querySelector(':target').textContent") == "ca. 2.000 €"


def test_markup_from_a_report_does_not_run(output, tab):
    tab.open(output / "en/02_cost.html", 1280)
    assert tab.find("document.scripts.length") == 0
    assert tab.find("document.querySelectorAll('main b').length") == 0


def test_code_and_navigation_are_left_out_of_print(output, tab):
    tab.open(output / "en/02_cost.html", 1280)
    tab.ask("Emulation.setEmulatedMedia", media="print")
    style = "getComputedStyle(document.querySelector('{}')).display"
    assert {tab.find(style.format(part)) for part in ("details.code", "nav", ".downloads")} == {"none"}
    assert tab.find(style.format("figure .wide")) == "block"
    tab.ask("Emulation.setEmulatedMedia", media="")


def test_the_mail_file_prints_with_words_and_drawings_and_without_code(output, tab):
    tab.open(output / "en/kfd_comparison.html", 1280)
    pages = PdfReader(io.BytesIO(tab.printed())).pages
    words = " ".join(page.extract_text() for page in pages)
    assert "show(1)" in tab.find("document.body.textContent")
    assert "show(1)" not in words
    assert "Found." in words
    assert words.count("ca. 2.000") == tab.find("document.body.innerText.split('ca. 2.000').length - 1")
    assert "All pages in this file" in pages[0].extract_text()
    assert "What is in here" in pages[0].extract_text()
