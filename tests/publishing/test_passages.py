"""Marks in the deciding sentences (invented lines)."""

import pytest

from kfd_analysis.publishing.pages.passages import Place, located, passages, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eins. Zwei.", ["Eins. ", "Zwei."]),
        ("Es waren ca. 40 Personen. Danach Ende.", ["Es waren ca. 40 Personen. ", "Danach Ende."]),
        ("Am 24. Juni kamen alle.", ["Am 24. Juni kamen alle."]),
        ("War es gut? Ja!", ["War es gut? ", "Ja!"]),
        ("Herr Dr. Muster sprach.", ["Herr Dr. Muster sprach."]),
        ("ohne Ende", ["ohne Ende"]),
        ("", [""]),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


def shown(text, *places, whole=False):
    anchored = set()
    found = passages([text], [Place(1, start, end, key) for start, end, key in places], anchored, whole, [1])
    return (found[0].html if found else ""), anchored


def test_only_the_deciding_sentence_is_shown():
    html, anchored = shown("Eins kam. Zwei kam. Drei kam.", (10, 14, "k"))
    gap = '<span class="gap">[…]</span>'
    assert html == f'{gap} <mark tabindex="-1" id="k">Zwei</mark> kam.  {gap}'
    assert anchored == {"k"}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(0, 3, "a"), (0, 3, "b")], '<mark tabindex="-1" id="a"><span id="b">abc</span></mark>def'),
        (
            [(0, 6, "a"), (3, 6, "b")],
            '<mark tabindex="-1" id="a">abc<mark tabindex="-1" id="b">def</mark></mark>',
        ),
        (
            [(0, 4, "a"), (3, 6, "b")],
            '<mark tabindex="-1" id="a">abc<mark tabindex="-1" id="b">def</mark></mark>',
        ),
        ([(0, 1, "a"), (5, 6, "a")], '<mark tabindex="-1" id="a">a</mark>bcde<mark>f</mark>'),
    ],
)
def test_marks_that_share_characters(places, expected):
    assert shown("abcdef", *places)[0] == expected


def test_markup_in_a_report_is_inert():
    html, _ = shown("<b>&amp; 5</b>", (3, 10, "k"))
    assert html == '&lt;b&gt;<mark tabindex="-1" id="k">&amp;amp; 5</mark>&lt;/b&gt;'


def test_a_place_outside_the_line_is_left_out():
    assert shown("abc", (1, 9, "k")) == ("", set())


def test_whole_lines_on_demand():
    assert shown("Eins kam. Zwei kam.", whole=True)[0] == "Eins kam. Zwei kam."


@pytest.mark.parametrize(
    ("text", "start", "end", "quote", "expected"),
    [
        ("am 3. Mai kamen 40", 16, 18, "40", (16, 18)),
        ("[…] kamen 40", 20, 22, "40", (10, 12)),
        ("40 und […] 40", 20, 22, "40", (11, 13)),
        ("lange Worte hier", 0, 16, "lange Wor…", (0, 16)),
        ("kamen […] alle", 6, 11, "anders", (0, 14)),
    ],
)
def test_words_are_found_where_removed_names_moved_them(text, start, end, quote, expected):
    assert located(text, start, end, quote) == expected
