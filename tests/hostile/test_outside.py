"""What stands beside the reports: their names, links, ``sources.csv``; and a fault of the program itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.hostile.base import form

from kfd_analysis.cli import main
from kfd_analysis.dataset import load_dataset
from kfd_analysis.errors import NoReportsError, SourcesError
from kfd_analysis.loading.request import find_request
from kfd_analysis.publishing.package.stream import write_tables

links = pytest.mark.skipif(os.name == "nt", reason="making links needs a right of its own")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one report."""
    place = tmp_path / "in"
    place.mkdir()
    (place / "a.txt").write_text(form(), encoding="utf-8")
    return place


def said(folder: Path) -> dict[str, list[str]]:
    """Codes of problems by file."""
    problems = load_dataset(folder).problems
    names = problems["source_file"].unique()
    return {name: list(problems["code"][problems["source_file"] == name]) for name in names}


@links
def test_a_link_out_of_the_folder_is_named_and_not_followed(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text(form("Geheim", name="Geheimstadt"), encoding="utf-8")
    (folder / "b.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "c.docx").symlink_to("../secret.txt")
    (folder / "d.txt").symlink_to("/etc/passwd")
    (folder / "e.txt").symlink_to(folder / "d.txt")
    (folder / "sub").mkdir()
    (folder / "f.txt").symlink_to(folder / "nothing")
    found = said(folder)
    assert [found[name] for name in ("b.txt", "c.docx", "d.txt", "e.txt")] == [["link_outside"]] * 4
    assert found["f.txt"] == ["not_found"]
    tables = load_dataset(folder).tables()
    assert list(tables["reports"]["source_file"]) == ["a.txt"]
    assert not any(frame.astype(str).stack().str.contains("Geheim|root:").any() for frame in tables.values())


@links
def test_a_link_inside_the_folder_and_a_folder_that_is_a_link_are_followed(folder: Path) -> None:
    (folder / "store").mkdir()
    (folder / "store" / "b").write_text(form("Steckbrief b", name="Bestadt"), encoding="utf-8")
    (folder / "b.txt").symlink_to("store/b")
    other = folder.parent / "other"
    other.symlink_to(folder)
    assert list(load_dataset(other).reports["municipality"]) == ["Quellstadt", "Bestadt"]


@links
def test_a_table_of_sources_that_is_a_link_out_is_refused(folder: Path) -> None:
    (folder.parent / "s.csv").write_text("source_file,title\na.txt,Geheim\n", encoding="utf-8")
    (folder / "sources.csv").symlink_to(folder.parent / "s.csv")
    with pytest.raises(SourcesError, match="a link to a place outside the folder"):
        load_dataset(folder)


def test_words_of_sources_are_treated_like_other_words_from_outside(folder: Path) -> None:
    (folder / "sources.csv").write_text(
        "source_file,title,address,publisher,text_basis\n"
        'a.txt,"Steckbrief, Frau Quendel, Tel. 0700 123456",javascript:alert(1),=HYPERLINK(1),restated\n'
        "A.txt,,https://example.org/a,,\n",
        encoding="utf-8",
    )
    ds = load_dataset(folder)
    assert list(ds.sources["title"]) == ["Steckbrief, Frau [name], Tel. [phone]", ""]
    assert list(ds.sources["address"]) == ["", "https://example.org/a"]
    assert said(folder) == {**said(folder), "a.txt": ["source_address"], "A.txt": ["source_without_file"]}
    write_tables(find_request(folder, None, None), folder.parent / "tables")
    written = b"".join(path.read_bytes() for path in (folder.parent / "tables").iterdir())
    assert b"Quendel" not in written
    assert b"javascript" not in written


def test_a_text_basis_that_is_none_is_refused(folder: Path) -> None:
    (folder / "sources.csv").write_text("source_file,text_basis\na.txt,paraphrased\n", encoding="utf-8")
    with pytest.raises(SourcesError, match=r"'paraphrased'\. Write original or restated"):
        load_dataset(folder)


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("Bericht_Frau_Quendel.txt", True),
        ("karin-quendel.txt", True),
        ("Quendel_Karin.docx", True),
        ("q.quendel@example.org.txt", True),
        ("Rueckruf_07000-123456.txt", True),
        ("landkreis-konstanz.txt", False),
        ("Bad_Herrenalb.txt", False),
        ("hagen.txt", False),
        ("Freiburg-im-Breisgau.pdf", False),
        ("2016-11-12_Dialog.txt", False),
    ],
)
def test_file_names_that_name_a_person_are_warned_of(folder: Path, name: str, personal: bool) -> None:
    (folder / name).write_text(form("Steckbrief b", name="Bestadt"), encoding="utf-8")
    assert ("personal_file_name" in said(folder).get(name, [])) == personal


def test_a_fault_in_one_report_is_named_and_the_others_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "b.txt").write_text(form("Steckbrief b", name="Bestadt"), encoding="utf-8")
    from kfd_analysis import loading

    real = loading.code_report

    def faulty(document, book):  # type: ignore[no-untyped-def]
        coded = real(document, book)
        if coded.values["municipality"].value == "Bestadt":
            raise ZeroDivisionError("Frau Quendel, 0700 12345")
        return coded

    monkeypatch.setattr(loading, "code_report", faulty)
    assert main(["load", str(folder), "--out", str(folder.parent / "tables"), "--jobs", "1"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(
        "kfd: b.txt: A fault of this program, not of the report, left it unread (ZeroDivisionError in "
    )
    assert "kfd_analysis.loading, line" in err
    assert "Please report these words" in err
    assert "Quendel" not in err
    assert "a.txt" in (folder.parent / "tables" / "reports.csv").read_text(encoding="utf-8")
    (folder / "a.txt").unlink()
    with pytest.raises(NoReportsError, match="A fault of this program"):
        load_dataset(folder)
