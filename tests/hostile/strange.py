"""Texts that may be reports, spoilt in many ways, with what has to come of them."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.hostile.base import READ, SECTIONS, form


class Case(NamedTuple):
    """A file to be read.

    Attributes
    ----------
    name
        File name.
    data
        Content.
    code
        Code of the problem that names the file; empty if it has to be read.
    values
        Fields of table ``reports`` that have to be read so (None: must be empty); others are free.
    """

    name: str
    data: bytes
    code: str = ""
    values: dict[str, Any] = READ


def differing(**values: Any) -> dict[str, Any]:
    """The values of the untouched report but for the given ones."""
    return READ | values


def _letters(name: str, text: str, **more: Any) -> Case:
    return Case(f"{name}.txt", text.encode(), **more)


def encodings() -> Iterator[Case]:
    """One report in every encoding and line end; the title tells them apart."""
    for name in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp850"):
        text = form(f"Steckbrief {name}").replace(*(("€", "Euro") if name == "cp850" else ("", "")))
        yield Case(f"{name}.txt", text.encode(name))
    lined = form("Steckbrief mixed").splitlines(keepends=True)
    mixed = b"".join(line.encode(("utf-8", "cp1252")[n % 2]) for n, line in enumerate(lined))
    yield Case("mixed.txt", mixed)
    yield _letters("composed", unicodedata.normalize("NFD", form("Steckbrief composed")))
    for name, end in (("crlf", "\r\n"), ("cr", "\r"), ("separator", "\u2028"), ("feed", "\n\f\n")):
        yield _letters(name, form(f"Steckbrief {name}").replace("\n", end))


def signs() -> Iterator[Case]:
    """Invisible and unusual characters inside figures and words change nothing."""
    marks = {"rtl": "\u202e", "zero_width": "\u200b", "soft": "\xad", "joiner": "\u2060", "order": "\ufeff"}
    for name, mark in marks.items():
        text = form(f"Steckbrief {name}")
        for word in ("14.600", "3.000", "45", "Quellstadt", "Einwohnerzahl"):
            text = text.replace(word, word[:2] + mark + word[2:])
        yield _letters(name, text)
    text = form("Steckbrief escape").replace("World", "\x1b[31mWorld").replace("Wohnen", "Woh\x07nen")
    yield _letters("escape", text)
    yield _letters("hard_blanks", form("Steckbrief blanks").replace(" ", "\xa0").replace("\n", "  \t\n"))
    yield _letters("indented", "\n".join("\t  " + line for line in form("Steckbrief indented").split("\n")))
    yield _letters("spread", form("Steckbrief spread").replace("\n", "\n\n\n\n"))
    yield _letters("capitals", form("Steckbrief capitals").replace("Einwohnerzahl", "EINWOHNERZAHL"))


MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></table><h1>", "--><!--", "]]>",
    "javascript:alert(1)", "[x](javascript:alert(1))", "![x](http://example.org/x.png)", "$x$ $$\\sum$$",
    "{{config}}", "{% for a in b %}", "%s%n%x", "\\input{x}", "&lt;b&gt;&#0;&amp;", "'; DROP TABLE reports;--",
    "`rm -rf .`", "${HOME}", "\\n\\r\\0", '=HYPERLINK("http://example.org";"x")', "@SUM(1+1)", "+1+1", "-1+1",
    "=cmd|'/c calc'!A1", "../../evil", "\\\\server\\share", "\\u003cscript\\u003e", "<svg/onload=alert(1)>",
)  # fmt: skip


def markup() -> Iterator[Case]:
    """Live markup, formulas, templates: as the name of the municipality, and in the answers."""
    for number, words in enumerate(MARKUP):
        answers = {key: f"{SECTIONS[key][1]}\n{words}" for key in ("concept", "topics", "outcomes", "actors")}
        values = {key: value for key, value in READ.items() if key != "municipality"}
        text = form(f"Steckbrief {number}", name=words, **answers)
        yield _letters(f"markup_{number}", text, values=values)


def figures() -> Iterator[Case]:
    """Figures that no dialogue can have: read as they stand or left out, never a crash, never another figure."""
    odd: tuple[tuple[str, dict[str, str], dict[str, Any]], ...] = (
        ("digits", {"costs": "Gesamtkosten: " + "9" * 5000 + " €"}, {"total_cost_eur": None}),
        ("people", {"actors": "9" * 5000 + " Teilnehmende"}, {"participants": None}),
        ("inhabitants", {"population": "9" * 5000}, {"population": None}),
        ("nobody", {"population": "0"}, {}),
        ("zero", {"actors": "0 Teilnehmende"}, {}),
        ("free", {"costs": "Gesamtkosten: 0 €"}, {"moderation_cost_eur": None}),
        ("power", {"costs": "Gesamtkosten: 1e999 €"}, {}),
        ("raised", {"population": "14.600²"}, {}),
        ("arabic", {"population": "١٤٦٠٠"}, {}),
        ("wide", {"population": "１４６００"}, {}),
        ("roman", {"actors": "XLV Teilnehmende"}, {"participants": None}),
        ("never", {"concept": "Durchführung am 99.99.9999 von 25:70 bis 26:80 Uhr"}, {"first_event_date": None}),
        ("year", {"concept": "Durchführung am 06.04.0000 von 17:00 bis 17:00 Uhr"}, {"first_event_date": None}),
        ("february", {"concept": "Durchführung am 31.02.2017"}, {"first_event_date": None}),
    )  # fmt: skip
    for name, answers, values in odd:
        touched = {"costs": {"total_cost_eur", "moderation_cost_eur"}, "actors": {"participants"}}
        touched |= {"population": {"population"}, "concept": {"first_event_date", "event_hours"}}
        gone = set().union(*(touched[key] for key in answers))
        kept = {field: value for field, value in READ.items() if field not in gone}
        yield _letters(name, form(f"Steckbrief {name}", **answers), values=kept | values)


def orders() -> Iterator[Case]:
    """Headings shuffled, doubled, empty, cut off."""
    keys = list(SECTIONS)
    fields, rest = keys[:7], keys[7:]
    for number in range(5):
        mixed = random.Random(number).sample(rest, len(rest))
        yield _letters(f"shuffled_{number}", form(f"Steckbrief shuffled {number}", order=fields + mixed))
    for key in ("concept", "topics", "costs"):
        place = keys.index(key)
        doubled = [*keys[: place + 1], key, *keys[place + 1 :]]
        values = {k: v for k, v in READ.items() if key == "topics" or k in ("municipality", "population")}
        yield _letters(f"doubled_{key}", form(f"Steckbrief doubled {key}", order=doubled), values=values)
    nothing = dict.fromkeys(READ)
    yield _letters("unanswered", form("Steckbrief leer", **dict.fromkeys(SECTIONS, "")), values=nothing)
    yield _letters("dashes", form("Steckbrief mit Strichen", **dict.fromkeys(SECTIONS, "-")), values=nothing)
    heads = "\n".join(label for label, _ in SECTIONS.values())
    yield _letters("heads", heads * 200, values=nothing)
    yield _letters(
        "cut", form("Steckbrief cut")[:900], values={"municipality": "Quellstadt", "total_cost_eur": None}
    )
    yield _letters("answers_gone", form("Steckbrief kurz", order=keys[:5]), values={"population": 14600})


LONG = ("x" * 10_000, "1" * 10_000, "ä" * 10_000, "1.1." * 5_000, "a-" * 20_000, "(" * 50_000, "@" * 50_000,
        "€" * 50_000, "1 € " * 20_000, "von bis " * 10_000, "ca. ca. " * 10_000, "Frau Frau " * 8_000, "1-2-" * 20_000,
        "1.1.2017 " * 9_000, "17:00 " * 15_000, "www." * 20_000, "a@a." * 20_000, "0711 " * 18_000, "und " * 20_000,
        "10 Personen, " * 7_000, "- • " * 20_000, ". " * 49_000, "Str. 1 " * 14_000, "A. " * 30_000, "\t" * 99_000,
        "i. A. " * 15_000, "nicht " * 15_000, "World Café " * 9_000, '"' * 50_000, "Dr. Dr. " * 12_000,
        "Müller-" * 12_000, "12.345." * 12_000, "1/2/" * 20_000, "Frau A" + "a" * 50_000)  # fmt: skip


def lengths() -> Iterator[Case]:
    """Lines that lead a careless pattern to try without end: they may cost time, but not much of it."""
    for number, word in enumerate(LONG):
        line = word[: 10_000 if len(word) == 10_000 else 6_000]
        answers = {key: f"{SECTIONS[key][1]}\n{line}" for key in ("concept", "actors", "costs")}
        if number % 2:
            answers |= {key: f"{SECTIONS[key][1]}\n{line}" for key in ("contact", "moderation", "outcomes")}
        text = form(f"Steckbrief lang {number}", **answers)
        yield _letters(f"long_{number}", text, values={"municipality": "Quellstadt"})
    lines = {key: "\n".join(f"Zeile {n} {key}" for n in range(4_000)) for key in ("outcomes", "topics")}
    yield _letters("many_lines", form("Steckbrief viele Zeilen", **lines))
    yield _letters("newlines", form("Steckbrief Leerzeilen", outcomes="\n" * 200_000))


def others() -> Iterator[Case]:
    """No report at all."""
    letter = "Sehr geehrte Damen und Herren,\n\nanbei die Rechnung.\n"
    for name, text in (
        ("letter", letter), ("table", "a;b;c\n1;2;3\n" * 50), ("data", '{"a": [1, 2, 3]}'), ("words", "Wort " * 3000),
        ("code", "def f(x):\n    return x\n"), ("base64", "QUJD" * 4_000), ("digits_alone", "123\n" * 5000),
        ("one_label", "Einwohnerzahl\n12.000\n"), ("sign", "?"), ("python", "#!/bin/sh\nexit 1\n"),
    ):  # fmt: skip
        yield _letters(name, text, code="no_report")


def names() -> Iterator[Case]:
    """Files with names that want to be a path, a formula, a tag, a template or an order."""
    for number, name in enumerate((
        "a..\\..\\evil.txt", "%2E%2E%2F..%2Fevil.txt", '=HYPERLINK("x").txt', "<script>alert(1)<script>.txt", "$x$.txt",
        "{{config}}.txt", "\x1b[31mred\x07.txt", "\u202egnp.txt", "two\nlines.txt", "-rf.txt", "con.txt", " .txt",
        "&amp;.txt", "%s%n.txt", "a'b\"c`d.txt", "index.txt", "style.txt", "x" * 240 + ".txt", "\udcff\udcfe.txt",
        "ÄÖÜ.txt", "日本語.txt", "🙂.txt", "+1.txt", "@x.txt", "a\tb.txt", "javascript:alert(1).txt",
    )):  # fmt: skip
        yield Case(name, form(f"Steckbrief mit Dateiname {number}").encode())


def twins() -> Iterator[Case]:
    """The same report under other names and in another encoding: the first counts."""
    text = form("Steckbrief zweimal")
    yield Case("twin_a.txt", text.encode())
    yield Case("twin_b.txt", text.encode("cp1252"), "duplicate_report")
    yield Case("twin_c.txt", text.replace("\n", "\r\n").encode("utf-16"), "duplicate_report")


def cases() -> list[Case]:
    """All of them."""
    kinds = (encodings, signs, markup, figures, orders, lengths, others, names, twins)
    return [case for kind in kinds for case in kind()]
