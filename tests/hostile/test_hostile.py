"""Over two hundred malformed files in one folder: each is read rightly or named with its reason and remedy."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.hostile.base import READ, form
from tests.hostile.strange import Case, cases
from tests.lists import rows
from tests.reading.make_broken import BROKEN, TOLERATED

from kfd_analysis.codebook import load_codebook
from kfd_analysis.dataset import load_dataset
from kfd_analysis.errors import SourcesError, UnreadableReportError
from kfd_analysis.reading.formats.limits import deadline

ROOT = Path(__file__).parents[2]
STRANGE = cases()
SECONDS, KILOBYTES = 10.5, 512 * 1024
COLLISION = "report_id_collision"
LEFT_OUT = "other_file"  # a format that nobody claims to read is named, too


class Outcome(NamedTuple):
    """What a run over all files left behind."""

    folder: Path
    stderr: str
    seconds: dict[str, float]
    kilobytes: int
    reports: dict[str, dict[str, str]]
    problems: dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    csv.field_size_limit(10**7)
    place = tmp_path_factory.mktemp("hostile")
    (place / "in").mkdir()
    for name, data in [*((c.name, c.data) for c in STRANGE), *((n, d) for n, d, _ in BROKEN), *TOLERATED]:
        with open(os.path.join(place, "in", name), "wb") as file:
            file.write(data if isinstance(data, bytes) else data())
    command = [sys.executable, "-X", "utf8", "-m", "tests.hostile.run", "in", "out", "figures.json"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    done = subprocess.run(
        command, cwd=place, env=env, capture_output=True, text=True, errors="replace", check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    figures = json.loads((place / "figures.json").read_text(encoding="utf-8"))
    problems: dict[str, list[dict[str, str]]] = {}
    for row in rows(place / "out" / "problems.csv"):
        problems.setdefault(row["source_file"].removeprefix("'"), []).append(row)
    reports = {row["source_file"].removeprefix("'"): row for row in rows(place / "out" / "reports.csv")}
    return Outcome(place, done.stderr, figures["seconds"], figures["kilobytes"], reports, problems)


def shown(name: str) -> str:
    """A file name as the tables show it: characters that no text can hold are replaced."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in name)


def same(found: str, wanted: Any) -> bool:
    if wanted is None:
        return found == ""
    return found.removesuffix(".0").removesuffix(".00") == str(wanted)


def test_there_are_more_than_a_hundred_of_all_formats() -> None:
    names = [*(c.name for c in STRANGE), *(name for name, _, _ in BROKEN), *(name for name, _ in TOLERATED)]
    assert len(names) == len(set(names)) > 200
    endings = {Path(name).suffix for name in names}
    assert endings >= {".txt", ".html", ".docx", ".odt", ".pdf", ".pptx"}


@pytest.mark.parametrize("case", STRANGE, ids=lambda case: ascii(case.name)[1:40])
def test_strange_texts_are_read_rightly_or_named(outcome: Outcome, case: Case) -> None:
    said = [row["code"] for row in outcome.problems.get(shown(case.name), [])]
    if case.code:
        assert case.code in said
        assert shown(case.name) not in outcome.reports
        return
    read = outcome.reports[shown(case.name)]
    wrong = {f: (read[f], v) for f, v in case.values.items() if not same(read[f].removeprefix("'"), v)}
    assert wrong == {}


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, _, code in BROKEN])
def test_broken_files_are_named(outcome: Outcome, name: str, code: str) -> None:
    expected = LEFT_OUT if code == "unsupported_format" else code
    assert [row["code"] for row in outcome.problems[name] if row["code"] != COLLISION] == [expected]
    assert name not in outcome.reports


def test_every_problem_says_reason_and_remedy(outcome: Outcome) -> None:
    reading = load_codebook().data["problems_reading"]
    named = [row for found in outcome.problems.values() for row in found if row["severity"] == "error"]
    assert len(named) > 80
    for row in named:
        entry = reading.get(row["code"])
        if entry is not None:
            assert entry["en"].rstrip(".") in row["message"]
            assert entry["remedy_en"] in row["message"]
    assert not any("kfd_analysis" in row["message"] for row in named), "an exception of our own was renamed"


def test_no_traceback_and_no_control_character(outcome: Outcome) -> None:
    assert outcome.stderr == ""


def test_every_file_in_time_and_in_memory(outcome: Outcome) -> None:
    slow = {name: round(seconds, 1) for name, seconds in outcome.seconds.items() if seconds > SECONDS}
    assert slow == {}
    assert len(outcome.seconds) > 200
    assert outcome.kilobytes < KILOBYTES


def test_nothing_is_written_outside_the_folder(outcome: Outcome) -> None:
    assert sorted(path.name for path in outcome.folder.iterdir()) == ["figures.json", "in", "out"]
    assert len(list((outcome.folder / "out").iterdir())) == 12


def test_a_duplicate_counts_once(outcome: Outcome) -> None:
    twins = [name for name in outcome.reports if name.startswith("twin_")]
    assert twins == ["twin_a.txt"]
    messages = [row["message"] for name in ("twin_b.txt", "twin_c.txt") for row in outcome.problems[name]]
    assert all("twin_a.txt" in message for message in messages)


def test_no_cell_of_a_table_begins_a_formula(outcome: Outcome) -> None:
    number = re.compile(r"-?\d+(\.\d+)?")
    live = [
        (path.name, value[:40])
        for path in (outcome.folder / "out").glob("*.csv")
        for row in rows(path)
        for value in row.values()
        if value[:1] in ("=", "+", "-", "@", "\t", "\r") and not number.fullmatch(value)
    ]
    assert live == []


def test_identifiers_are_plain(outcome: Outcome) -> None:
    identifiers = [row["report_id"] for row in outcome.reports.values()]
    assert len(identifiers) == len(set(identifiers))
    assert all(i and set(i) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for i in identifiers)


def test_the_untouched_report_is_read() -> None:
    assert any(case.values == READ for case in STRANGE)


def test_a_text_that_takes_too_long_is_ended() -> None:
    def read() -> None:
        with deadline(0.05):
            re.match(r"(a+)+b", "a" * 64)

    with pytest.raises(UnreadableReportError, match="timeout"):
        read()


def test_waiting_for_the_processor_does_not_count() -> None:
    with deadline(0.1):
        time.sleep(0.5)


def test_a_reading_that_only_waits_is_ended_too() -> None:
    def wait() -> None:
        with deadline(0.01):
            time.sleep(60)

    with pytest.raises(UnreadableReportError, match="timeout"):
        wait()


def test_the_timers_are_as_before() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGPROF, signal.SIGALRM)}
    with deadline(5):
        pass
    assert {number: signal.getsignal(number) for number in before} == before
    assert signal.getitimer(signal.ITIMER_PROF) == signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no column"),
        (b"\0\1\2\3" * 100, "no text"),
        (b"a;b;c\n1;2\n", "no column source_file"),
        (b"source_file\n" + b"x" * 10_000_001, "no table"),
    ],
)
def test_a_broken_table_of_sources_is_named(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_text(form(), encoding="utf-8")
    (tmp_path / "sources.csv").write_bytes(data)
    with pytest.raises(SourcesError, match=f"sources.csv.*{reason}"):
        load_dataset(tmp_path)


def test_a_table_of_sources_as_spreadsheets_save_it(tmp_path: Path) -> None:
    (tmp_path / "ä.txt").write_text(form(), encoding="utf-8")
    (tmp_path / "sources.csv").write_bytes("Source_File;text_basis\r\nä.txt;restated\r\n".encode("cp1252"))
    assert list(load_dataset(tmp_path).reports["text_basis"]) == ["restated"]
