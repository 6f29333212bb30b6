"""Data sets that every exhibit must hold for: the five, one, sixty, one missing, all missing."""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest

from tests.showing.synthetic import emptied, only, sixty

NAMES = ("five", "one", "sixty", "one_missing", "all_missing")


def _five() -> Any:
    if os.environ.get("KFD_STAND_IN"):
        sys.path.insert(0, "/tmp")
        from fixture_five import five

        return five()
    from kfd_analysis import load_dataset

    return load_dataset("data/raw")


@pytest.fixture(scope="session")
def data_sets() -> dict[str, Any]:
    """The data sets by name."""
    five = _five()
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
