"""JupyterLab as a place to work: it opens on the summary, and one parameter cell reruns everything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kfd_analysis.errors import KfdError
from kfd_analysis.language import _
from kfd_analysis.loading.request import FIRST_NOTEBOOK, project_root, reports_folder
from kfd_analysis.loading.sharing import elsewhere
from kfd_analysis.showing.exhibits import FOR_PAGES

if TYPE_CHECKING:
    from nbformat import NotebookNode

PARAMETER = "FOLDER = None  # a folder of reports; None reads KFD_REPORTS, else data/raw"
"""The parameter cell of every notebook as it is stored."""
_SET = re.compile(r"^FOLDER *=.*$", re.MULTILINE)


def lab_command(notebooks: Path) -> list[str]:
    """The command that opens JupyterLab on the summary, with reports and output in its file browser.

    It asks no server for news or newer versions.
    """
    first = f"/lab/tree/{notebooks.name}/{FIRST_NOTEBOOK}"
    options = [f"--ServerApp.root_dir={notebooks.parent}", f"--LabApp.default_url={first}"]
    options += ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    return [sys.executable, "-m", "jupyterlab", *options]


def with_default_folder(notebook: NotebookNode) -> NotebookNode:
    """A notebook whose parameter cell names no folder of its own: whoever runs it says what is read."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", ()):
            cell.source = _SET.sub(PARAMETER, cell.source)
    return notebook


def rerun(folder: str | os.PathLike[str] | None, out: str | os.PathLike[str] = "output") -> Path | None:
    """Run every notebook on a folder of reports and write all pages, as ``kfd report`` does.

    Made for the last cell of the summary: whoever sets its parameter cell to a folder of their own
    and runs all cells gets the whole suite for that folder.

    Parameters
    ----------
    folder
        The reports; a relative path counts from the project's root. None means those that
        ``kfd lab FOLDER`` was given; without any there is nothing to do, as the notebooks then show
        what they are stored with.
    out
        Folder to write, relative to the project's root; replaced only when the new output is whole.

    Returns
    -------
    pathlib.Path or None
        The first page, to open in a browser; None if there was nothing to do. In a
        notebook, a link to it is shown.

    Raises
    ------
    KfdError
        If nothing could be written; the message says why. The last output is as it was.

    References
    ----------
    ``docs/own_reports.md`` in the repository, step 6.

    Examples
    --------
    >>> rerun(None)  # the reports that the notebooks are stored with: there is nothing to do
    >>> pages = rerun("my-reports")  # doctest: +SKIP
    """
    place, root = reports_folder(folder).resolve(), project_root()
    if folder is None and (os.environ.get(FOR_PAGES) or place == root / "data" / "raw"):
        return None  # ``kfd report`` is at work and runs this very cell, or the reports are the stored ones
    elsewhere()
    target = root / out
    begun = _("Running every notebook on {folder}; this can take a minute.")
    print(begun.format(folder=place.name), flush=True)
    command = [sys.executable, "-m", "kfd_analysis", "report", str(place), "--out", str(target), "--quiet"]
    for option in ("codebook", "corrections"):
        if given := os.environ.get(f"KFD_{option.upper()}"):
            command += [f"--{option}", given]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if not (target / "index.html").is_file() or done.returncode not in (0, 1):
        raise KfdError(done.stderr.strip().removeprefix("kfd: "))
    print(done.stderr, end="")
    _show_link(target / "index.html", place.name)
    return target / "index.html"


def _show_link(page: Path, name: str) -> None:
    """A link to a page, from the notebook at hand; elsewhere its path."""
    from IPython.display import FileLink, display

    words = escape(_("The whole suite for {folder}:").format(folder=name))
    display(FileLink(os.path.relpath(page), result_html_prefix=f"{words} "))  # type: ignore[no-untyped-call]
