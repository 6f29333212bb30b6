"""Published figures of the programme, each with the only words that it may be shown with."""

from __future__ import annotations

from decimal import Decimal

from kfd_analysis.language import message

GRANT_CEILING_EUR = Decimal(3000)
"""Grant a municipality could get at most, for external advice and moderation alone (EUR)."""

GRANT_SOURCE = message(
    "Grant ceiling: up to 3,000 EUR a municipality for external advice and moderation, as published "
    "by the programme; "
    "whether and how much was granted is not in the reports."
)

PROGRAMME_SOURCE = message(
    "Published: 54 dialogues with about 3,400 participants in 2016 and 2017 (evaluation by the "
    "University of Hohenheim, "
    "Bertelsmann Stiftung). About 63 participants a dialogue is our own division of published, "
    "rounded figures; one "
    "dialogue alone had about 700, and sources call the 54 dialogues or municipalities. It is no "
    "line to measure against."
)
