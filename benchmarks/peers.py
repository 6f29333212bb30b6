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
FEW = 20
"""Reports that all patterns are looked for in one by one, which takes long."""
PATTERN_LISTS = ("patterns", "vague", "parts", "exclusions")
_PLAIN = re.compile(r"[^\W\d_]{4,}(?: [^\W\d_]+)?")
_PHRASE = re.compile(r"[\w -]+")
_TOKEN = re.compile(r"\b\w\w+\b")  # as scikit-learn has it
_SIGNS = {"..": r"\W+(?:\w+\W+){0,4}?", "*": r"\W+\w+\W+"}


GROUPS = {
    "reports": "Whole reports",
    "terms": f"`code_terms` beside searches for {TERMS} terms",
    "context": "`code_terms` beside searches for the same patterns, which read no context",
    "patterns": "The codebook's engine without context beside searches for the same patterns",
    "same terms": f"The codebook's engine with the same {TERMS} terms",
    "phrases": "The codebook's engine with the same phrases: all its patterns without a wildcard",
    "amounts": "Amounts",
    "dates": "Dates",
}
"""The contests that are set beside one another, and what the tables call them."""


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
    documents, texts = [read_document(path, book) for path in paths], _texts(paths)
    yield Contest("redact whole texts", ("reports",), len(paths), lambda: _redact(documents, book))
    yield Contest(
        "code_terms: all patterns of the codebook, with their context",
        ("terms", "context"),
        len(paths),
        lambda: [code_terms(document, book) for document in documents],
    )
    yield from _same_terms(texts, book)
    yield from _all_patterns(texts, book)
    yield from _phrases(texts, book)
    yield from _figures(documents, book)


def _texts(paths: Sequence[Path]) -> list[str]:
    return [path.read_bytes().decode("utf-8") for path in paths]


def _redact(documents: Sequence[Document], book: Codebook) -> None:
    for document in documents:
        redact = redactor(document, book).redact
        for line in document.source:
            redact(line)


def _same_terms(texts: Sequence[str], book: Codebook) -> Iterator[Contest]:
    """Beginnings of words; the others find them case by case, as the engine finds them."""
    words = terms(book)
    sources = [rf"\b{re.escape(word)}" for word in words]
    one_by_one = [re.compile(source, re.IGNORECASE) for source in sources]
    together = re.compile("|".join(sources), re.IGNORECASE)
    own = _matcher(texts, [f"{word}*" for word in words], book)
    yield Contest(f"engine of the codebook, {TERMS} terms", ("same terms",), len(texts), own)
    work: dict[str, Callable[[], object]] = {
        f"re, {TERMS} terms one by one": lambda: [p.findall(text) for text in texts for p in one_by_one],
        f"re, one alternation of {TERMS} terms": lambda: [together.findall(text) for text in texts],
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


def _all_patterns(texts: Sequence[str], book: Codebook) -> Iterator[Contest]:
    """The others get folded texts, too, so that they need not mind the case; few, as they take long."""
    sources, few = patterns(book), texts[:FEW]
    n = f"all {len(sources):,} patterns"
    one_by_one = [re.compile(expression(source)) for source in sources]
    together = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in one_by_one))
    own = _matcher(texts, sources, book)
    groups = ("terms", "context", "patterns")
    yield Contest(f"engine of the codebook, {n}, no context", groups, len(texts), own)
    work: dict[str, Callable[[], object]] = {
        f"re, {n} one by one": lambda: [p.findall(text) for text in map(fold, few) for p in one_by_one],
        f"re, one alternation of {n}": lambda: [together.findall(text) for text in map(fold, few)],
    }
    for name, run in work.items():
        yield Contest(name, ("context", "patterns"), len(few), run)


def patterns(book: Codebook) -> list[str]:
    """All patterns of all codes, each once."""
    entries = chain.from_iterable(book.data[name] for name in FILES.values())
    lists = (entry.get(key) or () for entry in entries for key in PATTERN_LISTS)
    return sorted(set(chain.from_iterable(lists)))


def expression(pattern: str) -> str:
    """A pattern of the codebook (`kfd_analysis.coding.codes.matching`) as one of `re`, for folded texts."""
    words = fold(pattern).split()
    parts = [_SIGNS.get(word) or re.escape(word).replace(r"\*", r"\w*") for word in words]
    begin, end = (r"\b" * bool(re.match(r"\w", word)) for word in (words[0], words[-1][::-1]))
    return (begin + r"[ /-]*".join(parts) + end).replace(r"[ /-]*\W", r"\W").replace(r"\W+[ /-]*", r"\W+")


def _phrases(texts: Sequence[str], book: Codebook) -> Iterator[Contest]:
    """What can be said to libraries that know whole words alone."""
    phrases = [source for source in patterns(book) if _PHRASE.fullmatch(source)]
    n = f"{len(phrases)} phrases"
    yield Contest(f"engine of the codebook, {n}", ("phrases",), len(texts), _matcher(texts, phrases, book))
    for name, run in {
        f"spaCy PhraseMatcher, {n}": _phrase_matcher(texts, phrases),
        f"scikit-learn CountVectorizer, {n}": _vectorizer(texts, phrases),
    }.items():
        yield Contest(name, ("context", "phrases"), len(texts), run)


def _matcher(texts: Sequence[str], sources: Sequence[str], book: Codebook) -> Callable[[], object]:
    """The engine of the codebook with some patterns: finds and verifies them, reads no context."""
    same_words = book.data["context"]["same_words"]
    matcher = Matcher(("all", compile_pattern(source, same_words), source) for source in sources)
    return lambda: [matcher.find(fold(text), ("all",)) for text in texts]


def _phrase_matcher(texts: Sequence[str], words: Sequence[str]) -> Callable[[], object]:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("de")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("terms", [nlp.make_doc(word) for word in words])
    return lambda: [matcher(nlp.make_doc(text)) for text in texts]


def _vectorizer(texts: Sequence[str], words: Sequence[str]) -> Callable[[], object]:
    from sklearn.feature_extraction.text import CountVectorizer

    known = sorted({" ".join(_TOKEN.findall(word.lower())) for word in words} - {""})
    longest = max(len(word.split()) for word in known)
    vectorizer = CountVectorizer(vocabulary=known, ngram_range=(1, longest))
    return lambda: vectorizer.transform(texts)


def _figures(documents: Sequence[Document], book: Codebook) -> Iterator[Contest]:
    import price_parser
    from dateparser.search import search_dates

    money, days = _lines(documents, "costs"), _lines(documents, "concept")
    search: Any = search_dates

    def own(find: Callable[[str, Codebook], object], lines: Sequence[str]) -> None:
        """As in a report: what rules ask of a line is answered once. Of earlier runs nothing is known."""
        of_run = book.for_report()
        for line in lines:
            find(line, of_run)

    yield Contest("find_amounts", ("amounts",), len(money), partial(own, find_amounts, money))
    yield Contest(
        "price-parser", ("amounts",), len(money), lambda: [price_parser.Price.fromstring(t) for t in money]
    )
    yield Contest("find_dates", ("dates",), len(days), partial(own, find_dates, days))
    yield Contest(
        "dateparser search", ("dates",), len(days), lambda: [search(t, languages=["de"]) for t in days]
    )


def _lines(documents: Sequence[Document], key: str) -> list[str]:
    lines = (line.text for document in documents for line in document.answer(key))
    return [text for text in lines if any(char.isdigit() for char in text)][:LINES]
