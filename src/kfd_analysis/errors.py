"""The errors that a user can meet; each names what is wrong and what to do."""

from __future__ import annotations

PACKAGE = __name__.partition(".")[0]


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
    """Base of all errors that this package raises on purpose."""


class UnreadableReportError(KfdError):
    """A file that cannot be read as a report. The message names the reason and the remedy."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}" if detail else code)


class NoReportsError(KfdError):
    """No readable report in a folder, or no such folder."""


class CodebookError(KfdError):
    """A codebook file that cannot be used; the message names file, entry and remedy."""


class CorrectionsError(KfdError):
    """A corrections table that is stale or names something unknown."""


class SourcesError(KfdError):
    """A table of sources (``sources.csv``) that cannot be read."""
