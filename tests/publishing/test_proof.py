"""A value without a place in its report is not published (invented reports)."""

import pytest
from tests.publishing.sample import ROWS, frames, sample

from kfd_analysis import cli
from kfd_analysis.codebook import load_codebook
from kfd_analysis.publishing.proof import NoPlaceError, require_places
from kfd_analysis.publishing.report import Job, publish
from kfd_analysis.review.corrections import Correction, Corrections

TOWN = "musterhausen"


def without(table, key, **more):
    """The invented data set without the places of a value."""
    kept = [
        row for row in ROWS["evidence"] if (row["report_id"], row["table"], row["key"]) != (TOWN, table, key)
    ]
    return sample(frames=frames(ROWS | {"evidence": kept}), **more)


def test_the_sample_is_whole():
    require_places(sample())


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("values", "population"),
        ("events", "1"),
        ("cost_items", "moderation"),
        ("codings", "method:world_cafe"),
    ],
)
def test_a_value_without_a_place_is_named(table, key):
    with pytest.raises(NoPlaceError, match=f"{TOWN}: {table} {key}. Nothing was published"):
        require_places(without(table, key))


@pytest.mark.parametrize(("was", "free"), [("", True), ("12000", False)])
@pytest.mark.parametrize(
    ("table", "key", "field"),
    [("values", "population", "population"), ("codings", "method:world_cafe", "method:world_cafe")],
)
def test_what_only_a_coder_found_needs_no_place(was, free, table, key, field):
    made = Correction(2, TOWN, field, was, "x", "seen", "AB", "2026-01-02")
    ds = without(table, key, corrections=Corrections((made,), "corrections.csv"))
    if free:
        require_places(ds)
    else:
        with pytest.raises(NoPlaceError):
            require_places(ds)


def test_an_empty_contact_field_needs_no_place():
    value = {"report_id": TOWN, "field": "names_contact_person", "status": "reported", "value": "false"}
    require_places(sample(frames=frames(ROWS | {"values": [*ROWS["values"], value]})))
    with pytest.raises(NoPlaceError, match="names_contact_person"):
        require_places(sample(frames=frames(ROWS | {"values": [*ROWS["values"], value | {"value": "true"}]})))


def test_the_last_output_stays(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "index.html").write_text('<meta content="kfd_analysis">')
    job = Job(reports=tmp_path, notebooks=[], out=tmp_path / "output")
    with pytest.raises(NoPlaceError):
        publish(without("values", "population"), load_codebook(), job)
    assert [path.name for path in tmp_path.rglob("*.*")] == ["index.html"]


def test_the_command_line_says_so_in_one_line(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(
        cli, "_read", lambda given, folder: (without("values", "population"), load_codebook())
    )
    monkeypatch.chdir(tmp_path)
    assert cli.main(["report", "--out", "out"]) == cli.FAILED
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{TOWN}: values population" in said
    assert not (tmp_path / "out").exists()
