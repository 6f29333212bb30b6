"""Every link of a whole output lands, and on marks that hold the value or the words its rule names."""

import datetime as dt
import re
from collections import Counter

import openpyxl
import pytest
from tests.publishing.walk import WORKBOOK, Output, marked

from kfd_analysis.codebook import load_codebook
from kfd_analysis.coding.codes.lexicon import matcher
from kfd_analysis.fold import fold
from kfd_analysis.publishing.pages.anchors import Anchors
from kfd_analysis.showing.links import field_key, report_href
from kfd_analysis.showing.view import rows, text
from kfd_analysis.tables import LONGEST_QUOTE

KINDS = ("page", "svg in page", "svg file", "workbook", "workbook inside")
TOKEN = re.compile(r"\[\w+\]")
"""What stands for removed personal data."""
BY_CODERS = "08_reliability"
"""Where people who coded name lines; all others lead to marks."""


@pytest.fixture(scope="module")
def output(whole):
    return Output(whole.folder)


@pytest.fixture(scope="module")
def missing(whole):
    """Anchors of gaps: the row of a fact that tells the reason."""
    gaps = whole.ds.values[whole.ds.values["status"] == "missing"]
    return {
        "en/" + report_href(r, field_key(f)) for r, f in zip(gaps["report_id"], gaps["field"], strict=True)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_lands(output, kind):
    found = output.kind(kind)
    if kind == "workbook inside":
        sheets = openpyxl.load_workbook(output.folder / WORKBOOK).sheetnames
        assert [link.anchor for link in found] == [f"'{name}'!A1" for name in sheets[2:]]
    else:
        assert len(found) > 300
        assert [link for link in found if not output.lands(link)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_has_a_name(output, kind):
    assert [link for link in output.kind(kind) if not link.name.strip()] == []


@pytest.mark.parametrize("kind", KINDS[:4])
def test_links_to_values_lead_to_marks_or_to_the_reason_of_a_gap(output, missing, kind):
    lost = [
        link
        for link in output.kind(kind)
        if link.target.startswith("en/reports/")
        and link.anchor
        and not re.match(r"fact-|main$|L\d+$", link.anchor)
        and not marked(output.found(link))
        and f"{link.target}#{link.anchor}" not in missing
    ]
    assert lost == []


def test_only_coders_and_the_lines_themselves_lead_to_lines(output):
    files = {link.file for link in output.links if re.match(r"L\d+$", link.anchor)}
    assert {name for name in files if "/reports/" not in name} <= {
        f"{lang}/{BY_CODERS}.html" for lang in ("en", "de")
    }


def test_no_mark_holds_more_than_a_sentence(output):
    for name, page in output.pages.items():
        for mark in page.find_all("mark") if "/reports/" in name else ():
            assert mark.get_text().strip(), (name, mark)
            assert len(TOKEN.sub("", mark.get_text())) <= LONGEST_QUOTE, (name, mark)


def words_by_place(whole, output):
    """Row of table ``evidence`` and text of the mark that it leads to."""
    anchors = Anchors(whole.ds)
    for row, anchor in zip(rows(whole.ds.evidence), anchors.evidence, strict=True):
        yield row, output.ids[f"en/reports/{row['report_id']}.html"][anchor]


def test_every_place_of_the_evidence_has_its_own_mark_with_its_words(whole, output):
    places = list(words_by_place(whole, output))
    assert len(places) == len(whole.ds.evidence) > 300
    assert all(marked(mark) for _row, mark in places)
    assert [(row, mark) for row, mark in places if text(row["quote"]) not in mark.get_text()] == []
    assert len({id(mark) for _row, mark in places}) == len(places)


def test_figures_stand_in_their_marks_as_printed(whole, output):
    printed = {
        (row["report_id"], row["key"]): mark.get_text() for row, mark in words_by_place(whole, output)
        if row["table"] == "values" and not re.search(r"\.\d+$", mark["id"])
    }  # fmt: skip
    checked = Counter()
    for row in rows(whole.ds.values):
        words = printed.get((row["report_id"], row["field"]), "")
        value = text(row["value"]) or text(row["low"]).removesuffix(".0")
        if row["status"] == "reported" and text(row["unit"]):
            assert value.replace(".", "").rstrip("0") in re.sub(r"[.,\s]", "", words), (row, words)
            checked["figure"] += 1
        elif row["status"] == "reported" and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = dt.date.fromisoformat(value)
            assert str(day.day) in words and str(day.year)[2:] in words, (row, words)  # noqa: PT018
            checked["day"] += 1
    assert checked["figure"] >= 12
    assert checked["day"] >= 8


def test_marks_of_codes_hold_words_of_the_codebook(whole, output):
    book = load_codebook()
    for row, mark in words_by_place(whole, output):
        if row["table"] == "codings":
            variable = text(row["key"]).partition(":")[0]
            found = matcher(book).find(fold(mark.get_text()), [variable])[variable]
            assert found, (row, mark)
