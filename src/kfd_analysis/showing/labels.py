"""Names of codes, fields and answers as a reader sees them."""

from __future__ import annotations

from functools import partial
from typing import Any

from kfd_analysis import language
from kfd_analysis.codebook import FILES, Codebook, in_use
from kfd_analysis.language import _, message

WORDS = {
    "municipality": message("municipality"),
    "municipality_type": message("type"),
    "population": message("population"),
    "population_as_of": message("population as of"),
    "county": message("county"),
    "administrative_region": message("administrative region"),
    "first_event_date": message("first event"),
    "last_event_date": message("last event"),
    "n_events": message("number of events"),
    "event_hours": message("event hours"),
    "participants": message("participants"),
    "total_cost_eur": message("total cost"),
    "moderation_cost_eur": message("moderation cost"),
    "price_year": message("price year"),
    "satisfaction_process": message("rating of the process"),
    "satisfaction_results": message("rating of the results"),
    "value_for_money": message("value for money"),
    "names_contact_person": message("contact named"),
    "city": message("town"),
    "moderation": message("moderation and advice"),
    "concept": message("concept"),
    "moderation_advice": message("moderation and advice"),
    "before_after": message("before and after"),
    "venue_technology": message("room and technology"),
    "material_print": message("material and print"),
    "staff_time": message("staff time"),
    "later_workshops": message("later workshops"),
    "venue": message("room and technology"),
    "catering": message("catering"),
    "materials": message("material and print"),
    "interpreting": message("interpreting"),
    "staff": message("staff time"),
    "other": message("other"),
    "very_satisfied": message("very satisfied"),
    "satisfied": message("satisfied"),
    "mixed": message("mixed"),
    "dissatisfied": message("dissatisfied"),
    "yes": message("yes"),
    "no": message("no"),
    "deferred": message("too early to say"),
    "idea": message("idea"),
    "planned": message("planned"),
    "decided": message("decided"),
    "implemented": message("implemented"),
    "unstated": message("state not told"),
    "firm": message("firm"),
    "chamber": message("chamber"),
    "freelancer": message("freelancer"),
    "university": message("university"),
    "internal": message("own staff"),
    "used": message("used"),
    "negated": message("not used"),
    "unspecified": message("without a name"),
    "named": message("named"),
    "not_named": message("not named"),
    "preset": message("preset"),
    "emerged": message("emerged"),
    "original": message("original"),
    "restated": message("restated"),
    "questionnaire": message("questionnaire"),
    "slides": message("slides"),
    "document_type": message("kind of document"),
    "cost_scope": message("scope of the costs"),
    "event_participants": message("participants of an event"),
    "outcome": message("outcome"),
    "goal": message("goal"),
    "occasion": message("occasion"),
    "effect": message("effect"),
    "next_step": message("next step"),
    "recommendation_self": message("recommendation to themselves"),
    "recommendation_programme": message("recommendation to the programme"),
    "total": message("total cost"),
    "event": message("the event"),
    "all_events": message("all events"),
    "wider": message("more than the event"),
    "method": message("method"),
    "topic": message("topic"),
    "actor": message("actor"),
    "service": message("service"),
    "section": message("section"),
    "strict": message("strict"),
    "broad": message("broad"),
    "lenient": message("lenient"),
    "error": message("error"),
    "warning": message("warning"),
    "rules": message("rules"),
    "codebook": message("codebook"),
    "data": message("data"),
}


def spoken(words: str) -> str:
    """Words of a report, with the marks for what was taken out in the reader's language (``[Name]``)."""
    for token in in_use().data["privacy"]["tokens"].values():
        words = words.replace(token, _(token))
    return words


def _codes(variable: str, lang: str) -> dict[str, str]:
    """Labels of the codebook for the codes of a variable."""
    return in_use().compiled(f"labels {variable} {lang}", partial(_labels, variable, lang))


def _labels(variable: str, lang: str, book: Codebook) -> dict[str, str]:
    entries: Any = book.data.get(FILES.get(variable, ""), {})
    if isinstance(entries, dict):
        entries = [{"code": code, **entry} for code, entry in entries.items() if isinstance(entry, dict)]
    return {str(e["code"]): language.chosen(e, lang) for e in entries if "code" in e and language.SOURCE in e}


def code_label(variable: str, code: str) -> str:
    """Name of a code in the active language, from the codebook; the code itself if it has none."""
    found = _codes(variable, language.current()).get(code)
    return found or _(WORDS.get(code, code.replace("_", " ")))


def field_name(name: str) -> str:
    """Name of a column of table ``reports``: its column `municipality` holds a name, not a type."""
    return _("name") if name == "municipality" else word(name)


def word(code: str) -> str:
    """Name of a field, an answer or a code of a closed list in the active language."""
    return _(WORDS.get(code, code.replace("_", " ")))
