"""From a file to a document: the way in for everything that codes."""

from __future__ import annotations

from pathlib import Path

from kfd_analysis.codebook import Codebook
from kfd_analysis.model import CONTACT, Document
from kfd_analysis.reading.form import split
from kfd_analysis.reading.form.labels import printed_lines
from kfd_analysis.reading.formats.files import read_text
from kfd_analysis.reading.privacy import Redactor
from kfd_analysis.reading.text import normal_lines


def read_document(path: Path, book: Codebook) -> Document:
    """Read a file and split it into the answers to the form's questions (or into slides).

    Parameters
    ----------
    path
        A report in one of the formats that `read_text` knows.
    book
        The codebook (``form.yml``).

    Returns
    -------
    Document

    Raises
    ------
    UnreadableReportError
        If the file cannot be read or is no report; names the reason.
    """
    labels = printed_lines(book) if path.suffix.lower() == ".pdf" else frozenset()
    text = read_text(path, labels)
    document = split(normal_lines(text.text), book, path.name)
    return document._replace(problems=(*text.warnings, *document.problems))


def redactor(document: Document, book: Codebook) -> Redactor:
    """The redactor of one report: it learns names from contact fields, moderation and the whole text."""
    contact = [line.text for line in document.answer(*CONTACT)]
    providers = [line.text for line in document.answer("moderation")]
    return Redactor(contact, book, providers, document.source)
