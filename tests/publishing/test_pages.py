"""Pages: every link lands, nothing is asked of another host, nothing from a report is alive."""

import re
from collections import Counter

import nbformat
import pytest
from bs4 import BeautifulSoup
from tests.publishing.sample import sample
from tests.publishing.site import LINK, dead_links, make_site, write_site
from tests.publishing.small import ran

from kfd_analysis.publishing.pages import cells
from kfd_analysis.publishing.pages.onefile import Section, one_file

EXPORTS = {
    f"02_cost{end}" for end in (".png", ".svg", ".pdf", ".csv", "-column.png", "-column.svg", "-column.pdf")
}
EXPORTS |= {"kfd_comparison.xlsx"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@pytest.fixture(scope="module")
def pages(output):
    return {
        path.relative_to(output).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        for path in sorted(output.rglob("*.html"))
    }


def test_the_pages_of_the_contract_are_there(pages):
    assert list(pages) == [
        "en/00_summary.html",
        "en/02_cost.html",
        "en/index.html",
        "en/kfd_comparison.html",
        "en/reports/landkreis-beispiel.html",
        "en/reports/musterhausen.html",
        "en/wording.html",
        "index.html",
    ]


def test_the_wording_page_has_sentences_notes_and_captions(pages, output):
    page = pages["en/wording.html"]
    assert [head["id"] for head in page.select("h2")] == ["sentences", "notes", "captions"]
    heads = [cell.get_text() for cell in page.select("#table-wording_sentences thead th")]
    assert heads == ["Number", "Sentence to use", "Limit", "Finding", "Evidence"]
    written = (output / "en/wording/sentences.csv").read_text(encoding="utf-8").splitlines()
    assert written[0] == "Number,Sentence to use,Limit,Finding,Evidence"
    assert len(written) > 5
    assert any("confidence intervals" in item.get_text() for item in page.select("li"))


def test_every_link_lands(output):
    assert dead_links(output, EXPORTS) == []


def test_the_walk_notices_a_dead_link(tmp_path):
    (tmp_path / "a.html").write_text('<a href="b.html">b</a><a href="#c">c</a><a id="d" href="#d">d</a>')
    assert dead_links(tmp_path) == [("a.html", "b.html"), ("a.html", "#c")]


def test_no_page_asks_another_host(pages):
    for page in pages.values():
        assert page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"] == POLICY
        assert page.find_all(["script", "link", "iframe", "object", "base"]) == []
        assert all(tag["src"].startswith("data:") for tag in page.find_all(src=True))
        outside = [tag for tag in page.find_all(href=re.compile("^[a-z]+:")) if tag.name != "a"]
        assert outside == []
        assert "url(http" not in str(page)


def test_ids_are_unique(pages):
    for name, page in pages.items():
        double = [key for key, n in Counter(tag["id"] for tag in page.find_all(id=True)).items() if n > 1]
        assert double == [], name


def test_every_page_has_a_frame(pages):
    for name, page in pages.items():
        assert page.html["lang"] == "en", name
        assert page.title.string.strip(), name
        assert len(page.find_all("main")) == 1, name
        assert page.find("a", class_="skip")["href"] == "#main", name
        assert "codebook c1" in page.footer.get_text(), name
        assert page.h1, name


def test_pages_lead_to_their_neighbours(pages):
    links = {link.get("rel", [""])[0]: link["href"] for link in pages["en/02_cost.html"].nav.find_all("a")}
    assert links == {"": "index.html", "prev": "00_summary.html", "next": "wording.html"}


def test_markup_in_prose_is_inert_and_money_is_no_formula(pages):
    assert "<script>alert(1)</script>" in pages["en/02_cost.html"].main.get_text()
    assert "$5 and $6" in pages["en/00_summary.html"].main.get_text()


def test_a_mark_in_a_chart_leads_to_the_words(pages):
    page = pages["en/02_cost.html"]
    assert [link["href"] for link in page.select("figure .wide svg a")] == [LINK]
    assert (
        pages["en/reports/musterhausen.html"].find("mark", id="field-total_cost_eur").string == "ca. 2.000 €"
    )


def test_a_mark_in_the_one_file_leads_to_the_words(pages):
    page = pages["en/kfd_comparison.html"]
    link = page.select("figure .wide svg a")[0]["href"]
    assert page.find(id=link.removeprefix("#")).string == "ca. 2.000 €"
    assert page.find("figcaption") is None


def test_tables_can_be_scrolled_and_are_named(pages):
    area = pages["en/02_cost.html"].find("table", id="table-t").parent
    assert (area["tabindex"], area["role"], area["aria-label"]) == ("0", "region", "Table: Cost & more")


def test_code_is_folded_but_there(pages):
    details = pages["en/02_cost.html"].find("details", class_="code")
    assert not details.has_attr("open")
    assert details.pre.get_text() == "show(1)"


def test_the_overview_shows_findings_and_problems(pages):
    words = pages["en/index.html"].main.get_text(" ")
    assert "Findings" in words
    assert "read as 60" in words


def test_a_restated_report_says_so_with_the_address(pages):
    notice = pages["en/reports/musterhausen.html"].find(class_="notice")
    assert "not quotable" in notice.get_text()
    assert notice.a["href"] == "https://example.org/a"
    assert pages["en/reports/landkreis-beispiel.html"].find(class_="notice") is None


def test_only_deciding_lines_are_shown(pages):
    words = pages["en/reports/musterhausen.html"].main.get_text()
    assert "Danach gab es Suppe" not in words
    assert "Rules used 8 of 10 lines." in words


def test_every_line_has_an_anchor(pages):
    page = pages["en/reports/musterhausen.html"]
    lines = [tag["id"] for tag in page.find_all(id=re.compile(r"^L\d+$"))]
    assert lines == ["L3", "L4", "L6", "L7", "L9", "L10", "L12", "L13", "L14", "L1"]
    assert page.find(id="L1").parent["class"] == ["silent"]


def test_a_gap_has_its_reason_and_its_anchor(pages):
    row = pages["en/reports/musterhausen.html"].find(id="field-event_hours").parent
    assert "not reported" in row.get_text()


def test_whole_texts_on_demand_with_a_warning(tmp_path):
    write_site(tmp_path, full_text=True, exports=False)
    page = BeautifulSoup((tmp_path / "en/reports/musterhausen.html").read_text(encoding="utf-8"), "lxml")
    assert "Suppe & <b>Brot</b>" in page.main.get_text()
    assert "Do not publish" in page.main.get_text()
    assert dead_links(tmp_path) == []


def test_without_exports_no_page_leads_to_them(tmp_path):
    write_site(tmp_path, exports=False)
    assert dead_links(tmp_path) == []
    assert not (tmp_path / "en/kfd_comparison.html").exists()


def test_two_writings_give_the_same_bytes(output, tmp_path):
    write_site(tmp_path)
    for path in sorted(output.rglob("*.html")):
        assert path.read_bytes() == (tmp_path / path.relative_to(output)).read_bytes()


def test_code_without_output_is_folded_with_the_next():
    notebook = ran({"text/plain": "shown"})
    notebook.cells.insert(1, nbformat.v4.new_code_cell("first = 1"))
    markup = cells.body(notebook, lambda name: "")
    assert markup.count("<details") == 1
    assert markup.index("first") < markup.index("shown")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a](01_x.ipynb)", '<p><a href="01_x.html">a</a></p>\n'),
        ("[a](01_x.ipynb#b)", '<p><a href="01_x.html#b">a</a></p>\n'),
        ("[a](https://example.org/x.ipynb)", '<p><a href="https://example.org/x.ipynb">a</a></p>\n'),
        ("## Was bleibt?", '<h2 id="was-bleibt">Was bleibt?</h2>\n'),
    ],
)
def test_prose(source, expected):
    assert cells.prose(source) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p id="a">', '<p id="page-reports-x--a">'),
        ('<a href="#a">', '<a href="#page-reports-x--a">'),
        ('<a href="../b.html#c">', '<a href="#page-b--c">'),
        ('<a href="../b.html">', '<a href="#page-b">'),
        ('<a href="https://example.org/#a">', '<a href="https://example.org/#a">'),
        ('<g clip-path="url(#a)">', '<g clip-path="url(#page-reports-x--a)">'),
        ('<g aria-labelledby="a b">', '<g aria-labelledby="page-reports-x--a page-reports-x--b">'),
    ],
)  # fmt: skip
def test_many_pages_as_one(body, expected):
    sections = [Section("reports/x.html", "x", body), Section("b.html", "b", "")]
    assert one_file(sections)[0]["body"] == expected


def test_the_site_knows_whether_texts_are_restated():
    assert make_site().restated


def test_a_label_and_its_answer_on_one_line_share_no_anchor(tmp_path):
    ds = sample(sections={"landkreis-beispiel": [("name", 2, [2]), ("population", 4, []), ("other", 4, [4])]}
                | {"musterhausen": []})  # fmt: skip
    write_site(tmp_path, ds=ds, exports=False)
    page = BeautifulSoup(
        (tmp_path / "en/reports/landkreis-beispiel.html").read_text(encoding="utf-8"), "lxml"
    )
    ids = [tag["id"] for tag in page.find_all(id=re.compile(r"^L\d+$"))]
    assert sorted(ids) == ["L1", "L2", "L3", "L4", "L5"]
    assert dead_links(tmp_path) == []
