"""The errors that a user can meet; each names what is wrong and what to do."""

from __future__ import annotations

PACKAGE = __name__.partition(".")[0]
INSTALL = "pip install 'kfd_analysis[dask]'"
"""What brings the libraries that large folders and folders elsewhere need; the package itself is there."""


def fault(error: BaseException) -> str:
    """Kind and place of an unexpected error in this package, without its words, which may quote a report."""
    place, trace = "", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] == PACKAGE or not place:
            place = f"{module}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} in {place}"


class KfdError(Exception):
    """Base of all errors that this package raises on purpose; catch it to catch them all.

    The message says what is wrong and what to do. Any other error is a fault of this package.

    Examples
    --------
    >>> import kfd_analysis as kfd
    >>> try:
    ...     ds = kfd.load_dataset("no-such-folder")
    ... except kfd.KfdError as error:
    ...     print(type(error).__name__)
    NoReportsError
    """


class UnreadableReportError(KfdError):
    """A file that cannot be read as a report.

    Loading a folder never raises it: the file becomes a row of table ``problems``, with reason and
    remedy in words, and the others are read.

    Attributes
    ----------
    code
        The reason: one of the codes with severity *error* in ``docs/codebook.md`` in the repository.
    detail
        What was found.

    Examples
    --------
    >>> error = UnreadableReportError("too_large", "21.3 MB, limit 20 MB")
    >>> error.code, str(error)
    ('too_large', 'too_large: 21.3 MB, limit 20 MB')
    """

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}" if detail else code)


class NoReportsError(KfdError):
    """No readable report in a folder, or no such folder; the message names each file with its reason.

    References
    ----------
    What counts as a report: ``docs/own_reports.md`` in the repository, step 1.

    Examples
    --------
    >>> import kfd_analysis as kfd
    >>> kfd.load_reports("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kfd_analysis.errors.NoReportsError: there is no folder ...no-such-folder; name the folder ...
    """


class CodebookError(KfdError):
    """A codebook that cannot be used; the message names file, entry and remedy.

    References
    ----------
    What a codebook of one's own may hold: ``docs/extending.md`` in the repository.

    Examples
    --------
    >>> import kfd_analysis as kfd
    >>> kfd.load_reports("data/raw", codebook="no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kfd_analysis.errors.CodebookError: there is no codebook folder no-such-folder; name a folder ...
    """


class CorrectionsError(KfdError):
    """A table of corrections that is stale or names something unknown; the message names row and remedy.

    References
    ----------
    Columns and meaning of the table: ``docs/own_reports.md`` in the repository, step 4.

    Examples
    --------
    >>> import kfd_analysis as kfd
    >>> kfd.load_reports("data/raw", corrections="no-such-table.csv")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kfd_analysis.errors.CorrectionsError: no-such-table.csv: cannot be read ... Check the name of the file.
    """


class SourcesError(KfdError):
    """A table of sources (``sources.csv``) that cannot be read."""
