"""Reports and files changed at random, reproducibly: the same number gives the same mutant."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from tests.hostile.base import form
from tests.hostile.strange import MARKUP
from tests.reading import make_formats as make

from kfd_analysis.reading.formats.encodings import decode

ROOT = Path(__file__).parents[2]
SIGNS = "\0\x07\x1b\t\r\x0b\x0c\x85\xad\xa0\u200b\u202e\u2028\ufeff\ufffd€½²٣Ⅻ𝟙🙂İßﬁ„“”…–—•-()[]{}<>&%$#@!?;:,./\\'\"`^~=+*|_"
WORDS = (
    "ca.", "rund", "gut", "knapp", "bis", "von", "je", "pro", "nicht", "kein", "über", "0", "1", "99999999999", "1.000",
    "1,5", "50 %", "€", "Euro", "T€", "Tsd.", "Mio.", "Uhr", "31.02.2017", "2016/17", "Mai", "17:00-20:00", "24:00",
    "Personen", "Teilnehmer", "eingeladen", "Moderation", "Frau", "Dr.", "Kosten", "insgesamt", "davon", "zzgl. MwSt.",
    "World Café", "Einwohnerzahl", "Themenfelder", "Kosten und Effizienz", "GO", "½", "zwei", "dutzend", *MARKUP,
)  # fmt: skip


@cache
def seeds() -> tuple[str, ...]:
    """All reports that tests may read, and the invented one of every question."""
    folders = (
        "data/raw",
        "tests/practice/reports",
        "tests/unseen/a/reports",
        "tests/unseen/b/reports",
        "tests/unseen/c/reports",
    )
    paths = [path for folder in folders for path in sorted((ROOT / folder).glob("*.txt"))]
    return (form(), *(decode(path.read_bytes()).text.replace("\r\n", "\n") for path in paths))


def mutant(number: int) -> bytes:
    """A report changed at one to eight places, sometimes also as bytes."""
    chance = random.Random(number)
    lines = chance.choice(seeds()).split("\n")
    for _ in range(chance.randint(1, 8)):
        chance.choice(OPERATIONS)(lines, chance)
    data = "\n".join(lines).encode("utf-8", "replace")
    if chance.random() < 0.2:
        data = bytes(_bytes(bytearray(data), chance))
    return data


def _place(lines: list[str], chance: random.Random) -> int:
    return chance.randrange(len(lines)) if lines else lines.append("") or 0  # type: ignore[func-returns-value]


def _drop(lines: list[str], chance: random.Random) -> None:
    place = _place(lines, chance)
    del lines[place : place + chance.choice((1, 1, 3, 20))]


def _swap(lines: list[str], chance: random.Random) -> None:
    a, b = _place(lines, chance), _place(lines, chance)
    lines[a], lines[b] = lines[b], lines[a]


def _double(lines: list[str], chance: random.Random) -> None:
    place = _place(lines, chance)
    lines[place:place] = lines[place : place + chance.choice((1, 2, 30))]


def _join(lines: list[str], chance: random.Random) -> None:
    place = _place(lines, chance)
    lines[place : place + 2] = [chance.choice(("", " ", ", ", " - ")).join(lines[place : place + 2])]


def _sign(lines: list[str], chance: random.Random) -> None:
    place = _place(lines, chance)
    at = chance.randint(0, len(lines[place]))
    lines[place] = lines[place][:at] + chance.choice(SIGNS) * chance.choice((1, 1, 1, 50)) + lines[place][at:]


def _word(lines: list[str], chance: random.Random) -> None:
    place = _place(lines, chance)
    words = lines[place].split(" ")
    at = chance.randint(0, len(words))
    words[at : at + chance.randint(0, 1)] = [chance.choice(WORDS)] * chance.choice((1, 1, 1, 1, 30))
    lines[place] = " ".join(words)


def _digit(lines: list[str], chance: random.Random) -> None:
    place = _place(lines, chance)
    lines[place] = "".join(
        chance.choice("0123456789.,-") if c.isdigit() and chance.random() < 0.3 else c for c in lines[place]
    )


def _other(lines: list[str], chance: random.Random) -> None:
    other = chance.choice(seeds()).split("\n")
    begin = chance.randrange(len(other))
    place = _place(lines, chance)
    lines[place:place] = other[begin : begin + chance.choice((1, 5, 40))]


OPERATIONS: Sequence[Callable[[list[str], random.Random], None]] = (
    _drop, _swap, _double, _join, _sign, _sign, _word, _word, _digit, _digit, _other,
)  # fmt: skip


def _bytes(data: bytearray, chance: random.Random) -> bytearray:
    """Bytes flipped, taken out, doubled, cut off."""
    for _ in range(chance.choice((1, 2, 10, 50))):
        if not data:
            return data
        at = chance.randrange(len(data))
        kind = chance.randrange(5)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del data[at : at + chance.choice((1, 4, 200))]
        elif kind == 3:
            data[at:at] = data[at : at + chance.choice((1, 4, 200))]
        elif chance.random() < 0.1:
            del data[at:]
    return data


@cache
def whole(ending: str) -> bytes:
    """A sound file of a format."""
    lines = form().split("\n")
    makers = {
        ".docx": make.docx_bytes,
        ".odt": make.odt_bytes,
        ".html": make.html_bytes,
        ".pdf": lambda given: make.pdf_bytes([given[:40], given[40:]]),
        ".pptx": lambda given: make.pptx_bytes([given[:30], given[30:]]),
    }
    return makers[ending](lines)


def broken(ending: str, number: int) -> bytes:
    """A file of a format with faults; in a zip mostly inside its parts, in a PDF in its objects."""
    chance = random.Random(f"{ending}{number}")
    data = whole(ending)
    if ending in {".docx", ".odt", ".pptx"} and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
        name = chance.choice([n for n in parts if n.endswith((".xml", ".rels"))])
        parts[name] = bytes(_bytes(bytearray(parts[name]), chance))
        return make.zip_bytes(parts)
    if ending == ".pdf" and chance.random() < 0.3:
        packed = zlib.compress(data)
        return data[:9] + bytes(_bytes(bytearray(data[9:]), chance)) + packed[: chance.randrange(100)]
    return bytes(_bytes(bytearray(data), chance))
