"""What the loader is measured beside: the floor, its own steps, and other libraries on the same texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from kfd_analysis import load_dataset
from kfd_analysis.codebook import Codebook, load_codebook
from kfd_analysis.coding.codes.lexicon import FILES
from kfd_analysis.coding.codes.matching import Matcher, compile_pattern
from kfd_analysis.coding.codes.terms import code_terms
from kfd_analysis.coding.numbers import find_amounts
from kfd_analysis.coding.time.dates import find_dates
from kfd_analysis.fold import fold
from kfd_analysis.model import Document
from kfd_analysis.reading.document import read_document, redactor

TERMS = 150
PASSES = 20
"""How often the floor goes through the corpus, to take long enough to be timed."""
LINES = 300
"""Lines with figures that amounts and dates are looked for in."""
_PLAIN = re.compile(r"[^\W\d_]{4,}(?: [^\W\d_]+)?")


class Contest(NamedTuple):
    """A piece of work that is timed: how many reports (or lines) one run goes through.

    It is set beside the first contest of each of its groups.
    """

    name: str
    groups: tuple[str, ...]
    size: int
    run: Callable[[], object]


def contests(folder: Path) -> Iterator[Contest]:
    """Everything that is timed on a corpus, group by group, the project's own work first in each."""
    paths, book = sorted(folder.glob("*.txt")), load_codebook()
    often = paths * PASSES
    yield Contest("read and decode alone (the floor)", ("reports",), len(often), lambda: _texts(often))
    yield Contest("load_dataset", ("reports",), len(paths), lambda: load_dataset(folder, texts=False))
    two = partial(load_dataset, folder, jobs=2, texts=False)
    yield Contest("load_dataset, two processes", ("reports",), len(paths), two)
    documents = [read_document(path, book) for path in paths]
    yield Contest("redact whole texts", ("reports",), len(paths), lambda: _redact(documents, book))
    yield from _terms(documents, paths, book)
    yield from _figures(documents, book)


def _texts(paths: Sequence[Path]) -> list[str]:
    return [path.read_bytes().decode("utf-8") for path in paths]


def _redact(documents: Sequence[Document], book: Codebook) -> None:
    for document in documents:
        redact = redactor(document, book).redact
        for line in document.source:
            redact(line)


def _terms(documents: Sequence[Document], paths: Sequence[Path], book: Codebook) -> Iterator[Contest]:
    texts, words = _texts(paths), terms(book)
    patterns = [re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in words]
    together = re.compile("|".join(rf"\b{re.escape(word)}" for word in words), re.IGNORECASE)

    def coded() -> None:
        for document in documents:
            code_terms(document, book)

    yield Contest(
        "code_terms: all patterns of the codebook, with their context", ("terms",), len(texts), coded
    )
    yield Contest(
        f"Matcher of the codebook, {TERMS} terms", ("same terms",), len(texts), _matcher(texts, words)
    )
    work: dict[str, Callable[[], object]] = {
        f"re, {TERMS} patterns one by one": lambda: [p.findall(text) for text in texts for p in patterns],
        f"re, one alternation of {TERMS}": lambda: [together.findall(text) for text in texts],
        f"spaCy PhraseMatcher, {TERMS} terms": _phrase_matcher(texts, words),
        f"scikit-learn CountVectorizer, {TERMS} terms": _vectorizer(texts, words),
    }
    for name, run in work.items():
        yield Contest(name, ("terms", "same terms"), len(texts), run)


def terms(book: Codebook) -> list[str]:
    """Terms of one or two whole words, taken evenly from all codes."""
    entries = chain.from_iterable(book.data[name] for name in FILES.values())
    plain = {p for entry in entries for p in entry["patterns"] if _PLAIN.fullmatch(p)}
    ordered = sorted(plain)
    return ordered[:: max(1, len(ordered) // TERMS)][:TERMS]


def _matcher(texts: Sequence[str], words: Sequence[str]) -> Callable[[], object]:
    """The engine of the codebook with the terms of the others: beginnings of words, no context."""
    matcher = Matcher(("terms", compile_pattern(f"{word}*", {}), word) for word in words)
    return lambda: [matcher.find(fold(text), ("terms",)) for text in texts]


def _phrase_matcher(texts: Sequence[str], words: Sequence[str]) -> Callable[[], object]:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("de")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("terms", [nlp.make_doc(word) for word in words])
    return lambda: [matcher(nlp.make_doc(text)) for text in texts]


def _vectorizer(texts: Sequence[str], words: Sequence[str]) -> Callable[[], object]:
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(vocabulary=[word.lower() for word in words], ngram_range=(1, 2))
    return lambda: vectorizer.transform(texts)


def _figures(documents: Sequence[Document], book: Codebook) -> Iterator[Contest]:
    import price_parser
    from dateparser.search import search_dates

    money, days = _lines(documents, "costs"), _lines(documents, "concept")
    search: Any = search_dates

    yield Contest("find_amounts", ("amounts",), len(money), lambda: [find_amounts(t, book) for t in money])
    yield Contest(
        "price-parser", ("amounts",), len(money), lambda: [price_parser.Price.fromstring(t) for t in money]
    )
    yield Contest("find_dates", ("dates",), len(days), lambda: [find_dates(t, book) for t in days])
    yield Contest(
        "dateparser search", ("dates",), len(days), lambda: [search(t, languages=["de"]) for t in days]
    )


def _lines(documents: Sequence[Document], key: str) -> list[str]:
    lines = (line.text for document in documents for line in document.answer(key))
    return [text for text in lines if any(char.isdigit() for char in text)][:LINES]
