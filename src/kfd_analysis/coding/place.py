"""Who reports: name and type of the municipality, population, county, administrative region.

Rules 1, 2 and 11 of the coding rules.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues, pattern_source
from kfd_analysis.coding.population import absent, code_population
from kfd_analysis.coding.time.monthnames import one_slip
from kfd_analysis.coding.wording import spelled
from kfd_analysis.fold import SPELLED_OUT, fold
from kfd_analysis.model import Document, Line, Problem, Span, Value, missing

_WEB_TAIL = re.compile(r"\s*(?:[-=–—]*>|→|[-–—,;:(/|])*\s*(?:https?://|www\.)\S+.*$", re.IGNORECASE)
_ARROW_TAIL = re.compile(r"\s*(?:[-=–—]*>|→)\s*.*$")
_WEB_HOST = re.compile(r"(?:https?://)?(?:www\.)([\w-]+)", re.IGNORECASE)
_MAIL_HOST = re.compile(r"@([\w-]+)\.", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")
_TOWN = re.compile(r"\b\d{5}\s+([^\W\d_][^,;()\d]*)")
_LONG_WORD = re.compile(r"\w{6,}")
_WORD_SHAPE = re.compile(r"[A-ZÄÖÜ][a-zäöüßé]+(?:[-. ]+[A-Za-zÄÖÜäöüßé]+)*")


class Place(NamedTuple):
    """The place values of one report and what the reader should be warned of."""

    values: dict[str, Value]
    problems: tuple[Problem, ...]


def code_place(document: Document, book: Codebook) -> Place:
    """Read name, type, population, county and region of a report.

    Parameters
    ----------
    document
        A report as read.
    book
        The codebook (``cues.yml``, ``columns.yml``).

    Returns
    -------
    Place
        Values ``municipality``, ``municipality_type``, ``population``, ``population_as_of``,
        ``county``, ``administrative_region`` and problems such as a name that title and
        address overrule.
    """
    if document.document_type == "slides":
        place: tuple[Value, tuple[Problem, ...]] = (_name_in_deck(document, book), ())
    else:
        place = _name(document, book)
    name, problems = place
    population = code_population(document, book)
    values = {
        "municipality": name,
        "municipality_type": _type(document, name, book),
        **population.values,
        "county": _county(document, name, book),
        "administrative_region": _region(document, book),
    }
    return Place(values, (*problems, *population.problems))


def bare_name(text: str, book: Codebook) -> str:
    """A name as printed, without web address, arrow and a prefix such as Stadt or Gemeinde."""
    name = _BRACKETS.sub("", _ARROW_TAIL.sub("", _WEB_TAIL.sub("", text))).strip(" .,;:-–>→()")
    prefixes, tail = book.compiled("name parts", _name_parts)
    folded = fold(name)
    if (found := tail.search(folded)) and found.start():
        name = name[: found.start()].rstrip()
        folded = folded[: len(name)]
    for prefix in prefixes:
        if found := prefix.match(folded):
            name, folded = name[found.end() :], folded[found.end() :]
    return name


def _name_parts(book: Codebook) -> tuple[list[re.Pattern[str]], re.Pattern[str]]:
    """What stands before a name, kind by kind, and what stands behind it and a comma."""
    c = cues(book)
    kinds = [c[f"name_prefix_{kind}"].pattern for kind in ("article", "office", "city", "municipality")]
    prefixes = [re.compile(rf"(?:{kind})[:\s]+") for kind in kinds]
    whole = rf"(?={c['name_prefix_county'].pattern}|\S*{c.plain('name_end_county')}$)"
    county = rf"(?:{c['name_prefix_administration'].pattern})\s+{whole}"
    tails = [c[name].pattern for name in ("name_prefix_city", "name_prefix_county", "name_tail")]
    return [*prefixes, re.compile(county)], re.compile(rf"\s*,\s*(?:{'|'.join(tails)})(?!\w)")


def _name(document: Document, book: Codebook) -> tuple[Value, tuple[Problem, ...]]:
    lines = document.answer("name")
    line = next((ln for ln in lines if bare_name(ln.text, book)), None)
    titles = _title_names(document, book)
    if line is None:
        if not titles:
            return missing("not_answered" if "name" in document.sections else "not_asked", "name"), ()
        title = titles[0]
        value = Value(
            bare_name(title.text, book), status="reported", rule="name_from_title", spans=(title.span(),)
        )
        return value, (Problem("name_from_title", "municipality", title.number),)
    name = bare_name(line.text, book)
    other = _overruling(document, line, name, titles, book)
    if other is not None:
        problem = Problem("name_overruled", "municipality", line.number, name)
        return Value(bare_name(other.text, book), rule="name_overruled", spans=(other.span(), line.span())), (
            problem,
        )
    start = line.text.find(name)
    here = line.span(start, start + len(name))
    better = None if _plausible(name) else _spelled_elsewhere(document, name)
    if better is not None:
        return Value(better.text, rule="name_spelling", spans=(better, here)), ()
    return Value(name, rule="name", spans=(here,)), ()


def _spelled_elsewhere(document: Document, name: str) -> Span | None:
    """A plausible spelling of the name in the report that differs only in case or in I and l."""
    for number, text in enumerate(document.source, 1):
        start = _shape(text).find(_shape(name))
        words = text[start : start + len(name)]
        if start >= 0 and _plausible(words):
            return Span(number, start, start + len(name), words)
    return None


def _title_names(document: Document, book: Codebook) -> list[Line]:
    """Lines of the title that look like the name of a place; a label of the form names none."""
    found = []
    labels = book.compiled("labels of the name", _name_labels)
    for line in document.title:
        furniture = cues(book)["title_furniture"].search(fold(line.text))
        short = len(line.text.split()) <= 4 and not re.search(r"[.!?:]$|\d", line.text)
        if short and not furniture and _WORD_SHAPE.match(line.text) and fold(line.text) not in labels:
            found.append(line)
    return found


def _name_labels(book: Codebook) -> frozenset[str]:
    key = book.data["form"]["keys"]["name"]
    return frozenset(fold(label) for label in (*key["labels"], *key["short"]))


def _overruling(document: Document, line: Line, name: str, titles: list[Line], book: Codebook) -> Line | None:
    """The title line that overrules `name`, if title and address or mail agree against it."""
    key = _key(name)
    words = [_key(word) for word in name.split()]
    named = [_key(title.text) for title in titles]
    if not titles or any(len(word) > 4 and word in title for word in words for title in named):
        return None
    if any(_alike(key, _key(bare_name(t.text, book))) for t in titles):
        return None
    contact = document.answer("contact")
    towns = [_key(m.strip()) for ln in contact for m in _TOWN.findall(ln.text)]
    hosts = [_key(h) for ln in document.answer("mail") for h in _MAIL_HOST.findall(ln.text)]
    hosts += [_key(h) for h in _WEB_HOST.findall(line.text)]
    if any(_alike(key, host) for host in hosts) and any(_alike(key, town) for town in towns):
        return None
    for title in titles:
        other = _key(bare_name(title.text, book))
        if any(_alike(other, witness) for witness in [*towns, *hosts]):
            return title
    return None


def _key(name: str) -> str:
    """Name without case, umlauts and signs, for comparison with hosts and towns."""
    plain = fold(name).translate(SPELLED_OUT)
    return re.sub(r"[^a-z]", "", plain)


def _alike(one: str, other: str) -> bool:
    return bool(one) and bool(other) and (one in other or other in one)


def _name_in_deck(document: Document, book: Codebook) -> Value:
    """The county or town that a deck names most; of spellings that differ in I and l the plausible one."""
    pattern = re.compile("|".join(book.data["place"]["deck_names"]))
    spots = [
        Span(number, m.start(), m.end(), m.group())
        for number, text in enumerate(document.source, 1)
        for m in pattern.finditer(text)
    ]
    if not spots:
        return missing("not_reported", "name_in_deck")
    shape = Counter(_shape(s.text) for s in spots).most_common(1)[0][0]
    same = [s for s in spots if _shape(s.text) == shape]
    best = next((s for s in same if _plausible(s.text)), same[0])
    return Value(bare_name(best.text, book), rule="name_in_deck", spans=(best,))


def _shape(name: str) -> str:
    """Spellings that differ only in case or in I and l have one shape."""
    return name.lower().replace("l", "i").replace("|", "i")


def _plausible(name: str) -> bool:
    return all(_WORD_SHAPE.fullmatch(part) for part in re.split(r"[-\s]", name) if part)


def _type(document: Document, name: Value, book: Codebook) -> Value:
    """Type from the prefix or the ending of the name, else from the text (rule 1)."""
    c = cues(book)
    if name.spans:
        printed = next((ln for ln in document.answer("name") if ln.number == name.spans[0].line), None)
        whole = printed.span() if printed else name.spans[0]
        folded = fold(whole.text)
        for kind, pattern in book.compiled("types by name", _types_by_name):
            if pattern.search(folded):
                return Value(kind, rule="type_from_name", spans=(whole,))
    if isinstance(name.value, str) and c.has("county_name", fold(name.value)):
        return Value("county", rule="type_from_name", spans=name.spans)
    return _type_in_text(document, str(name.value or ""), book)


def _types_by_name(book: Codebook) -> list[tuple[str, re.Pattern[str]]]:
    """The words for each type in front of a name, and behind it in brackets or behind a comma."""
    found = []
    for kind in ("county", "city", "municipality"):
        words = "|".join(pattern_source(fold(p)) for p in _prefixes(book, kind))
        found.append((kind, re.compile(rf"^\s*(?:{words})|\((?:{words})\)|,\s*(?:{words})\s*$")))
    return found


def _prefixes(book: Codebook, kind: str) -> list[str]:
    return list(book.data["cues"][f"name_prefix_{kind}"])


def _type_in_text(document: Document, name: str, book: Codebook) -> Value:
    """The first words of title and answers that say the type; the form's own lines say nothing."""
    c, kinds = cues(book), ("city", "municipality")
    lines = (*document.title, *document.answer(*document.sections))
    folded, words = [fold(line.text) for line in lines], fold(name).replace("*", " ").split()
    named = [text for text in folded if all(word in text for word in words)]
    patterns = [
        (kind, re.compile(pattern_source(fold(f"{prefix} {name}"))))
        for kind in kinds
        for prefix in _prefixes(book, kind)
        if name and any(_holds(text, fold(prefix)) for text in named)
    ]
    patterns += [(kind, c[f"{kind}_name"]) for kind in kinds]
    alone = [kind for kind in kinds if any(c.has(f"{kind}_alone", text) for text in folded)]
    if len(alone) == 1:
        patterns.append((alone[0], c[f"{alone[0]}_alone"]))
    for kind, pattern in patterns:
        for line, text in zip(lines, folded, strict=True):
            found = pattern.search(text)
            if found:
                return Value(kind, rule="type_from_text", spans=(line.span(found.start(), found.end()),))
    return missing("not_reported", "type_from_text")


def _holds(folded: str, words: str) -> bool:
    """Whether each of some words stands in a folded text; cheap."""
    return all(word in folded for word in words.replace("*", " ").split())


def _county(document: Document, name: Value, book: Codebook) -> Value:
    line = next(iter(document.answer("county")), None)
    if line is not None:
        text = _ARROW_TAIL.sub("", _WEB_TAIL.sub("", line.text)).strip(" ,;:.")
        folded = fold(text)
        if (region := cues(book).spots(folded, "region_label")) and (cut := region[0])[0]:
            text = text[: cut[0]].rstrip(" ,;:(–-")
        if cues(book)["county_none"].match(folded) or cues(book)["county_kind"].fullmatch(folded.strip("()")):
            return missing("not_applicable", "county", (line.span(),))
        if text:
            return Value(text, rule="county", spans=(line.span(0, len(text)),))
    if document.document_type == "slides" and name.status != "missing":
        return Value(name.value, status="reported", rule="county_is_name", spans=name.spans)
    return missing(absent(document, "county"), "county")


def _region(document: Document, book: Codebook) -> Value:
    for line in document.answer("region"):
        folded = fold(line.text)
        for code, plain, pattern in book.compiled("regions", _regions):
            near = (m for m in _LONG_WORD.finditer(folded) if one_slip(m.group(), plain))
            found = pattern.search(folded) or next(near, None)
            if found:
                return Value(code, rule="region", spans=(line.span(*found.span()),))
    if document.answer("region"):
        return missing("not_applicable", "region", (document.answer("region")[0].span(),))
    reason = "not_applicable" if document.document_type == "slides" else absent(document, "region")
    return missing(reason, "region")


def _regions(book: Codebook) -> list[tuple[str, str, re.Pattern[str]]]:
    """The regions: code, folded code and what it is spelled like."""
    columns = book.data["columns"]["reports"]["columns"]
    codes = next(c["codes"] for c in columns if c["name"] == "administrative_region")
    return [(code, fold(code), re.compile(spelled(code))) for code in codes]
