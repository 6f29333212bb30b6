"""Sixty invented reports, the same ones every time: names, figures and texts are made up by rule."""

from __future__ import annotations

import random
from types import SimpleNamespace

from tests.showing.synthetic import Spec, build, figure, missing

METHODS = (
    "world_cafe",
    "online_voting",
    "survey",
    "group_work",
    "plenary",
    "keynote_input",
    "open_space",
    "fishbowl",
)
TOPICS = (
    "housing",
    "work",
    "education",
    "language",
    "health",
    "culture_leisure_sport",
    "volunteering",
    "participation",
    "networking_coordination",
    "information",
    "children_families",
    "other",
)
ACTORS = (
    "volunteers",
    "refugees",
    "city_administration",
    "citizens",
    "churches",
    "associations",
    "schools",
    "companies",
    "politics",
    "welfare_organisations",
)
SERVICES = ("concept", "moderation", "preparation", "documentation")


def _some(rng: random.Random, codes: tuple[str, ...], share: float) -> list[str]:
    return [code for code in codes if rng.random() < share]


def invented(number: int, rng: random.Random) -> Spec:
    """One invented report; about every fifth value is missing, rounded or only bounded."""
    county = rng.random() < 0.3
    stem = "".join(
        rng.choice(("Au", "Birken", "Eber", "Linden", "Ober", "Unter", "Wiesen", "Stein"))
        + rng.choice(("bach", "heim", "hausen", "tal", "feld"))
        for _ in (0,)
    )
    name = (
        f"Landkreis {stem} {number:02d}"
        if county
        else f"{stem}-{rng.choice(('Nord', 'Süd', 'Mitte'))} {number:02d}"
    )
    spec: Spec = {"report_id": f"invented-{number:02d}", "municipality": name}
    spec |= {
        "municipality_type": "county" if county else "city",
        "population": figure(rng.randrange(5000, 400000)),
    }
    spec |= {
        "county": "Beispiel",
        "administrative_region": rng.choice(("Stuttgart", "Karlsruhe", "Freiburg", "Tübingen")),
    }
    spec |= {
        "first_event_date": f"2017-0{rng.randrange(1, 9)}-15",
        "last_event_date": "2017-09-15",
        "n_events": "1",
    }
    people, cost = rng.randrange(20, 160), rng.randrange(20, 140) * 100
    spec["participants"] = rng.choice(
        (
            figure(people),
            figure(people),
            figure(people, "about"),
            figure(None, "range", low=people, high=people + 20),
            figure(None, "at_least", low=people),
            figure(people, status="repaired"),
            missing("not_answered"),
        )
    )
    spec["total_cost_eur"] = rng.choice(
        (figure(cost), figure(cost, "about"), figure(cost, status="computed"), missing())
    )
    part = round(cost * rng.uniform(0.2, 0.95))
    spec["moderation_cost_eur"] = rng.choice((figure(part), figure(part, "about"), missing("bundled")))
    spec["satisfaction_process"] = rng.choice(
        ("very_satisfied", "satisfied", "mixed", missing("not_answered"))
    )
    spec["satisfaction_results"] = rng.choice(("very_satisfied", "satisfied", missing("not_answered")))
    spec["value_for_money"] = rng.choice(("yes", "mixed", "deferred", missing("not_answered")))
    spec["methods"] = {code: rng.choice(("used", "used", "planned")) for code in _some(rng, METHODS, 0.35)}
    spec["topics"] = {
        code: (rng.choice(("strict", "strict", "broad")), rng.choice(("", "preset", "emerged")))
        for code in _some(rng, TOPICS, 0.4)
    }
    spec["actors"] = dict.fromkeys(_some(rng, ACTORS, 0.6), "")
    spec["services"] = dict.fromkeys(_some(rng, SERVICES, 0.6), "")
    scope = rng.choice(("event", "all_events", "wider"))
    spec["items"] = [("total", "", cost, "alone", scope), ("moderation", "", part, "alone", scope)]
    spec["answers"] = [
        {"question": "outcome", "n": n, "state": rng.choice(("idea", "planned", "decided")), "quote": "…"}
        for n in range(1, rng.randrange(1, 5))
    ]
    return spec


def sixty() -> SimpleNamespace:
    """Sixty invented reports and one slide deck, the same ones every time."""
    rng = random.Random(60)
    deck: Spec = {
        "report_id": "deck",
        "municipality": "Talkreis",
        "municipality_type": "county",
        "document_type": "slides",
    }
    return build([invented(number, rng) for number in range(1, 61)] + [deck])
