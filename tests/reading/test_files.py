"""Every format gives the same lines; every broken file gets its code, in time, and nothing else."""

from __future__ import annotations

import codecs
import json
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.reading import make_formats as make
from tests.reading.make_broken import BROKEN, DOCX, ODT, TOLERATED

from kfd_analysis.errors import NoReportsError, UnreadableReportError
from kfd_analysis.reading.formats import worker
from kfd_analysis.reading.formats.files import list_reports, other_files, other_folders, read_text, slug

TEXT = "\n".join(make.REPORT)
UMLAUTS = "Größe: fünf Bänke\nÜber 40 Leute – „gut“ €\n"


def lines(text: str) -> list[str]:
    """Lines that say something, blanks apart."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


# --- the same report in every format ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a.docx", make.docx_bytes(make.REPORT)),
        ("a.odt", make.odt_bytes(make.REPORT)),
        ("a.html", make.html_bytes(make.REPORT)),
        ("a.HTM", make.html_bytes(make.REPORT, "windows-1252")),
        ("a.pdf", make.pdf_bytes([make.REPORT[:14], make.REPORT[14:]])),
        ("narrow.pdf", make.pdf_bytes([make.REPORT], width=60)),
        ("a.pptx", make.pptx_bytes([make.REPORT])),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_formats_made_here_give_the_lines_of_the_report(tmp_path: Path, name: str, data: bytes) -> None:
    assert lines(read_text(written(tmp_path, name, data), make.LABELS).text) == make.REPORT


@pytest.mark.skipif(make.SOFFICE is None, reason="LibreOffice is not installed")
def test_formats_made_by_libreoffice_give_the_lines_of_the_report(tmp_path: Path) -> None:
    source = written(tmp_path, "a.txt", TEXT.encode())
    document = written(tmp_path, "b.docx", make.docx_bytes(make.REPORT))
    files = [
        make.converted(source, ending, tmp_path, "Text (encoded):UTF8")
        for ending in ("odt", "pdf", "html", "docx")
    ]
    files += [make.converted(document, ending, tmp_path) for ending in ("odt", "pdf", "html")]
    for path in files:
        found = lines(read_text(path, make.LABELS).text)
        assert [line for line in found if line not in {"Kopfzeile", "Fußzeile"}] == make.REPORT, path.name


def test_table_cells_stand_on_consecutive_lines_and_lists_have_bullets(tmp_path: Path) -> None:
    data = make.docx_table_bytes([("Einwohnerzahl", "12.300"), ("Landkreis", "Muster")], ["eins", "- zwei"])
    expected = [
        "Einwohnerzahl",
        "12.300",
        "Landkreis",
        "Muster",
        "innen links",
        "innen rechts",
        "• eins",
        "- zwei",
    ]
    path = written(tmp_path, "a.docx", data)
    assert lines(read_text(path).text) == expected
    if make.SOFFICE is not None:
        for ending in ("odt", "html"):
            assert lines(read_text(make.converted(path, ending, tmp_path)).text) == expected


def test_html_blocks_lists_breaks_and_what_is_left_out(tmp_path: Path) -> None:
    page = (
        "<html><body><nav>Menü</nav><h1>Titel</h1><p>eins<br>zwei <b>fett</b>\n weiter</p><!-- nichts -->"
        "<ul><li>Punkt</li><li><p>im Absatz</p></li></ul><table><tr><th>Einwohnerzahl<td>12.300</table>"
        "<div hidden>fort</div><div style='display: none'>fort</div><select><option>A</select>lose"
        "<footer>Fuß</footer>"
        "<pre>so\n  wie es steht</pre>&auml;&nbsp;&#8364;</body></html>"
    )
    assert read_text(written(tmp_path, "a.html", page.encode())).text.split("\n") == [
        "Titel", "", "eins", "zwei fett weiter", "", "• Punkt", "", "• im Absatz", "",
        "Einwohnerzahl", "12.300", "", "lose", "", "so", "  wie es steht", "", "ä\u00a0€",
    ]  # fmt: skip


def test_odt_blanks_breaks_lists_and_what_is_left_out(tmp_path: Path) -> None:
    content = (
        '<text:tracked-changes>weg</text:tracked-changes><text:p>a<text:s text:c="3"/>b<text:line-break/>c'
        "<text:tab/>d"
        "<text:note><text:p>Fußnote</text:p></text:note>e</text:p><text:list><text:list-item><text:p>eins</text:p>"
        "<text:list><text:list-item><text:p>zwei</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>L</text:p></table:table-cell>"
        "<table:table-cell><text:p>W</text:p></table:table-cell></table:table-row></table:table>"
    )
    text = read_text(written(tmp_path, "a.odt", make.odt_bytes(content=content))).text
    assert text.split("\n") == ["a   b", "c\tde", "• eins", "• zwei", "L", "W"]


def test_slides_stand_three_blank_lines_apart_with_notes_groups_and_tables(tmp_path: Path) -> None:
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(6), Inches(2), Inches(1)).text_frame.text = "in der Gruppe"
    slide.shapes.title.text = "Titel"
    slide.placeholders[1].text = "eins\nzwei"
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(5), Inches(4), Inches(0.5)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "L", "W"
    slide.notes_slide.notes_text_frame.text = "Notiz"
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Zweite"
    path = tmp_path / "a.pptx"
    deck.save(str(path))
    assert read_text(path).text.split("\n\n\n\n") == [
        "Titel\n\n• eins\n• zwei\n\nL\nW\n\nin der Gruppe\n\nNotiz",
        "Zweite",
    ]


FILL = "wort " * 15


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (["der Flücht-", "lingsdialog im Saal"], ["der Flüchtlingsdialog im Saal"]),
        ([FILL + "Integrations-", "Konzept steht."], [FILL + "Integrations-Konzept steht."]),
        ([FILL + "sie kosten ca.", "10.000 € im Jahr"], [FILL + "sie kosten ca. 10.000 € im Jahr"]),
        ([FILL + "nun angemeldet", "72. Das war viel"], [FILL + "nun angemeldet 72. Das war viel"]),
        ([FILL + "so war es.", "2. Zweitens"], [FILL + "so war es.", "2. Zweitens"]),
        ([FILL + "und dann", "- ein Punkt"], [FILL + "und dann", "- ein Punkt"]),
        ([FILL + "und dann", "Einwohnerzahl: 5"], [FILL + "und dann", "Einwohnerzahl: 5"]),
        (["kurz", "und knapp, aber länger"], ["kurz", "und knapp, aber länger"]),
        ([FILL + "Haupt-", "und Ehrenamt"], [FILL + "Haupt- und Ehrenamt"]),
    ],
)
def test_pdf_lines_are_joined_where_the_page_has_broken_them(
    tmp_path: Path, page: list[str], expected: list[str]
) -> None:
    path = written(tmp_path, "a.pdf", make.pdf_bytes([page]))
    assert lines(read_text(path, ["Einwohnerzahl"]).text) == expected


def test_heads_and_feet_of_pdf_pages_are_left_out(tmp_path: Path) -> None:
    pages = [
        [
            "Bericht der Stadt",
            f"Inhalt {word} auf dieser langen Zeile der Seite.",
            f"Noch {word}.",
            f"Seite {n} von 3",
        ]
        for n, word in enumerate("abc", 1)
    ]
    text = read_text(written(tmp_path, "a.pdf", make.pdf_bytes(pages))).text
    assert lines(text) == [
        line for w in "abc" for line in (f"Inhalt {w} auf dieser langen Zeile der Seite.", f"Noch {w}.")
    ]


# --- encodings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (UMLAUTS.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + UMLAUTS.encode("utf-8"), "utf-8"),
        (UMLAUTS.encode("cp1252"), "cp1252"),
        (UMLAUTS.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + UMLAUTS.encode("utf-16-be"), "utf-16"),
        (UMLAUTS.encode("utf-16-le"), "utf-16-le"),
        (UMLAUTS.encode("utf-16-be"), "utf-16-be"),
        (UMLAUTS.encode("utf-32"), "utf-32"),
        (unicodedata.normalize("NFD", UMLAUTS).encode(), "utf-8"),
        (UMLAUTS.replace("\n", "\r\n").encode("cp1252"), "cp1252"),
        ("Müller und Bär".encode("cp850"), "cp850"),
        ("Größe, Übung, Äpfel".encode("mac_roman"), "mac_roman"),
        (b"nur ASCII", "utf-8"),
        ("señor Núñez".encode("cp1252"), "cp1252"),
        ("Das war „Spaß“, sagte die Gruppe Ö–Ü.".encode("cp1252"), "cp1252"),
        ("Ö–;aüc\n6bÄ !0?3dßÄ“ö\n8Ö€hh62e7„€6c„Ö7ß“Äbe2Ö–,7d;,Ö!4Ü34€".encode("cp1252"), "cp1252"),
        ("Größe a59Ä?e4!7:Ä„;ÄÄ“„h!9„5f?0„f Ü".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str) -> None:
    result = read_text(written(tmp_path, "a.txt", data))
    assert result.encoding == encoding
    assert result.warnings == ()
    assert not set("Ã\ufffdŠ") & set(result.text)


@pytest.mark.parametrize(
    ("data", "text", "line"),
    [
        ("für\n".encode() + "Größe\n".encode("cp1252"), "für\nGröße\n", 2),
        ("a\nfür\n".encode() + b"x\xc3\xbcy\x90z\n" + "Größe".encode(), "a\nfür\nxüy\ufffdz\nGröße", 3),
        ("für Übung, ganz klar\n".encode() + b"x\xe0\x81\x81y Gr\xf6", "für Übung, ganz klar\nxà\ufffd\ufffdy Grö", 2),
        (codecs.BOM_UTF8 + "für\n".encode() + b"\xf6 " + b"x" * 20, "für\n\ufffd " + "x" * 20, 2),
    ],
)  # fmt: skip
def test_mixed_encodings_are_said(tmp_path: Path, data: bytes, text: str, line: int) -> None:
    result = read_text(written(tmp_path, "a.txt", data))
    assert result.text == text
    assert [(p.code, p.line) for p in result.warnings] == [("encoding_mixed", line)]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_declared_encoding_of_a_page(tmp_path: Path, encoding: str) -> None:
    result = read_text(written(tmp_path, "a.html", make.html_bytes(["Größe fünf"], encoding)))
    assert result.text == "Größe fünf"


# --- files that are no reports, or broken -----------------------------------------------------------


@pytest.mark.parametrize(("name", "data", "code"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_broken_files_get_their_code(
    tmp_path: Path, name: str, data: bytes | Callable[[], bytes], code: str
) -> None:
    path = written(tmp_path, name, data if isinstance(data, bytes) else data())
    start = time.monotonic()
    with pytest.raises(UnreadableReportError) as caught:
        read_text(path)
    assert caught.value.code == code
    assert "kfd_analysis" not in caught.value.detail
    assert time.monotonic() - start < 12


@pytest.mark.parametrize(("name", "data"), TOLERATED, ids=[name for name, _ in TOLERATED])
def test_half_broken_files_are_read_or_named(tmp_path: Path, name: str, data: bytes) -> None:
    try:
        outcome = "read" if read_text(written(tmp_path, name, data)).text.strip() else "nothing"
    except UnreadableReportError as error:
        outcome = error.code if "kfd_analysis" not in error.detail else "our own fault"
    assert outcome in {"read", "damaged", "empty", "no_text_layer", "too_large", "not_text", "bomb"}


def test_every_code_has_its_message_and_remedy() -> None:
    import kfd_analysis.codebook as codebook

    table = yaml.safe_load(
        (Path(codebook.__file__).parent / "problems_reading.yml").read_text(encoding="utf-8")
    )
    used = {code for _, _, code in BROKEN} | {
        "timeout",
        "memory",
        "permission",
        "not_found",
        "encoding_mixed",
    }
    beside = {
        "link_outside",
        "program_fault",
        "personal_file_name",
        "source_without_file",
        "source_address",
    }
    assert set(table) == used | beside  # the latter in tests/hostile/test_outside.py
    for entry in table.values():
        assert set(entry) == {"severity", "en", "de", "remedy_en", "remedy_de"}
        assert all(entry.values())


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError

    path = written(tmp_path, "a.txt", b"x")
    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(UnreadableReportError, match="permission"):
        read_text(path)


@pytest.mark.parametrize(
    "make_path", [lambda p: p / "missing.txt", lambda p: p, lambda p: p / ("x" * 300 + ".txt")]
)
def test_what_is_no_file(tmp_path: Path, make_path: Callable[[Path], Path]) -> None:
    path = make_path(tmp_path)
    with pytest.raises(UnreadableReportError) as caught:
        read_text(path.with_name(path.name + ".txt") if path == tmp_path else path)
    assert caught.value.code in {"not_found", "permission"}


def test_a_very_long_word_is_no_reason_to_refuse(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, "a.txt", b"W" * 10_000)).text == "W" * 10_000


# --- the child process ------------------------------------------------------------------------------


def test_a_hanging_reader_is_ended_and_replaced(tmp_path: Path) -> None:
    slow = worker.Worker(seconds=0.001)
    path = written(tmp_path, "a.docx", DOCX)
    with pytest.raises(UnreadableReportError, match="timeout"):
        slow.read(path)
    slow.seconds = 10
    assert slow.read(path).text == "x"
    slow.close()


def test_a_reader_that_works_too_long_ends_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PATIENCE", 10_000)
    busy = worker.Worker(seconds=0.01)
    with pytest.raises(UnreadableReportError, match="timeout"):
        busy.read(written(tmp_path, "a.docx", DOCX))
    busy.close()


def test_a_crashed_reader_is_replaced(tmp_path: Path) -> None:
    own = worker.Worker()
    path = written(tmp_path, "a.odt", ODT)
    assert own.read(path).text == "x"
    first = own._process
    assert first is not None
    first.kill()
    first.wait()
    assert own.read(path).text == "x"
    assert own._process is not first
    own.close()


def test_one_reader_serves_many_files(tmp_path: Path) -> None:
    own = worker.Worker()
    processes = set()
    for number in range(5):
        own.read(written(tmp_path, f"{number}.odt", ODT))
        processes.add(id(own._process))
    own.close()
    assert len(processes) == 1


def test_a_parser_without_memory_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(path: Path, labels: object) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "extract", exhausted)
    assert worker.answer({"path": "a.docx", "labels": []})["error"] == "memory"


def test_the_reader_answers_line_by_line(tmp_path: Path) -> None:
    import io

    request = json.dumps({"path": str(written(tmp_path, "a.odt", ODT)), "labels": [], "seconds": 5})
    answers = io.StringIO()
    worker.serve(io.StringIO(f"{request}\n{request}\n"), answers)
    assert [json.loads(line)["text"] for line in answers.getvalue().splitlines()] == ["x", "x"]


# --- folders and names ------------------------------------------------------------------------------


def test_reports_of_a_folder(tmp_path: Path) -> None:
    names = [
        "b.txt",
        "A.docx",
        "ü.html",
        "c.PDF",
        ".hidden.txt",
        "~$A.docx",
        "README.md",
        "readme.txt",
        "sources.csv",
        "x.xlsx",
        "y",
    ]
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "folder.txt").mkdir()
    assert [path.name for path in list_reports(tmp_path)] == ["A.docx", "b.txt", "c.PDF", "ü.html"]
    assert [path.name for path in other_files(tmp_path)] == ["x.xlsx", "y"]
    assert [path.name for path in other_folders(tmp_path)] == ["folder.txt"]


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(NoReportsError, match="no such folder"):
        list_reports(tmp_path / "missing")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Korntal-Münchingen.txt", "korntal-muenchingen"),
        (unicodedata.normalize("NFD", "Korntal-Münchingen.txt"), "korntal-muenchingen"),
        ("Groß Straße.PDF", "gross-strasse"),
        ("a.b.txt", "a-b"),
        ("../../evil.txt", "evil"),
        ("..\\..\\evil.txt", "evil"),
        ('=HYPERLINK("http://x").txt', "hyperlink-http-x"),
        ("<script>.docx", "script"),
        ("$x$.pdf", "x"),
        ("{{config}}.html", "config"),
        ("\x01\x02\n.txt", "report"),
        ("\u202etxt.exe.txt", "txt-exe"),
        ("Łódź ﬁn É.odt", "lodz-fin-e"),
        ("İstanbul.txt", "istanbul"),
        ("", "report"),
        ("x" * 300 + ".txt", "x" * 80),
        ("no ending", "no-ending"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected
