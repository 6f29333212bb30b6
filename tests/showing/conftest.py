"""Data sets that every exhibit must hold for: the five, one, sixty, one missing, all missing."""

from __future__ import annotations

from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from tests.showing.synthetic import emptied, only
from tests.sixty import write_reports

from kfd_analysis import load_dataset

RAW = Path("data/raw")
NAMES = ("five", "one", "sixty", "one_missing", "all_missing")


@pytest.fixture(scope="session")
def data_sets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The data sets by name; the sixty invented reports have slides beside them."""
    five = load_dataset(RAW)
    folder = tmp_path_factory.mktemp("sixty")
    write_reports(folder)
    copy(RAW / "ilm-kreis.txt", folder)
    found = {"five": five, "one": only(five, "landkreis-konstanz"), "sixty": load_dataset(folder)}
    return found | {"one_missing": emptied(five, "landkreis-konstanz"), "all_missing": emptied(five)}


@pytest.fixture(scope="session")
def five(data_sets: dict[str, Any]) -> Any:
    """The five reports of ``data/raw``."""
    return data_sets["five"]


@pytest.fixture(params=NAMES)
def ds(request: pytest.FixtureRequest, data_sets: dict[str, Any]) -> Any:
    """Each of the data sets."""
    return data_sets[request.param]
