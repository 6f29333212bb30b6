"""kfd_analysis: German reports of municipal dialogues as tidy, comparable and honest data."""

from __future__ import annotations

from kfd_analysis.errors import (
    CodebookError,
    CorrectionsError,
    KfdError,
    NoReportsError,
    UnreadableReportError,
)

TYPE_CHECKING = False  # as in typing, whose import would take a tenth of the time of --help
if TYPE_CHECKING:
    from typing import Any

    from kfd_analysis.dataset import Dataset, load_dataset, load_reports
    from kfd_analysis.publishing.lab import rerun

__all__ = [
    "CodebookError",
    "CorrectionsError",
    "Dataset",
    "KfdError",
    "NoReportsError",
    "UnreadableReportError",
    "load_dataset",
    "load_reports",
    "rerun",
]


def __getattr__(name: str) -> Any:
    """Load pandas and the rules only when they are asked for."""
    if name in ("Dataset", "load_dataset", "load_reports"):
        from kfd_analysis import dataset

        return getattr(dataset, name)
    if name == "rerun":
        from kfd_analysis.publishing import lab

        return lab.rerun
    if name == "__version__":
        from kfd_analysis.versions import package_version

        return package_version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What is offered for completion: the public names, loaded or not."""
    return __all__
