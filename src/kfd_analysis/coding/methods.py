"""The methods of a report: used, planned, negated, unspecified (rule 8 of the hand coding)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kfd_analysis.coding.context import Context
from kfd_analysis.coding.hits import Entry, Hit, entries
from kfd_analysis.coding.search import Coding, Placed, Report, row

UNSPECIFIED = "unspecified_methods"

_LATER = frozenset({"outcomes", "costs", "recommendations"})


def code_methods(report: Report) -> Iterator[Coding]:
    placed = list(report.placed("method"))
    whole = [p for p in placed if p.hit.kind != "part" and p.hit.code != UNSPECIFIED]
    counted = [p._replace(state=state) for p in whole if (state := _method_state(p, report.context))]
    standing = {code for code, found in _by_code(counted).items() if _verdict(found) != "negated"}
    for part in placed:
        hosts = [p.hit for p in whole if p.hit.code == part.hit.entry.part_of]
        if part.hit.kind == "part" and (part.hit.entry.part_of not in standing or _is_step(part, hosts, report.context)):
            if state := _method_state(part, report.context):
                counted.append(part._replace(state=state))
    for entry in entries(report.book, "method"):
        found = [p for p in counted if p.hit.code == entry.code]
        if found:
            yield _methodrow(entry, found)
    yield from _unspecified(report, [p for p in placed if p.hit.code == UNSPECIFIED], whole)


def _method_state(placed: Placed, context: Context) -> str:
    """used, planned, negated, or empty if the mention says nothing about this dialogue."""
    hit, section, (state, firm), _ = placed
    asked = placed.asked
    if hit.kind == "vague" and not asked:
        return ""
    if state in ("negated", "dropped"):
        return "negated" if section not in _LATER or (firm and section != "recommendations") else ""
    if state == "planned":
        return "planned" if asked else ""
    if state != "used":
        return ""
    if section in _LATER and section not in hit.entry.sections:
        return "used" if firm and context.refers(hit) else ""
    return "used"


def _is_step(part: Placed, hosts: Iterable[Hit], context: Context) -> bool:
    """Whether a part of another method is told as a step of its own, before or after that method."""
    if not part.asked:
        return False
    start, end = context.sentence_of(part.hit)
    near = [host for host in hosts if start <= host.place < end]
    if not near:
        return context.has("further_step", part.hit)
    return all(context.has_between("further_step", part.hit, host) for host in near)


def _by_code(placed: Iterable[Placed]) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = {}
    for one in placed:
        found.setdefault(one.hit.code, []).append(one)
    return found


def _verdict(placed: Sequence[Placed]) -> str:
    """State of a method: told as done beats given up, which beats announced or planned."""
    states = {p.state for p in placed}
    if any(p.state == "used" and p.reading.firm for p in placed):
        return "used"
    return next(state for state in ("negated", "used", "planned") if state in states)


def _methodrow(entry: Entry, placed: Sequence[Placed]) -> Coding:
    state = _verdict(placed)
    deciding = [p for p in placed if p.state == state]
    rest = [p for p in placed if p.state != state]
    counts = [p for p in placed if (p.state == "negated") == (state == "negated")]
    return row(entry, state, deciding, rest, len(counts))


def _unspecified(report: Report, placed: Sequence[Placed], named: Sequence[Placed]) -> Iterator[Coding]:
    """Methods without a name, unless the same sentence gives names."""
    found = [p for p in placed if p.section not in _LATER and _method_state(p, report.context) in ("used", "planned")]
    found = [p for p in found if not _named_beside(p, named, report.context)]
    if found:
        yield row(found[0].hit.entry, "unspecified", found, (), len(found))


def _named_beside(unnamed: Placed, named: Iterable[Placed], context: Context) -> bool:
    start, end = context.sentence_of(unnamed.hit)
    return any(start <= p.hit.place < end and p.hit.code not in unnamed.hit.entry.also for p in named)
