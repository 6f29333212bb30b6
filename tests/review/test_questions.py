"""Questions back: which gap asks what, and how the letters look."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pytest

from kfd_analysis.codebook import load_codebook
from kfd_analysis.dataset import load_dataset
from kfd_analysis.errors import KfdError
from kfd_analysis.review.letters import markdown, write_questions
from kfd_analysis.review.questions import questions
from tests.review.frames import dataset, joined, value

BOOK = load_codebook()
ROOT = Path(__file__).parents[2]
ALWAYS = {"grant", "staff_hours"}
METHOD = {"variable": "method", "code": "plenary", "basis": "strict", "state": "used"}
COST = {
    "item": "total",
    "amount_eur": 6000.0,
    "status": "reported",
    "priced": "alone",
    "scope": "event",
    "vat": "gross",
}
OUTCOME = {"question": "outcome", "n": 1, "state": "planned"}
DONE = [
    value("participants", 57, qualifier="exact", unit="persons"),
    value("first_event_date", "2017-06-07"),
    value("total_cost_eur", 6000, qualifier="exact", unit="EUR"),
    value("moderation_cost_eur", 5000, qualifier="exact", unit="EUR"),
]


def whole(*changes, **tables):
    """A report without gaps, but for the given ones."""
    fields = {row["field"]: row for row in DONE} | {row["field"]: row for row in changes}
    base = {
        "events": [{"event_id": 1, "date": "2017-06-07", "hours": 2.5, "participants": 57}],
        "cost_items": [COST],
        "codings": [METHOD],
        "answers": [OUTCOME],
        "values": list(fields.values()),
    }
    return dataset(**(base | tables))


def asked(ds):
    return {q.question: q for q in questions(ds, BOOK)}


@pytest.mark.parametrize(
    ("ds", "question", "en", "de"),
    [
        (
            whole(
                value("participants", 60, 54, 66, status="repaired", quote="GO Teilnehmer", qualifier="about")
            ),
            "participants_repaired",
            "The number of participants is printed as “GO Teilnehmer”, which is no number; we read 60. "
            "Is that right?",
            "Die Teilnehmerzahl ist als „GO Teilnehmer“ gedruckt und damit keine Zahl; wir lesen 60. "
            "Trifft das zu?",
        ),
        (
            whole(value("participants", None, None, None, missing_reason="not_answered")),
            "participants_missing",
            "How many persons took part in the dialogue?",
            "Wie viele Personen haben am Dialog teilgenommen?",
        ),
        (
            whole(value("participants", None, 40.0, 64.0, qualifier="range")),
            "participants_range",
            "From the report we read 40 to 64 participants. Can you name the number?",
            "Aus dem Bericht lesen wir 40 bis 64 Teilnehmende. Können Sie die Zahl angeben?",
        ),
        (
            whole(value("participants", None, 40.0, qualifier="at_least")),
            "participants_bound",
            "The report gives a bound for the number of participants only. Can you name the number?",
            "Der Bericht nennt nur eine Grenze für die Teilnehmerzahl. Können Sie die Zahl angeben?",
        ),
        (
            whole(events=[{"event_id": 2, "date": pd.Timestamp("2017-06-22"), "hours": 5.0, "invited": 20}]),
            "event_attendance",
            "How many persons took part on 22 Jun 2017? The report says only that 20 were invited.",
            "Wie viele Personen haben am 22.06.2017 teilgenommen? Der Bericht nennt nur 20 Eingeladene.",
        ),
        (
            whole(value("participants", 100, qualifier="exact")),
            "participants_counted",
            "Was the number of participants (100) counted or estimated?",
            "Wurde die Teilnehmerzahl (100) gezählt oder geschätzt?",
        ),
        (
            whole(value("first_event_date", missing_reason="not_reported"), events=[]),
            "dates",
            "On which days was the dialogue held, and from when to when?",
            "An welchen Tagen und von wann bis wann fand der Dialog statt?",
        ),
        (
            whole(
                events=[
                    {"date": "2016-10-20", "participants": 41},
                    {"date": "2016-10-27", "participants": 41},
                ]
            ),
            "times",
            "From when to when did the event on 20 Oct 2016, 27 Oct 2016 last?",
            "Von wann bis wann dauerte die Veranstaltung am 20.10.2016, 27.10.2016?",
        ),
        (
            whole(codings=[METHOD | {"code": "world_cafe", "state": "planned"}]),
            "methods_planned",
            "The report announces: World Café. Was it held as planned?",
            "Der Bericht kündigt an: World-Café. Wurde das wie geplant durchgeführt?",
        ),
        (
            whole(codings=[METHOD | {"state": "unspecified"}]),
            "methods_unspecified",
            "Which methods of participation were used, by name?",
            "Welche Beteiligungsmethoden wurden eingesetzt (mit Namen)?",
        ),
        (
            whole(codings=[]),
            "methods_missing",
            "Which methods of participation were used?",
            "Welche Beteiligungsmethoden wurden eingesetzt?",
        ),
        (
            whole(answers=[OUTCOME | {"question": "effect"}]),
            "outcomes",
            "What came out of the dialogue? If that is documented in an attachment to the report, "
            "could you send it to us?",
            "Was waren die Ergebnisse des Dialogs? Falls sie in einer Anlage zum Bericht dokumentiert sind: "
            "Können Sie uns diese senden?",
        ),
        (
            whole(value("value_for_money", missing_reason="refers_to_attachment")),
            "attachment",
            "The report refers to an attachment that is not published with it. "
            "Could you send us that documentation?",
            "Der Bericht verweist auf eine Anlage, die nicht mit veröffentlicht ist. "
            "Können Sie uns diese Dokumentation senden?",
        ),
        (
            whole(cost_items=[COST | {"scope": "wider", "amount_eur": 7000.0}]),
            "total_wider",
            "The total of 7,000\u00a0EUR goes beyond the event reported. Which workshops does it cover, "
            "and how much of it was for this event?",
            "Der Gesamtbetrag von 7.000\u00a0EUR reicht über die berichtete Veranstaltung hinaus. "
            "Welche Workshops umfasst er, und wie viel davon entfiel auf diese Veranstaltung?",
        ),
        (
            whole(value("total_cost_eur", 1049.7, status="computed", unit="EUR")),
            "total_parts",
            "We added up the items that the report prices (1,049.70\u00a0EUR). "
            "Did room and technology or staff time cost anything beside them?",
            "Wir haben die genannten Einzelposten addiert (1.049,70\u00a0EUR). "
            "Sind daneben Kosten für Raum und Technik oder Arbeitszeit des Personals entstanden?",
        ),
        (
            whole(value("moderation_cost_eur", missing_reason="bundled")),
            "moderation_part",
            "How much of the total was for external moderation and advice?",
            "Wie viel vom Gesamtbetrag entfiel auf externe Moderation und Beratung?",
        ),
        (
            whole(cost_items=[COST | {"vat": "unstated"}, COST | {"item": "moderation", "vat": "unstated"}]),
            "vat",
            "Are the amounts net or gross of value-added tax?",
            "Sind die Beträge netto oder brutto (Umsatzsteuer)?",
        ),
    ],
)
def test_a_gap_asks_one_question(ds, question, en, de):
    found = asked(ds)
    assert set(found) == ALWAYS | {question}
    assert (found[question].text("en").replace("\u202f", " "), found[question].text("de")) == (en, de)


@pytest.mark.parametrize(
    ("ds", "expected"),
    [
        (whole(), ALWAYS),
        (whole(cost_items=[COST, COST | {"item": "staff", "priced": "alone"}]), {"grant"}),
        (whole(value("participants", 60, 54, 66, qualifier="about")), ALWAYS | {"participants_counted"}),
        (whole(value("participants", 41, qualifier="exact")), ALWAYS),
        (whole(value("participants", 100, qualifier="exact", status="corrected")), ALWAYS),
        (dataset(document_type="slides", values=DONE), set()),
    ],
)
def test_what_is_known_is_not_asked(ds, expected):
    assert set(asked(ds)) == expected


def test_two_events_ask_for_attendance_and_overlap():
    ds = whole(
        value("participants", None, 40.0, qualifier="at_least", rule="participants_some_events"),
        reports={"n_events": 2},
        events=[
            {"event_id": 1, "date": "2017-06-07", "hours": 2.5, "participants": 40, "participants_low": 40},
            {"event_id": 2, "date": "2017-06-22", "hours": 5.0, "invited": 20},
        ],
    )
    assert set(asked(ds)) == ALWAYS | {"event_attendance", "overlap"}


OUTSIDE = pd.DataFrame(
    [
        ("musterhausen", "participants", "36", "36", "36", "the county's site"),
        ("musterhausen", "participants", "40", "36", "41", "a newspaper"),
        ("musterhausen", "cost_scope", "wider", "", "", "a newspaper"),
        ("elsewhere", "participants", "36", "36", "36", "a newspaper"),
    ],
    columns=["report_id", "field", "outside_value", "low", "high", "source"],
)


def test_another_source_is_asked_about_only_if_it_cannot_be_right():
    found = questions(whole(value("participants", 41, qualifier="exact")), BOOK, OUTSIDE)
    assert [q.en for q in found if q.question == "outside"] == [
        "The report gives 41 participants, the source “the county's site” gives 36. Which figure is right?"
    ]


def test_another_source_is_named_in_the_language_of_the_question():
    other = OUTSIDE.assign(source="translake, the moderator's site")
    found = questions(whole(value("participants", 41, qualifier="exact")), BOOK, other)
    (asked,) = [q for q in found if q.question == "outside"]
    assert "„translake, Website der Moderation“" in asked.de
    assert "translake, the moderator's site" in asked.en


TWO = joined(whole(), dataset("dorf", values=DONE, cost_items=[COST], codings=[METHOD], answers=[OUTCOME]))


def test_markdown_has_a_heading_for_each_municipality():
    lines = markdown(questions(TWO, BOOK), "en", BOOK).splitlines()
    assert [line for line in lines if line.startswith("#")] == [
        "# Questions on your dialogue report",
        "## Musterhausen",
        "## Dorf",
    ]
    assert lines[-2:] == [
        "1. How much did you receive from the programme as a grant?",
        "2. About how many hours did your own staff spend on the dialogue?",
    ]


@pytest.mark.parametrize(
    ("lang", "tag", "first"), [("en", "en-GB", "Questions on"), ("de", "de-DE", "Rückfragen zu")]
)
def test_docx_opens_says_its_language_and_has_the_same_bytes(tmp_path, lang, tag, first):
    path = tmp_path / "questions.docx"
    write_questions(questions(TWO, BOOK), path, lang, BOOK)
    data = path.read_bytes()
    document = docx.Document(str(path))
    words = [paragraph.text.strip() for paragraph in document.paragraphs]
    assert words[0].startswith(first)
    assert [line for line in words if line.startswith("1. ")] == [
        f"1. {questions(TWO, BOOK)[0].text(lang)}"
    ] * 2
    assert document.core_properties.language == tag
    assert f'w:val="{tag}"' in zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode()
    write_questions(questions(TWO, BOOK), path, lang)
    assert path.read_bytes() == data


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(KfdError, match=r"questions\.pdf: questions are written as \.md or \.docx"):
        write_questions([], tmp_path / "questions.pdf", "en", BOOK)


def test_every_template_has_both_languages_and_a_name_of_its_own():
    templates = BOOK.data["questions"]["questions"]
    names = [template["id"] for template in templates]
    assert len(set(names)) == len(names)
    assert all(
        "?" in template["en"] and "?" in template["de"] for template in templates if template["id"] != "year"
    )


FIVE = {
    "landkreis-konstanz": {"participants_counted", "outcomes", "vat"},
    "rems-murr-kreis": {"total_wider", "moderation_part", "times", "vat"},
    "korntal-muenchingen": {"participants_repaired", "total_parts", "methods_planned", "vat"},
    "plochingen": {"event_attendance", "overlap", "methods_unspecified", "vat"},
}


def test_the_five_reports_are_asked_what_the_methods_review_lists():
    """The review's list, made from the tables alone; the slide deck is asked nothing."""
    found = questions(load_dataset(ROOT / "data" / "raw"), BOOK)
    asked_of = {report: {q.question for q in found if q.report_id == report} for report in FIVE}
    assert asked_of == {report: names | ALWAYS for report, names in FIVE.items()}
    assert {q.report_id for q in found} == set(FIVE)


def test_other_sources_of_the_five_that_cannot_be_right():
    outside = pd.read_csv(
        ROOT / "data" / "coding" / "outside_sources.csv", dtype="str", keep_default_na=False
    )
    found = questions(load_dataset(ROOT / "data" / "raw"), BOOK, outside)
    pairs = [(q.report_id, q.field) for q in found if q.question == "outside"]
    assert pairs == [("landkreis-konstanz", "event_hours"), ("rems-murr-kreis", "participants")]
