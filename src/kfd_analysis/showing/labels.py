"""Names of codes, fields and answers as a reader sees them."""

from __future__ import annotations

from functools import cache
from typing import Any

from kfd_analysis import language
from kfd_analysis.codebook import load_codebook
from kfd_analysis.language import _

FILES = {"method": "methods", "topic": "topics", "actor": "actors", "service": "services"}


def _message(words: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return words


WORDS = {
    "municipality": _message("name"),
    "municipality_type": _message("type"),
    "population": _message("population"),
    "population_as_of": _message("population as of"),
    "county": _message("county"),
    "administrative_region": _message("administrative region"),
    "first_event_date": _message("first event"),
    "last_event_date": _message("last event"),
    "n_events": _message("number of events"),
    "event_hours": _message("event hours"),
    "participants": _message("participants"),
    "total_cost_eur": _message("total cost"),
    "moderation_cost_eur": _message("moderation cost"),
    "price_year": _message("price year"),
    "satisfaction_process": _message("rating of the process"),
    "satisfaction_results": _message("rating of the results"),
    "value_for_money": _message("value for money"),
    "names_contact_person": _message("contact named"),
    "city": _message("town"),
    "moderation": _message("moderation and advice"),
    "concept": _message("concept"),
    "venue": _message("room and technology"),
    "catering": _message("catering"),
    "materials": _message("material and print"),
    "interpreting": _message("interpreting"),
    "staff": _message("staff time"),
    "other": _message("other"),
    "very_satisfied": _message("very satisfied"),
    "satisfied": _message("satisfied"),
    "mixed": _message("mixed"),
    "dissatisfied": _message("dissatisfied"),
    "yes": _message("yes"),
    "no": _message("no"),
    "deferred": _message("too early to say"),
    "idea": _message("idea"),
    "planned": _message("planned"),
    "decided": _message("decided"),
    "implemented": _message("implemented"),
    "unstated": _message("state not told"),
    "firm": _message("firm"),
    "chamber": _message("chamber"),
    "freelancer": _message("freelancer"),
    "internal": _message("own staff"),
}


@cache
def _codes(variable: str, lang: str) -> dict[str, str]:
    """Labels of the codebook for the codes of a variable."""
    entries: Any = load_codebook().data.get(FILES.get(variable, ""), {})
    if isinstance(entries, dict):
        entries = [{"code": code, **entry} for code, entry in entries.items() if isinstance(entry, dict)]
    return {str(entry["code"]): str(entry[lang]) for entry in entries if "code" in entry and lang in entry}


def code_label(variable: str, code: str) -> str:
    """Name of a code in the active language, from the codebook; the code itself if it has none."""
    found = _codes(variable, language.current()).get(code)
    return found or _(WORDS.get(code, code.replace("_", " ")))


def word(code: str) -> str:
    """Name of a field or of an answer in the active language."""
    return _(WORDS.get(code, code.replace("_", " ")))
