"""The corpora that speed is measured on: no free answer is printed twice, and the same seed gives the same."""

from itertools import pairwise
from pathlib import Path

from benchmarks.corpus import ANSWERS, texts, write_corpus

from kfd_analysis.codebook import load_codebook
from kfd_analysis.reading.document import read_document

SIZE = 300
"""Each of the project's reports is varied three times at least."""


def test_no_answer_is_printed_twice(tmp_path: Path) -> None:
    """As read: neither in its own section nor in another one; every report answers most of what is asked."""
    write_corpus(tmp_path, SIZE)
    book = load_codebook()
    answers = []
    for path in sorted(tmp_path.iterdir()):
        document = read_document(path, book)
        said = [tuple(line.text for line in document.answer(key)) for key in ANSWERS]
        answers += [lines for lines in said if lines]
    assert len(answers) > SIZE * (len(ANSWERS) - 1)
    ordered = sorted(answers)
    assert [one for one, other in pairwise(ordered) if one == other] == []


def test_same_seed_same_texts() -> None:
    """Figures of two days are comparable: the same size and seed give the same texts, another seed others."""
    first = list(texts(5))
    assert first == list(texts(5))
    assert set(first).isdisjoint(texts(5, seed=2))
