"""A folder of reports becomes a data set: the one place that orders the steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from kfd_analysis.codebook import Codebook
from kfd_analysis.compare.facts import Facts
from kfd_analysis.loading import Loaded
from kfd_analysis.loading.parts import Part, in_parts
from kfd_analysis.loading.request import PathLike, Request, find_request, reports_folder
from kfd_analysis.loading.sharing import shared
from kfd_analysis.loading.workers import Client, Progress, load_all, whole
from kfd_analysis.review.corrections import Corrections
from kfd_analysis.tables import Rows, problem_words
from kfd_analysis.tables.contents import contents
from kfd_analysis.tables.frames import Parted
from kfd_analysis.tables.tidy import frame

TABLES = (
    "reports", "values", "events", "cost_items", "codings", "answers", "comparison", "evidence", "problems",
)  # fmt: skip
BESIDE = {
    "scope": ("report_id", "component", "state", "amount_eur", "line_start", "quote"),
    "providers": ("report_id", "kind", "line_start", "quote"),
}
"""Frames beside the tables of the contract, with their columns."""


@dataclass(frozen=True, repr=False)
class Dataset(Parted):
    """Every table of a folder of reports, as `load_dataset` gives it.

    Money is in EUR, time in hours, people in persons; a figure stands beside its bounds ``low`` and ``high``.

    Attributes
    ----------
    reports, values, events, cost_items, codings, answers, comparison, evidence, problems
        The tables. A row is: a report; a report and field; an event; a cost component; a report and code;
        a free answer; a report, metric and reading; a deciding place; a thing to look at.
    scope, providers
        What the costs cover, component by component; the kind of provider of the moderation.
    folder, sources
        The folder that was read; what ``sources.csv`` in it says of the publications.
    texts, sections
        By report: source lines, personal data removed, if asked for; key, label and answer lines of sections.
    unused_lines, unmatched
        Number of lines that no rule used, by report; items that no code matched, with their place.
    corrections, facts
        The corrections that were applied, with the former readings; the inputs of the comparison.
    versions, details
        Versions of rules, codebook and data; what was found, for each row of `problems`.

    References
    ----------
    Columns, codes, units: ``docs/tables.md`` in the repository; what may be compared: ``docs/method.md``.

    Examples
    --------
    >>> ds = load_dataset("data/raw")
    >>> ds.evidence.query("report_id == 'plochingen' and key == 'total_cost_eur'")[["line", "quote"]]
         line                        quote
    207   102  Gesamtkosten von ca. 6.000€
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
    folder: PathLike | None = None,
    *,
    codebook: Codebook | PathLike | None = None,
    corrections: PathLike | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    client: Client | None = None,
    texts: bool = True,
) -> Dataset:
    """Read, code and compare every report of a folder.

    Parameters
    ----------
    folder
        Folder with reports (.txt, .html, .docx, .odt, .pdf, .pptx). None reads the environment
        variable ``KFD_REPORTS``, else ``data/raw``; a relative path counts from the project's root.
        An address such as ``s3://bucket/reports`` is read through fsspec (extra ``dask``).
    codebook
        A codebook of your own (folder), laid over the packaged one. None reads ``KFD_CODEBOOK``.
    corrections
        A table of corrections. None reads ``KFD_CORRECTIONS``, else, for the ``data/raw`` of the
        project alone, ``data/corrections.csv``.
    jobs
        Worker processes; the result does not depend on it. A script that asks for several needs the
        usual ``if __name__ == "__main__":``, as everywhere in Python where processes are begun anew.
    progress
        Called with done, total and file name after each report.
    client
        A Dask client (extra ``dask``): its workers read the reports instead of processes here. They
        need the same version of this package and must be able to open the folder.
    texts
        False leaves ``Dataset.texts`` empty, which the tables do not need: faster, and less in memory.

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
    Columns, codes, units: ``docs/tables.md`` in the repository; readings and bounds: ``docs/method.md``.

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
    if ready := shared(Dataset, place, codebook, corrections):
        return ready
    request = find_request(folder, codebook, corrections)
    request = request if texts else request.without_texts()
    loaded = load_all(request, whole, jobs, progress, client)
    return _dataset(request, next(in_parts(request, len(request.tasks), loaded)))


def load_reports(
    folder: PathLike | None = None,
    *,
    codebook: Codebook | PathLike | None = None,
    corrections: PathLike | None = None,
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
    Columns, codes, units: ``docs/tables.md`` in the repository; how values are coded: ``docs/method.md``.

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
    ds = load_dataset(folder, codebook=codebook, corrections=corrections, jobs=jobs, texts=False)
    return ds.reports


def _dataset(request: Request, part: Part[Loaded]) -> Dataset:
    names = {*TABLES, *BESIDE} - {"problems"}
    rows: Rows = {name: [row for item in part.reports for row in item.rows[name]] for name in names}
    rows["problems"] = part.problems
    return Dataset(
        **{name: frame(name, rows[name], request.book) for name in TABLES},
        **{name: pd.DataFrame(rows[name], columns=columns) for name, columns in BESIDE.items()},
        folder=request.place,
        sources=pd.DataFrame(request.sources or {"source_file": [], "text_basis": []}, dtype="str"),
        texts={item.task.report_id: item.text for item in part.reports if item.task.texts},
        sections={item.task.report_id: list(item.sections) for item in part.reports},
        unused_lines={item.task.report_id: item.unused for item in part.reports},
        corrections=request.corrections,
        facts=tuple(item.facts for item in part.reports if item.facts is not None),
        unmatched=[entry for item in part.reports for entry in item.unmatched],
        versions=part.versions,
        details=[row[7] for row in part.problems],
    )
