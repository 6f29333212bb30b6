"""Small pieces of wording that charts, tables and findings share, each computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from kfd_analysis.language import _, date, message, money, number, percent, plural
from kfd_analysis.showing import marks
from kfd_analysis.showing.view import Case, Fact, View, text

FEW = 10
DASH = "\u2013"


def listed(names: Iterable[str]) -> str:
    """``A, B and C``; ``A; B, b; and C`` where a name has a comma of its own."""
    found = list(names)
    if len(found) < 2:
        return "".join(found)
    if any("," in name for name in found):
        return _("{some}; and {last}").format(some="; ".join(found[:-1]), last=found[-1])
    return _("{some} and {last}").format(some=", ".join(found[:-1]), last=found[-1])


def either(names: Sequence[str]) -> str:
    """``A, B or C``."""
    return _(" or ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def sentence(words: str) -> str:
    """`words` with a capital first letter."""
    return words[:1].upper() + words[1:]


def cents(value: Decimal | None) -> str:
    """A figure with two digits, for the tables to download; empty for none."""
    return "" if value is None else f"{value:.2f}"


def names(cases: Iterable[Case], most: int = 6) -> str:
    """Names of cases; their number where there are too many to list."""
    found = [case.name for case in cases]
    return (
        listed(found)
        if len(found) <= most
        else plural("{n} report", "{n} reports", len(found)).format(n=len(found))
    )


def share(part: int, whole: int) -> str:
    """``3 of 4``; from ten on with the percentage."""
    words = _("{part} of {whole}").format(part=part, whole=whole)
    return f"{words} ({percent(part / whole)})" if whole >= FEW else words


def reports_of(part: int, whole: int) -> str:
    """``3 of 4 reports``; from ten on with the percentage."""
    words = plural("{part} of {whole} report", "{part} of {whole} reports", whole).format(
        part=part, whole=whole
    )
    return f"{words} ({percent(part / whole)})" if whole >= FEW else words


def inner(part: int, whole: int) -> str:
    """A share for use within brackets: ``3 of 4``; from ten on ``30 of 60, 50 %``."""
    words = _("{part} of {whole}").format(part=part, whole=whole)
    return f"{words}, {percent(part / whole)}" if whole >= FEW else words


def counted_words(said: list[str], sizes: list[int], whole: int, most: int = 12) -> str:
    """The first `most` of a list of counts, and truly how many are left out and how large they are."""
    words = "; ".join(said[:most])
    rest = plural("{n} more in {share}", "{n} more, each in {share} at most", len(sizes[most:]))
    if not sizes[most:]:
        return words
    return "; ".join((words, rest.format(n=len(sizes[most:]), share=share(max(sizes[most:]), whole))))


def dialogues(n: int) -> str:
    """How many reports count."""
    return plural("n = {n} dialogue report", "n = {n} dialogue reports", n).format(n=n)


def _round_to(value: Decimal, step: str) -> Decimal:
    return (value / Decimal(step)).quantize(Decimal(1), rounding=ROUND_HALF_UP) * Decimal(step)


def prose(value: Decimal) -> str:
    """A sum of money as prose rounds it: to 10 from 1,000 on, to 1 from 20 on, else to 0.50."""
    return money(_prose(value))


def prose_number(value: Decimal) -> str:
    """A sum of money as prose rounds it, without its unit."""
    rounded = _prose(value)
    return number(rounded, 0 if rounded == int(rounded) else 2)


def _prose(value: Decimal) -> Decimal:
    return _round_to(value, "10" if value >= 1000 else "1" if value >= 20 else "0.5")


def span(low: Decimal, high: Decimal, decimals: int = 0) -> str:
    """Two bounds, rounded: ``90–110``."""
    return f"{number(low, decimals)}{DASH}{number(high, decimals)}"


def amount(fact: Fact, unit: str = "EUR") -> str:
    """What is known of a figure, in a few words; a correction is named."""
    words = _amount(fact, unit)
    return _("{figure} (corrected)").format(figure=words) if fact.status == "corrected" else words


def _amount(fact: Fact, unit: str) -> str:
    show = money if unit == "EUR" else number
    if not fact.known:
        return _("n/a: {reason}").format(reason=marks.reason(fact.reason))
    if fact.value is not None:
        words = show(fact.value)
        words = _("about {figure}").format(figure=words) if fact.qualifier == "about" else words
        words = _("at least {figure}").format(figure=words) if fact.qualifier == "at_least" else words
        words = _("at most {figure}").format(figure=words) if fact.qualifier == "at_most" else words
        return _("{figure} (repaired)").format(figure=words) if fact.status == "repaired" else words
    if fact.low is not None and fact.high is not None:
        return span(fact.low, fact.high) + (f" {unit}" if unit else "")
    if fact.low is not None:
        return _("at least {figure}").format(figure=show(fact.low))
    return _("at most {figure}").format(figure=show(fact.high)) if fact.high is not None else fact.text


def percentages(value: Decimal, low: Decimal, high: Decimal) -> str:
    """A share with its interval: ``83 % (68–100)``."""
    words = percent(value)
    hundred = Decimal(100)
    return words if low == high else f"{words} ({span(low * hundred, high * hundred)})"


def attendance(view: View, report_id: str) -> tuple[Decimal | None, Decimal | None]:
    """Bounds of the people who took part, the invited counted as an upper bound."""
    fact = view.fact(report_id, "participants")
    if not fact.known:
        return None, None
    low = fact.low if fact.low is not None else fact.value
    high = fact.high if fact.high is not None or fact.qualifier in ("at_least", "range") else fact.value
    if high is None:
        upper = [row["participants_high"] for row in view.events(report_id)]
        most = [
            cell if text(cell) else row["invited"]
            for cell, row in zip(upper, view.events(report_id), strict=True)
        ]
        high = (
            sum((Decimal(text(cell)) for cell in most), Decimal(0)) if most and all(map(text, most)) else None
        )
    return low, high


def invited(view: View, report_id: str) -> int:
    """How many people were invited where nobody counted who came."""
    return sum(int(Decimal(text(row["invited"]))) for row in view.events(report_id) if text(row["invited"]))


def gaps(reasons: Iterable[str]) -> str:
    """Reasons of gaps with their numbers, most frequent first."""
    counts = sorted(Counter(reasons).items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{marks.reason(code)} {n}" for code, n in counts)


def source(view: View) -> str:
    """Source line: who says it, when the dialogues were, whether the text is a paraphrase."""
    days = sorted(
        filter(
            None,
            (
                view.fact(c.report_id, f).text
                for c in view.counted
                for f in ("first_event_date", "last_event_date")
            ),
        )
    )
    words = _("Source: reports of the municipalities, as they state it")
    if days and days[0][:10] == days[-1][:10]:
        words += _("; dialogue of {day}").format(day=date(days[0]))
    elif days:
        words += _("; dialogues from {first} to {last}").format(first=date(days[0]), last=date(days[-1]))
    if "restated" in set(view.ds.cases["text_basis"]):
        words += _("; read from a paraphrase of the published reports, not quotable")
    return " ".join(part for part in (words + ".", corrected_note(view)) if part)


def corrected_note(view: View) -> str:
    """How many values coders put right; empty if none."""
    n = view.n_corrected
    words = plural("{sign} {n} value corrected by coders.", "{sign} {n} values corrected by coders.", n)
    return words.format(sign=marks.MARKS["corrected"].sign, n=n) if n else ""


ROUNDING = message("The intervals are assumptions about rounding (about = ±10 %), not confidence intervals.")


def context_note(view: View) -> str:
    """Who is shown but not counted; empty if nobody."""
    if not view.context:
        return ""
    return _("{names}: slides, not the form of the dialogues; shown for context and in no count.").format(
        names=names(view.context)
    )


def foot(*notes: str) -> str:
    """Notes below a chart, one a line, empty ones left out."""
    return "\n".join(note for note in notes if note)
