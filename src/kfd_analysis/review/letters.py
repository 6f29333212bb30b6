"""The questions back as text to send: Markdown for the terminal and editors, docx for the office."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from kfd_analysis.archive import fixed
from kfd_analysis.codebook import Codebook, load_codebook
from kfd_analysis.errors import KfdError
from kfd_analysis.review.questions import Question
from kfd_analysis.writing import write_file

_TAGS = {"en": "en-GB", "de": "de-DE"}


def write_questions(
    questions: Sequence[Question], path: Path, lang: str, book: Codebook | None = None
) -> None:
    """Write the questions as ``.md`` or ``.docx``, by the ending of `path`.

    The same input gives the same bytes.

    Raises
    ------
    KfdError
        If the ending is another one, or the place cannot be written to.
    """
    book = book or load_codebook()
    if path.suffix.lower() == ".md":
        write_file(path, markdown(questions, lang, book).encode("utf-8"))
    elif path.suffix.lower() == ".docx":
        write_file(path, docx(questions, lang, book))
    else:
        raise KfdError(
            f"{path.name}: questions are written as .md or .docx. Give the file one of these endings."
        )


def markdown(questions: Sequence[Question], lang: str, book: Codebook) -> str:
    """The questions as Markdown: a heading per municipality, numbered questions below."""
    words = book.data["questions"]
    parts = [f"# {words['title'][lang]}", words["intro"][lang].strip()]
    for name, asked in _by_municipality(questions):
        numbered = (f"{n}. {question.text(lang)}" for n, question in enumerate(asked, 1))
        parts += [f"## {name}", "\n".join(numbered)]
    return "\n\n".join(parts) + "\n"


def docx(questions: Sequence[Question], lang: str, book: Codebook) -> bytes:
    """The questions as a Word document, each municipality on a page of its own that can be sent alone."""
    from docx import Document
    from docx.enum.text import WD_BREAK
    from docx.oxml.ns import qn

    words = book.data["questions"]
    document = Document()
    document.core_properties.title = words["title"][lang]
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.language = _TAGS[lang]
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), _TAGS[lang])
    for i, (name, asked) in enumerate(_by_municipality(questions)):
        if i:
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        document.add_heading(f"{words['title'][lang]}: {name}", level=1)
        document.add_paragraph(words["intro"][lang].strip())
        for n, question in enumerate(asked, 1):
            document.add_paragraph(f"{n}. {question.text(lang)}")
    stream = io.BytesIO()
    document.save(stream)
    return fixed(stream.getvalue())


def _by_municipality(questions: Sequence[Question]) -> list[tuple[str, list[Question]]]:
    groups = groupby(questions, key=lambda question: (question.report_id, question.municipality))
    return [(name, list(asked)) for (_, name), asked in groups]
