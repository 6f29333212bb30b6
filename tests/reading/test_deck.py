"""Slides: what is a deck, and which lines speak of the talk, of the work, of the fields."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kfd_analysis.codebook import load_codebook
from kfd_analysis.errors import UnreadableReportError
from kfd_analysis.reading.form import is_form, split
from kfd_analysis.reading.form.deck import is_deck, split_deck
from kfd_analysis.reading.text import normal_lines

BOOK = load_codebook()
ORIGINALS = os.environ.get("KFD_ORIGINALS")

DECK = """


Beteiligung im Muster-Kreis

—

Fachtag in Musterstadt, 3. Mai 2018

Mara Muster



Beteiligung im MUSTER-Kreis

TEIL 1: INPUT



Wer wird beteiligt?

- Fragebogen an 50 Familien
 - Haben wir alle erreicht?
 - Antwort: NEIN
- Rücklauf: 20 Fragebögen



Weitere Schritte

- World Café mit dem Ehrenamt
- Arbeit an Stationen (Auswahl von 2):
 - Wohnen & Kultur, Sprache, Arbeit, Sport
 - 4 Personen pro Tisch
 - Haben wir alle erreicht?



Bitte wählen Sie, zu welchen Handlungsfeldern Sie sich äußern. Mehrfachnennungen sind möglich.

Sprache und Bildung
Arbeit
Sonstiges

Zurück

Weiter

0% ausgefüllt



Danke für die Mitarbeit
"""


def sections(text: str) -> dict[str, list[str]]:
    document = split_deck(normal_lines(text), BOOK, "x.pptx")
    return {key: [line.text for line in section.lines] for key, section in document.sections.items()}


def test_split_deck() -> None:
    assert sections(DECK) == {
        "talk": [
            "Beteiligung im Muster-Kreis",
            "Fachtag in Musterstadt, 3. Mai 2018",
            "Mara Muster",
            "TEIL 1: INPUT",
        ],
        "slides": [
            "Wer wird beteiligt?",
            "Fragebogen an 50 Familien",
            "Haben wir alle erreicht?",
            "Antwort: NEIN",
            "Rücklauf: 20 Fragebögen",
            "Weitere Schritte",
            "World Café mit dem Ehrenamt",
            "Arbeit an Stationen (Auswahl von 2):",
            "4 Personen pro Tisch",
            "Haben wir alle erreicht?",
            "Bitte wählen Sie, zu welchen Handlungsfeldern Sie sich äußern. Mehrfachnennungen sind möglich.",
            "Danke für die Mitarbeit",
        ],
        "topics": ["Wohnen & Kultur, Sprache, Arbeit, Sport", "Sprache und Bildung", "Arbeit", "Sonstiges"],
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(re.sub(r"\n{4,}", "\n\n\n", DECK).strip(), id="two blank lines between slides"),
        pytest.param(re.sub(r"\n{3,}", "\n\n", DECK).strip(), id="one blank line, the title comes again"),
        pytest.param(re.sub(r"\n{4}", "\n\f", DECK.strip()), id="form feeds"),
        pytest.param(DECK.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(DECK.replace("\n - ", "\n• ").replace("\n- ", "\n• "), id="one level of bullets"),
    ],
)
def test_other_ways_to_set_slides_apart(text: str) -> None:
    assert is_deck(normal_lines(text), BOOK)
    assert sections(text) == sections(DECK)


def test_document() -> None:
    source = normal_lines(DECK)
    document = split(source, BOOK, "x.pptx")
    assert (document.document_type, document.title, document.problems, document.truncated) == (
        "slides",
        (),
        (),
        False,
    )
    assert {key: section.label_line for key, section in document.sections.items()} == {
        "talk": 4,
        "slides": 20,
        "topics": 33,
    }
    assert [section.blocks[0].asks for section in document.sections.values()] == [
        ("talk",),
        ("slides",),
        ("topics",),
    ]
    for line in document.answer("talk", "slides", "topics"):
        assert source[line.number - 1][line.column :] == line.text


LIST = "Milch\nBrot\nButter\nKosten\n"
NOVEL = (
    "Der Landkreis schlief, und die Beteiligung der Bürger am Dialog war noch lange kein Thema für irgendjemanden. "
    * 3
)
MINUTES = "\n\n".join(["Punkt eins", "Die Beteiligung im Landkreis", "- der Dialog", "- das Ehrenamt"] * 6)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(f"{LIST}\n\n\n" * 8, id="shopping list"),
        pytest.param(f"{NOVEL}\n\n\n\n" * 20, id="novel"),
        pytest.param(MINUTES.replace("Punkt eins", "Punkt", 1), id="minutes without slides"),
        pytest.param(DECK[: DECK.index("Wer wird")], id="two slides only"),
        pytest.param(re.sub(r"(?i)beteilig|musterkreis|fragebogen|fragebögen|world café|ehrenamt|handlungsfeld", "x", DECK), id="another subject"),
    ],
)  # fmt: skip
def test_no_deck(text: str) -> None:
    source = normal_lines(text)
    assert not is_deck(source, BOOK)
    with pytest.raises(UnreadableReportError, match="no_report"):
        split(source, BOOK, "x.txt")


def test_a_deck_is_no_form() -> None:
    assert not is_form(normal_lines(DECK), BOOK)


@pytest.mark.skipif(not ORIGINALS, reason="KFD_ORIGINALS is not set")
def test_original_deck_without_its_blank_lines() -> None:
    text = Path(ORIGINALS or "", "ilm-kreis.txt").read_text(encoding="utf-8")
    assert sections(re.sub(r"\n\s*\n\s*\n+", "\n\n", text).strip())["topics"] == sections(text)["topics"]
