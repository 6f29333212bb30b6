"""Run notebooks: a kernel each, some at a time, with the reports' folder in their environment."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from kfd_analysis.errors import KfdError
from kfd_analysis.publishing import kernels
from kfd_analysis.publishing.lab import with_default_folder
from kfd_analysis.publishing.places import PACKAGE
from kfd_analysis.publishing.steps import Told, nobody, side_by_side
from kfd_analysis.writing import workplace

SECONDS_PER_CELL = 600


class NotebookError(KfdError):
    """A notebook that cannot be read or that fails; the message names notebook, cell, reason and remedy."""


def environment(
    reports: Path, codebook: Path | None = None, corrections: Path | None = None
) -> dict[str, str]:
    """The variables by which a notebook's parameter cell finds its input (absolute paths)."""
    given = {"KFD_REPORTS": reports, "KFD_CODEBOOK": codebook, "KFD_CORRECTIONS": corrections}
    return {name: str(path.resolve()) for name, path in given.items() if path is not None}


def run_notebooks(
    paths: Sequence[Path],
    variables: Mapping[str, str],
    jobs: int = 2,
    done: Told = nobody,
    fork: bool | None = None,
) -> dict[str, NotebookNode]:
    """Run notebooks from top to bottom, each in its folder.

    Parameters
    ----------
    paths
        The notebooks; the files are not changed.
    variables
        Environment variables for the kernels; other ``KFD_`` variables are taken away.
    jobs
        Notebooks that run at the same time.
    done
        Called with the name of each notebook when it has run.
    fork
        Whether kernels are copies of this process; None: wherever that is safe. The outputs are the same.

    Returns
    -------
    dict
        Executed notebook by name (file name without ending), in the order of `paths`.

    Raises
    ------
    NotebookError
        If one cannot be read or a cell fails.
    """
    with workplace() as work:
        steps = {path.stem: partial(run_notebook, path, variables, work, fork) for path in paths}
        return side_by_side(steps, jobs, done=done)


def run_notebook(
    path: Path, variables: Mapping[str, str], work: Path, fork: bool | None = None
) -> NotebookNode:
    """Run one notebook; parameters and errors as for `run_notebooks`.

    Parameters
    ----------
    work
        A folder for what the kernel needs on the way.
    """
    notebook = read_notebook(path)
    lang = variables.get("KFD_LANG", "")
    client = NotebookClient(
        notebook,
        km=kernels.manager(work, path.stem + lang, kernels.can_fork() if fork is None else fork),
        timeout=SECONDS_PER_CELL,
        resources={"metadata": {"path": str(path.parent)}},
        shutdown_kernel="immediate",
        record_timing=False,
        coalesce_streams=True,
    )
    env = _kernel_environment(variables, work)
    try:
        asyncio.run(client.async_execute(cleanup_kc=True, env=env, stderr=subprocess.DEVNULL))
    except (CellExecutionError, CellControlSignal, DeadKernelError) as error:
        raise NotebookError(_failure(path, notebook, error)) from None
    return notebook


def _kernel_environment(variables: Mapping[str, str], work: Path) -> dict[str, str]:
    """Environment of a kernel: this very package, and nothing of a user's own start-up files."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KFD_")}
    path = os.pathsep.join([str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    own = {"IPYTHONDIR": str(work), "PYTHONPATH": path, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    return inherited | own | dict(variables)


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook (format 4), its parameter cell set to the default.

    Raises
    ------
    NotebookError
        If the file is not there or is no notebook.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if not text.lstrip().startswith("{"):
            raise ValueError("not JSON")
        notebook: NotebookNode = nbformat.reads(text, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        reason = str(error).partition("\n")[0][:200]
        raise NotebookError(f"{path}: cannot be read as a notebook ({reason}). Restore the file.") from None
    return with_default_folder(notebook)


def _failure(path: Path, notebook: NotebookNode, error: Exception) -> str:
    cell = next((n for n, cell in enumerate(notebook.cells, 1) if _has_error(cell)), 0)
    where = f"cell {cell}" if cell else "its kernel"
    reason = (
        f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else type(error).__name__
    )
    return (
        f"{path}: {where} failed ({reason.strip()[:300]}). Open it with `kfd lab` and run it up to there; "
        "the last output is left as it was."
    )


def _has_error(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", ()))
