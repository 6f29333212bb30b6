"""The tables of the five reports: places, hand coding, stability, and the committed copy."""

from __future__ import annotations

import csv
import multiprocessing
import os
import shutil
import signal
import sys
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest
import yaml

import kfd_analysis as kfd
from kfd_analysis.codebook import load_codebook
from kfd_analysis.dataset import TABLES, Dataset
from kfd_analysis.loading import workers
from kfd_analysis.loading.request import find_request
from kfd_analysis.publishing.package import stream
from kfd_analysis.publishing.package.csvfiles import csv_head
from kfd_analysis.publishing.package.schema import tables
from kfd_analysis.publishing.package.stream import write_tables
from kfd_analysis.publishing.unmatched import Unused, unmatched_text
from kfd_analysis.reading.document import read_document
from tests.hostile.base import form
from tests.publishing.sample import csv_rows

ROOT = Path(__file__).parents[1]
ORIGINALS = Path(os.environ.get("KFD_ORIGINALS", ""))
KFD = ("landkreis-konstanz", "rems-murr-kreis", "korntal-muenchingen", "plochingen")


@pytest.fixture(scope="module", params=["restated", "originals"])
def ds(request) -> Dataset:
    if request.param == "restated":
        return kfd.load_dataset(ROOT / "data" / "raw")
    if not os.environ.get("KFD_ORIGINALS") or not ORIGINALS.is_dir():
        pytest.skip("KFD_ORIGINALS names no folder with the original reports")
    return kfd.load_dataset(ORIGINALS)


@pytest.fixture(scope="module")
def hand() -> list[dict[str, str]]:
    with open(ROOT / "data" / "coding" / "hand_coding.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(rows: list[dict[str, str]], variable: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["variable"] == variable and row["state"] not in ("not_named", "not_counted", "missing"):
            found[row["report_id"]].add(row["code"])
    return found


def test_the_tables_need_no_whole_texts(ds):
    bare = kfd.load_dataset(ds.folder, texts=False)
    assert not bare.texts
    assert ds.texts.keys() == set(ds.reports["report_id"])
    for name, table in ds.tables().items():
        pd.testing.assert_frame_equal(bare.tables()[name], table)


def test_every_quote_stands_at_its_place(ds):
    book = load_codebook()
    sources = {f"{p.stem}": read_document(p, book).source for p in ds.folder.glob("*.txt")}
    assert len(ds.evidence) > 300
    for row in ds.evidence.itertuples():
        words = sources[row.report_id][row.line - 1][row.start : row.end]
        if "[" not in row.quote:
            assert words == row.quote
        assert words
        assert len(row.quote) <= 220


def test_every_value_has_its_words(ds):
    present = ds.values[ds.values["status"] != "missing"]
    assert present["quote"].notna().all()
    assert present["line_start"].notna().all()
    assert ds.values[ds.values["status"] == "missing"]["missing_reason"].notna().all()
    for name in ("events", "cost_items", "codings", "answers"):
        assert ds.tables()[name]["quote"].notna().all()


def test_one_value_per_report_and_field(ds):
    fields = [
        c for c in ds.reports.columns if c not in ("report_id", "source_file", "text_basis", "document_type")
    ]
    assert len(ds.values) == len(ds.reports) * len(fields)
    assert list(ds.values["field"].unique()) == fields


@pytest.mark.parametrize("variable", ["actor", "service"])
def test_actors_and_services_as_coded_by_hand(ds, hand, variable):
    expected = codes(hand, variable)
    found = ds.codings[(ds.codings["variable"] == variable) & (ds.codings["basis"] == "strict")]
    for report in KFD:
        assert set(found[found["report_id"] == report]["code"]) == expected[report], report


def test_missing_reasons_as_coded_by_hand(ds, hand):
    fields = set(ds.values["field"])
    wanted = {
        (r["report_id"], r["variable"]): r["code"]
        for r in hand
        if r["state"] == "missing" and r["variable"] in fields
    }
    found = {
        (r.report_id, r.field): r.missing_reason for r in ds.values.itertuples() if r.status == "missing"
    }
    assert len(wanted) > 12
    differing = {key: (found.get(key), reason) for key, reason in wanted.items() if found.get(key) != reason}
    assert differing == {}


def test_answers_as_coded_by_hand(ds, hand):
    """Outcomes, effects and recommendations: as many as the hand coding lists, with its maturity."""
    found = ds.answers.groupby(["report_id", "question"]).size().to_dict()
    for question in ("outcome", "effect", "recommendation_self", "recommendation_programme"):
        for report in KFD:
            rows = [
                r
                for r in hand
                if (r["report_id"], r["variable"]) == (report, question) and r["state"] != "missing"
            ]
            assert found.get((report, question), 0) == len(rows), (report, question)


def test_cost_scope_is_the_matrix_of_the_methods_review(ds):
    with open(ROOT / "data" / "coding" / "cost_scope.csv", encoding="utf-8", newline="") as file:
        expected = {(r["report_id"], r["component"]): r["state"] for r in csv.DictReader(file)}
    found = {(r.report_id, r.component): r.state for r in ds.scope.itertuples() if r.report_id in KFD}
    assert found == expected


def test_kinds_of_provider(ds):
    kinds = dict(zip(ds.providers["report_id"], ds.providers["kind"], strict=True))
    assert [kinds[report] for report in KFD] == ["firm", "chamber", "freelancer", "firm"]


def test_repaired_and_one_sided_figures_stay_out_of_reports(ds):
    people = ds.reports.set_index("report_id")["participants"]
    assert people.isna().to_dict() == {
        "ilm-kreis": True, "korntal-muenchingen": True, "landkreis-konstanz": False, "plochingen": True,
        "rems-murr-kreis": False,
    }  # fmt: skip
    values = ds.values[ds.values["field"] == "participants"].set_index("report_id")
    korntal, plochingen = values.loc["korntal-muenchingen"], values.loc["plochingen"]
    assert (korntal["status"], korntal["value"], korntal["low"], korntal["high"]) == (
        "repaired",
        "60",
        54,
        66,
    )
    assert (plochingen["qualifier"], plochingen["low"], pd.isna(plochingen["high"])) == ("at_least", 40, True)


def test_the_context_case_is_never_compared(ds):
    rows = ds.comparison[ds.comparison["report_id"] == "ilm-kreis"]
    assert set(rows["reasons"]) == {"not_a_questionnaire"}
    assert rows[["value", "low", "high", "naive_value"]].isna().all(axis=None)


COST_PER_PARTICIPANT = [
    ("landkreis-konstanz", "strict", 100.0, 90.0, 110.0, "point", True),
    ("landkreis-konstanz", "lenient", 100.0, 90.0, 110.0, "point", True),
    ("rems-murr-kreis", "strict", None, None, 187.8, "at_most", False),
    ("korntal-muenchingen", "strict", None, None, None, "none", False),
    ("korntal-muenchingen", "lenient", 17.5, 15.9, 19.44, "point", False),
    ("plochingen", "strict", None, None, 165.0, "at_most", False),
    ("plochingen", "lenient", None, 84.38, 165.0, "interval", False),
]


@pytest.mark.parametrize(
    ("report", "reading", "value", "low", "high", "bound", "comparable"), COST_PER_PARTICIPANT
)
def test_cost_per_participant(ds, report, reading, value, low, high, bound, comparable):
    rows = ds.comparison[ds.comparison["metric"] == "cost_per_participant_eur"]
    row = rows[(rows["report_id"] == report) & (rows["reading"] == reading)].iloc[0]
    got = [None if pd.isna(row[name]) else float(row[name]) for name in ("value", "low", "high")]
    assert (got, row["bound"], row["comparable"]) == ([value, low, high], bound, comparable)


def test_moderation_shares(ds):
    rows = ds.comparison[
        (ds.comparison["metric"] == "moderation_share") & (ds.comparison["reading"] == "strict")
    ]
    shares = {r.report_id: (r.value, r.low, r.high) for r in rows.itertuples() if r.bound != "none"}
    assert shares == {
        "landkreis-konstanz": (0.5, 0.45, 0.55),
        "korntal-muenchingen": (0.7142, 0.7142, 0.7142),
        "plochingen": (0.8333, 0.6818, 1.0),
    }


def test_restated_codes_to_the_same_values(ds):
    restated = kfd.load_dataset(ROOT / "data" / "raw")
    for name, keys in {
        "reports": restated.reports.columns.drop(["text_basis"]).tolist(),
        "values": [
            "report_id",
            "field",
            "value",
            "low",
            "high",
            "qualifier",
            "status",
            "missing_reason",
            "line_start",
        ],
        "events": [
            "report_id",
            "event_id",
            "name",
            "date",
            "hours",
            "participants_low",
            "participants_high",
            "invited",
        ],
        "comparison": restated.comparison.columns.tolist(),
        "codings": ["report_id", "variable", "code", "basis", "state"],
    }.items():
        pd.testing.assert_frame_equal(ds.tables()[name][keys], restated.tables()[name][keys])


def test_processed_tables_are_those_of_the_code(tmp_path):
    write_tables(find_request(ROOT / "data" / "raw", None, None), tmp_path)
    committed = ROOT / "data" / "processed"
    names = {p.name for p in tmp_path.iterdir()}
    assert names == {p.name for p in committed.iterdir() if not p.name.startswith(".")}
    for name in sorted(names):
        assert (committed / name).read_bytes() == (tmp_path / name).read_bytes(), f"{name}: run `make data`"


def test_files_and_frames_hold_the_same(tmp_path):
    reports = ROOT / "tests" / "practice" / "reports"
    write_tables(find_request(reports, None, None), tmp_path)
    for name, frame in kfd.load_dataset(reports).tables().items():
        info = tables(load_codebook())[name]
        assert (tmp_path / f"{name}.csv").read_bytes() == csv_head(info) + csv_rows(frame, info)


def test_adding_an_unrelated_report_changes_no_other_row(tmp_path):
    raw = ROOT / "data" / "raw"
    for name in (*KFD, "ilm-kreis"):
        shutil.copy(raw / f"{name}.txt", tmp_path)
    before = kfd.load_dataset(tmp_path)
    shutil.copy(ROOT / "tests" / "practice" / "reports" / "tettnang.txt", tmp_path / "a-new.txt")
    after = kfd.load_dataset(tmp_path)
    for name in TABLES:
        rest = after.tables()[name]
        rest = rest[rest["report_id"] != "a-new"].reset_index(drop=True)
        pd.testing.assert_frame_equal(rest, before.tables()[name])


def test_a_duplicate_is_named_and_not_counted_twice(tmp_path):
    raw = ROOT / "data" / "raw"
    shutil.copy(raw / "plochingen.txt", tmp_path / "a.txt")
    shutil.copy(raw / "plochingen.txt", tmp_path / "b.txt")
    found = kfd.load_dataset(tmp_path)
    assert list(found.reports["report_id"]) == ["a"]
    assert list(found.problems[found.problems["code"] == "duplicate_report"]["source_file"]) == ["b.txt"]


def test_two_files_with_one_identifier(tmp_path):
    raw = ROOT / "data" / "raw"
    shutil.copy(raw / "plochingen.txt", tmp_path / "Ort.txt")
    shutil.copy(raw / "rems-murr-kreis.txt", tmp_path / "ort.txt")
    found = kfd.load_dataset(tmp_path)
    assert sorted(found.reports["report_id"]) == ["ort", "ort-2"]
    assert "report_id_collision" in set(found.problems["code"])


@pytest.mark.parametrize(
    ("threads", "begun"), [(1, "fork" if sys.platform == "linux" else "spawn"), (2, "spawn")]
)
def test_worker_processes_change_nothing(threads, begun, monkeypatch):
    monkeypatch.setattr("threading.active_count", lambda: threads)
    assert workers._context().get_start_method() == begun
    reports = ROOT / "tests" / "practice" / "reports"
    one, two = kfd.load_dataset(reports), kfd.load_dataset(reports, jobs=2)
    for name in TABLES:
        pd.testing.assert_frame_equal(one.tables()[name], two.tables()[name])


def test_a_process_that_is_ended_from_outside_changes_nothing(tmp_path):
    reports, killed = ROOT / "tests" / "practice" / "reports", []

    def kill(done, _total, _name):
        if done in (3, 6):
            killed.append(multiprocessing.active_children()[0].pid)
            os.kill(killed[-1], signal.SIGKILL)

    write_tables(find_request(reports, None, None), tmp_path / "one")
    write_tables(find_request(reports, None, None), tmp_path / "two", jobs=2, progress=kill)
    assert len(killed) == 2
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def end_other_processes(loaded, _book):
    """Keep a report; in any process but the first, end it as the system does for want of memory."""
    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return loaded


def test_processes_that_are_ended_again_and_again_are_said():
    request = find_request(ROOT / "data" / "raw", None, None)
    with pytest.raises(kfd.KfdError, match="ended from outside each time"):
        list(workers.load_all(request, end_other_processes, 2))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_parts_written_one_after_the_other_are_the_whole(tmp_path, monkeypatch, size):
    reports, raw = tmp_path / "reports", ROOT / "data" / "raw"
    reports.mkdir()
    for name in ("b.txt", "d.txt"):
        shutil.copy(raw / "plochingen.txt", reports / name)
    shutil.copy(raw / "korntal-muenchingen.txt", reports / "C.txt")
    shutil.copy(raw / "landkreis-konstanz.txt", reports / "c.txt")
    for name in ("a.xyz", "e.xyz", "0.txt"):
        (reports / name).write_text("Es war einmal ein König.", encoding="utf-8")
    whole = kfd.load_dataset(reports)
    assert {"duplicate_report", "report_id_collision", "other_file", "no_report"} <= set(
        whole.problems["code"]
    )
    write_tables(find_request(reports, None, None), tmp_path / "whole")
    monkeypatch.setattr(stream, "PART", size)
    write_tables(find_request(reports, None, None), tmp_path / "parts", jobs=2)
    for path in sorted((tmp_path / "whole").iterdir()):
        assert path.read_bytes() == (tmp_path / "parts" / path.name).read_bytes()


def not_understood(folder):
    """What ``kfd load --unmatched`` writes of a folder."""
    found: list[Unused] = []
    write_tables(
        find_request(folder, None, None),
        folder / "out",
        unused=True,
        seen=lambda part: found.extend(piece.unused for piece in part.reports),
    )
    return unmatched_text(found)


@pytest.mark.parametrize("words", ["alles bestens", "Note 2", "4 von 5 Sternen"])
def test_a_rating_in_words_that_no_rule_knows_is_listed(tmp_path, words):
    told = form().replace("Wir sind mit dem Ablauf sehr zufrieden.", words)
    assert words in told
    (tmp_path / "report.txt").write_text(told, encoding="utf-8")
    found = kfd.load_dataset(tmp_path)
    assert pd.isna(found.reports["satisfaction_process"][0])
    line = told.splitlines().index(words) + 1
    listed = found.problems[found.problems["code"] == "not_understood"]
    assert list(listed["field"]) == ["rating"]
    assert list(listed["line"]) == [line]
    assert f"# report, rating, line {line}: {words}" in not_understood(tmp_path)


def test_items_without_a_code_become_entries_item_by_item(tmp_path):
    told = form().replace("- Sprache", "Vereine, Kirchengemeinden, Ehrenamtliche, Geflüchtete, Landratsamt")
    assert told != form()
    (tmp_path / "report.txt").write_text(told, encoding="utf-8")
    unmatched = not_understood(tmp_path)
    entries = yaml.safe_load(unmatched)
    assert [entry["patterns"] for entry in entries] == [
        ["kirchengemeinden"],
        ["geflüchtete"],
        ["landratsamt"],
    ]
    assert "Vereine, " not in unmatched


@pytest.mark.parametrize("load", [kfd.load_dataset, kfd.load_reports])
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"folder": 3}, "folder is 3; give a path"),
        ({"folder": ["data/raw"]}, "folder is .'data/raw'.; give a path"),
        ({"folder": "data/raw", "codebook": 3}, "codebook is 3; give a path"),
        ({"folder": "data/raw", "corrections": 3}, "corrections is 3; give a path"),
    ],
)
def test_an_argument_that_is_no_path(load, given, message):
    with pytest.raises(TypeError, match=message):
        load(**given)


def test_no_folder_and_no_report(tmp_path):
    with pytest.raises(kfd.NoReportsError, match="there is no folder"):
        kfd.load_dataset(tmp_path / "nowhere")
    with pytest.raises(kfd.NoReportsError, match="no report in"):
        kfd.load_dataset(tmp_path)
    (tmp_path / "novel.txt").write_text("Es war einmal ein König.\n", encoding="utf-8")
    with pytest.raises(kfd.NoReportsError, match=r"novel\.txt"):
        kfd.load_dataset(tmp_path)


def test_an_unreadable_report_is_named_and_the_others_go_on(tmp_path):
    shutil.copy(ROOT / "data" / "raw" / "plochingen.txt", tmp_path)
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    found = kfd.load_dataset(tmp_path)
    assert list(found.reports["report_id"]) == ["plochingen"]
    errors = found.problems[found.problems["severity"] == "error"]
    assert list(errors["source_file"]) == ["broken.docx"]
