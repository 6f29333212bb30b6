"""How many people took part (rule 5 of docs/method.md): totals, groups, subsets, the invited, misreadings."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues
from kfd_analysis.coding.events import Event
from kfd_analysis.coding.people.attribution import tied_counts
from kfd_analysis.coding.people.counttables import without_other_columns
from kfd_analysis.coding.people.groups import complete, items
from kfd_analysis.coding.people.headcounts import Count, add, largest
from kfd_analysis.coding.people.misread import misread_count
from kfd_analysis.fold import fold
from kfd_analysis.model import Document, Line, Problem, Qualifier, Value, missing

_ELSEWHERE = ("rating", "concept", "outcomes", "occasion", "costs", "recommendations")


class Attendance(NamedTuple):
    """What one event's sentences say: who came, who was invited."""

    present: Value | None = None
    invited: int | None = None


class Participants(NamedTuple):
    """The value `participants`, the attendance by event number (from 0) and what to warn of."""

    value: Value
    by_event: dict[int, Attendance]
    problems: tuple[Problem, ...]


def code_participants(document: Document, events: tuple[Event, ...], book: Codebook) -> Participants:
    """Read the number of participants.

    A stated total wins, else complete group counts are added; different audiences of several
    events are added, sessions of one circle give the largest. Never counted: invited, expected,
    registered, returned questionnaires, subsets, people housed.

    Parameters
    ----------
    document
        A report as read.
    events
        Its events; their names tie a figure to an event.
    book
        The codebook (``cues.yml``, ``amounts.yml``, ``repairs.yml``).

    Returns
    -------
    Participants
        Unit of all figures: persons.
    """
    if document.document_type == "slides":
        return Participants(missing("not_reported", "participants_deck"), {}, ())
    lines = without_other_columns(document.answer("actors"), book)
    counts = list(tied_counts(lines, events, document, book))
    result = _decide(counts, lines, len(events), book)
    if result.value.status == "missing":
        repaired = misread_count(lines, book)
        if repaired is not None:
            problem = Problem(
                "participants_repaired", "participants", repaired.spans[0].line, repaired.spans[0].text
            )
            return Participants(repaired, {}, (problem,))
        if not any(c.kind in ("present", "group") for c in counts):
            result = _elsewhere(document, events, result, book)
    return result


def _decide(counts: list[Count], lines: tuple[Line, ...], n_events: int, book: Codebook) -> Participants:
    attended = [c for c in counts if c.kind in ("total", "present", "group", "bare")]
    by_event = _by_event(counts)
    totals = [c for c in attended if c.kind == "total"]
    tied = [c for c in attended if c.event is not None]
    if n_events > 1 and by_event and not totals:
        if tied and cues(book).has("same_circle", " ".join(fold(line.text) for line in lines)):
            return Participants(largest(tied, "participants_same_circle"), by_event, ())
        return _over_events(by_event, n_events)
    if totals:
        return _stated(totals, attended, by_event)
    attended = _named_groups(attended)
    present = [c for c in attended if c.kind == "present"]
    each = [c for c in counts if c.kind == "each"]
    if each and not present and cues(book).has("same_circle", " ".join(fold(line.text) for line in lines)):
        present = each[:1]
    sessions = [c for c in attended if c.kind in ("group", "bare")]
    if not present and len(sessions) > 1 and all(c.session and not c.group for c in sessions):
        present = sessions
    if present:
        found = _from_present(present, lines, by_event, n_events, book)
        some_open = each and found.value.rule == "participants_sessions_open"
        return _incomplete([*present, *each], by_event) if some_open else found
    groups = [c for c in attended if c.kind in ("group", "bare")]
    unknown = any(c.kind == "unknown" for c in counts)
    return _from_groups(groups, lines, by_event, unknown, book)


def _named_groups(counts: list[Count]) -> list[Count]:
    """Counts that each have the name of a group before them are of groups, if there are several."""
    present = [c for c in counts if c.kind == "present"]
    if len(present) < 2 or not all(c.named for c in present):
        return counts
    return [c._replace(kind="group") if c in present else c for c in counts]


def _by_event(counts: list[Count]) -> dict[int, Attendance]:
    found: dict[int, Attendance] = {}
    for number in sorted({c.event for c in counts if c.event is not None}):
        own = [c for c in counts if c.event == number]
        present = [c for c in own if c.kind in ("total", "present", "group", "bare")]
        invited = [c.figure.value for c in own if c.kind == "invited" and c.figure.value is not None]
        value = add(present, "participants_event") if present else None
        found[number] = Attendance(value, int(invited[0]) if invited and not present else None)
    return found


def _over_events(by_event: dict[int, Attendance], n_events: int) -> Participants:
    """Figures tied to single events: a sum if all are known, else what they bound."""
    known = {i: a.present for i, a in by_event.items() if a.present is not None}
    spans = tuple(span for value in known.values() for span in value.spans)
    if not known:
        return Participants(missing("not_reported", "participants_invited"), by_event, ())
    low = sum((v.low for v in known.values() if v.low is not None), Decimal(0))
    if len(known) < n_events:
        value = Value(
            None, low, None, "persons", "at_least", "computed", "", "participants_some_events", spans
        )
        problem = Problem("attendance_per_event_unknown", "participants", spans[0].line)
        return Participants(value, by_event, (problem,))
    highs = [v.high for v in known.values()]
    high = None if any(h is None for h in highs) else sum((h for h in highs if h is not None), Decimal(0))
    points = [v.value for v in known.values()]
    point = sum(int(p) for p in points if p is not None) if all(p is not None for p in points) else None
    qualifier: Qualifier = "exact" if low == high else "about" if high is not None else "at_least"
    value = Value(point, low, high, "persons", qualifier, "computed", "", "participants_events_added", spans)
    return Participants(value, by_event, ())


def _stated(totals: list[Count], attended: list[Count], by_event: dict[int, Attendance]) -> Participants:
    """A stated total wins; group counts that add up differently give a warning."""
    total = totals[0]
    problems: list[Problem] = []
    if any(c.figure.value != total.figure.value for c in totals[1:]):
        problems.append(Problem("participants_contradict", "participants", totals[1].line))
    groups = [c for c in attended if c.kind == "group"]
    if len(groups) > 1 and total.figure.qualifier == "exact":
        added = sum((c.figure.value for c in groups if c.figure.value is not None), Decimal(0))
        if added != total.figure.value:
            problems.append(Problem("participants_sum_differs", "participants", total.line, str(added)))
    return Participants(total.value("participants_total"), by_event, tuple(problems))


def _from_present(
    present: list[Count],
    lines: tuple[Line, ...],
    by_event: dict[int, Attendance],
    n_events: int,
    book: Codebook,
) -> Participants:
    """One figure; several sessions of one circle; several audiences to be added."""
    distinct = list({(c.figure.value, c.figure.low, c.figure.high): c for c in present}.values())
    if _one_list(present) and not cues(book).has("same_circle", " ".join(fold(line.text) for line in lines)):
        return Participants(add(present, "participants_sessions_added"), by_event, ())
    if len(distinct) == 1 and not all(count.chained for count in present):
        return Participants(present[0].value("participants_stated"), by_event, ())
    text = " ".join(fold(line.text) for line in lines)
    if cues(book).has("same_circle", text):
        return Participants(largest(present, "participants_same_circle"), by_event, ())
    if cues(book).has("different_circle", text) or all(c.chained and not c.session for c in present):
        return Participants(add(present, "participants_sessions_added"), by_event, ())
    if len(distinct) == n_events or all(c.session or c.chained for c in present):
        return _open(present, by_event)
    problem = Problem("participants_contradict", "participants", distinct[1].line)
    spans = tuple(c.span for c in distinct)
    return Participants(missing("not_reported", "participants_contradict", spans), by_event, (problem,))


def _open(present: list[Count], by_event: dict[int, Attendance]) -> Participants:
    """Sessions of which nothing says whether the same people came: between the largest and the sum."""
    low, high = largest(present, "").low, add(present, "").high
    spans = tuple(count.span for count in present)
    value = Value(None, low, high, "persons", "range", "computed", "", "participants_sessions_open", spans)
    problem = Problem("participants_sessions_open", "participants", present[0].line)
    return Participants(value, by_event, (problem,))


def _one_list(present: list[Count]) -> bool:
    """Three or more counts next to each other, each with its own word for persons: parts of one whole."""
    lines = [count.line for count in present]
    if any(count.session for count in present):
        return False
    return len(present) > 2 and all(count.noun for count in present) and lines[-1] - lines[0] < len(lines)


def _from_groups(
    groups: list[Count],
    lines: tuple[Line, ...],
    by_event: dict[int, Attendance],
    unknown: bool,
    book: Codebook,
) -> Participants:
    """Group counts are added if every group that the answer lists has one, and all are groups of persons."""
    if not groups:
        return Participants(
            missing("not_reported" if lines else "not_answered", "participants"), by_event, ()
        )
    if len(groups) == 1 and len(items(lines)) <= 1 and not unknown:
        return Participants(groups[0].value("participants_stated"), by_event, ())
    *parts, last = groups
    if (
        len(parts) > 1
        and last.kind == "bare"
        and last.figure.value == sum(p.figure.value or 0 for p in parts)
    ):
        return Participants(last.value("participants_total"), by_event, ())
    if not unknown and complete(groups, lines, book):
        return Participants(add(groups, "participants_groups_added"), by_event, ())
    return _incomplete(groups, by_event)


def _incomplete(groups: list[Count], by_event: dict[int, Attendance]) -> Participants:
    problem = Problem("participants_incomplete", "participants", groups[0].line)
    spans = tuple(g.span for g in groups)
    return Participants(missing("not_reported", "participants_incomplete", spans), by_event, (problem,))


def _elsewhere(
    document: Document, events: tuple[Event, ...], fallback: Participants, book: Codebook
) -> Participants:
    """A figure outside the section that asks: only with a word for coming and a word for persons."""
    beside = _beside_dates(document, events, book)
    if beside is not None:
        return beside
    for key in _ELSEWHERE:
        counts = [
            c
            for c in tied_counts(document.answer(key), events, document, book)
            if c.kind in ("present", "total") and c.verb and c.noun and not c.settled
        ]
        if counts and len({c.figure.value for c in counts}) == 1:
            return Participants(counts[0].value("participants_elsewhere"), fallback.by_event, ())
    return fallback


def _beside_dates(document: Document, events: tuple[Event, ...], book: Codebook) -> Participants | None:
    """Figures that stand beside the date of each of several events, each in a line of its own."""
    lines = {line.number: line for line in document.answer("concept")}
    places = [event.spans[0].line for event in events]
    if len(set(places)) < max(2, len(events)) or not lines.keys() >= set(places):
        return None
    found = [
        [c for c in tied_counts((lines[n],), events, document, book) if c.kind == "present" and c.noun]
        for n in places
    ]
    if any(len(counts) != 1 for counts in found):
        return None
    present = [counts[0] for counts in found]
    by_event = {n: Attendance(count.value("participants_event")) for n, count in enumerate(present)}
    text = " ".join(fold(line.text) for line in document.answer("concept", "actors"))
    if cues(book).has("same_circle", text):
        return Participants(largest(present, "participants_same_circle"), by_event, ())
    if cues(book).has("different_circle", text):
        return Participants(add(present, "participants_sessions_added"), by_event, ())
    return _open(present, by_event)
