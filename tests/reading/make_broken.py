"""Files that are broken, hostile or something else than their ending says, each with its code."""

from __future__ import annotations

import codecs
import random
from collections.abc import Callable

from tests.reading import make_formats as make

from kfd_analysis.reading.formats.files import ENDINGS

RANDOM = random.Random(3).randbytes(5000)
DOCX, ODT, PPTX = make.docx_bytes(["x"]), make.odt_bytes(["x"]), make.pptx_bytes([["x"]])
PDF, HTML = make.pdf_bytes([["ein Satz"]]), make.html_bytes(["x"])
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100)
DTD = '<!DOCTYPE a [<!ENTITY b "c">]>'
LOL = (
    '<!DOCTYPE a [<!ENTITY l "lol">'
    + "".join(f'<!ENTITY l{n} "{("&l" + str(n - 1 or "") + ";") * 10}">' for n in range(1, 10))
    + "]>"
)
WORD_XML = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body>%s</w:body></w:document>"
)

LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <00> /U <00> /P -1 >>"

BROKEN: list[tuple[str, bytes | Callable[[], bytes], str]] = [
    *((f"nothing{ending}", b"", "empty") for ending in ENDINGS),
    ("blanks.txt", b" \r\n\t\n", "empty"),
    ("bom.txt", codecs.BOM_UTF8, "empty"),
    ("zeros.txt", bytes(1000), "empty"),
    ("zeros.docx", bytes(1000), "empty"),
    ("nul_inside.txt", b"a text\0with zero bytes\0\0inside", "not_text"),
    ("random.txt", RANDOM, "not_text"),
    ("controls.txt", bytes(range(1, 9)) * 50, "not_text"),
    ("random.html", RANDOM, "not_text"),
    *((f"random{ending}", b"\x01" + RANDOM, "damaged") for ending in (".docx", ".odt", ".pdf", ".pptx")),
    ("large.txt", lambda: b"a" * 30_000_000, "too_large"),
    ("line.txt", lambda: b"a " * 1_000_000, "too_large"),
    ("long.txt", lambda: b"eine Zeile\n" * 300_000, "too_large"),
    ("line.html", lambda: b"<p>" + b"a " * 1_000_000, "too_large"),
    ("large.pdf", lambda: PDF + bytes(21_000_000), "too_large"),
    ("pdf.txt", PDF, "wrong_type"),
    ("docx.txt", DOCX, "wrong_type"),
    ("page.txt", HTML, "wrong_type"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + RANDOM, "wrong_type"),
    ("rich.txt", rb"{\rtf1 Hallo}", "wrong_type"),
    ("rich.docx", rb"{\rtf1 Hallo}", "wrong_type"),
    ("old.docx", OLE, "wrong_type"),
    ("old.pptx", OLE, "wrong_type"),
    ("page.docx", HTML, "wrong_type"),
    ("text.docx", b"nur Text", "wrong_type"),
    ("text.pdf", b"nur Text", "wrong_type"),
    ("odt.docx", ODT, "wrong_type"),
    ("docx.odt", DOCX, "wrong_type"),
    ("docx.pptx", DOCX, "wrong_type"),
    ("mail.html", b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n<html>", "wrong_type"),
    ("saved.txt", b"Subject: Bericht\nFrom: amt@example.org\nMIME-Version: 1.0\n\nText", "wrong_type"),
    ("nested.docx", make.zip_bytes({"inner.docx": DOCX}), "wrong_type"),
    ("frames.html", b"<html><frameset><frame src=a></frameset></html>", "wrong_type"),
    ("sheet.odt", make.zip_bytes({"content.xml": b"<a><body><spreadsheet/></body></a>"}), "wrong_type"),
    ("locked.docx", LOCKED, "encrypted"),
    ("locked.pptx", LOCKED, "encrypted"),
    ("flag.docx", make.encrypted_flag(DOCX), "encrypted"),
    ("flag.odt", make.encrypted_flag(ODT), "encrypted"),
    ("manifest.odt", make.odt_bytes(["x"], manifest="<manifest><encryption-data/></manifest>"), "encrypted"),
    ("half.docx", DOCX[: len(DOCX) // 2], "damaged"),
    ("half.odt", ODT[: len(ODT) // 2], "damaged"),
    ("half.pptx", PPTX[: len(PPTX) // 2], "damaged"),
    ("head.pdf", b"%PDF-1.7\n", "damaged"),
    ("garbled.odt", make.replaced(ODT, "content.xml", b"<a><b></a>"), "damaged"),
    ("garbled.docx", make.replaced(DOCX, "word/document.xml", b"<w:document"), "damaged"),
    ("no_types.docx", make.zip_bytes({"word/document.xml": WORD_XML % b""}), "damaged"),
    ("crc.docx", DOCX.replace(b"PK\x01\x02", b"PK\x01\x03", 1), "damaged"),
    ("twice.odt", ODT[:0] + make.zip_bytes({"content.xml": b"<a/>"}), "wrong_type"),
    ("dtd.odt", make.odt_bytes(["x"], dtd=DTD), "dtd"),
    ("lol.odt", make.odt_bytes(["x"], content="&l9;", dtd=LOL), "dtd"),
    ("dtd.docx", make.replaced(DOCX, "word/document.xml", DTD.encode() + WORD_XML % b""), "dtd"),
    ("wide_dtd.docx", make.replaced(DOCX, "word/document.xml", (DTD + "<a/>").encode("utf-16")), "dtd"),
    ("dtd.pptx", make.replaced(PPTX, "ppt/presentation.xml", LOL.encode() + b"<a/>"), "dtd"),
    ("bomb.docx", lambda: make.replaced(DOCX, "word/document.xml", WORD_XML % (b" " * 30_000_000)), "bomb"),
    ("bomb.odt", lambda: make.odt_bytes(content=" " * 51_000_000), "bomb"),
    ("picture.pptx", lambda: make.replaced(PPTX, "ppt/media/a.bmp", bytes(60_000_000)), "bomb"),
    ("parts.docx", lambda: make.zip_bytes({f"word/{n}": b"" for n in range(2100)}), "too_many_parts"),
    ("bomb.pdf", make.flate_bomb_pdf, "bomb"),
    ("empty.docx", make.docx_bytes([]), "empty"),
    ("empty.odt", make.odt_bytes([]), "empty"),
    ("empty.html", b"<html><body><nav>Nur ein Men\xc3\xbc</nav></body></html>", "empty"),
    ("empty.pdf", make.pdf_bytes([[]]), "no_text_layer"),
    ("locked.pdf", make.pdf_bytes([["x"]], LOCK), "encrypted"),
    ("sheet.xlsx", b"PK\x03\x04", "unsupported_format"),
    ("no_ending", b"text", "unsupported_format"),
]  # fmt: skip

# Broken, but a parser may still find what is there; each outcome is right.
TOLERATED = [
    ("half.pdf", PDF[: len(PDF) // 2]),
    ("no_end.pdf", PDF[:-30]),
    ("tail.pdf", PDF + RANDOM),
    ("half.html", HTML[: len(HTML) // 2]),
    ("deep.html", b"<div>" * 20_000 + b"tief"),
    ("deep.odt", make.odt_bytes(content="<text:section>" * 5000 + "</text:section>" * 5000)),
    (
        "deep.docx",
        make.replaced(DOCX, "word/document.xml", WORD_XML % (b"<w:sdt>" * 5000 + b"</w:sdt>" * 5000)),
    ),
    (
        "foreign.docx",
        make.replaced(DOCX, "word/document.xml", WORD_XML % b'<p xmlns="other">x</p><w:p><w:r/></w:p>'),
    ),
    ("loop.pdf", PDF.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")),
    ("attributes.html", b"<p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">x"),
    ("entities.html", b"<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;&b;x"),
]
