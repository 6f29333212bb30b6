"""What the words around an amount of money say: what it was for, whether it was spent, by whom."""

from __future__ import annotations

import re
from typing import NamedTuple

from kfd_analysis.coding.cues import Cues
from kfd_analysis.coding.money.amountwords import Amount
from kfd_analysis.coding.money.components import ADVICE, EXTRAS, NAMES, components_between
from kfd_analysis.model import Line, Span

_MANY = re.compile(
    r"(?<![\d.,])(?P<number>[1-9]\d?)\s*"
    r"(?:[x×*]|(?P<unit>[^\W\d_]+\.?)\s+(?:[x×*]|(?P<each>[^\W\d_]+(?:\s[^\W\d_]+)?)))\s*\Z"
)
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_TAX_RATE = re.compile(r"[\s.]*(?:\d{1,2}\s*%\s*)?")
_YEAR = re.compile(r"(?<!\d)20[1-3]\d(?!\d)")
_STOP, _COMMA = re.compile(r";|,\s|\(|\s/\s"), re.compile(r"[,;]\s")
_DIGIT = re.compile(r"\d")
_BREAK = re.compile(r"[,;()]")
_SHARE_WORDS, _SHARE_REACH = 5, 60
_NEAR_WORDS = 4
_UNIT_REACH = 30
_EVENTS = ("event_day_unit", "event_one", "cost_more")
_UNSPENT = (
    "cost_unreal", "cost_planned", "cost_instead", "cost_without", "cost_elsewhere", "cost_first_time",
)  # fmt: skip
Components = tuple[tuple[str, Span], ...]


class AmountWords(NamedTuple):
    """What the words say (attributes as of `CostAmount`)."""

    role: str
    components: Components
    times: int
    span: Span
    whole: bool
    of_event: bool
    per_event: bool
    added: bool


def amount_words(amount: Amount, n_events: int, c: Cues) -> AmountWords:
    """Read the words around an amount.

    Parameters
    ----------
    amount
        The amount and the reach of its words.
    n_events
        Number of events, for prices per event.
    c
        The cue words.
    """
    components = _components(amount, c)
    role = _role(amount, components, n_events, c)
    if role == "total" and _is_share_base(amount, c):
        components = ()
    times = _times(amount, n_events, c) if role in ("item", "plain") else 1
    whole = role == "item" and c.has("cost_total", amount.around)
    of_event = bool(_YEAR.search(amount.near)) or c.has_any(_EVENTS, amount.near)
    first, last = _deciding(amount, components, role, c)
    return AmountWords(
        role if times else "rate", components, times or 1, amount.sentence.span(first, last), whole, of_event,
        amount.figure.per and times > 0 and c.has("event_day_unit", amount.around),
        role == "item" and c.has("cost_added", amount.around),
    )  # fmt: skip


def _components(amount: Amount, c: Cues) -> Components:
    sentence, folded, figure = amount.sentence, amount.folded, amount.figure
    start = amount.start + _added_from(amount.before, c)
    named = components_between(sentence, folded, start, figure.start, c)
    named = [item for item in named if not _left_out(amount, item[1].start - sentence.column, c)]
    if amount.bracketed and named:
        return tuple(named)
    stop = figure.end + _own_words(amount.after, bool(named), sentence, c)
    behind = components_between(sentence, folded, figure.end, stop, c)
    names = {name for name, _ in named}
    merged = [*named, *(item for item in behind if item[0] not in names)]
    return tuple(sorted(merged, key=lambda item: item[1].start))


def _left_out(amount: Amount, place: int, c: Cues) -> bool:
    """Whether a word such as "without" stands in front of the name of an item."""
    words = amount.folded[amount.start : place]
    spots = [end for _, end, _ in c.spots(words, "cost_without")]
    if not spots or "(" in amount.folded[place : amount.figure.start]:
        return False
    between = words[max(spots) :]
    return not _BREAK.search(between) and len(between.split()) <= _NEAR_WORDS


def _own_words(after: str, named: bool, sentence: Line, c: Cues) -> int:
    """Offset behind an amount up to which the words say what it was for.

    Not beyond what has no price or is free, a semicolon, or a clause of reason; where the name
    stands in front of the amount, not beyond the next comma, or bracket unless it lists advice or
    says what is included.
    """
    stop = _unpriced_from(after, c)
    more = (end for _, end, _ in c.spots(after[:stop], "cost_and") if after[end:].lstrip()[:1].isdigit())
    stop = min(more, default=stop)
    for found in _STOP.finditer(after[:stop]):
        rest = after[found.end() :].lstrip()
        if found.group() == ";" or (found.group().startswith(",") and c["cost_reason"].match(rest)):
            return found.start()
        if not named:
            continue
        if found.group() == "(":
            inside = rest.split(")")[0]
            names = {name for name, _ in components_between(Line(0, inside), inside, 0, len(inside), c)}
            if names <= ADVICE | EXTRAS or c["cost_part"].match(inside):
                continue
        return found.start()
    return stop


def _unpriced_from(after: str, c: Cues) -> int:
    """Offset from which the words speak of what has no price, is left out or is free."""
    spots = [
        start
        for start, end, _ in c.spots(after, "cost_unpriced", "cost_free", "cost_without")
        if not _TAX_RATE.match(after, end) or not c["cost_tax"].match(_TAX_RATE.sub("", after[end:], count=1))
    ]
    if not spots:
        return len(after)
    return max((m.end() for m in _COMMA.finditer(after[: min(spots)])), default=min(spots))


def _added_from(before: str, c: Cues) -> int:
    """Offset behind a semicolon, what is free, or "…, in addition" after a number of something else."""
    added = [m.start() for m in c["cost_added"].finditer(before) if before[: m.start()].rstrip()[-1:] == ","]
    if added and _DIGIT.search(before[: added[-1]]):
        return added[-1]
    if (other := before.rfind("; ")) >= 0 and c.has_any(NAMES, before[other:]):
        return other + 1
    comma = before.rfind(", ")
    if comma > 0 and _DIGIT.search(before[:comma]) and c.has_any(NAMES, before[comma:]):
        return comma + 1
    return comma + 1 if comma > 0 and c.has("cost_free", before[:comma]) else 0


def _role(amount: Amount, components: Components, n_events: int, c: Cues) -> str:
    """Role of the amount; what was never spent comes first, then totals, then who paid."""
    if _never_spent(amount, n_events, c):
        return "elsewhere"
    near, behind = amount.near, amount.behind
    if c.has("cost_left", amount.around):
        return "grant"
    if _is_only(amount, c):
        return "only"
    if _is_share_base(amount, c):
        return "total"
    if c.has("cost_total", near) or c.has("cost_total", behind):
        return "item" if _total_of_item(amount, components, c) else "total"
    if _is_grant(amount, components, c):
        return "grant"
    if components:
        return "total" if _contains(amount, components, c) else "item"
    strong = amount.start == 0 and c.has("cost_strong_total", amount.before)
    return "total" if strong else "plain"


def _is_only(amount: Amount, c: Cues) -> bool:
    """Whether it is said to be the only spending."""
    if c.has("cost_only", amount.around):
        return True
    if amount.start == 0 and c["cost_alone"].match(amount.before.lstrip()):
        return True
    return c.has("cost_except", amount.near) and c.has("cost_only", amount.after)


def _never_spent(amount: Amount, n_events: int, c: Cues) -> bool:
    """Whether it is money of another dialogue, only planned, or would have been needed."""
    if not c.may_have(_UNSPENT):
        return False
    if c.has("cost_unreal", amount.clause) or c.has("cost_planned", amount.around):
        return True
    last = " ".join(amount.near.split()[-_NEAR_WORDS:])
    if c.has("cost_instead", last):
        return True
    lead = amount.before.lstrip(" (,")
    if amount.start and c["cost_without"].match(lead):
        return True
    before = amount.before
    elsewhere = c.has("cost_elsewhere", f"{before} | {amount.behind}")
    return elsewhere or (n_events <= 1 and c.has("cost_first_time", before))


def _is_share_base(amount: Amount, c: Cues) -> bool:
    """Whether a share such as "10 % of" or "half of the" stands in front."""
    before = amount.folded[max(0, amount.figure.start - _SHARE_REACH) : amount.figure.start]
    if "%" not in before and not c.may_have(("cost_share",)):
        return False
    ends = [before.rfind("%") + 1] * ("%" in before) + [end for _, end, _ in c.spots(before, "cost_share")]
    words = before[max(ends) :].split() if ends else []
    if _DIGIT.search("".join(words)):
        return False
    return 0 < len(words) <= _SHARE_WORDS and c["cost_share_of"].fullmatch(words[0]) is not None


def _total_of_item(amount: Amount, components: Components, c: Cues) -> bool:
    """Whether the word for a total speaks of one item alone ("advice in all", "in all … for advice")."""
    names = {name for name, _ in components}
    if len(names - ADVICE - EXTRAS) + bool(names & ADVICE) != 1:
        return False
    if c["cost_for"].match(amount.behind.lstrip()):
        return True
    begin = amount.figure.start - len(amount.near)
    places = [span.start - amount.sentence.column - begin for _, span in components]
    inside = [place for place in places if 0 <= place < len(amount.near)]
    return bool(inside) and not c.has("cost_including", amount.near)


def _contains(amount: Amount, components: Components, c: Cues) -> bool:
    """Whether the amount is said to include the items, or they are what most or a share of it went to."""
    column, figure = amount.sentence.column, amount.figure
    first = components[0][1].start - column
    if first >= figure.end:
        words = amount.folded[figure.end : first]
        return c.has_any(("cost_mostly", "cost_share", "cost_including", "cost_part"), words)
    return amount.start == 0 and not amount.bracketed and c.has("cost_including", amount.folded[:first])


def _is_grant(amount: Amount, components: Components, c: Cues) -> bool:
    """Whether it is a grant, a share of somebody, or what somebody bore, and nothing was bought for it."""
    near, behind, around = amount.near, amount.behind, amount.around
    if amount.figure.value == 0:
        return c.has("cost_grant", amount.clause)
    funded = c.has("cost_funded", behind)
    if funded and near.split() and c["cost_with"].fullmatch(near.split()[-1]):
        return True
    costs = ("cost_weak_total", "cost_strong_total")
    if funded and (components or c.has_any(costs, near)):
        return False
    paid = c.has("cost_payer", around) or (
        c.has("cost_paid", around) and not c.has("cost_self", amount.clause)
    )
    if c.has("cost_grant", near if components and paid else around) or (paid and not components):
        return True
    bracket = _BRACKET.match(amount.after)
    inside = bracket[1] if bracket and not components else ""
    return c.has("cost_grant", inside) and not c.has("cost_funded", inside)


def _times(amount: Amount, n_events: int, c: Cues) -> int:
    """1 for a plain amount, the number of events for a price per event, 0 for a price per head or hour."""
    many = _MANY.search(amount.folded[: amount.figure.start])
    if many and (not many["each"] or c["cost_each"].fullmatch(many["each"])):
        return 0 if c.has("cost_per_head", many["unit"] or "x") else int(many["number"])
    if not amount.figure.per:
        return 1
    units = ("cost_per_head", "event_day_unit")
    behind = min(c.spots(amount.after[:_UNIT_REACH], *units), default=None)
    before = max(c.spots(amount.before[-_UNIT_REACH:], *units), default=None)
    said_behind = c["cost_per"].match(amount.after.lstrip(" (,")) or amount.after.lstrip()[:1] == "/"
    found = behind if behind and (said_behind or not before) else before or behind
    if found is None or found[2] == "cost_per_head":
        return 0
    return n_events


def _deciding(amount: Amount, components: Components, role: str, c: Cues) -> tuple[int, int]:
    """Start and end of the deciding words: the amount with its nearest name."""
    figure, start = amount.figure, amount.start
    first, last = figure.start, figure.end
    if role == "total":
        for s, e, _ in c.spots(amount.folded[start : amount.end], "cost_total"):
            first, last = min(first, start + s), max(last, start + e)
            break
    elif components:
        begin = components[0][1].start - amount.sentence.column
        first, last = min(first, begin), max(last, begin + len(components[0][1].text))
    return (first, last) if last - first <= 200 else (figure.start, figure.end)
