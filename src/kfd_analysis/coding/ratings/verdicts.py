"""The verdict on effort and result, and which answers stand under a question about ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues_in
from kfd_analysis.coding.ticks import ticked
from kfd_analysis.fold import fold
from kfd_analysis.model import Document, Line, Span, Value, missing
from kfd_analysis.reading.text import sentences

_DIGIT = re.compile(r"\d")
_ENUMERATED = re.compile(r"\(?[0-9a-z]{1,2}[.)]+")
_QUESTION_OF = {
    "satisfaction_process": "rating_process",
    "satisfaction_results": "rating_results",
    "value_for_money": "value_for_money",
}
_BOTH = ("rating_process", "rating_results")


def absent(document: Document, field: str) -> Value:
    """Reason for a question without an answer."""
    ask = _QUESTION_OF[field]
    if document.document_type == "slides":
        return missing("not_asked", ask)
    section = "costs" if ask == "value_for_money" else "rating"
    if section not in document.sections:
        return missing("not_asked", ask)
    last = max(document.sections.values(), key=lambda s: s.label_line).key
    return missing("truncated" if document.truncated and last == section else "not_answered", ask)


def asked(document: Document, ask: str, book: Codebook) -> Iterator[tuple[Line, bool]]:
    """Answer lines under a question; True where the answer stands under several questions."""
    for section in document.sections.values():
        for block in section.blocks:
            if ask in block.asks:
                lines = ticked(block.lines, book)
                if block.asks == _BOTH and _one_each(lines):
                    yield lines[_BOTH.index(ask)], False
                    continue
                for line in lines:
                    yield line, len(block.asks) > 1


def _one_each(lines: Sequence[Line]) -> bool:
    """Whether two numbered lines answer two questions in their order."""
    return len(lines) == len(_BOTH) and all(_ENUMERATED.fullmatch(line.bullet) for line in lines)


def value_for_money(document: Document, book: Codebook) -> Value:
    """Yes, mixed, no or deferred; a deferral wins, yes and no in one sentence are mixed.

    Parameters
    ----------
    document
        A report as read.
    book
        The codebook (``cues.yml``).
    """
    seen: list[Span] = []
    for line, shared in asked(document, "value_for_money", book):
        for sentence in sentences(line, book):
            folded = fold(sentence.text)
            if folded.endswith("?"):
                continue
            c = cues_in(folded, book)
            if not shared:
                seen.append(sentence.span())
            elif _DIGIT.search(folded) and not c.has("about_money", folded):
                continue  # it speaks of an amount
            if found := _verdict(folded, c):
                code, start, end = found
                return Value(code, rule="value_for_money", spans=(sentence.span(start, end),))
    if seen:
        return missing("not_reported", "value_for_money", tuple(seen[:1]))
    return absent(document, "value_for_money")


def _verdict(folded: str, c: Cues) -> tuple[str, int, int] | None:
    """Verdict of a sentence with the place of its words."""
    for code in ("deferred", "mixed"):
        found = next((m for m in c[f"money_{code}"].finditer(folded) if _counts(m, c)), None)
        if found:
            return code, found.start(), found.end()
    no = [m for m in c["money_no"].finditer(folded) if _counts(m, c)]
    not_so = [m for m in no if not c["money_denial"].match(m.group()) and _denied(m, c)]
    no = [m for m in no if m not in not_so]
    yes = [m for m in c["money_yes"].finditer(folded) if _counts(m, c) and not _inside(m, no)]
    denied = [m for m in yes if _denied(m, c)]
    yes = [*not_so, *(m for m in yes if m not in denied)]
    no = sorted([*no, *denied], key=lambda m: m.start())
    if yes and no and not c.has("money_yet", folded):
        return "mixed", min(yes[0].start(), no[0].start()), max(yes[-1].end(), no[-1].end())
    if no and not (yes and yes[-1].start() > no[-1].start()):
        return "no", no[0].start(), no[0].end()
    return ("yes", yes[0].start(), yes[0].end()) if yes else None


def _inside(found: re.Match[str], others: list[re.Match[str]]) -> bool:
    return any(other.start() <= found.start() < other.end() for other in others)


def _denied(found: re.Match[str], c: Cues) -> bool:
    """Whether a word of denial stands in the same clause, in front of the verdict or at its end."""
    folded = found.string
    begin = max(folded.rfind(sign, 0, found.start()) for sign in ",;.–") + 1
    stop = re.search(r"[,;.–]", folded[found.end() :])
    before, after = folded[begin : found.start()], folded[found.end() :][: stop.start() if stop else None]
    if c.has("money_denial", before):
        return True
    return c.has("money_denial", c["level_and"].split(after)[0])


def _counts(found: re.Match[str], c: Cues) -> bool:
    """A bare "yes", "good" or "partly" counts only at the start or the end of a sentence or clause."""
    bare = c["money_bare"].fullmatch(found.group()) is not None
    rest = found.string[found.end() :].lstrip()
    lead = found.string[: found.start()].rstrip()
    few = c["money_lead"].fullmatch(lead) is not None
    opens = found.start() <= 3 and c["money_opening"].fullmatch(found.group()) is not None
    return not bare or opens or few or not rest.strip(" .!") or rest[0] in ",;–-"
