"""German pages speak German, English pages English, each leads to the other; a whole run of the five."""

import re

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from tests.catalogue import spoken

OTHER = {"de": "en", "en": "de"}
SPOKEN = ("aria-label", "alt", "title")


def pages(whole, lang):
    return sorted((whole.folder / lang).rglob("*.html"))


def words(path):
    """All that a reader of a page sees or hears; quotations are left out, and code."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    for tag in page(["style", "pre"]) + page.find_all("span", lang="de"):
        tag.decompose()
    heard = [tag[name] for name in SPOKEN for tag in page.find_all(attrs={name: True})]
    return "\n".join([page.get_text(" "), *heard])


@pytest.mark.parametrize("lang", OTHER)
def test_no_page_speaks_the_other_language(whole, lang):
    found = {path.name: spoken(OTHER[lang], words(path)) for path in pages(whole, lang)}
    assert {name: some for name, some in found.items() if some} == {}


def test_a_sentence_of_the_other_language_would_be_found():
    assert spoken("en", "Hier: 3 of 4 fields are answered in\nevery dialogue report.") != []
    assert spoken("de", "Nothing: Die Veranstaltenden bewerten ihren eigenen Dialog.") != []


@pytest.mark.parametrize("lang", OTHER)
def test_every_page_says_its_language_and_leads_to_the_other(whole, lang):
    for path in pages(whole, lang):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        assert page.html["lang"] == lang
        if path.name != "kfd_comparison.html":
            (link,) = page.header.find_all("a", hreflang=OTHER[lang])
            there = (path.parent / link["href"]).resolve()
            assert there == (whole.folder / OTHER[lang] / path.relative_to(whole.folder / lang)).resolve()
            assert there.is_file()


def test_the_first_page_leads_to_both(whole):
    page = BeautifulSoup((whole.folder / "index.html").read_text(encoding="utf-8"), "lxml")
    assert [link["href"] for link in page.main.find_all("a")] == ["en/index.html", "de/index.html"]


@pytest.mark.parametrize(
    ("page", "german", "english"),
    [
        ("01_reports_and_evidence.html", "280.288", "280,288"),
        ("01_reports_and_evidence.html", "24.06.2017", "24 Jun 2017"),
        ("02_cost_per_participant.html", "1.049,70\u00a0EUR", "1,049.70\u00a0EUR"),
        ("02_cost_per_participant.html", "4,5\u00a0h", "4.5\u00a0h"),
        (
            "wording.html",
            "Abbildung 2. Nur für Landkreis Konstanz",
            "Figure 2. A plain cost per participant follows only for Landkreis Konstanz",
        ),
        ("03_moderation_spending.html", "83\u00a0% (68–100)", "83\u00a0% (68–100)"),
        ("08_reliability.html", "666,67 (600,00–733,33)", "666.67 (600.00–733.33)"),
    ],
)
def test_numbers_money_and_days_are_written_as_the_language_writes_them(whole, page, german, english):
    assert german in words(whole.folder / "de" / page)
    assert english in words(whole.folder / "en" / page)


def test_no_german_page_has_english_thousands(whole):
    unit = "EUR|Personen|Teilnehmende|Einwohner"
    wrong = {p.name: re.findall(rf"\b\d{{1,3}},\d{{3}}\s(?:{unit})", words(p)) for p in pages(whole, "de")}
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("lang", OTHER)
def test_the_workbook_speaks_its_language(whole, lang):
    book = load_workbook(whole.folder / lang / "kfd_comparison.xlsx")
    assert book.properties.language.startswith(lang)
    sheets = [
        sheet for sheet in book if lang == "de" or sheet.title != "Codebook"
    ]  # German words stand there
    cells = (str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value)
    text = "\n".join([*book.sheetnames, *cells])
    assert spoken(OTHER[lang], text) == []


@pytest.mark.parametrize("lang", OTHER)
def test_the_figures_of_the_charts_are_the_same_data_in_both_languages(whole, lang):
    """Columns and codes of the CSV are data and stay as they are; only column `label` is translated."""
    for path in (whole.folder / lang / "charts").glob("*.csv"):
        other = whole.folder / OTHER[lang] / "charts" / path.name
        heads = [file.read_text(encoding="utf-8").partition("\n")[0] for file in (path, other)]
        assert heads[0] == heads[1]
