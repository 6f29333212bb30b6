"""Corpora of any size, varied from the project's own reports so that no free answer is ever repeated."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kfd_analysis.codebook import load_codebook
from kfd_analysis.model import Document
from kfd_analysis.reading.document import read_document
from kfd_analysis.reading.text import sentences

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("data/raw", "tests/practice/reports", "tests/unseen/*/reports")
ANSWERS = (
    "concept", "occasion", "moderation", "topics", "actors", "rating", "outcomes", "costs", "recommendations",
)  # fmt: skip
"""Sections with free answers: none is printed twice; the fields of a word or two above them may be."""

_NUMBER = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<sign>[.:])\d\d)?(?=(?:\s?[-–]\s?\d[\d.:]*| bis \d[\d.:]*)?\s?(?:Uhr|h)\b)"
    r"|\d+"
)
_LONG_WORD = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{6,}\b")
_YEARS = ("2016", "2017")


class Part(NamedTuple):
    """A field or section as printed: its key, its source lines, the label first, and where its answer ends.

    Behind the answer may stand blank lines and the heading of what follows.
    """

    key: str
    lines: tuple[str, ...]
    end: int


class Pattern(NamedTuple):
    """A report to vary: the name of its municipality and its parts from top to bottom."""

    name: str
    parts: tuple[Part, ...]


def write_corpus(folder: Path, size: int, seed: int = 1) -> None:
    """Write `size` reports as UTF-8 text files into `folder`.

    Numbers, the municipality's name and words are changed, and sentences of other reports are added to
    every answer, so that each answer is printed once in the whole corpus. The same size and seed give
    the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts(size, seed), 1):
        (folder / f"report-{number:06d}.txt").write_text(text, encoding="utf-8")


def texts(size: int, seed: int = 1) -> Iterator[str]:
    """The reports of a corpus, one after the other."""
    chance = random.Random(seed)
    book = load_codebook()
    documents = [read_document(path, book) for name in FOLDERS for path in sorted(ROOT.glob(f"{name}/*.txt"))]
    forms = [document for document in documents if document.document_type == "questionnaire"]
    patterns = [_pattern(document) for document in forms]
    labels = {line.strip(" :") for pattern in patterns for part in pattern.parts for line in part.lines[:1]}
    pool: dict[str, list[str]] = {}
    for document in forms:
        for key, section in document.sections.items():
            found = [s.text for line in section.lines for s in sentences(line, book)]
            pool.setdefault(key, []).extend(text for text in found if text.strip(" :") not in labels)
    words = sorted({word for found in pool.values() for text in found for word in _LONG_WORD.findall(text)})
    printed: set[int] = set()
    for number in range(size):
        yield _varied(patterns[number % len(patterns)], pool, words, printed, chance)


def _pattern(document: Document) -> Pattern:
    sections = sorted(document.sections.values(), key=lambda section: section.label_line)
    starts = [section.label_line - 1 for section in sections]
    parts = [Part("", document.source[: starts[0]], 0)]
    for section, start, end in zip(sections, starts, [*starts[1:], len(document.source)], strict=True):
        last = max((line.number for line in section.lines), default=section.label_line)
        parts.append(Part(section.key, document.source[start:end], min(last, end) - start))
    named = document.answer("name")
    return Pattern(named[0].text.split()[-1] if named else "", tuple(parts))


def _varied(
    pattern: Pattern, pool: dict[str, list[str]], words: list[str], printed: set[int], chance: random.Random
) -> str:
    town = chance.choice(words)[:6] + chance.choice(words)[:4].lower() + "ingen"
    lines: list[str] = []
    for part in pattern.parts:
        while True:
            new = [_numbers(line, chance) for line in part.lines]
            if part.key in ANSWERS:
                new[part.end : part.end] = _further(pool[part.key], words, chance)
            mark = hash("\n".join(new[1 : len(new) - len(part.lines) + part.end]))
            if part.key not in ANSWERS or mark not in printed:
                break
        printed.add(mark)
        lines += [line.replace(pattern.name, town) for line in new] if len(pattern.name) > 3 else new
    return "\n".join(lines) + "\n"


def _further(pool: list[str], words: list[str], chance: random.Random) -> list[str]:
    """Two sentences from the same section of other reports, with their numbers and a long word changed."""
    long: list[str] = []
    while not long:
        added = [_numbers(sentence, chance) for sentence in chance.choices(pool, k=2)]
        long = [word for sentence in added for word in _LONG_WORD.findall(sentence)]
    word, other = chance.choice(long), chance.choice(words) + chance.choice(words).lower()
    return [sentence.replace(word, other, 1) for sentence in added]


def _numbers(line: str, chance: random.Random) -> str:
    return _NUMBER.sub(lambda found: _time(found, chance) or _number(found.group(), chance), line)


def _time(found: re.Match[str], chance: random.Random) -> str:
    """Another time of day, if it is one."""
    if found["hour"] is None:
        return ""
    minutes = found["sign"] + chance.choice(("00", "15", "30", "45")) if found["sign"] else ""
    return str(chance.randint(9, 21)) + minutes


def _number(digits: str, chance: random.Random) -> str:
    """Another number of the same form: a month or a day stays one, a year stays near."""
    value = int(digits)
    if len(digits) == 4 and digits.startswith("20"):
        return chance.choice(_YEARS)
    if value <= 12:
        return str(chance.randint(1, 12)).zfill(len(digits))
    if value <= 28:
        return str(chance.randint(13, 28))
    if value <= 59:
        return str(chance.choice((30, value)))
    return digits[0] + "".join(d if d == "0" else str(chance.randint(1, 9)) for d in digits[1:])
