"""The commands for people who check the program: ``sheet``, ``agree`` and ``questions``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kfd_analysis.cli_shared import check_file, path
from kfd_analysis.errors import KfdError

TYPE_CHECKING = False  # as in typing, whose import would take a tenth of the time of --help
if TYPE_CHECKING:
    import pandas as pd

    from kfd_analysis.codebook import Codebook
    from kfd_analysis.dataset import Dataset
    from kfd_analysis.review.filled import Sheet

Read = Callable[[argparse.Namespace, Path], "tuple[Dataset, Codebook]"]


class Shared:
    """What all commands share: reading the reports, naming unread ones (exit status), printing a result."""

    def __init__(
        self,
        read: Read,
        unread: Callable[[Dataset], int],
        result: Callable[[argparse.Namespace, str], None],
    ) -> None:
        self.read = read
        self.unread = unread
        self.result = result


def register(add: Callable[..., argparse.ArgumentParser], shared: Shared, reports: Path) -> None:
    """Add the commands.

    Parameters
    ----------
    add
        Adds a command with the common options, by name, function, words and name of its folder.
    shared
        What the commands take from the others.
    reports
        The default folder of reports.
    """
    sheet = add("sheet", partial(_sheet, shared), "write a blind coding sheet for a human coder")
    sheet.add_argument("--out", type=path, required=True, metavar="SHEET.xlsx", help="the sheet to write")
    agree = add(
        "agree", partial(_agree, shared), "compare the program with coders, and coders with each other", ""
    )
    agree.add_argument(
        "sheets", type=path, nargs="+", metavar="SHEET", help="filled-in sheets (xlsx or CSV), a coder each"
    )
    agree.add_argument(
        "--reports",
        type=path,
        default=reports,
        metavar="FOLDER",
        dest="folder",
        help="the reports (%(default)s)",
    )
    agree.add_argument(
        "--out", type=path, metavar="FILE.csv", help="also write the measures, and the disagreements beside"
    )
    ask = add("questions", partial(_questions, shared), "write the questions that gaps in the reports raise")
    ask.add_argument("--lang", choices=("en", "de"), default="en", help="language of the questions (en)")
    ask.add_argument(
        "--out", type=path, metavar="FILE", help="write them as .docx or .md instead of printing them"
    )


def _ending(place: Path, *known: str) -> None:
    """Refuse another ending, or a place that cannot hold a file, before any work is done."""
    if place.suffix.lower() not in known:
        raise KfdError(f"--out {place}: is written as {' or '.join(known)}. Give the file that ending.")
    check_file("--out", place)


def _sheet(shared: Shared, given: argparse.Namespace) -> int:
    from kfd_analysis.review.sheets import write_sheet

    _ending(given.out, ".xlsx")
    ds, book = shared.read(given, given.folder)
    write_sheet(ds, given.out, book)
    n = len(ds.reports)
    shared.result(given, f"{n} report{'s' * (n != 1)} to code; blind sheet in {given.out}")
    return shared.unread(ds)


def _agree(shared: Shared, given: argparse.Namespace) -> int:
    from kfd_analysis.codebook import load_codebook
    from kfd_analysis.review.agreement import agree
    from kfd_analysis.review.telling import agreement_lines

    if given.out:
        _ending(given.out, ".csv")
    coders = [_coded(path, load_codebook(given.codebook)) for path in given.sheets]
    ds, book = shared.read(given, given.folder)
    report = agree(ds, coders, book)
    said = [*agreement_lines(report)]
    if given.out:
        beside = given.out.with_name(f"{given.out.stem}_disagreements.csv")
        _write_table(given.out, report.measures)
        _write_table(beside, report.disagreements)
        said.append(f"\nmeasures in {given.out}, disagreements in {beside}")
    for line in said:  # last, since whoever reads along may stop reading
        shared.result(given, line)
    return shared.unread(ds)


def _coded(path: Path, book: Codebook) -> Sheet:
    """A coder's sheet, or a hand coding kept as a table (``data/coding/hand_coding.csv``).

    Raises
    ------
    SheetError
        Names each cell that cannot be used, and the remedy.
    """
    from kfd_analysis.review.coders import read_hand_coding
    from kfd_analysis.review.filled import SheetError, read_sheet

    if not path.is_file():
        raise SheetError(f"{path}: no such file. Name a filled-in sheet (kfd sheet writes an empty one).")
    if path.read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(b"report_id"):
        return read_hand_coding(path, book)
    sheet = read_sheet(path, book)
    if not sheet.reports:
        raise SheetError(f"{path.name}: nothing is filled in. Fill in the column value of a report.")
    return sheet


def _write_table(path: Path, frame: pd.DataFrame) -> None:
    import csv
    import io

    from kfd_analysis.showing.view import text
    from kfd_analysis.writing import guarded, write_file

    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False):
        writer.writerow([_number(cell) or guarded(text(cell)) for cell in row])
    write_file(path, lines.getvalue().encode("utf-8"))


def _number(cell: object) -> str:
    """A number with at most four decimals; empty for what is none."""
    if not isinstance(cell, int | float) or cell != cell:
        return ""
    return f"{cell:.4f}".rstrip("0").rstrip(".")


def _questions(shared: Shared, given: argparse.Namespace) -> int:
    from kfd_analysis.review.beside import OUTSIDE, about, read_table
    from kfd_analysis.review.letters import markdown, write_questions
    from kfd_analysis.review.questions import questions

    if given.out:
        _ending(given.out, ".docx", ".md")
    ds, book = shared.read(given, given.folder)
    outside = about(read_table(ds.folder, OUTSIDE), set(ds.reports["report_id"]))
    asked = questions(ds, book, outside)
    if given.out:
        write_questions(asked, given.out, given.lang, book)
        n = len({question.report_id for question in asked})
        to_whom = f"{n} municipalit{'y' if n == 1 else 'ies'}"
        shared.result(given, f"{len(asked)} questions to {to_whom} in {given.out}")
    else:
        print(markdown(asked, given.lang, book), end="")
    return shared.unread(ds)
