"""The workbook: every table as a real Excel table, with cover, contents, dictionary and codebook.

Text is typed as text, so that no report can plant a formula; the same input gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from kfd_analysis import language
from kfd_analysis.codebook import Codebook
from kfd_analysis.language import _
from kfd_analysis.publishing.schema import Cell, Column, TableInfo, cells, tables
from kfd_analysis.publishing.workbooklinks import RowLinks
from kfd_analysis.publishing.workbooksigns import Signs
from kfd_analysis.review.corrections import COLUMNS
from kfd_analysis.showing import labels, links
from kfd_analysis.showing.labels import FILES
from kfd_analysis.showing.marks import MARKS
from kfd_analysis.writing import FORMULA_START

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file may hold."""
MOST_LINKS = 65_000
"""Excel opens a sheet with up to 65,530 links."""
NARROWEST, WIDEST = 9, 60
FIXED_DATE = "1980-01-01T00:00:00Z"
FORMATS = {"date": "yyyy-mm-dd", "time": "hh:mm"}
FACE = "Calibri"
HEAD = Font(name=FACE, bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", fgColor="1F3A4D")
LINK = Font(name=FACE, color="00568A", underline="single")
TOP = Alignment(vertical="top", wrap_text=True)


def write_workbook(ds: Dataset, book: Codebook, lang: str, path: Path) -> None:
    """Write the workbook of a language to `path`."""
    with language.using(lang):
        path.write_bytes(workbook_bytes(ds, book, lang))


def workbook_bytes(ds: Dataset, book: Codebook, lang: str) -> bytes:
    """The workbook as a file that holds neither clock nor machine."""
    workbook = Workbook()
    workbook.properties.title = _("Municipal refugee dialogues, compared")
    workbook.properties.creator = "kfd_analysis"
    workbook.properties.language = lang
    infos = tables(book)
    _cover(workbook.active, ds)
    contents = workbook.create_sheet(_("Contents"))
    frames, addresses, signs = ds.tables(), RowLinks(ds), Signs(ds)
    frames["problems"] = ds.problems_in(lang, book)
    for info in infos.values():
        sheet = workbook.create_sheet(info.name)
        _data_sheet(sheet, info, frames[info.name], addresses)
        signs.put(sheet, info.name)
    _corrections(workbook.create_sheet(_("Corrections")), ds)
    _plain_table(workbook.create_sheet(_("Dictionary")), "dictionary", _dictionary(infos.values(), lang))
    _plain_table(workbook.create_sheet(_("Codebook")), "codebook", _codebook(book, lang))
    _contents(contents, infos, lang, workbook.sheetnames)
    for sheet in workbook.worksheets:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return _fixed(workbook)


def _cover(sheet: Worksheet, ds: Dataset) -> None:
    sheet.title = _("Cover")
    counted = int((ds.reports["document_type"] == "questionnaire").sum())
    others = len(ds.reports) - counted
    restated = _("Restated texts (column text_basis) are a paraphrase of the published report, not quotable")
    lines = [
        (_("Municipal refugee dialogues, compared"), ""),
        (_("Reports"), _("{n} questionnaires, {m} context cases").format(n=counted, m=others)),
        (_("Source"), _("Reports of the municipalities on their dialogues; figures as they state them")),
        (_("Text"), restated),
        (_("Intervals"), _("Assumptions about rounding, not confidence intervals")),
        (_("Missing"), _("An empty cell is a missing value; sheet values gives its reason")),
        (_("Links"), _("Blue cells lead to the words on the page of the report; keep the folder together")),
        (_("Signs"), _("Stand before a status, and in sheet reports before a value, unless it is reported")),
        *((mark.sign, _(mark.meaning)) for mark in MARKS.values()),
        (_("Licence"), _("Tables: CC BY 4.0, quotations excluded")),
        (_("How to cite"), _("kfd_analysis {version}, tables of municipal refugee dialogues").format(
            version=ds.versions["rules"])),
        *((labels.word(name), version) for name, version in ds.versions.items()),
    ]  # fmt: skip
    for row, (name, words) in enumerate(lines, 1):
        _put(sheet, row, 1, name).font = Font(name=FACE, bold=True, size=16 if row == 1 else 11)
        if words:
            _put(sheet, row, 2, words).alignment = TOP
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 90
    sheet.sheet_view.showGridLines = False


def _contents(sheet: Worksheet, infos: dict[str, TableInfo], lang: str, names: Sequence[str]) -> None:
    words = {name: language.chosen(info.text, lang) for name, info in infos.items()}
    words |= {
        _("Dictionary"): _("Every column: type, unit, codes"),
        _("Codebook"): _("Every code and its definition"),
        _("Corrections"): _("What coders put right: former value, value, reason, who and when"),
    }
    _heads(sheet, [_("Sheet"), _("What it holds")])
    for row, name in enumerate((name for name in names if name in words), 2):
        cell = _put(sheet, row, 1, name)
        cell.hyperlink = f"#'{name}'!A1"
        cell.font = LINK
        _put(sheet, row, 2, words[name])
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 90


def _data_sheet(sheet: Worksheet, info: TableInfo, frame: Any, addresses: RowLinks) -> None:
    rows = cells(frame, info)
    names = [column.name for column in info.columns]
    _fill(sheet, info.name, names, rows)
    for number, column in enumerate(info.columns, 1):
        if shape := _number_format(column):
            for row in range(2, len(rows) + 2):
                sheet.cell(row, number).number_format = shape
    linked = 0
    for row, record in enumerate(rows, 2):
        for name, address in addresses.of(info.name, dict(zip(names, record, strict=True)), row - 2).items():
            cell = sheet.cell(row, names.index(name) + 1)
            if linked < MOST_LINKS and cell.value is not None:
                cell.hyperlink = address
                cell.font = LINK
                linked += 1


def _corrections(sheet: Worksheet, ds: Dataset) -> None:
    """What coders put right, each with a link to its words."""
    rows: list[list[Cell]] = [list(COLUMNS)]
    rows += [[str(getattr(made, name)) or None for name in COLUMNS] for made in ds.corrections.rows]
    _plain_table(sheet, "corrections", rows)
    for row, made in enumerate(ds.corrections.rows, 2):
        variable, _colon, code = made.field.partition(":")
        key = links.code_key(variable, code) if code else links.field_key(made.field)
        cell = sheet.cell(row, COLUMNS.index("field") + 1)
        cell.hyperlink = links.report_href(made.report, key)
        cell.font = LINK


def _plain_table(sheet: Worksheet, name: str, rows: list[list[Cell]]) -> None:
    _fill(sheet, name, [str(head) for head in rows[0]], rows[1:])


def _fill(sheet: Worksheet, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    _heads(sheet, heads)
    for row, record in enumerate(rows, 2):
        for column, value in enumerate(record, 1):
            if value is not None:
                _put(sheet, row, column, value).alignment = TOP
    last = max(2, len(rows) + 1)
    table = Table(displayName=f"kfd_{name}", ref=f"A1:{get_column_letter(len(heads))}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    for column, head in enumerate(heads):
        longest = max(
            [len(head) + 3, *(len(str(record[column])) for record in rows if record[column] is not None)]
        )
        width = min(WIDEST, max(NARROWEST, longest + 1))
        sheet.column_dimensions[get_column_letter(column + 1)].width = width


def _heads(sheet: Worksheet, heads: Sequence[str]) -> None:
    for column, head in enumerate(heads, 1):
        cell = _put(sheet, 1, column, head)
        cell.font, cell.fill = HEAD, HEAD_FILL


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> Any:
    """Write a value in its type; text that looks like a formula stays text."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL.sub("", value)
        cell.data_type = "s"
        if value.startswith(FORMULA_START):
            cell.quotePrefix = True
    else:
        cell.value = float(value) if isinstance(value, Decimal) else value
    return cell


def _number_format(column: Column) -> str:
    if column.type == "integer":
        return "#,##0" if column.unit == "persons" else ""
    if column.type == "number":
        return "#,##0." + "0" * (column.decimals or 0) if column.decimals else ""
    return FORMATS.get(column.type, "")


def _dictionary(infos: Iterable[TableInfo], lang: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = [["table", "column", "type", "unit", "codes", "key", "description"]]
    for info in infos:
        for c in info.columns:
            key = "yes" if c.name in info.key else None
            rows.append(
                [
                    info.name,
                    c.name,
                    c.type,
                    c.unit or None,
                    "; ".join(c.codes) or None,
                    key,
                    language.chosen(c.text, lang),
                ]
            )
    return rows


def _codebook(book: Codebook, lang: str) -> list[list[Cell]]:
    """Code, label, definition and whatever else the codebook's entries say."""
    found = [
        (variable, entry) for variable, name in FILES.items() for entry in _entries(book.data.get(name, []))
    ]
    more = sorted({key for _variable, entry in found for key in entry} - {"code"})
    rows: list[list[Cell]] = [["variable", "code", *more]]
    for variable, entry in found:
        told = {**entry, "definition": _(entry.get("definition", ""))}
        rows.append([variable, entry["code"], *(_flat(told.get(key)) for key in more)])
    return rows


def _entries(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        return [{"code": code, **entry} for code, entry in data.items() if isinstance(entry, dict)]
    return [entry for entry in data if "code" in entry]


def _flat(value: Any) -> str | None:
    if isinstance(value, list | tuple):
        return "; ".join(str(part) for part in value) or None
    return None if value is None else str(value)


def _fixed(workbook: Workbook) -> bytes:
    """Save, then write the zip again in fixed order and with fixed dates."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", FIXED_DATE.encode(), data)
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.external_attr = 0o644 << 16
            target.writestr(member, data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
