"""Outputs that many tests look at: of the five reports, and a small one of made-up tables."""

from pathlib import Path
from typing import NamedTuple

import pytest
from tests.publishing.browser import browser
from tests.publishing.site import write_site

import kfd_analysis as kfd
from kfd_analysis.codebook import load_codebook
from kfd_analysis.dataset import Dataset
from kfd_analysis.publishing.places import notebooks
from kfd_analysis.publishing.report import Job, publish

RAW = Path(__file__).parents[2] / "data" / "raw"


class Whole(NamedTuple):
    """An output and the data set that it was made from."""

    folder: Path
    ds: Dataset


@pytest.fixture(scope="session")
def whole(tmp_path_factory) -> Whole:
    """Pages, charts, workbook and mail file of the five reports, in both languages."""
    book = load_codebook()
    ds = kfd.load_dataset(RAW, codebook=book)
    out = tmp_path_factory.mktemp("whole") / "output"
    publish(ds, book, Job(reports=RAW, notebooks=notebooks(), out=out, languages=("en", "de")))
    return Whole(out, ds)


@pytest.fixture(scope="session")
def output(tmp_path_factory) -> Path:
    """Pages of a few made-up tables, written without running notebooks."""
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    return folder


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    """A page of Chromium, for tests that are skipped without it."""
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened
