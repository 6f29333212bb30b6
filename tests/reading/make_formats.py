"""Writers for the same report in every format, and for broken files."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

SOFFICE = shutil.which("soffice")

LABELS = [
    "Angaben zur Kommune",
    "Name der Stadt oder Gemeinde",
    "Einwohnerzahl",
    "Landkreis",
    "Name und Adresse der Kontaktperson für den Kommunalen Flüchtlingsdialog:",
    "Veranstaltungskonzept:",
    "Bitte beschreiben Sie kurz die Zielsetzung, das Format und die methodische Umsetzung "
    "des Flüchtlingsdialogs.",
    "Beteiligte Akteure",
    "Bitte nennen Sie die Teilnehmergruppen und die Anzahl der Personen, "
    "die an dem Flüchtlingsdialog teilgenommen haben.",
    "Kosten und Effizienz",
]

# An invented report in which every line can be told from its neighbours on a page.
REPORT = [
    "Steckbrief",
    "Quellstadt",
    LABELS[0],
    LABELS[1],
    "Stadt Quellstadt -> www.example.org",
    LABELS[2],
    "ca. 12.300",
    LABELS[3],
    "Musterkreis",
    LABELS[4],
    "Erika Muster",
    "Musterweg 3",
    "70000 Quellstadt",
    LABELS[5],
    LABELS[6],
    "Durchführung am 11.03.2017 von 9:30 - 14:00 Uhr",
    "An fünf Tischen haben Einheimische und Zugezogene miteinander gesprochen, jede Runde dauerte eine "
    "halbe Stunde, und am Ende wurden alle Vorschläge an einer langen Wand gesammelt "
    "und gemeinsam nach Themen geordnet.",
    "• erste Runde: Wohnen",
    "• zweite Runde: Arbeit & Beruf",
    "- dritte Runde: Sprache <A1 bis B2>",
    LABELS[7],
    LABELS[8],
    "Geflüchtete 18, Ehrenamtliche 22, Verwaltung 6",
    LABELS[9],
    "Gesamtkosten ca. 4.200 €, davon 2.800 € für Moderation; „viel Arbeit“, sagten alle – zu Recht.",
    "Der Aufwand hat sich nach der Einschätzung aller, die dabei waren, sehr gelohnt, auch wenn die "
    "Vorbereitung viel länger gedauert hat als gedacht und die Einladung erst spät verschickt werden konnte.",
]


def docx_bytes(lines: Iterable[str]) -> bytes:
    """A Word document with a paragraph a line, and a head and foot that are no part of the text."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kopfzeile"
    document.sections[0].footer.paragraphs[0].text = "Fußzeile"
    for line in lines:
        document.add_paragraph(line)
    return _saved(document)


def docx_table_bytes(rows: Sequence[tuple[str, str]], listed: Sequence[str] = ()) -> bytes:
    """A Word document with a form in a table, and a list below it."""
    import docx

    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    inner = table.rows[-1].cells[1].add_table(1, 2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "innen links", "innen rechts"
    for item in listed:
        document.add_paragraph(item, style="List Bullet")
    return _saved(document)


def pptx_bytes(slides: Sequence[Sequence[str]]) -> bytes:
    """A deck with a text box a slide."""
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    for lines in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        frame = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(8), Inches(5)).text_frame
        frame.text = lines[0]
        for line in lines[1:]:
            frame.add_paragraph().text = line
    return _saved(deck)


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def html_bytes(lines: Iterable[str], encoding: str = "utf-8", head: str = "") -> bytes:
    """A saved web page with menus and controls around the report."""
    body = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>Titel</title>{head}</head><body>'
        "<header>Logo</header><nav><ul><li>Startseite</li><li>Suche</li></ul></nav>"
        f'<form><input value="x"><button>Los</button><main>{body}</main></form>'
        "<aside>Werbung</aside><footer>Impressum</footer><script>var a = 'kein Text';</script></body></html>"
    )
    return page.encode(encoding)


ODT_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>{dtd}<office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>'
)
ODT_FOOT = "</office:text></office:body></office:document-content>"


def odt_bytes(
    lines: Iterable[str] = (), content: str = "", dtd: str = "", manifest: str = "<manifest/>"
) -> bytes:
    """A small OpenDocument text; `content` is put in as it is."""
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    xml = ODT_HEAD.format(dtd=dtd) + paragraphs + content + ODT_FOOT
    return zip_bytes(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": xml.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def zip_bytes(members: dict[str, bytes]) -> bytes:
    """A zip file of the given members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def replaced(archive: bytes, name: str, data: bytes) -> bytes:
    """A zip file with one member exchanged."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        members = {info.filename: source.read(info) for info in source.infolist()}
    return zip_bytes(members | {name: data})


def encrypted_flag(archive: bytes) -> bytes:
    """A zip file whose members claim to be encrypted."""
    data = bytearray(archive)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            (flags,) = struct.unpack_from("<H", data, place + offset)
            struct.pack_into("<H", data, place + offset, flags | 1)
            place = data.find(mark, place + 1)
    return bytes(data)


def pdf_bytes(pages: Sequence[Sequence[str]], extra: str = "", width: int = 90) -> bytes:
    """A PDF file in Courier, lines wrapped at `width` characters, a content stream a page."""
    contents = [_page_content(lines, width) for lines in pages]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R {extra} >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def _page_content(lines: Sequence[str], width: int) -> str:
    parts, height = ["BT /F1 9 Tf"], 800
    for line in lines:
        for piece in wrapped(line, width):
            coded = piece.encode("cp1252", "replace").decode("latin-1")
            coded = coded.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            parts.append(f"1 0 0 1 40 {height} Tm ({coded}) Tj")
            height -= 11
    return "\n".join([*parts, "ET"])


def wrapped(line: str, width: int) -> list[str]:
    """A line as a page breaks it."""
    import textwrap

    return textwrap.wrap(line, width, break_on_hyphens=True, break_long_words=False) or [""]


def flate_bomb_pdf() -> bytes:
    """A PDF file with a page content that unpacks to 200 MB."""
    packed = zlib.compress(zlib.compress(b" " * 200_000_000, 9), 9)
    head = pdf_bytes([["x"]])
    stream = (
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(packed)
        + packed
        + b"\nendstream"
    )
    place = head.index(b"5 0 obj")
    return head[:place] + b"5 0 obj\n" + stream + b"\nendobj\n" + head[head.index(b"xref") :]


def converted(path: Path, target: str, folder: Path, reader: str = "") -> Path:
    """`path` saved in another format by LibreOffice, which never reports a failure: its result is checked."""
    assert SOFFICE is not None
    call = [SOFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", target]
    call += [f"--infilter={reader}"] if reader else []
    subprocess.run([*call, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    result = folder / f"{path.stem}.{target}"
    assert result.stat().st_size > 0
    return result
