"""The first sheets of the workbook: cover, contents, notes and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from kfd_analysis import language
from kfd_analysis.language import _, message
from kfd_analysis.publishing.workbook.sheets import FACE, fill_table, link, put, set_height, set_widths
from kfd_analysis.showing import labels
from kfd_analysis.showing.marks import MARKS
from kfd_analysis.showing.view import rows, text

if TYPE_CHECKING:
    import pandas as pd

    from kfd_analysis.dataset import Dataset

WIDTHS = (22, 96)
SOURCE_COLUMNS = ("source_file", "title", "publisher", "address", "date", "text_basis", "licence_note")

NOTES = (
    (
        message("Missing"),
        message(
            "An empty cell is a missing value; sheet values gives its reason (missing_reason). "
            "A range or a one-sided figure leaves its cell in sheet reports empty; its bounds stand in "
            "sheet values"
        ),
    ),
    (message("Intervals"), message("Assumptions about rounding, not confidence intervals")),
    (
        message("Readings"),
        message(
            "strict: figures as reported, computed or corrected; lenient: also figures recovered from "
            "misprints, and the invited as an upper bound"
        ),
    ),
    (
        message("Comparing"),
        message(
            "Two figures are compared only where column comparable says so; column reasons lists what "
            "speaks against it. There is no ranking, and below ten reports no mean and no percentage; "
            "naive_value is there for checking alone"
        ),
    ),
    (
        message("Methods"),
        message("A method without a row is not named; that does not mean that it was not used"),
    ),
    (message("Context cases"), message("Slides are no questionnaire; they enter no count")),
    (
        message("Personal data"),
        message("Names, addresses and phone numbers of natural persons were taken out of all quotations"),
    ),
    (
        message("Links"),
        message("Blue cells lead to the words on the page of the report; keep the folder together"),
    ),
    (
        message("Units"),
        message(
            "EUR, h and % are shown with the figure; the cell holds the number alone. "
            "Sheet “{sheet}” gives every unit"
        ),
    ),
    (
        message("Signs"),
        message("Stand before a status, and in sheet reports before a value, unless it is reported"),
    ),
)
"""What to know before a figure is used; below it stand the signs."""


def cover(sheet: Worksheet, ds: Dataset) -> None:
    """What the workbook holds, from where, of when, how much, and how it may be used."""
    sheet.title = _("Cover")
    versions = ", ".join(f"{labels.word(name)} {version}" for name, version in ds.versions.items())
    title = _("Municipal refugee dialogues, compared")
    entries = [
        (
            _("What"),
            _(
                "Cost, methods, topics and participation of municipal refugee dialogues (Kommunale "
                "Flüchtlingsdialoge), read from the reports of the municipalities"
            ),
        ),
        (
            _("Source"),
            _(
                "Reports of the municipalities on their dialogues; figures as they state them. "
                "Sheet “{sheet}” names each publication"
            ).format(sheet=_("Sources")),
        ),
        (_("Text"), _text_basis(ds)),
        (_("Date of the data"), _days(ds)),
        (_("Number of reports"), _counts(ds)),
        (
            _("Licence"),
            _(
                "Tables: CC BY 4.0. Quotations from the reports are excluded. The program is under the "
                "MIT licence"
            ),
        ),
        (
            _("How to cite"),
            _("kfd_analysis contributors: {title}. Workbook; {versions}. CC BY 4.0").format(
                title=title, versions=versions
            ),
        ),
        *(
            (_("Version: {part}").format(part=labels.word(name)), version)
            for name, version in ds.versions.items()
        ),
    ]
    _lines(sheet, title, entries)


def _text_basis(ds: Dataset) -> str:
    if "restated" in set(ds.reports["text_basis"]):
        return _("Restated texts (column text_basis) are a paraphrase of the published report, not quotable")
    return _("The published reports")


def _days(ds: Dataset) -> str:
    """First and last day of the dialogues, as far as reported."""
    days = sorted(text(day)[:10] for name in ("first_event_date", "last_event_date")
                  for day in ds.reports[name] if text(day))  # fmt: skip
    if not days:
        return _("No report gives a day")
    return _("Dialogues held from {first} to {last}, as far as reported").format(
        first=language.date(days[0]), last=language.date(days[-1])
    )


def _counts(ds: Dataset) -> str:
    n = int((ds.reports["document_type"] == "questionnaire").sum())
    more = len(ds.reports) - n
    words = language.plural("n = {n} questionnaire", "n = {n} questionnaires", n).format(n=n)
    if more:
        words += language.plural(", and {n} context case", ", and {n} context cases", more).format(n=more)
    return words


def notes(sheet: Worksheet) -> None:
    """What to know before a figure is used."""
    entries = [(_(name), _(words).format(sheet=_("Dictionary"))) for name, words in NOTES]
    entries += [(mark.sign, _(mark.meaning)) for mark in MARKS.values()]
    _lines(sheet, _("Notes"), entries)


def sources(sheet: Worksheet, ds: Dataset) -> None:
    """Every publication that was read, with its address; the file alone where nothing more is known."""
    named = {text(row.get("source_file")): row for row in rows(ds.sources)}
    found = [_source(named.get(text(row["source_file"]), {}), row) for row in rows(ds.reports)]
    fill_table(sheet, "sources", SOURCE_COLUMNS, found)
    column = SOURCE_COLUMNS.index("address")
    for number, record in enumerate(found, 2):
        if record[column]:
            link(sheet.cell(number, column + 1), str(record[column]))


def _source(named: Mapping[str, object], report: Mapping[str, object]) -> list[str | None]:
    known = {name: text(named.get(name)) for name in SOURCE_COLUMNS}
    known |= {name: text(report[name]) for name in ("source_file", "text_basis")}
    return [known[name] or None for name in SOURCE_COLUMNS]


def contents(sheet: Worksheet, words: Mapping[str, str], frames: Mapping[str, pd.DataFrame]) -> None:
    """A link to every sheet, what it holds, and how many rows."""
    records = [[name, what, len(frames[name]) if name in frames else None] for name, what in words.items()]
    fill_table(sheet, "contents", [_("Sheet"), _("What it holds"), _("Rows")], records)
    for row, name in enumerate(words, 2):
        link(sheet.cell(row, 1), f"#'{name}'!A1")


def _lines(sheet: Worksheet, title: str, entries: Sequence[tuple[str, str]]) -> None:
    """A title and, below it, names in bold with their words."""
    head = put(sheet, 1, 1, title)
    head.font, head.alignment = Font(name=FACE, bold=True, size=16), Alignment(vertical="top")
    set_widths(sheet, WIDTHS)
    for row, (name, words) in enumerate(entries, 3):
        put(sheet, row, 1, name).font = Font(name=FACE, bold=True)
        put(sheet, row, 2, words)
        set_height(sheet, row, (name, words), WIDTHS)
    sheet.sheet_view.showGridLines = False
