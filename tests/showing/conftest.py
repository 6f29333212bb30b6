"""Data sets that every exhibit must hold for: the five, one, sixty, one missing, all missing."""

from __future__ import annotations

from typing import Any

import pytest
from tests.showing.invented import sixty
from tests.showing.synthetic import emptied, only

from kfd_analysis import load_dataset

NAMES = ("five", "one", "sixty", "one_missing", "all_missing")


@pytest.fixture(scope="session")
def data_sets() -> dict[str, Any]:
    """The data sets by name."""
    five = load_dataset("data/raw")
    found = {"five": five, "one": only(five, "landkreis-konstanz"), "sixty": sixty()}
    return found | {"one_missing": emptied(five, "landkreis-konstanz"), "all_missing": emptied(five)}


@pytest.fixture(scope="session")
def five(data_sets: dict[str, Any]) -> Any:
    """The five reports of ``data/raw``."""
    return data_sets["five"]


@pytest.fixture(params=NAMES)
def ds(request: pytest.FixtureRequest, data_sets: dict[str, Any]) -> Any:
    """Each of the data sets."""
    return data_sets[request.param]
