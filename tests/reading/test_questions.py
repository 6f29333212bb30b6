"""The form's questions: which answer lines stand under which of them."""

from __future__ import annotations

import pytest

from kfd_analysis.codebook import load_codebook
from kfd_analysis.reading.form import split_form
from kfd_analysis.reading.text import normal_lines

BOOK = load_codebook()


def blocks(text: str, key: str) -> list[tuple[str, str]]:
    """Questions and answer lines of each block, joined."""
    document = split_form(normal_lines(text), BOOK, "x.txt")
    return [
        (" ".join(block.asks), " | ".join(line.text for line in block.lines))
        for block in document.sections[key].blocks
    ]


PROCESS = "Wie zufrieden sind Sie mit dem Ablauf der Dialogveranstaltung(en)? (Format, Struktur, Moderation, Transparenz, fairer und respektvoller Umgang, Informationsmaterial etc.)"
RESULTS = "Wie zufrieden sind Sie mit den Ergebnissen der Dialogveranstaltung(en)? (Diskussionsqualität, Erkenntnisse, Ergebnisse, anderer Mehrwert etc.)"
RATING = "Bewertung des Ablaufs und der Ergebnisse\n"
BOTH = "rating_process rating_results"
QUESTIONS = [
    ("an answer each", f"{PROCESS}\nGut.\n{RESULTS}\nSehr gut.", [("rating_process", "Gut."), ("rating_results", "Sehr gut.")]),
    ("one answer under both", f"{PROCESS}\n\n{RESULTS}\nGut.", [(BOTH, "Gut.")]),
    ("both on one line", f"{PROCESS} {RESULTS}\nGut.", [(BOTH, "Gut.")]),
    ("answer on the question's line", f"{PROCESS} Gut.\n{RESULTS} - Besser", [("rating_process", "Gut."), ("rating_results", "Besser")]),
    ("answer before any question", f"Alles gut.\n{RESULTS}\nSehr.", [(BOTH, "Alles gut."), ("rating_results", "Sehr.")]),
    ("no question printed", "Gut.\nSehr gut.", [(BOTH, "Gut. | Sehr gut.")]),
    ("first not answered", f"{PROCESS}\n-\n{RESULTS}\nGut.", [("rating_results", "Gut.")]),
    ("second only says nothing", f"{PROCESS}\nGut.\n{RESULTS}\nk. A.", [("rating_process", "Gut.")]),
    ("reworded", "Wie zufrieden waren Sie mit dem Ablauf?\nGut.\nWie zufrieden waren Sie mit den Ergebnissen? Ja.", [("rating_process", "Gut."), ("rating_results", "Ja.")]),
    ("asked together", "Wie zufrieden sind Sie mit Ablauf und Ergebnissen? Sehr.", [(BOTH, "Sehr.")]),
    ("reworded, bracket below", "Wie zufrieden waren Sie mit dem Ablauf der Veranstaltung?\n(Format, Leitung etc.)\nGut.", [("rating_process", "Gut.")]),
    (
        "wrapped over lines",
        "Wie zufrieden sind Sie mit dem Ablauf der Dialogveranstaltung(en)? (Format, Struktur,\nModeration, Transparenz, fairer und\n"
        "respektvoller Umgang, Informationsmaterial etc.) Gut.\nBesser.",
        [("rating_process", "Gut. | Besser.")],
    ),
    ("the answer's headings", "Ablauf: gut\nErgebnisse:\nsehr gut", [("rating_process", "gut"), ("rating_results", "sehr gut")]),
    ("headings below printed questions", f"{PROCESS}\n{RESULTS}\nAblauf: gut\nErgebnisse: gut", [(BOTH, "Ablauf: gut | Ergebnisse: gut")]),
    ("a question in the answer", f"{PROCESS}\nWarum kamen so wenige? Das fragten wir.", [("rating_process", "Warum kamen so wenige? Das fragten wir.")]),
    ("known by its words", "Wie sind Sie mit den Ergebnissen und Erkenntnissen der Dialogveranstaltung zufrieden?\nSehr.", [("rating_results", "Sehr.")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in QUESTIONS])
def test_questions(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(RATING + text, "rating") == expected


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        (
            "Themenfelder\na\nKosten und Effizienz\nStehen Aufwand und Ergebnis in einem guten Verhältnis? Ja.",
            "costs",
            [("value_for_money", "Ja.")],
        ),
        (
            "Konkrete Ergebnisse\nNennen Sie drei wichtige Ergebnisse bzw. konkrete Maßnahmen, die im Flüchtlings-\n"
            "dialog erarbeitet wurden.\n- Garten\nWelche Schritte wurden vereinbart?\nKeine",
            "outcomes",
            [("measures", "Garten"), ("effects", "Keine")],
        ),
        (
            "Kosten / Effizienz\nWelche Kosten sind Ihnen entstanden?\n500 €\nHat sich der Aufwand gelohnt?\nJa",
            "costs",
            [("cost_amount", "500 €"), ("value_for_money", "Ja")],
        ),
        (
            "Empfehlungen und Rückmeldungen\nWas würden Sie künftig anders machen?\nWerben. Was sonst? Nichts.",
            "recommendations",
            [("recommendation_self", "Werben. Was sonst? Nichts.")],
        ),
        (
            "Empfehlungen und Rückmeldungen\nVerbesserungsvorschläge:\nMehr Geld",
            "recommendations",
            [("recommendation_programme", "Mehr Geld")],
        ),
        (
            "Themenfelder\nWelche Themen wurden im Flüchtlingsdialog diskutiert und bearbeitet? Wohnen\nArbeit",
            "topics",
            [("topics", "Wohnen | Arbeit")],
        ),
    ],
)
def test_other_sections(text: str, key: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text, key) == expected


@pytest.mark.parametrize(
    ("text", "truncated"),
    [
        (f"{RATING}{PROCESS}\nGut.", False),
        (f"{RATING}{PROCESS}\nGut.\n{RESULTS}", True),
        (f"{RATING}{PROCESS}\nGut.\n{RESULTS}\n\n\n", True),
        (f"{RATING}{PROCESS}\nGut.\nWie zufrieden sind Sie mit den Ergebnissen der Dia", True),
        (f"{RATING}{PROCESS}\nGut.\nKosten und Effizienz", True),
        ("Themenfelder\na\nKosten und Effizienz", False),
        (f"{RATING}{PROCESS}\nGut.\n{RESULTS}\nImpressum", True),
        (f"{RATING}{PROCESS}\nGut.\n{RESULTS}\n-", False),
    ],
)
def test_truncated(text: str, truncated: bool) -> None:
    assert split_form(normal_lines(text), BOOK, "x.txt").truncated is truncated
