"""CSV files and their description."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pandas as pd
import pytest
from tests.publishing.sample import csv_rows, frames, sample, write_sample

from kfd_analysis.codebook import load_codebook
from kfd_analysis.publishing.package.csvfiles import csv_head
from kfd_analysis.publishing.package.schema import Column, TableInfo, cells, plain, tables

BOOK = load_codebook()


def column(kind, decimals=None):
    return Column("c", kind, "", decimals, {})


def one_cell(kind, value, decimals=None):
    info = TableInfo("t", (), (column(kind, decimals),), {})
    return plain(cells(pd.DataFrame({"c": pd.Series([value], dtype=object)}), info)[0][0])


@pytest.mark.parametrize(
    ("kind", "value", "decimals", "expected"),
    [
        ("integer", 3.0, None, "3"),
        ("integer", 280288, None, "280288"),
        ("integer", None, None, ""),
        ("number", 4.5, 2, "4.50"),
        ("number", Decimal("187.425"), 2, "187.43"),
        ("number", 187.425, 2, "187.43"),
        ("number", Decimal("0.005"), 2, "0.01"),
        ("number", 1000000, 2, "1000000.00"),
        ("number", float("nan"), 2, ""),
        ("boolean", True, None, "true"),
        ("boolean", "false", None, "false"),
        ("date", dt.date(2017, 6, 24), None, "2017-06-24"),
        ("date", pd.Timestamp("2017-06-24"), None, "2017-06-24"),
        ("date", "2017-06-24", None, "2017-06-24"),
        ("date", pd.NaT, None, ""),
        ("time", "09:30", None, "09:30"),
        ("string", pd.NA, None, ""),
        ("string", "Böblingen", None, "Böblingen"),
    ],
)
def test_a_cell_is_written_in_its_type(kind, value, decimals, expected):
    assert one_cell(kind, value, decimals) == expected


def test_a_share_has_four_digits():
    info = tables(BOOK)["comparison"]
    row = {
        "report_id": "a",
        "metric": "moderation_share",
        "reading": "strict",
        "value": 0.714286,
        "unit": "share",
    }
    written = csv_rows(pd.DataFrame([row], columns=[c.name for c in info.columns], dtype=object), info)
    assert b",0.7143," in written


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_text_that_looks_like_a_formula_gets_an_apostrophe(words, expected):
    info = tables(BOOK)["problems"]
    frame = pd.DataFrame([{"message": words}], columns=[c.name for c in info.columns], dtype=object)
    row = next(csv.DictReader(io.StringIO((csv_head(info) + csv_rows(frame, info)).decode())))
    assert row["message"] == expected


def test_a_negative_number_gets_no_apostrophe():
    info = tables(BOOK)["values"]
    frame = pd.DataFrame([{"low": -1}], columns=[c.name for c in info.columns], dtype=object)
    assert b",-1.00," in csv_rows(frame, info)


def test_two_writings_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_sample(sample(), tmp_path / name)
    written = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert len(written) == 12
    assert written == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}
    assert not any(b"\r" in data for data in written.values())


def test_the_description_fits_the_files(tmp_path):
    write_sample(sample(), tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert described["$schema"].endswith("/2.0/datapackage.json")
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    assert described["sources"] == [{"title": "musterhausen.txt", "path": "https://example.org/a"}]
    for resource in described["resources"]:
        data = (tmp_path / resource["path"]).read_bytes()
        head = data.decode().partition("\n")[0].split(",")
        assert head == [field["name"] for field in resource["schema"]["fields"]]
        assert resource["bytes"] == len(data)
        assert set(resource["schema"]["primaryKey"]) <= set(head)


def test_a_failed_writing_leaves_the_last_tables(tmp_path):
    write_sample(sample(), tmp_path)
    before = (tmp_path / "reports.csv").read_bytes()
    broken = frames()
    broken["problems"] = broken["problems"].drop(columns="message").assign(line="x")
    with pytest.raises(ValueError, match="invalid literal"):
        write_sample(sample(frames=broken), tmp_path)
    assert (tmp_path / "reports.csv").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 12
