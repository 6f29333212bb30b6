"""What holds for every report, tried on reports that hypothesis makes up."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from tests.hostile.base import SECTIONS, form
from tests.stress.counts import FULL, count, counted
from tests.stress.mutants import WORDS

from kfd_analysis.codebook import load_codebook
from kfd_analysis.coding.numbers import parse_amount
from kfd_analysis.dataset import load_dataset
from kfd_analysis.loading import FAULT, Loaded, Task, load_one
from kfd_analysis.reading.document import read_document, redactor
from kfd_analysis.reading.formats.encodings import decode
from kfd_analysis.reading.text import normal_lines
from kfd_analysis.review.corrections import Corrections
from kfd_analysis.tables import LONGEST_QUOTE

BOOK = load_codebook()
EXAMPLES, SLOW = count(40, 1_000), count(10, 1_000)
tried = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    derandomize=not FULL,
    suppress_health_check=list(HealthCheck),
)

PHRASES = (
    "Insgesamt ca. 10.000 €", "davon 2.500,50 EUR für Moderation", "gut 40 Personen", "30 bis 50 Teilnehmende",
    "am 03.03.2017 von 18:00 bis 21:00 Uhr", "World Café", "Bürgerdialog", "- Wohnen", "- Arbeit und Ausbildung",
    "Wir waren sehr zufrieden.", "Teils, teils", "nicht durchgeführt", "Herr Muster moderierte", "Tel. 07000 / 12345",
    "20 Personen waren eingeladen", "2 Workshops mit je 25 Personen", "Einladung an 300 Haushalte", "siehe Anlage",
    "Ein Konzept wurde beschlossen", "k. A.", "keine Kosten", "3.000 € netto", "etwa 14.000", "Landkreis Muster",
)  # fmt: skip
line = st.one_of(
    st.sampled_from(PHRASES),
    st.lists(st.sampled_from([*PHRASES, *WORDS]), min_size=1, max_size=5).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60),
)
answer = st.lists(line, max_size=5).map("\n".join)
reports = st.builds(
    lambda title, answers: form(title or "Steckbrief", **answers),
    st.text("abcdefgh ", max_size=10),
    st.dictionaries(st.sampled_from(list(SECTIONS)), answer, max_size=6),
)
plain_words = st.lists(st.text("bdfgklmnprt", min_size=4, max_size=9), min_size=3, max_size=8).map(" ".join)
plain_reports = st.builds(
    lambda answers: form("Steckbrief", **answers),
    st.dictionaries(
        st.sampled_from([*SECTIONS][7:]),
        st.lists(plain_words, min_size=1, max_size=6).map("\n".join),
        min_size=1,
        max_size=9,
    ),
)


def load(data: bytes, name: str = "a.txt") -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read(path)


def read(path: Path) -> Loaded:
    """Load a report; a fault of the program that was only named is a failure."""
    loaded = load_one(Task(path, "a", "original"), BOOK, Corrections())
    assert FAULT not in [row[4] for row in loaded.problems], loaded.problems
    return loaded


def rows(loaded: Loaded) -> Any:
    return loaded.rows, [row[4] for row in loaded.problems]


def check(name: str, test: Any) -> None:
    """Run a property and note how often."""
    with counted(f"property: {name}", EXAMPLES):
        test()


def test_no_line_is_lost_between_reader_and_sections() -> None:
    @tried
    @given(plain_reports)
    def every_answer_has_its_place(text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.txt"
            path.write_text(text, encoding="utf-8")
            document = read_document(path, BOOK)
        placed = {ln.number for section in document.sections.values() for ln in section.lines}
        placed |= {ln.number for ln in document.title}
        printed = set("\n".join(label for label, _ in SECTIONS.values()).split("\n")) | {
            "Angaben zur Kommune",
            "",
        }
        lost = [
            words for number, words in enumerate(text.split("\n"), 1)
            if words not in printed and number not in placed
        ]  # fmt: skip
        assert lost in ([], ["-", "-"])

    check("no line is lost", every_answer_has_its_place)


def test_line_ends_and_blanks_at_the_ends_change_nothing() -> None:
    @tried
    @given(
        reports, st.sampled_from(["\r\n", "\r", "  \n", "\t\n", "\u2029"]), st.sampled_from(["", "\ufeff"])
    )
    def the_rows_are_the_same(text: str, end: str, mark: str) -> None:
        lines = "\n".join(line.rstrip() for line in normal_lines(text))
        changed = mark + lines.replace("\n", end)
        assert rows(load(lines.encode())) == rows(load(changed.encode()))

    check("line ends change nothing", the_rows_are_the_same)


def test_every_quote_stands_at_its_line() -> None:
    @tried
    @given(reports)
    def quoted_words_are_there(text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.txt"
            path.write_bytes(text.encode())
            loaded = read(path)
            if not loaded.rows:
                return
            document = read_document(path, BOOK)
        redact = redactor(document, BOOK)
        for _, table, key, number, start, end, quote in loaded.rows["evidence"]:
            words = redact.quote(document.source[number - 1], start, min(end, start + LONGEST_QUOTE))
            assert quote == words, (table, key)
            assert 0 <= start < end <= len(document.source[number - 1])

    check("every quote stands at its line", quoted_words_are_there)


AMOUNTS = (
    lambda n: f"{n:,}".replace(",", "."), lambda n: f"{n}", lambda n: f"{n:,}".replace(",", " "),
    lambda n: f"{n:,}".replace(",", "'"), lambda n: f"{n:,}".replace(",", ".") + ",00",
    lambda n: f"{n:,}".replace(",", ".") + ",-",
)  # fmt: skip


def test_an_amount_that_is_printed_is_read_back() -> None:
    @tried
    @given(
        st.integers(1, 9_999_999),
        st.sampled_from(AMOUNTS),
        st.sampled_from(["{} €", "{} EUR", "{} Euro", "€ {}", "EUR {}"]),
    )
    def the_figure_is_the_same(figure: int, printed: Any, unit: str) -> None:
        found = parse_amount(unit.format(printed(figure)), BOOK)
        assert found is not None
        assert (found.value, found.qualifier, found.unit) == (Decimal(figure), "exact", "EUR")

    check("a printed amount is read back", the_figure_is_the_same)


def test_cents_are_read_back() -> None:
    @tried
    @given(st.integers(1, 9_999_999), st.integers(0, 99))
    def the_figure_is_the_same(euros: int, cents: int) -> None:
        found = parse_amount(f"{euros:,}".replace(",", ".") + f",{cents:02} €", BOOK)
        assert found is not None
        assert found.value == Decimal(f"{euros}.{cents:02}")

    check("cents are read back", the_figure_is_the_same)


def test_another_report_changes_no_row() -> None:
    @settings(tried, max_examples=SLOW)
    @given(reports, reports)
    def the_rows_stay(one: str, other: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            (place / "b.txt").write_text("Erster\n" + form(), encoding="utf-8")
            (place / "m.txt").write_bytes(one.encode())
            before = load_dataset(place, codebook=BOOK).tables()
            (place / "a.txt").write_bytes(b"Vorher\n" + other.encode())
            (place / "z.txt").write_bytes(b"Nachher\n" + other.encode())
            after = load_dataset(place, codebook=BOOK).tables()
        assert FAULT not in {*before["problems"]["code"], *after["problems"]["code"]}
        for name, frame in before.items():
            column = "source_file" if name in ("reports", "problems") else "report_id"
            kept = after[name][after[name][column].isin(["b", "m", "b.txt", "m.txt"])]
            assert kept.astype(str).values.tolist() == frame.astype(str).values.tolist(), name

    with counted("property: another report changes no row", SLOW):
        the_rows_stay()


def test_nothing_is_raised_whatever_the_bytes() -> None:
    @tried
    @given(
        st.one_of(st.binary(max_size=3000), reports.map(str.encode), st.text(max_size=2000).map(str.encode))
    )
    def it_is_read_or_refused(data: bytes) -> None:
        loaded = load(data)
        assert loaded.rows or len(loaded.problems) == 1

    check("nothing is raised", it_is_read_or_refused)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_german_text_survives_its_encoding(encoding: str) -> None:
    letters = st.text("abcdefgh ÄÖÜäöüß.,;:!?€„“–\n0123456789", min_size=40, max_size=300)

    @tried
    @given(letters)
    @example(
        "Größe a59Ä?e4!7:Ä„;ÄÄ“„h!9„5f?0„f Ü, und so weiter"
    )  # two of the pairs would be letters in UTF-8, too
    def the_text_is_the_same(text: str) -> None:
        text = "Das ist ein Bericht der Stadt.\n" + text
        assert decode(text.encode(encoding)).text == text

    check(f"text survives {encoding}", the_text_is_the_same)
