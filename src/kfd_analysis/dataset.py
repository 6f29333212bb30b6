"""A folder of reports becomes a data set: the one place that orders the steps."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import pandas as pd

from kfd_analysis.codebook import Codebook, load_codebook, use
from kfd_analysis.contents import contents
from kfd_analysis.errors import NoReportsError
from kfd_analysis.facts import Facts
from kfd_analysis.folder import read_sources, report_paths, tasks_of
from kfd_analysis.loading import Loaded, Task, begin_worker, load_in_worker, load_one
from kfd_analysis.model import Problem
from kfd_analysis.reading.files import other_files, shown_name
from kfd_analysis.review.corrections import Corrections, read_corrections
from kfd_analysis.sharing import shared
from kfd_analysis.tables import Row, Rows, frame, problem_row, problem_words
from kfd_analysis.versions import versions

TABLES = (
    "reports", "values", "events", "cost_items", "codings", "answers", "comparison", "evidence", "problems",
)  # fmt: skip
BESIDE = {
    "scope": ("report_id", "component", "state", "amount_eur", "line_start", "quote"),
    "providers": ("report_id", "kind", "line_start", "quote"),
}
"""Frames beside the tables of the contract, with their columns."""
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, repr=False)
class Dataset:
    """Every table of a folder of reports.

    Attributes
    ----------
    reports, values, events, cost_items, codings, answers, comparison, evidence, problems
        The tables, described column by column in the codebook's ``columns.yml``.
    scope
        What the costs cover, by component: alone, in_lump, in_moderation, unpriced, not_mentioned.
    providers
        Kind of provider of the moderation: report_id, kind, line_start, quote.
    folder
        The folder that was read.
    sources
        What ``sources.csv`` in the folder says of the publications; empty without the file.
    texts
        Source lines by report, personal data removed.
    sections
        Key, label line and answer lines of every section by report.
    unused_lines
        Number of answer lines that no rule used, by report.
    unmatched
        Items of answers that no code matched: report_id, section, line and text.
    corrections
        The corrections that were applied, with the machine's former readings.
    facts
        The inputs of the comparison, one per report, for other readings of them.
    versions
        Versions of rules, codebook and data.
    details
        What was found, for each row of `problems`; personal data removed.
    """

    reports: pd.DataFrame
    values: pd.DataFrame
    events: pd.DataFrame
    cost_items: pd.DataFrame
    codings: pd.DataFrame
    answers: pd.DataFrame
    comparison: pd.DataFrame
    evidence: pd.DataFrame
    problems: pd.DataFrame
    scope: pd.DataFrame
    providers: pd.DataFrame
    folder: Path
    sources: pd.DataFrame
    texts: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, list[tuple[str, int, list[int]]]]
    unused_lines: Mapping[str, int]
    unmatched: Sequence[tuple[str, str, int, str]]
    corrections: Corrections
    facts: tuple[Facts, ...]
    versions: Mapping[str, str]
    details: Sequence[str]

    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name, in the order of the contract."""
        return {name: getattr(self, name) for name in TABLES}

    def problems_in(self, lang: str, book: Codebook) -> pd.DataFrame:
        """Table `problems` with its messages in a language."""
        found = zip(self.problems["code"], self.details, strict=True)
        words = [problem_words(str(code), detail, book, lang) for code, detail in found]
        return self.problems.assign(message=pd.Series(words, self.problems.index, dtype="str"))

    def __repr__(self) -> str:
        return contents(self.folder, self.tables()).plain()

    def _repr_html_(self) -> str:
        return contents(self.folder, self.tables()).html()


def load_dataset(
    folder: str | os.PathLike[str] | None = None,
    *,
    codebook: Codebook | str | os.PathLike[str] | None = None,
    corrections: str | os.PathLike[str] | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Dataset:
    """Read, code and compare every report of a folder.

    Parameters
    ----------
    folder
        Folder with reports (.txt, .html, .docx, .odt, .pdf, .pptx). None reads the environment
        variable ``KFD_REPORTS``, else ``data/raw``; a relative path counts from the project's root.
    codebook
        A codebook of your own (folder), laid over the packaged one. None reads ``KFD_CODEBOOK``.
    corrections
        A table of corrections. None reads ``KFD_CORRECTIONS``, else, for the ``data/raw`` of the
        project alone, ``data/corrections.csv``.
    jobs
        Worker processes; the result does not depend on it.
    progress
        Called with done, total and file name after each report.

    Returns
    -------
    Dataset
        All tables. A report that cannot be read is named in ``problems`` with its reason.

    Raises
    ------
    NoReportsError
        If there is no such folder or no readable report in it.
    CodebookError
        If the codebook cannot be used.
    CorrectionsError
        If a correction is stale or names something unknown.

    See Also
    --------
    load_reports : The table of reports alone.

    References
    ----------
    Columns, codes, units: ``columns.yml`` of the codebook. Readings and bounds: ``docs/method.md``.

    Examples
    --------
    >>> ds = load_dataset("data/raw")
    >>> strict = ds.comparison.query("metric == 'cost_per_participant_eur' and reading == 'strict'")
    >>> strict[["report_id", "value", "low", "high", "bound"]].tail(3)
                 report_id  value   low   high    bound
    28  landkreis-konstanz  100.0  90.0  110.0    point
    42          plochingen    NaN   NaN  165.0  at_most
    56     rems-murr-kreis    NaN   NaN  187.8  at_most
    """
    place = reports_folder(folder)
    if not isinstance(codebook, Codebook) and (ready := shared(place, codebook, corrections)) is not None:
        return ready
    book = _codebook(codebook)
    use(book)
    corrected = _corrections(place, corrections, book)
    paths = report_paths(place)
    sources = read_sources(place)
    tasks, problems = tasks_of(paths, sources, book)
    problems += [
        problem_row(shown_name(p.name), "", Problem("other_file"), str, book) for p in other_files(place)
    ]
    loaded = list(_counted(_load_all(tasks, book, corrected, jobs), len(tasks), progress))
    corrected.require({item.task.report_id for item in loaded if item.rows})
    kept, doubled = _without_duplicates(loaded, book)
    problems += doubled + [row for item in kept for row in item.problems]
    if not any(item.rows for item in kept):
        reasons = "\n".join(f"  {row[0]}: {row[6]}" for row in problems if row[3] == "error")
        raise NoReportsError(f"no readable report in {place}:\n{reasons}")
    return _dataset(place, sources, kept, problems, corrected, book)


def load_reports(
    folder: str | os.PathLike[str] | None = None,
    *,
    codebook: Codebook | str | os.PathLike[str] | None = None,
    corrections: str | os.PathLike[str] | None = None,
    jobs: int = 1,
) -> pd.DataFrame:
    """The tidy table of a folder of reports: one row per report.

    Parameters
    ----------
    folder, codebook, corrections, jobs
        As for `load_dataset`.

    Returns
    -------
    pandas.DataFrame
        One row per report, 22 columns. Costs are in EUR as printed, net or gross (``total_cost_eur``,
        ``moderation_cost_eur``); ``event_hours`` in hours; ``participants`` and ``population`` in
        persons. A range, a bound or a misread figure leaves its cell empty: table ``values`` of
        `load_dataset` holds its bounds, its words and why a cell is empty.

    Raises
    ------
    NoReportsError, CodebookError, CorrectionsError
        As for `load_dataset`.

    See Also
    --------
    load_dataset : Every table, with the words behind each value.

    References
    ----------
    Columns, codes, units: ``columns.yml`` of the codebook. How values are coded: ``docs/method.md``.

    Examples
    --------
    >>> df = load_reports("data/raw")
    >>> df[["municipality", "participants", "total_cost_eur"]]
             municipality  participants  total_cost_eur
    0           Ilm-Kreis          <NA>             NaN
    1  Korntal-Münchingen          <NA>          1049.7
    2  Landkreis Konstanz           100         10000.0
    3          Plochingen          <NA>          6000.0
    4     Rems-Murr-Kreis            41          7000.0
    """
    return load_dataset(folder, codebook=codebook, corrections=corrections, jobs=jobs).reports


def project_root(start: Path | None = None) -> Path:
    """The nearest folder from `start` upwards that holds ``notebooks`` and ``data/raw``; else `start`."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "notebooks").is_dir() and (folder / "data" / "raw").is_dir():
            return folder
    return here


def reports_folder(folder: str | os.PathLike[str] | None = None) -> Path:
    """The folder that is meant: as given, else ``KFD_REPORTS``, else ``data/raw`` of the project."""
    wanted = Path(folder or os.environ.get("KFD_REPORTS") or Path("data") / "raw").expanduser()
    if wanted.is_absolute() or wanted.is_dir():
        return wanted
    return project_root() / wanted


def _codebook(codebook: Codebook | str | os.PathLike[str] | None) -> Codebook:
    if isinstance(codebook, Codebook):
        return codebook
    folder = codebook or os.environ.get("KFD_CODEBOOK")
    return load_codebook(Path(folder) if folder else None)


def _corrections(folder: Path, given: str | os.PathLike[str] | None, book: Codebook) -> Corrections:
    """The table that applies to a folder: as given, else the project's own for its ``data/raw`` alone."""
    path = given or os.environ.get("KFD_CORRECTIONS")
    if path:
        return read_corrections(Path(path), book)
    own = folder.resolve().parent / "corrections.csv"
    if folder.resolve() == project_root(folder) / "data" / "raw" and own.is_file():
        return read_corrections(own, book)
    return Corrections()


def _load_all(tasks: list[Task], book: Codebook, corrections: Corrections, jobs: int) -> Iterator[Loaded]:
    mine = [corrections.of(task.report_id) for task in tasks]
    if jobs <= 1 or len(tasks) < 2 * jobs:
        yield from map(load_one, tasks, repeat(book), mine)
        return
    yield load_one(tasks[0], book, mine[0])  # compiles the codebook, once for all that fork
    with ProcessPoolExecutor(jobs, initializer=begin_worker, initargs=(book,)) as pool:
        yield from pool.map(load_in_worker, tasks[1:], mine[1:], chunksize=max(1, len(tasks) // (jobs * 8)))


def _counted(items: Iterable[Loaded], total: int, progress: Progress | None) -> Iterator[Loaded]:
    for done, item in enumerate(items, 1):
        if progress is not None:
            progress(done, total, item.task.name)
        yield item


def _without_duplicates(loaded: list[Loaded], book: Codebook) -> tuple[list[Loaded], list[Row]]:
    """The same text under another name is named and not counted twice."""
    first: dict[str, str] = {}
    kept, problems = [], []
    for item in loaded:
        name = item.task.name
        if item.digest and item.digest in first:
            problem = Problem("duplicate_report", "", 0, first[item.digest])
            problems.append(problem_row(name, item.task.report_id, problem, str, book))
            continue
        first[item.digest] = name
        kept.append(item)
    return kept, problems


def _dataset(
    folder: Path,
    sources: pd.DataFrame,
    loaded: list[Loaded],
    problems: list[Row],
    corrections: Corrections,
    book: Codebook,
) -> Dataset:
    read = [item for item in loaded if item.rows]
    names = {*TABLES, *BESIDE} - {"problems"}
    rows: Rows = {name: [row for item in read for row in item.rows[name]] for name in names}
    rows["problems"] = sorted(problems, key=lambda row: (row[0], row[5] or 0, row[4], row[2]))
    return Dataset(
        **{name: frame(name, rows[name], book) for name in TABLES},
        **{name: pd.DataFrame(rows[name], columns=columns) for name, columns in BESIDE.items()},
        folder=folder,
        sources=sources,
        texts={item.task.report_id: item.text for item in read},
        sections={item.task.report_id: list(item.sections) for item in read},
        unused_lines={item.task.report_id: item.unused for item in read},
        corrections=corrections,
        facts=tuple(item.facts for item in read if item.facts is not None),
        unmatched=[entry for item in read for entry in item.unmatched],
        versions=versions(book, [item.digest for item in read]),
        details=[row[7] for row in rows["problems"]],
    )
