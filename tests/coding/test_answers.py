"""Free answers: outcomes with their maturity, effects, next steps, recommendations."""

import pytest
from tests.coding.forms import document

from kfd_analysis.coding.answers import code_answers

OUTCOMES = [
    ("- Sprachpaten-Börse\n- ein fester Treffpunkt", [("outcome", "idea"), ("outcome", "idea")]),
    ("- Es wurde über eine Börse diskutiert.\n- Angebote sollen ausgeweitet werden.", [("outcome", "idea"), ("outcome", "planned")]),
    ("Inhalte werden sein:\n• neue Struktur des Beirats\n• zentrale Anlaufstelle", [("outcome", "planned"), ("outcome", "planned")]),
    ("Das Leitbild wurde beschlossen.", [("outcome", "decided")]),
    ("- Runder Tisch, inzwischen gegründet", [("outcome", "implemented")]),
    ("Wirkung:\n1. Der Wille ist da.\n2. Austausch gelang.", [("effect", ""), ("effect", "")]),
    ("- Lotsen\nDie Ergebnisse werden dem Gemeinderat vorgestellt.", [("outcome", "idea"), ("next_step", "")]),
    ("Die Ergebnisse stehen in der Dokumentation anbei.", []),
    ("Wir beraten weiter.Beispiele für Anregungen sind:- Kurse: Standards?- Freizeit: Rundgänge", [("outcome", "idea"), ("outcome", "idea")]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), OUTCOMES)
def test_outcomes(book, words, expected):
    found = [(a.question, a.state) for a in code_answers(document(book, outcomes=words), book)]
    listed = [pair for pair in found if pair[0] != "next_step" or ("next_step", "") in expected]
    assert listed == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Früher werben.", ["recommendation_self"]),
        ("Die Förderung sollte auch Sachkosten abdecken.", ["recommendation_programme"]),
        (
            "Verbesserungsvorschläge:\n• Mehr Geld\nEmpfehlungen:\n• Früher beginnen",
            ["recommendation_programme", "recommendation_self"],
        ),
    ],
)
def test_recommendations_under_both_questions(book, words, expected):
    assert [a.question for a in code_answers(document(book, recommendations=words), book)] == expected


def test_recommendations_under_their_own_question(book):
    report = document(book, recommendation_self="Mehr Zeit.", recommendation_programme="Weniger Formulare.")
    assert [a.question for a in code_answers(report, book)] == [
        "recommendation_self",
        "recommendation_programme",
    ]


def test_no_answer_is_longer_than_a_sentence_or_200_characters(book):
    words = "Wir wollen " + "sehr " * 80 + "viel erreichen. Danach kommt mehr."
    assert all(
        len(a.span.text) <= 200 for a in code_answers(document(book, concept=words, occasion=words), book)
    )
