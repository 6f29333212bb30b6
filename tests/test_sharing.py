"""The data set that a run keeps for its notebooks: taken if exactly that is asked for."""

import copy
import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import kfd_analysis as kfd
from kfd_analysis import dataset
from kfd_analysis.codebook import load_codebook
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


@pytest.fixture
def noted(tmp_path, monkeypatch):
    """A function that gives the names of the parts that were read."""
    path = tmp_path / "noted"
    path.touch()
    monkeypatch.setenv(sharing.NOTED, str(path))
    return lambda: sorted(set(path.read_text().split()))


def test_only_what_is_read_is_noted(loaded, noted, tmp_path):
    ds = kfd.load_dataset(tmp_path / "in")
    assert noted() == []
    pd.testing.assert_frame_equal(ds.cases, loaded.cases)
    pd.testing.assert_frame_equal(ds.part("values", "population"), loaded.part("values", "population"))
    assert noted() == ["cases", "values.population"]
    assert ds.part("codings", "no such variable").empty
    assert noted() == ["cases", "codings", "values.population"]


def test_what_a_notebook_changes_in_a_table_is_seen_in_its_parts(loaded, noted, tmp_path):
    ds = kfd.load_dataset(tmp_path / "in")
    ds.reports.loc[0, "municipality"] = "changed"
    ds.values["value"] = "changed"
    assert list(ds.cases["municipality"]) == ["changed"]
    assert set(ds.part("values", "population")["value"]) == {"changed"}
    assert noted() == ["reports", "values"]


@pytest.mark.parametrize("copied", [copy.copy, lambda ds: pickle.loads(pickle.dumps(ds)), replace])
def test_a_copy_is_whole(loaded, noted, tmp_path, copied):
    again = copied(kfd.load_dataset(tmp_path / "in"))
    shutil.rmtree(tmp_path / "kept")
    assert (again.texts, again.facts, again.versions) == (loaded.texts, loaded.facts, loaded.versions)
    pd.testing.assert_frame_equal(again.part("values", "population"), loaded.part("values", "population"))
    pd.testing.assert_frame_equal(again.cases, loaded.cases)
    assert {"texts", "values", "reports", "versions"} <= set(noted())


def test_what_is_not_there_is_said_as_of_any_data_set(loaded, tmp_path):
    with pytest.raises(AttributeError, match="nothing"):
        _ = kfd.load_dataset(tmp_path / "in").nothing


def test_what_is_read_elsewhere_is_noted(loaded, noted, tmp_path):
    shutil.copytree(tmp_path / "in", tmp_path / "other")
    kfd.load_dataset(tmp_path / "other")
    assert noted() == [sharing.ELSEWHERE]
    kfd.load_dataset(tmp_path / "in", codebook=load_codebook())
    assert noted() == [sharing.ELSEWHERE]


DIGESTS = """
import sys
import kfd_analysis as kfd
from kfd_analysis.loading.sharing import digests
print(sorted(digests(kfd.load_dataset(sys.argv[1])).items()))
"""


def test_digests_are_those_of_the_content(loaded, tmp_path):
    """Not of the order in which a process happens to keep its sets."""
    said = {
        subprocess.run(
            [sys.executable, "-c", DIGESTS, str(tmp_path / "in")],
            env=os.environ | {"PYTHONHASHSEED": str(seed)}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in (1, 2, 3)
    }  # fmt: skip
    assert said == {f"{sorted(sharing.digests(loaded).items())}\n"}


def test_digests_tell_parts_apart(loaded):
    changed = replace(
        loaded, values=loaded.values.assign(value=loaded.values["value"].replace("Plochingen", "x"))
    )
    before, after = sharing.digests(loaded), sharing.digests(changed)
    assert {name for name, digest in after.items() if before[name] != digest} == {
        "values",
        "values.municipality",
    }
