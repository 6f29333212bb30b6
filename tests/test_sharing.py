"""The data set that a run keeps for its notebooks: taken if exactly that is asked for."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import kfd_analysis as kfd
from kfd_analysis import dataset
from kfd_analysis.loading import sharing

RAW = Path(__file__).parents[1] / "data" / "raw"


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """One report, read and kept; a second load of it would fail."""
    (tmp_path / "in").mkdir()
    shutil.copy(RAW / "plochingen.txt", tmp_path / "in")
    ds = kfd.load_dataset(tmp_path / "in")
    for name, value in sharing.share(tmp_path / "kept", ds, ds.folder, None, None).items():
        monkeypatch.setenv(name, value)
    return ds


def test_the_same_folder_is_not_read_again(loaded, monkeypatch, tmp_path):
    monkeypatch.delattr(dataset, "load_all")
    monkeypatch.setenv("KFD_REPORTS", str(tmp_path / "in"))
    for folder in (tmp_path / "in", str(tmp_path / "in" / ".." / "in"), None):
        again = kfd.load_dataset(folder)
        assert again is not loaded
        for name, frame in loaded.tables().items():
            pd.testing.assert_frame_equal(getattr(again, name), frame)
        assert (again.texts, again.facts, again.versions) == (loaded.texts, loaded.facts, loaded.versions)


def test_what_one_notebook_changes_is_not_seen_by_another(loaded, tmp_path):
    changed = kfd.load_dataset(tmp_path / "in")
    changed.reports.loc[0, "municipality"] = "changed"
    assert kfd.load_dataset(tmp_path / "in").reports.loc[0, "municipality"] == "Plochingen"


def test_another_folder_codebook_or_correction_is_read(loaded, tmp_path):
    shutil.copytree(tmp_path / "in", tmp_path / "other")
    assert kfd.load_dataset(tmp_path / "other").folder == tmp_path / "other"
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "columns.yml").write_text("{}")
    assert sharing.shared(kfd.Dataset, tmp_path / "in", tmp_path / "codebook", None) is None
    assert sharing.shared(kfd.Dataset, tmp_path / "in", None, tmp_path / "corrections.csv") is None
    assert sharing.shared(kfd.Dataset, tmp_path / "in", None, None) is not None
