"""Reports with invented personal data in every section, each piece a word that stands nowhere else."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.base import SECTIONS, form

# How a person may be named; {n} is a family name of its own for every section and wording.
WORDINGS = (
    "Frau Dr. Ottilie {n} (Stadtverwaltung) hat mitgewirkt.",
    "Begrüßung durch Oberbürgermeister Hartwig {n}",
    "Rückfragen: Sabine {n}, Tel. 07{d} / 98{d}-1{d}, {l}@example.org",
    "gez. Roland {n}, Zaunkönigweg {d}, 79{d} Quellstadt",
    "Herrn {n} danken wir; {l} (at) example.org, mobil 0151-7{d}88",
    "Moderiert von Bernd {n} und seinem Team",
)
# Where a value is read from the very line that names a person.
VALUES = {
    "name": "Quellstadt (Ansprechpartnerin Frau Ilse {n})",
    "population": "14.600 (laut Herrn {n}, Meldeamt)",
    "concept": "Durchführung am 06.04.2017 von 17:00 bis 20:00 Uhr im Haus von Frau {n}\nWorld Café, geleitet von Herrn {n}",
    "moderation": "Moderation: Claudia {n}, freie Moderatorin\nHerr Dr. {n} hat das Konzept erstellt.",
    "topics": "- Wohnen (Frau {n})\n- Arbeit (Herr {n})\n- Frau {n} erzählt",
    "actors": "45 Teilnehmende, darunter Frau {n} und Pfarrer {n}",
    "outcomes": "Ein Kalender wurde von Herrn {n} beschlossen.\nNächster Schritt: Treffen bei Frau {n}",
    "costs": "Gesamtkosten: 3.000 €, davon 1.800 € für Herrn {n} (Moderation)",
    "rating": "Wir sind mit dem Ablauf sehr zufrieden, auch dank Frau {n}.",
    "recommendations": "Mehr Zeit für Herrn {n} einplanen.",
    "occasion": "Anlass war ein Brief von Frau {n}.",
}


def _filled(wording: str, number: int) -> tuple[str, list[str]]:
    """A wording with its own data, and the strings that must not be seen again."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")
    name, digits = f"Kanarienx{letters}", f"{number:03}"
    text = wording.format(n=name, l=name.lower(), d=digits)
    numbers = [f"98{digits}-1{digits}", f"7{digits}88", f"Zaunkönigweg {digits}", f"79{digits} Quellstadt"]
    return text, [name.lower(), *(part.lower() for part in numbers if part in text)]


def canary_report() -> tuple[str, list[str]]:
    """A report with canaries in every section, and all of them."""
    answers, canaries, number = {}, [], 100
    for key, (_, answer) in SECTIONS.items():
        lines = []
        for wording in (VALUES.get(key, answer), *WORDINGS):
            text, found = _filled(wording, number)
            number += 1
            lines.append(text)
            canaries += found if "{n}" in wording else []
        answers[key] = "\n".join(lines[:1] if key == "population" else lines)
    title, found = _filled("Steckbrief von Frau Gerlinde {n}", 999)
    used = form(title, **answers)
    return used, [canary for canary in [*canaries, *found] if canary in used.lower()]


def contents(path: Path) -> Iterator[str]:
    """Everything that a file holds, as text: as it is, and unpacked as far as it is packed."""
    data = path.read_bytes()
    yield data.decode("utf-8", "replace")
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield archive.read(name).decode("utf-8", "replace")
    if path.suffix in {".pdf", ".png"}:
        yield from _streams(data)
        if path.suffix == ".pdf":
            import pypdf

            reader = pypdf.PdfReader(io.BytesIO(data))
            yield "\n".join(page.extract_text() for page in reader.pages)
            yield str(reader.metadata)
    if path.suffix in {".html", ".ipynb", ".svg"}:
        for found in re.finditer(rb"base64,([A-Za-z0-9+/=]{40,})", data):
            picture = base64.b64decode(found[1])
            yield picture.decode("utf-8", "replace")
            yield from _streams(picture)


def _streams(data: bytes) -> Iterator[str]:
    for found in re.finditer(rb"[\x78][\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj().decompress(data[found.start() :], 200_000).decode("utf-8", "replace")
        except zlib.error:
            continue
