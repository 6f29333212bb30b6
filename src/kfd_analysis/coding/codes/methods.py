"""The methods of a report: used, planned, negated, unspecified (rule 8 of docs/method.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kfd_analysis.coding.codes.context import Context
from kfd_analysis.coding.codes.hits import Hit
from kfd_analysis.coding.codes.lexicon import Entry
from kfd_analysis.coding.codes.search import Coding, Placed, Report, row

UNSPECIFIED = "unspecified_methods"

_LATER = frozenset({"outcomes", "costs", "recommendations"})


def code_methods(report: Report) -> Iterator[Coding]:
    """Rows of the methods, in the order of the codebook."""
    context = report.context
    placed = list(report.placed("method"))
    whole = [p for p in placed if p.hit.kind != "part" and p.hit.code != UNSPECIFIED]
    counted = [p._replace(state=state) for p in whole if (state := _state(p, context))]
    standing = {code for code, found in _by_code(counted).items() if _verdict(found, context) != "negated"}
    for part in (p for p in placed if p.hit.kind == "part"):
        hosts = [p.hit for p in whole if p.hit.code == part.hit.entry.part_of]
        state = _state(part, context)
        if state and (part.hit.entry.part_of not in standing or _is_step(part, hosts, context)):
            counted.append(part._replace(state=state))
    for found in sorted(_by_code(counted).values(), key=lambda found: found[0].hit.entry.number):
        yield _method_row(found[0].hit.entry, found, context)
    yield from _unspecified([p for p in placed if p.hit.code == UNSPECIFIED], whole, context)


def _state(placed: Placed, context: Context) -> str:
    """used, planned, negated, or empty if the mention says nothing about this dialogue."""
    hit, section, reading, asked, _ = placed
    later = section in _LATER
    if hit.kind == "vague" and not asked:
        return ""
    if reading.state in ("negated", "dropped"):
        told = section != "recommendations" and (reading.led or context.is_firm(hit))
        return "negated" if not later or told else ""
    if reading.state == "planned":
        return "planned" if asked else ""
    if reading.state != "used":
        return ""
    if later and section not in hit.entry.sections:
        return "used" if context.refers(hit) and context.is_firm(hit) else ""
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


def _verdict(placed: Sequence[Placed], context: Context) -> str:
    """State of a method: told as done beats given up, which beats announced or planned."""
    states = {p.state for p in placed}
    if "negated" in states and any(p.state == "used" and _told(p, context) for p in placed):
        return "used"
    return next(state for state in ("negated", "used", "planned") if state in states)


def _told(placed: Placed, context: Context) -> bool:
    return placed.reading.led or context.is_firm(placed.hit)


def _method_row(entry: Entry, placed: Sequence[Placed], context: Context) -> Coding:
    state = _verdict(placed, context)
    deciding = [p for p in placed if p.state == state]
    rest = [p for p in placed if p.state != state]
    counts = [p for p in placed if (p.state == "negated") == (state == "negated")]
    return row(entry, state, deciding, rest, len(counts))


def _unspecified(placed: Sequence[Placed], named: Sequence[Placed], context: Context) -> Iterator[Coding]:
    """Methods without a name, unless the same sentence gives names."""
    found = [p for p in placed if p.section not in _LATER and _state(p, context) in ("used", "planned")]
    found = [p for p in found if not _named_beside(p, named, context)]
    if found:
        yield row(found[0].hit.entry, "unspecified", found, (), len(found))


def _named_beside(unnamed: Placed, named: Iterable[Placed], context: Context) -> bool:
    start, end = context.sentence_of(unnamed.hit)
    return any(start <= p.hit.place < end and p.hit.code not in unnamed.hit.entry.also for p in named)
