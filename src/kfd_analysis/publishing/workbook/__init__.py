"""The workbook: every table as a real Excel table, with cover, contents, notes, dictionary and codebook.

Text is typed as text, so that no report can plant a formula; the same input gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kfd_analysis import language
from kfd_analysis.archive import fixed
from kfd_analysis.codebook import FILES, Codebook
from kfd_analysis.language import _
from kfd_analysis.publishing.package.schema import Cell, TableInfo, cells, code_text, tables
from kfd_analysis.publishing.workbook import front
from kfd_analysis.publishing.workbook.rowlinks import RowLinks
from kfd_analysis.publishing.workbook.sheets import (
    fill_table,
    link,
    number_format,
    prepare_to_print,
)
from kfd_analysis.publishing.workbook.signs import Signs
from kfd_analysis.review.corrections import COLUMNS
from kfd_analysis.showing import links

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

MOST_LINKS = 65_000
"""Excel opens a sheet with up to 65,530 links."""
FIRST = ("variable", "code", "parent", "en", "de", "definition", "example")
"""The columns of sheet codebook that come before the words of the rules."""


def write_workbook(ds: Dataset, book: Codebook, lang: str, path: Path) -> None:
    """Write the workbook of a language to `path`."""
    with language.using(lang):
        path.write_bytes(workbook_bytes(ds, book, lang))


def workbook_bytes(ds: Dataset, book: Codebook, lang: str) -> bytes:
    """The workbook as a file that holds neither clock nor machine."""
    workbook = Workbook()
    workbook.properties.title = _("Municipal refugee dialogues, compared")
    workbook.properties.subject = _(
        "Kommunale Flüchtlingsdialoge: tables read from the municipalities' reports"
    )
    workbook.properties.creator = "kfd_analysis"
    workbook.properties.language = lang
    workbook.properties.version = ", ".join(f"{name} {version}" for name, version in ds.versions.items())
    infos = tables(book)
    front.cover(workbook.active, ds)
    contents = workbook.create_sheet(_("Contents"))
    front.notes(workbook.create_sheet(_("Notes")))
    frames, signs, addresses = ds.tables(), Signs(ds), RowLinks(ds)
    frames["problems"] = ds.problems_in(lang, book)
    for info in infos.values():
        sheet = workbook.create_sheet(info.name)
        _data_sheet(sheet, info, frames[info.name], addresses, lang)
        signs.put(sheet, info.name)
    _corrections(workbook.create_sheet(_("Corrections")), ds)
    _plain(workbook.create_sheet(_("Dictionary")), "dictionary", _dictionary(infos.values(), lang))
    _plain(workbook.create_sheet(_("Codebook")), "codebook", _codebook(book, lang))
    front.sources(workbook.create_sheet(_("Sources")), ds)
    front.contents(contents, _contents(infos, lang), frames)
    for sheet in workbook.worksheets:
        prepare_to_print(sheet)
    saved = io.BytesIO()
    workbook.save(saved)
    return fixed(saved.getvalue())


def _contents(infos: Mapping[str, TableInfo], lang: str) -> dict[str, str]:
    return {
        _("Notes"): _("What to know before a figure is used"),
        **{name: language.chosen(info.text, lang) for name, info in infos.items()},
        _("Corrections"): _("What coders put right: former value, value, reason, who and when"),
        _("Dictionary"): _("Every column: type, unit, codes and what they mean"),
        _("Codebook"): _("Every code and its definition"),
        _("Sources"): _("The publications that were read"),
    }


def _data_sheet(sheet: Worksheet, info: TableInfo, frame: Any, addresses: RowLinks, lang: str) -> None:
    rows = cells(frame, info)
    names = [column.name for column in info.columns]
    fill_table(sheet, info.name, names, rows)
    linked = 0
    for row, values in enumerate(rows, 2):
        record = dict(zip(names, values, strict=True))
        for number, column in enumerate(info.columns, 1):
            if shape := number_format(column, str(record.get("unit") or ""), lang):
                sheet.cell(row, number).number_format = shape
        for name, address in addresses.of(info.name, record, row - 2).items():
            cell = sheet.cell(row, names.index(name) + 1)
            if linked < MOST_LINKS and cell.value is not None:
                link(cell, address)
                linked += 1


def _corrections(sheet: Worksheet, ds: Dataset) -> None:
    """What coders put right, each with a link to its words."""
    rows: list[list[Cell]] = [list(COLUMNS)]
    rows += [[str(getattr(made, name)) or None for name in COLUMNS] for made in ds.corrections.rows]
    _plain(sheet, "corrections", rows)
    for row, made in enumerate(ds.corrections.rows, 2):
        variable, _colon, code = made.field.partition(":")
        key = links.code_key(variable, code) if code else links.field_key(made.field)
        link(sheet.cell(row, COLUMNS.index("field") + 1), links.report_href(made.report, key))


def _plain(sheet: Worksheet, name: str, rows: list[list[Cell]]) -> None:
    fill_table(sheet, name, [str(head) for head in rows[0]], rows[1:])


def _dictionary(infos: Iterable[TableInfo], lang: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = [["table", "column", "description", "type", "unit", "key", "codes"]]
    for info in infos:
        for c in info.columns:
            key = "yes" if c.name in info.key else None
            codes = "\n".join(
                code_text(code, language.chosen(words, lang)) for code, words in c.codes.items()
            )
            rows.append(
                [info.name, c.name, language.chosen(c.text, lang), c.type, c.unit or None, key, codes or None]
            )
    return rows


def _codebook(book: Codebook, lang: str) -> list[list[Cell]]:
    """Code, label, definition and whatever else the codebook's entries say."""
    found = [(variable, entry) for variable, name in FILES.items() for entry in book.data.get(name, [])]
    known = {key for _variable, entry in found for key in entry}
    heads = [head for head in FIRST if head in known or head == "variable"]
    heads += sorted(known - set(heads))
    rows: list[list[Cell]] = [list(heads)]
    for variable, entry in found:
        told = {**entry, "definition": _(entry.get("definition", ""))}
        rows.append([variable, *(_flat(told.get(key)) for key in heads[1:])])
    return rows


def _flat(value: Any) -> str | None:
    if isinstance(value, list | tuple):
        return "; ".join(str(part) for part in value) or None
    return None if value is None else str(value)
