"""Tables of figures keep their rows, forms in a table become lines."""

import io

import docx
import pptx
import pytest
from pptx.util import Cm
from tests.reading import make_formats as make

from kfd_analysis.reading.formats.datatables import table_lines
from kfd_analysis.reading.formats.html import html_text
from kfd_analysis.reading.formats.office import docx_text, odt_text, pptx_text

ROWS = [("Gruppe", "eingeladen", "gekommen"), ("Vereine", "40", "12"), ("Gesamt", "90", "31")]
LINES = ["Gruppe | eingeladen | gekommen", "Vereine | 40 | 12", "Gesamt | 90 | 31"]


def docx_bytes(rows):
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pptx_bytes(rows):
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shape = slide.shapes.add_table(len(rows), len(rows[0]), Cm(1), Cm(1), Cm(20), Cm(5))
    for row, words in zip(shape.table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def html_bytes(rows):
    cells = ("".join(f"<td>{word}</td>" for word in row) for row in rows)
    return (
        "<html><body><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></body></html>"
    ).encode()


def odt_bytes(rows):
    cells = (
        "".join(f"<table:table-cell><text:p>{w}</text:p></table:table-cell>" for w in row) for row in rows
    )
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return make.odt_bytes(content=f"<table:table>{lines}</table:table>")


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(lambda rows: docx_text(docx_bytes(rows)), id="docx"),
        pytest.param(lambda rows: odt_text(odt_bytes(rows)), id="odt"),
        pytest.param(lambda rows: pptx_text(pptx_bytes(rows)), id="pptx"),
        pytest.param(lambda rows: html_text(html_bytes(rows)).text, id="html"),
    ],
)
def test_rows_of_figures_stay_lines(read):
    assert read(ROWS).strip().split("\n") == LINES
    two = [row[:2] for row in ROWS]
    assert read(two).strip().split("\n") == [cell for row in two for cell in row]


def test_a_form_in_three_columns_is_no_table_of_figures():
    assert (
        table_lines([[["1"], ["Name"], ["Musterstadt"]], [["2"], ["Konzept"], ["Ein Abend.", "Ein Tag."]]])
        is None
    )
    assert table_lines([[["1"], ["Konzept"], ["x" * 61]], [["2"], ["a"], ["b"]]]) is None
