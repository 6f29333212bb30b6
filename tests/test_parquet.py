"""Tables as Parquet: what they hold, and what the descriptions beside them say."""

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

import jsonschema
import pandas as pd
import pytest

import kfd_analysis as kfd
from kfd_analysis.cli import main
from kfd_analysis.dataset import TABLES

pytest.importorskip("pyarrow")
REPORTS = Path(__file__).parent / "practice" / "reports"


def test_parquet_holds_the_tables(tmp_path, monkeypatch):
    monkeypatch.setattr("kfd_analysis.publishing.package.stream.PART", 4)
    for _ in range(2):
        assert (
            main(["load", str(REPORTS), "--parquet", "--out", str(tmp_path), "--quiet", "--jobs", "1"]) == 0
        )
    whole = kfd.load_dataset(REPORTS)
    assert len(list((tmp_path / "reports.parquet").iterdir())) == 3
    for name in TABLES:
        stored, expected = pd.read_parquet(tmp_path / f"{name}.parquet"), whole.tables()[name]
        pd.testing.assert_frame_equal(stored.astype(expected.dtypes), expected)


def loaded(folder, *more):
    status = main(["load", str(REPORTS), "--out", str(folder), "--quiet", "--jobs", "1", *more])
    return status, sorted(path.name for path in folder.iterdir())


def test_the_tables_of_an_earlier_run_go_whatever_their_form(tmp_path):
    described = ["datapackage.json", "ddi-codebook.xml", "ro-crate-metadata.json"]
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for kind, more in (("csv", ()), ("parquet", ("--parquet",)), ("csv", ())):
        tables = [f"{name}.{kind}" for name in TABLES]
        assert loaded(tmp_path, *more) == (0, sorted([*tables, *described, "notes.txt"]))
    broken = tmp_path.parent / "broken.csv"
    broken.write_text("nonsense\n", encoding="utf-8")
    tables = [f"{name}.csv" for name in TABLES]
    status, names = loaded(tmp_path, "--parquet", "--corrections", str(broken))
    assert (status, names) == (2, sorted([*tables, *described, "notes.txt"]))


@pytest.fixture
def in_parquet(tmp_path, monkeypatch):
    """A folder of Parquet tables in three parts, and their data package."""
    monkeypatch.setattr("kfd_analysis.publishing.package.stream.PART", 4)
    loaded(tmp_path, "--parquet")
    return tmp_path, json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))


def test_the_parquet_files_are_listed_as_version_2_wants(in_parquet):
    folder, package = in_parquet
    profile = files("dplib") / "profiles" / "2.0" / "datapackage.json"
    checker = jsonschema.Draft7Validator(json.loads(profile.read_text(encoding="utf-8")))
    assert list(checker.iter_errors(package)) == []
    for resource in package["resources"]:
        stored = sorted((folder / f"{resource['name']}.parquet").iterdir())
        assert resource["path"] == [path.relative_to(folder).as_posix() for path in stored]
        assert len(stored) == 3
        assert resource.keys().isdisjoint({"bytes", "hash"})


def test_a_single_parquet_file_is_a_path_and_no_list(tmp_path):
    loaded(tmp_path, "--parquet")
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [r["path"] for r in package["resources"]] == [f"{n}.parquet/part-00000.parquet" for n in TABLES]


def test_the_descriptions_fit_the_parquet_files(in_parquet):
    folder, package = in_parquet
    frictionless = pytest.importorskip("frictionless")
    rocrate = pytest.importorskip("rocrate.rocrate")
    assert frictionless.validate(str(folder / "datapackage.json")).flatten(["type", "message"]) == []
    rows = Counter()
    for part in range(3):  # of several Parquet files frictionless reads the first alone
        one = [resource | {"path": resource["path"][part]} for resource in package["resources"]]
        (folder / "part.json").write_text(json.dumps(package | {"resources": one}), encoding="utf-8")
        found = frictionless.validate(str(folder / "part.json"))
        assert found.flatten(["type", "message"]) == []
        rows.update({task.name: task.stats["rows"] for task in found.tasks})
    assert rows == {name: len(frame) for name, frame in kfd.load_dataset(REPORTS).tables().items()}
    named = {entity.id.rstrip("/") for entity in rocrate.ROCrate(str(folder)).data_entities}
    assert named == {path.name for path in folder.iterdir()} - {"ro-crate-metadata.json", "part.json"}
    assert "reports.parquet" in (folder / "ddi-codebook.xml").read_text(encoding="utf-8")
