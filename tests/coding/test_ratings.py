"""Satisfaction and value for money (rules 13 and 14)."""

import pytest
from tests.coding.forms import document

from kfd_analysis.coding.ratings import code_ratings

NONE = None
# answer under both questions; process, results
SHARED = [
    ("Mit dem Ablauf sind wir sehr zufireden. Die Resonanz war positiv.", "very_satisfied", NONE),
    ("Insgesamt sehr zufrieden.", "very_satisfied", "very_satisfied"),
    ("Die Veranstaltungen sind überaus positiv verlaufen. Es gab viele Ideen.", "very_satisfied", NONE),
    ("Wir sind zufrieden.", "satisfied", "satisfied"),
    ("Mit dem Ablauf sehr zufrieden, mit den Ergebnissen nur teilweise zufrieden.", "very_satisfied", "mixed"),
    ("Mit dem Ablauf waren wir nicht zufrieden.", "dissatisfied", NONE),
    ("Unzufrieden.", "dissatisfied", "dissatisfied"),
    ("Gute Stimmung, dichter Zeitplan, viele brauchbare Ideen.", NONE, NONE),
    ("Mit den Ergebnissen sind wir zufrieden.", NONE, "satisfied"),
    ("Die Zufriedenheit der Gäste wurde nicht erhoben.", NONE, NONE),
    ("Ablauf: zufrieden; Ergebnisse: sehr zufrieden.", "satisfied", "very_satisfied"),
    ("Mit dem Ablauf waren wir teils zufrieden, teils unzufrieden, manches war zu eng; zu den Ergebnissen möchten wir uns noch nicht äußern.", "mixed", NONE),
    ("Mit dem Ablauf waren wir sehr zufrieden, mit den Ergebnissen nur teilweise.", "very_satisfied", "mixed"),
    ("Mit den Ergebnissen sind wir zufrieden, mit dem Ablauf nur bedingt.", "mixed", "satisfied"),
    ("Mit dem Ablauf waren wir zufrieden. Mit den Ergebnissen nur zum Teil.", "satisfied", "mixed"),
    ("Sehr zufrieden mit dem Ablauf, mit den Ergebnissen ebenfalls.", "very_satisfied", "very_satisfied"),
    ("Mit dem Ablauf zufrieden, mit den Ergebnissen nicht.", "satisfied", "dissatisfied"),
    ("Mit dem Ablauf zufrieden, mit den Ergebnissen noch nicht.", "satisfied", NONE),
    ("Mit dem Ablauf zufrieden, mit den Ergebnissen hingegen weniger zufrieden.", "satisfied", "mixed"),
    ("Keineswegs zufrieden.", "dissatisfied", "dissatisfied"),
    ("Wir waren nicht unzufrieden.", NONE, NONE),
    ("Zufrieden wären wir, wenn mehr Leute gekommen wären.", NONE, NONE),
    ("sehr zufrieden / zufrieden / unzufrieden", NONE, NONE),
    ("mit dem Prozess: zufrieden; mit dem Ergebnis: teils/teils", "satisfied", "mixed"),
    ("Insgesamt zufrieden; die Ergebnisse sind im Netz nachzulesen.", "satisfied", "satisfied"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "process", "results"), SHARED)
def test_one_answer_under_both_questions(book, words, process, results):
    found = code_ratings(document(book, rating=words), book)
    assert (found["satisfaction_process"].value, found["satisfaction_results"].value) == (process, results)


@pytest.mark.parametrize(
    ("process", "results", "expected"),
    [
        ("Sehr zufrieden.", "Wir sind zufrieden.", ("very_satisfied", "satisfied")),
        ("Der Tag war gut geplant.", "Eher zufrieden.", (NONE, "satisfied")),
        ("Rundum zufrieden", "teils zufrieden, teils nicht", ("very_satisfied", "mixed")),
        ("Zufriden.", "Teils, teils. Manches blieb offen.", ("satisfied", "mixed")),
        ("sehr gut organisiert; Ergebnisse: zufriedenstellend", "", ("very_satisfied", "satisfied")),
        ("Sehr gute Stimmung.", "", (NONE, NONE)),
        ("Zufrieden", "nur teilweise", ("satisfied", "mixed")),
        ("Zufrieden", "Teilweise wurden gute Ideen gesammelt.", ("satisfied", NONE)),
    ],
)
def test_an_answer_under_each_question(book, process, results, expected):
    found = code_ratings(document(book, rating_process=process, rating_results=results), book)
    assert (found["satisfaction_process"].value, found["satisfaction_results"].value) == expected


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Ja.", "yes"),
        ("Ja, durchaus.", "yes"),
        ("Aufwand und Ergebnis stehen in einem guten Verhältnis.", "yes"),
        ("Der Aufwand war hoch, hat sich aber gelohnt.", "yes"),
        ("Nein.", "no"),
        ("Der Aufwand war zu hoch.", "no"),
        ("Aufwand und Ergebnis stehen nicht in einem guten Verhältnis.", "no"),
        ("Teils, teils.", "mixed"),
        ("Ja, mit Einschränkung.", "mixed"),
        ("Teils ja, teils nein.", "mixed"),
        ("Im Großen und Ganzen ja.", "yes"),
        ("Das lässt sich erst beurteilen, wenn alles umgesetzt ist.", "deferred"),
        ("Das können wir erst abschätzen, wenn der Plan steht.", "deferred"),
        ("Für ein Urteil ist es noch zu früh.", "deferred"),
        ("Kosten rund 3.000 Euro.", NONE),
        ("Verhältnis Aufwand zu Ergebnis Nein", "no"),
    ],
)
@pytest.mark.parametrize("key", ["costs", "value_for_money"])
def test_value_for_money(book, key, words, verdict):
    assert code_ratings(document(book, **{key: words}), book)["value_for_money"].value == verdict


@pytest.mark.parametrize(
    ("words", "process", "results"),
    [
        ("Ablauf: [x] sehr zufrieden [ ] zufrieden [ ] unzufrieden", "very_satisfied", NONE),
        ("Ablauf: [ ] sehr zufrieden [x] zufrieden [ ] unzufrieden", "satisfied", NONE),
        ("Ergebnisse: sehr zufrieden ( ) zufrieden ( ) unzufrieden (x)", NONE, "dissatisfied"),
        ("☐ sehr zufrieden\n☒ zufrieden\n☐ unzufrieden", "satisfied", "satisfied"),
        ("☐ sehr zufrieden ☐ zufrieden ☐ unzufrieden", NONE, NONE),
        ("□ Wir sind sehr zufrieden.", "very_satisfied", "very_satisfied"),
    ],
)
def test_only_ticked_options_are_an_answer(book, words, process, results):
    found = code_ratings(document(book, rating=words), book)
    assert (found["satisfaction_process"].value, found["satisfaction_results"].value) == (process, results)


def test_a_ticked_verdict(book):
    words = "Insgesamt 3.000 €\n[ ] ja [x] nein"
    assert code_ratings(document(book, costs=words), book)["value_for_money"].value == "no"


def test_a_doubtful_amount_is_no_deferred_verdict(book):
    words = "Die Kosten lagen bei max. 8.000 Euro, genauer lässt es sich noch nicht sagen."
    assert code_ratings(document(book, costs=words), book)["value_for_money"].value is None


def test_reasons_for_missing_answers(book):
    nothing = code_ratings(document(book, actors="Vereine"), book)
    assert {v.missing_reason for v in nothing.values()} == {"not_asked"}
    empty = code_ratings(document(book, rating="", costs=""), book)
    assert {v.missing_reason for v in empty.values()} == {"not_answered"}
    praise = code_ratings(document(book, rating="Schön war es."), book)
    assert praise["satisfaction_process"].missing_reason == "not_reported"
