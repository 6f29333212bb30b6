"""One report, coded: the pure function that every way of loading calls (serial, processes, clusters)."""

from __future__ import annotations

from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.answers import FreeAnswer, code_answers
from kfd_analysis.coding.codes.terms import CodedTerms, code_terms
from kfd_analysis.coding.cues import cues
from kfd_analysis.coding.events import Event, Events, code_events
from kfd_analysis.coding.money.costitems import CostItem
from kfd_analysis.coding.money.costs import code_costs
from kfd_analysis.coding.people.participants import Attendance, code_participants
from kfd_analysis.coding.place import code_place
from kfd_analysis.coding.providers import Provider, code_providers
from kfd_analysis.coding.ratings import code_ratings
from kfd_analysis.fold import fold
from kfd_analysis.model import CONTACT, Document, Problem, Span, Value, missing
from kfd_analysis.reading.privacy.names import find_names
from kfd_analysis.reading.privacy.persons import names_person
from kfd_analysis.reading.privacy.vocabulary import Vocabulary
from kfd_analysis.reading.text import sentences


class Coded(NamedTuple):
    """Everything that the rules found in one report.

    Attributes
    ----------
    values
        One value per field of table ``reports``, also for the missing ones.
    attendance
        By number of the event (from 0).
    """

    values: dict[str, Value]
    events: tuple[Event, ...]
    attendance: dict[int, Attendance]
    cost_items: tuple[CostItem, ...]
    terms: CodedTerms
    answers: tuple[FreeAnswer, ...]
    providers: tuple[Provider, ...]
    problems: tuple[Problem, ...]


def code_report(document: Document, book: Codebook) -> Coded:
    """Code one report.

    Parameters
    ----------
    document
        A report as read.
    book
        The codebook.

    Returns
    -------
    Coded
        Values with their places; nothing is redacted yet.
    """
    book = book.for_report()
    place = code_place(document, book)
    events = code_events(document, book)
    people = code_participants(document, events.events, book)
    costs = code_costs(document, _days(events), book)
    terms = code_terms(document, book)
    dates = _event_values(document, events)
    values = {
        **place.values,
        **dates,
        "participants": people.value,
        "total_cost_eur": costs.total,
        "moderation_cost_eur": costs.moderation,
        "price_year": price_year(dates["last_event_date"], costs.total),
        **code_ratings(document, book),
        "names_contact_person": _contact(document, book),
    }
    problems = (
        *document.problems,
        *place.problems,
        *events.problems,
        *people.problems,
        *costs.problems,
        *terms.problems,
    )
    answers = code_answers(document, book)
    providers = code_providers(document, book)
    return Coded(values, events.events, people.by_event, costs.items, terms, answers, providers, problems)


def _days(events: Events) -> int:
    return len(events.events)


def _event_values(document: Document, events: Events) -> dict[str, Value]:
    dated = [event for event in events.events if event.date]
    slides = document.document_type == "slides"
    absent = missing("not_reported", "dates_deck" if slides else "dates")
    first = last = absent
    if dated:
        final = max(dated, key=lambda e: e.end_date or e.date)
        first = Value(dated[0].date, rule="dates", spans=dated[0].spans[:1])
        last = Value(final.end_date or final.date, rule="dates", spans=(final.last_day,))
    n = len(events.events)
    spans = tuple(span for event in events.events for span in event.spans)
    count = (
        Value(n, unit="events", qualifier="exact", status="computed", rule="n_events", spans=spans)
        if n
        else absent
    )
    hours = events.hours
    total = missing("not_reported", "event_hours_missing", spans)
    if hours is not None:
        total = Value(hours, hours, hours, "h", "exact", "computed", "", "event_hours", spans)
    return {
        "first_event_date": first,
        "last_event_date": last,
        "n_events": count,
        "event_hours": total if n else absent,
    }


def price_year(last_event: Value, total: Value) -> Value:
    """The year that the prices are of: that of the last event, where a cost is reported."""
    if total.status == "missing":
        return missing("not_applicable", "price_year")
    if last_event.value is None:
        return missing("not_reported", "price_year")
    return Value(int(str(last_event.value)[:4]), status="computed", rule="price_year", spans=last_event.spans)


def _contact(document: Document, book: Codebook) -> Value:
    """Whether a natural person is named; in a deck anywhere, in the form in the contact field (rule 10)."""
    if document.document_type == "slides":
        lines = document.answer("talk", "slides")
    else:
        lines = document.answer("contact", "mail")
    named, line = names_person(lines, book)
    spans: tuple[Span, ...] = (line.span(),) if line is not None else tuple(ln.span() for ln in lines[:1])
    if not lines and "contact" not in document.sections:
        return missing("not_asked", "contact")
    if not named:
        elsewhere = _contact_elsewhere(document, book)
        if elsewhere is not None:
            return Value(True, rule="contact_elsewhere", spans=(elsewhere,))
    return Value(named, rule="contact", spans=spans)


def _contact_elsewhere(document: Document, book: Codebook) -> Span | None:
    """A sentence of another section that names a person for questions."""
    vocabulary = book.compiled("privacy", Vocabulary)
    for line in document.answer("phone", "mail"):
        if find_names(line.text, vocabulary):
            return line.span()
    c, others = cues(book), [key for key in document.sections if key not in CONTACT]
    lines = document.answer(*others)
    if not c.has("contact_cue", fold("\n".join([line.text for line in lines]))):
        return None
    for line in lines:
        for sentence in sentences(line, book) if c.has("contact_cue", fold(line.text)) else ():
            if c.has("contact_cue", fold(sentence.text)) and find_names(sentence.text, vocabulary):
                return sentence.span()
    return None
