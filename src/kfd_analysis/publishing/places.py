"""Where notebooks and example reports stand: the folder at hand, the checkout, the installed package."""

from __future__ import annotations

import shutil
from pathlib import Path

from kfd_analysis.errors import KfdError
from kfd_analysis.loading.request import FIRST_NOTEBOOK

PACKAGE = Path(__file__).parents[1]
CHECKOUT = Path(__file__).parents[3]


def notebooks_folder() -> Path:
    """The folder of the suite's notebooks.

    Raises
    ------
    KfdError
        If there is none.
    """
    for folder in (Path("notebooks"), CHECKOUT / "notebooks", PACKAGE / "_example" / "notebooks"):
        if (folder / FIRST_NOTEBOOK).is_file():
            return folder.resolve()
    raise KfdError(
        f"notebooks/{FIRST_NOTEBOOK}: not found. Run in the project's folder, or install the package anew."
    )


def notebooks() -> list[Path]:
    """The suite's notebooks in their order."""
    return sorted(notebooks_folder().glob("[0-9][0-9]_*.ipynb"))


def own_notebooks() -> Path:
    """A folder of notebooks that a user may change; those of the installed package are copied out first."""
    folder = notebooks_folder()
    if PACKAGE not in folder.parents:
        return folder
    target = Path("notebooks")
    shutil.copytree(folder, target, dirs_exist_ok=True)
    return target.resolve()


def example_reports() -> Path:
    """The folder of the packaged reports."""
    checkout = CHECKOUT / "data" / "raw"
    return checkout if checkout.is_dir() else PACKAGE / "_example" / "raw"
