"""The label map of the form (``form.yml``), compiled: words of labels, questions, a page's furniture."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import CodebookError
from kfd_analysis.fold import fold
from kfd_analysis.reading.form.formcheck import check_keys
from kfd_analysis.reading.form.spelling import skeleton

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{4,}")
# Letters by which labels and questions are looked up, of a word with a typing error, of a label's number.
FRONT, LONG, FIRST = 7, 15, 3
HEADING = "heading"


class Label(NamedTuple):
    """A key of the form that `words` words stand for; `strong` if they can hardly be anything else."""

    key: str
    kind: str
    strong: bool
    words: int
    letters: str


class LabelMap(NamedTuple):
    """The label map, compiled.

    Attributes
    ----------
    printed
        The form's own lines as printed, with and without colon: label or, for a question, None.
    names
        Labels by `skeleton`.
    beginnings, words
        Skeletons of first words of labels (they may be wrapped); of these and of whole labels.
    numbered, number_starts, answer_mark
        A word and number before a label ("TOP 1"), its first letters; words before an answer.
    starts, fronts, tails
        First four characters of all words of the form, first seven letters, last six of labels:
        what begins and ends otherwise is neither label nor question.
    similar
        Labels by their first four and by their last six letters, for typing errors.
    questions
        By first letters: skeletons of sentences and other wordings, what they ask, True if whole.
    lines
        Whole lines of questions as printed, with the questions that they ask.
    asked
        Words of each question, to know it in other wordings.
    brackets, imperative
        Questions that end with a bracket; questions that are no interrogative sentence.
    subheads, subwords
        Section and skeleton of an answer's heading that can stand for a question; the skeletons.
    section_of, asks, order, fields
        Section of a question, questions of a section, place of a field or section in the form; the fields.
    empty, answers
        Words that are no answer; words that are one under a key all the same.
    page_marks, page_starts, footer_marks, footer_starts, footer_words
        Page furniture, as `furniture` writes it.
    """

    printed: dict[str, Label | None]
    names: dict[str, Label]
    beginnings: frozenset[str]
    words: frozenset[str]
    numbered: re.Pattern[str]
    number_starts: frozenset[str]
    answer_mark: re.Pattern[str]
    starts: frozenset[str]
    fronts: frozenset[str]
    tails: frozenset[str]
    similar: dict[str, list[tuple[str, Label]]]
    questions: dict[str, list[tuple[str, tuple[str, ...], bool]]]
    lines: dict[str, tuple[str, ...]]
    asked: dict[str, frozenset[str]]
    brackets: frozenset[str]
    imperative: frozenset[str]
    subheads: dict[tuple[str, str], str]
    subwords: frozenset[str]
    section_of: dict[str, str]
    asks: dict[str, tuple[str, ...]]
    order: dict[str, int]
    fields: frozenset[str]
    empty: frozenset[str]
    answers: dict[str, frozenset[str]]
    page_marks: frozenset[str]
    page_starts: frozenset[str]
    footer_marks: frozenset[str]
    footer_starts: tuple[str, ...]
    footer_words: frozenset[str]


def label_map(book: Codebook) -> LabelMap:
    """The compiled label map of a codebook.

    Raises
    ------
    CodebookError
        If two keys claim the same label, or an entry lacks its kind, labels or section.
    """
    return book.compiled("label_map", _compile)


def printed_lines(book: Codebook) -> frozenset[str]:
    """Every label in all its variants and every sentence of a question: what wrapped lines may add up to."""
    form: dict[str, Any] = book.data["form"]
    parts = [
        entry.get(part, ()) for entry in form["keys"].values() for part in ("labels", "short", "printed")
    ]
    return frozenset(chain(form["headings"], label_map(book).lines, *parts))


def furniture(text: str) -> str:
    """How a line of page furniture is looked up: folded, blanks joined, numbers as ``#``."""
    return " ".join(_DIGITS.sub("#", fold(text)).split())


def words_of(text: str) -> frozenset[str]:
    """The longer words of a text, in lower case."""
    return frozenset(_WORD.findall(text.lower()))


def _compile(book: Codebook) -> LabelMap:
    form: dict[str, Any] = book.data["form"]
    try:
        check_keys(form["keys"])
        return _label_map(form)
    except (KeyError, TypeError, AttributeError) as error:
        raise CodebookError(f"form.yml: an entry is incomplete or of the wrong kind ({error!r})") from None


def _label_map(form: dict[str, Any]) -> LabelMap:
    keys: dict[str, Any] = form["keys"]
    headed = {key: entry for key, entry in keys.items() if entry["kind"] != "question"}
    asked = {entry.get("asks", key): entry for key, entry in keys.items() if entry["kind"] == "question"}
    names = _names(headed, form["headings"])
    questions, lines = _questions(asked)
    section_of = {ask: entry["section"] for ask, entry in asked.items()}
    subheads = {
        (e["section"], skeleton(words)): ask for ask, e in asked.items() for words in e.get("short", ())
    }
    footers = [furniture(words) for words in form["footer_marks"]]
    beginnings = frozenset(_beginnings(headed))
    strong = {letters: label for letters, label in names.items() if label.strong}
    return LabelMap(
        printed=_printed(headed, form["headings"]) | dict.fromkeys(lines),
        names=names,
        beginnings=beginnings,
        words=beginnings | frozenset(names) | frozenset(words for _, words in subheads),
        numbered=_numbered(form["label_numbers"]),
        number_starts=frozenset(fold(word)[:FIRST] for word in form["label_numbers"]),
        answer_mark=re.compile(rf"(?:{'|'.join(map(re.escape, form['answer_marks']))}):\s*"),
        starts=frozenset(_starts(keys, form["headings"])),
        fronts=frozenset(
            letters[:FRONT] for letters in [*names, *questions, *(words for _, words in subheads)]
        ),
        tails=frozenset(letters[-6:] for letters in strong),
        similar=_similar({w: n for w, n in names.items() if n.strong or n.kind == "field" or len(w) >= LONG}),
        questions=questions,
        lines=lines,
        asked={ask: words_of(" ".join(entry["printed"])) for ask, entry in asked.items()},
        brackets=frozenset(ask for ask, entry in asked.items() if entry["printed"][-1].endswith(")")),
        imperative=frozenset(ask for ask, entry in asked.items() if entry["printed"][-1].endswith(".")),
        subheads=subheads,
        subwords=frozenset(letters for _, letters in subheads),
        section_of=section_of,
        asks={key: tuple(a for a, of in section_of.items() if of == key) or (key,) for key in headed},
        order={key: n for n, key in enumerate(headed)},
        fields=frozenset(key for key, entry in headed.items() if entry["kind"] == "field"),
        empty=frozenset(map(_answer, form["empty_answers"])),
        answers={key: frozenset(map(_answer, e["answers"])) for key, e in headed.items() if "answers" in e},
        page_marks=frozenset(map(furniture, form["page_marks"])),
        page_starts=frozenset(fold(words)[:2] for words in form["page_marks"]),
        footer_marks=frozenset(footers),
        footer_starts=tuple(words[:-1] for words in footers if words.endswith("*")),
        footer_words=frozenset(map(furniture, form["footer_words"])),
    )


def _numbered(words: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?:{alternatives})\s*\d{{1,2}}\s*[.:)–-]?\s+(?=[^\W\d])", re.IGNORECASE)


def _starts(keys: dict[str, Any], headings: list[str]) -> Iterable[str]:
    parts = ("labels", "short", "printed", "also")
    lists = [headings, *(entry.get(part, ()) for entry in keys.values() for part in parts)]
    for words in chain.from_iterable(lists):
        letters = skeleton(words)
        for spelling in (fold(words), letters):
            yield from ((spelling + mark)[:4] for mark in ("", " ", ":", ": "))


def _similar(names: dict[str, Label]) -> dict[str, list[tuple[str, Label]]]:
    similar: defaultdict[str, list[tuple[str, Label]]] = defaultdict(list)
    for letters, label in names.items():
        similar[letters[:4]].append((letters, label))
        similar[letters[-6:]].append((letters, label))
    return dict(similar)


def _answer(text: str) -> str:
    return "".join(fold(text).split())


def is_empty(text: str, key: str, labels: LabelMap) -> bool:
    """Whether an answer to `key` says no more than that there is none ("k. A.")."""
    if len(text) > 25:
        return False
    said = _answer(text)
    if said in labels.answers.get(key, ()):
        return False
    return said in labels.empty or said.rstrip(".") in labels.empty


def _names(headed: dict[str, Any], headings: Iterable[str]) -> dict[str, Label]:
    names: dict[str, Label] = {}
    claims = [
        (words, Label(key, entry["kind"], part == "labels", len(words.split()), skeleton(words)))
        for key, entry in headed.items()
        for part in ("labels", "short")
        for words in entry.get(part, ())
    ]
    claims += [
        (words, Label(HEADING, HEADING, True, len(words.split()), skeleton(words))) for words in headings
    ]
    for words, label in claims:
        known = names.setdefault(label.letters, label)
        if known.key != label.key:
            raise CodebookError(
                f"form.yml: label {words!r} stands under {known.key} and under {label.key}; keep it under one"
            )
    return names


def _printed(headed: dict[str, Any], headings: Iterable[str]) -> dict[str, Label | None]:
    own = [(key, entry["kind"], entry["labels"][0]) for key, entry in headed.items()]
    own += [(HEADING, HEADING, words) for words in headings]
    printed: dict[str, Label | None] = {}
    for key, kind, words in own:
        label = Label(key, kind, True, len(words.split()), skeleton(words))
        printed[words] = printed[f"{words}:"] = label
    return printed


def _beginnings(headed: dict[str, Any]) -> Iterable[str]:
    for entry in headed.values():
        for words in map(str.split, entry["labels"]):
            yield from (skeleton(" ".join(words[:n])) for n in range(1, len(words)))


def _questions(
    asked: dict[str, Any],
) -> tuple[dict[str, list[tuple[str, tuple[str, ...], bool]]], dict[str, tuple[str, ...]]]:
    sentences: defaultdict[str, list[str]] = defaultdict(list)
    whole = set()
    lines: dict[str, tuple[str, ...]] = {}
    for ask, entry in asked.items():
        lines[" ".join(entry["printed"])] = (ask,)
        for part in ("printed", "also"):
            for words in entry.get(part, ()):
                sentences[skeleton(words)].append(ask)
                if part == "printed":
                    whole.add(skeleton(words))
                    lines[words] = (ask,)
    fronts: defaultdict[str, list[tuple[str, tuple[str, ...], bool]]] = defaultdict(list)
    for words in sorted(sentences, key=len, reverse=True):
        fronts[words[:FRONT]].append((words, tuple(dict.fromkeys(sentences[words])), words in whole))
    return dict(fronts), lines


def known_questions(letters: str, labels: LabelMap) -> list[tuple[str, tuple[str, ...], bool]]:
    """Sentences of questions that may begin like `letters` (a skeleton), longest first."""
    return labels.questions.get(letters[:FRONT], [])
