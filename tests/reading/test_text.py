"""Lines, list marks and sentences: tables of examples."""

from __future__ import annotations

import pytest

from kfd_analysis.codebook import Codebook, load_codebook
from kfd_analysis.errors import CodebookError
from kfd_analysis.model import Line
from kfd_analysis.reading.text import as_line, as_lines, fold, normal_lines, sentences, text_marks

BOOK = load_codebook()
MARKS = text_marks(BOOK)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("a\nb\n", ("a", "b", ""), id="LF"),
        pytest.param("a\r\nb\r\n\r\nc", ("a", "b", "", "c"), id="CRLF keeps the count"),
        pytest.param("a\rb", ("a", "b"), id="CR"),
        pytest.param(
            "a\fb\u2028c\u2029d", ("a", "b", "c", "d"), id="form feed, line and paragraph separator"
        ),
        pytest.param(
            "ab\x0bcd\x85ef\x1cgh", ("ab cd ef gh",), id="separators that no editor counts are blanks"
        ),
        pytest.param("\ufeffName", ("Name",), id="byte order mark"),
        pytest.param("K o s t e n   u n d   m e h r : 5", ("Kosten und mehr : 5",), id="spaced-out words"),
        pytest.param("| a | b |\n|---|:-:|\n| 1 | 2 |", ("a | b", "", "1 | 2"), id="table drawn with bars"),
        pytest.param("6\u202f250\u00a0€\tx\u2009y", ("6 250 €  x y",), id="blanks one for one, a tab two"),
        pytest.param(
            "Integra\u00adtion\u200b \u202eab\u2066",
            ("Integration ab",),
            id="soft hyphen, zero width, direction",
        ),
        pytest.param("Mu\u0308ller, Cafe\u0301", ("Müller, Café",), id="decomposed letters"),
        pytest.param("  eingerückt  \t", ("  eingerückt",), id="indentation stays, trailing blanks go"),
        pytest.param("a\x00b\x07", ("ab",), id="control characters"),
        pytest.param("\uf0b7 Punkt", ("\uf0b7 Punkt",), id="bullet of a symbol font stays"),
        pytest.param("", ("",), id="empty file"),
    ],
)
def test_normal_lines(text: str, lines: tuple[str, ...]) -> None:
    assert normal_lines(text) == lines


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("World Cafè", "world cafe"),
        ("ÄÖÜ ß Größe", "äöü ß größe"),
        ("„Freizeit“ – ’s", '"freizeit" - \'s'),
        ("İzmir", "İzmir"),
    ],
)
def test_fold_preserves_length(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("source", "text", "bullet"),
    [
        ("• Wohnen", "Wohnen", "•"),
        ("  - Wohnen", "Wohnen", "-"),
        ("– Wohnen", "Wohnen", "–"),
        ("* Wohnen", "Wohnen", "*"),
        ("→ Wohnen", "Wohnen", "→"),
        ("-> www.example.org", "www.example.org", "->"),
        ("·Wohnen", "Wohnen", "·"),
        ("▪ Wohnen", "Wohnen", "▪"),
        ("- ✚ Welche?", "Welche?", "- ✚"),
        (" - ❖ Welche?", "Welche?", "- ❖"),
        ("o Sprache", "Sprache", "o"),
        ("\uf0b7 Sprache", "Sprache", "\uf0b7"),
        ("-Sprache", "Sprache", "-"),
        ("1. Sprache", "Sprache", "1."),
        ("1.Sprache", "Sprache", "1."),
        ("2) Sprache", "Sprache", "2)"),
        ("(3) Sprache", "Sprache", "(3)"),
        ("a) Sprache", "Sprache", "a)"),
        ("• 22 Geflüchtete", "22 Geflüchtete", "•"),
        ("- 5 Personen", "5 Personen", "-"),
        ("-", "", "-"),
        ("-5 Grad", "-5 Grad", ""),
        ("–10 Personen", "–10 Personen", ""),
        ("749,70 €", "749,70 €", ""),
        ("24. Juni 2017", "24. Juni 2017", ""),
        ("3. März", "3. März", ""),
        ("10.02.2017", "10.02.2017", ""),
        ("1. 3. 2017", "1. 3. 2017", ""),
        ("5. und 6. Mai", "5. und 6. Mai", ""),
        ("24. - 30. September", "24. - 30. September", ""),
        ("3., 10. und 17. Juni", "3., 10. und 17. Juni", ""),
        ("12. Dez. 2016", "12. Dez. 2016", ""),
        ("2. Bürgerdialog am Abend", "2. Bürgerdialog am Abend", ""),
        ("1. Workshop: 40 Personen", "1. Workshop: 40 Personen", ""),
        ("07531 - 800", "07531 - 800", ""),
        ("oder", "oder", ""),
        ("*innen", "*innen", ""),
        ("z. B. Sport", "z. B. Sport", ""),
    ],
)
def test_list_marks(source: str, text: str, bullet: str) -> None:
    line = as_line(7, source, MARKS)
    assert (line.number, line.text, line.bullet) == (7, text, bullet)
    assert source[line.column :] == text


def test_a_mark_alone_is_given_to_the_next_line() -> None:
    lines = as_lines(("→", "", "www.example.org", "-", "- b"), range(1, 6), BOOK)
    assert lines == (Line(3, "www.example.org", 0, "→"), Line(5, "b", 2, "-"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Gut. Besser.", ["Gut.", "Besser."]),
        ("ein Satz ohne Ende", ["ein Satz ohne Ende"]),
        ("Es gab z. B. Sport u. a. Vereine.", ["Es gab z. B. Sport u. a. Vereine."]),
        ("Zu d. h. Moderation i. d. R. Abends.", ["Zu d. h. Moderation i. d. R. Abends."]),
        (
            "Rund 700 € inkl. Beratung bzw. Leitung. Mehr nicht.",
            ["Rund 700 € inkl. Beratung bzw. Leitung.", "Mehr nicht."],
        ),
        (
            "mit Dipl. Ing. Muster und Dr. Beispiel. Danach Ende.",
            ["mit Dipl. Ing. Muster und Dr. Beispiel.", "Danach Ende."],
        ),
        (
            "am 24. Juni fand der 2. Dialog statt. Am 19.11. Ende.",
            ["am 24. Juni fand der 2. Dialog statt.", "Am 19.11. Ende."],
        ),
        ("Angemeldet waren 72. Gekommen sind 70.", ["Angemeldet waren 72.", "Gekommen sind 70."]),
        ("Es war gut. 40 Personen kamen.", ["Es war gut.", "40 Personen kamen."]),
        ("Am 24.06.2017. Danach 20.30 Uhr.", ["Am 24.06.2017.", "Danach 20.30 Uhr."]),
        ("Raum Nr. 5 in der Musterstr. 7 lag nah.", ["Raum Nr. 5 in der Musterstr. 7 lag nah."]),
        ("Flyer, Saft etc. Die Kosten trug die Stadt.", ["Flyer, Saft etc.", "Die Kosten trug die Stadt."]),
        ("max. 3 Mio. Euro, ca. 5 Tsd. Euro", ["max. 3 Mio. Euro, ca. 5 Tsd. Euro"]),
        ("Das bleibt so. Sa. 3. Juli ist frei.", ["Das bleibt so.", "Sa. 3. Juli ist frei."]),
        ("Wer kam? Alle! Gut.", ["Wer kam?", "Alle!", "Gut."]),
        ("So war es.“ Danach (d. h. später). Ende", ["So war es.“", "Danach (d. h. später).", "Ende"]),
        (
            "wird eingebracht.Beispiele sind:- Kurse: Wie viele?- Freizeit: Sport (z. B. Fußball)- Arbeit",
            [
                "wird eingebracht.",
                "Beispiele sind:",
                "Kurse: Wie viele?",
                "Freizeit: Sport (z. B. Fußball)",
                "Arbeit",
            ],
        ),
        (
            "Büro Muster.Punkt und www.Beispiel.de, a@Beispiel.De",
            ["Büro Muster.Punkt und www.Beispiel.de, a@Beispiel.De"],
        ),
        ("Zeiten: 18.00 - 20.30 Uhr", ["Zeiten: 18.00 - 20.30 Uhr"]),
        ("", [""]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    line = Line(3, text, 4, "•")
    found = sentences(line, BOOK)
    assert [part.text for part in found] == parts
    assert all((" " * 4 + text)[part.column :].startswith(part.text) for part in found)
    assert found[0].bullet == "•"
    assert {part.number for part in found} == {3}


def test_list_marks_inside_a_line_are_taken_off() -> None:
    found = sentences(Line(1, "So war es geplant:- Arbeit", 0), BOOK)
    assert found == (Line(1, "So war es geplant:", 0), Line(1, "Arbeit", 20, "-"))


@pytest.mark.parametrize("broken", [{"bullets": None}, {"ordinals": 5}, {"abbreviations": [1]}])
def test_a_broken_codebook_is_named(broken: dict[str, object]) -> None:
    with pytest.raises(CodebookError, match=r"form\.yml"):
        text_marks(Codebook({"form": BOOK.data["form"] | broken}))
