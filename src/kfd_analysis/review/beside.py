"""What people keep in the folder ``coding`` beside a folder of reports: ``data/coding`` beside ``data/raw``.

Hand coding, rulings and figures of other sources belong to the reports that they name; with another
folder of reports, which has no such folder beside it, there are none.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from kfd_analysis.codebook import Codebook
from kfd_analysis.review.coders import read_hand_coding
from kfd_analysis.review.filled import Sheet

HAND_CODING, RULINGS, OUTSIDE = "hand_coding", "rulings", "outside_sources"


def table_path(reports: Path, name: str) -> Path:
    """Where a table of the coding that belongs to a folder of reports stands, if it is there."""
    return reports.resolve().parent / "coding" / f"{name}.csv"


def read_table(reports: Path | None, name: str) -> pd.DataFrame:
    """A table of the coding beside a folder of reports: text, empty cells as empty text.

    Parameters
    ----------
    reports
        The folder of reports; None gives an empty table, as does a folder without the table.
    name
        Name of the table without its ending.
    """
    path = table_path(reports, name) if reports is not None else None
    if path is None or not path.is_file():
        return pd.DataFrame()
    return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")


def about(table: pd.DataFrame, report_ids: Collection[str]) -> pd.DataFrame:
    """The rows of a table that speak of the given reports."""
    return table[table["report_id"].isin(list(report_ids))] if "report_id" in table else table


def hand_coding(reports: Path | None, report_ids: Collection[str], book: Codebook) -> Sheet | None:
    """The hand coding of those reports that it codes; None if it codes none of them.

    Raises
    ------
    SheetError
        If the table is broken.
    """
    path = table_path(reports, HAND_CODING) if reports is not None else None
    if path is None or not path.is_file():
        return None
    sheet = read_hand_coding(path, book)
    coded = tuple(report for report in sheet.reports if report in report_ids)
    codes = {unit: entry for unit, entry in sheet.codes.items() if unit[0] in coded}
    return Sheet(sheet.coder, codes, coded) if coded else None
