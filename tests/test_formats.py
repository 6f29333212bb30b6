"""The same report in every format gives the same tables, apart from file name and line numbers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import kfd_analysis as kfd
from tests.reading.make_formats import SOFFICE, converted, docx_bytes, html_bytes, odt_bytes, pptx_bytes

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
TABLES = ("reports", "values", "events", "cost_items", "codings", "answers", "comparison", "scope")
PLACES = ["source_file", "line", "line_start", "line_end", "start", "end"]
WRITERS = {".docx": docx_bytes, ".html": html_bytes, ".odt": odt_bytes}


def lines_of(name: str) -> list[str]:
    return (RAW / name).read_text(encoding="utf-8").splitlines()


def tables(folder: Path) -> dict[str, pd.DataFrame]:
    found = kfd.load_dataset(folder)
    frames = {name: getattr(found, name) for name in TABLES}
    return {name: frame.drop(columns=[c for c in PLACES if c in frame]) for name, frame in frames.items()}


def assert_same(folder: Path, name: str, reference: Path) -> None:
    plain, read = tables(reference), tables(folder)
    if name == "pdf":  # a list item that fills its line and a paragraph below look like one wrapped paragraph
        for frames in (plain, read):
            frames["answers"] = frames["answers"].drop(columns="quote")
    for table, frame in read.items():
        pd.testing.assert_frame_equal(frame, plain[table], obj=f"{name}: {table}")


@pytest.fixture(scope="module")
def reference(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("txt")
    for path in RAW.glob("*.txt"):
        if path.stem != "ilm-kreis":
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize("suffix", WRITERS)
def test_same_tables_from_office_and_web_files(tmp_path, reference, suffix):
    for path in reference.glob("*.txt"):
        (tmp_path / f"{path.stem}{suffix}").write_bytes(WRITERS[suffix](lines_of(path.name)))
    assert_same(tmp_path, suffix, reference)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("suffix", ["odt", "docx", "html", "pdf"])
def test_same_tables_from_files_that_libreoffice_wrote(tmp_path, reference, suffix):
    (tmp_path / "made").mkdir()
    (tmp_path / "read").mkdir()
    for path in reference.glob("*.txt"):
        source = tmp_path / "made" / f"{path.stem}.docx"
        source.write_bytes(docx_bytes(lines_of(path.name)))
        made = converted(source, suffix, tmp_path / "made" / suffix)
        (tmp_path / "read" / made.name).write_bytes(made.read_bytes())
    assert_same(tmp_path / "read", suffix, reference)


def test_slides_as_pptx(tmp_path):
    """A deck with the same words: the same methods and topics, and no figure that is none."""
    slides: list[list[str]] = [[]]
    blanks = 0
    for line in lines_of("ilm-kreis.txt"):
        blanks = 0 if line.strip() else blanks + 1
        if line.strip():
            slides[-1].append(line)
        elif blanks == 3 and slides[-1]:
            slides.append([])
    (tmp_path / "ilm-kreis.pptx").write_bytes(pptx_bytes([s for s in slides if s]))
    found = kfd.load_dataset(tmp_path)
    assert found.reports.loc[0, "document_type"] == "slides"
    assert found.reports.loc[0, "municipality"] == "Ilm-Kreis"
    assert found.reports[["participants", "n_events", "total_cost_eur"]].isna().all(axis=None)
    codes = set(found.codings["code"])
    assert {"survey_paper", "survey_online", "world_cafe", "intercultural_opening", "religion"} <= codes
    assert "dot_voting" not in codes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_same_tables_from_every_encoding(tmp_path, reference, encoding, newline):
    for path in reference.glob("*.txt"):
        text = newline.join(lines_of(path.name))
        (tmp_path / path.name).write_bytes(text.encode(encoding))
    assert_same(tmp_path, encoding, reference)


def test_a_folder_with_one_file_of_each_format(tmp_path, reference):
    names = sorted(path.name for path in reference.glob("*.txt"))
    for name, suffix in zip(names, [*WRITERS, ".txt"], strict=True):
        data = WRITERS[suffix](lines_of(name)) if suffix in WRITERS else (RAW / name).read_bytes()
        (tmp_path / f"{Path(name).stem}{suffix}").write_bytes(data)
    assert_same(tmp_path, "mixed", reference)
