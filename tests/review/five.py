"""The five reports as inputs of the comparison and as frames, by hand (``data/coding``)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from kfd_analysis.codebook import load_codebook
from kfd_analysis.compare.facts import NOTHING, Attended, Facts
from kfd_analysis.compare.intervals import Quantity, exact
from kfd_analysis.review.coders import read_hand_coding
from tests.review.frames import dataset, joined

CODING = Path(__file__).parents[2] / "data" / "coding"
BOOK = load_codebook()
RULINGS = pd.read_csv(CODING / "rulings.csv", dtype="str", keep_default_na=False)
HAND = read_hand_coding(CODING / "hand_coding.csv", BOOK)


def about(value: int, low: int | None = None, high: int | None = None) -> Quantity:
    """A figure with ten per cent either way, or with the given bounds."""
    point = Decimal(value)
    low_, high_ = point * Decimal("0.9"), point * Decimal("1.1")
    return Quantity(point, low_ if low is None else Decimal(low), high_ if high is None else Decimal(high))


def attended(persons: Quantity, hours: str | None, invited: int | None = None) -> Attended:
    """An event."""
    return Attended(persons, None if invited is None else Decimal(invited), Decimal(hours) if hours else None)


KONSTANZ = Facts(
    "landkreis-konstanz", True, exact(100), NOTHING, (attended(exact(100), "4.5"),), about(10000),
    about(5000), about(5000), prepared=True, population=exact(280288),
)  # fmt: skip
REMS_MURR = Facts(
    "rems-murr-kreis", True, exact(41), NOTHING, (attended(exact(41), None),), about(7000), bundled=True,
    scope="wider", population=exact(419456),
)  # fmt: skip
KORNTAL = Facts(
    "korntal-muenchingen", True, NOTHING, about(60), (attended(NOTHING, "4"),), exact(Decimal("1049.70")),
    exact(Decimal("749.70")), exact(300), population=exact(19368),
)  # fmt: skip
PLOCHINGEN = Facts(
    "plochingen", True, Quantity(None, Decimal(40), None), NOTHING,
    (attended(about(40, 40, 44), "2.5"), attended(NOTHING, "5", 20)), about(6000), about(5000),
    scope="all_events", population=about(14000),
)  # fmt: skip
ILM = Facts("ilm-kreis", False)
FACTS = (ILM, KORNTAL, KONSTANZ, PLOCHINGEN, REMS_MURR)


def _report(report_id: str) -> SimpleNamespace:
    own = [
        (variable, code, entry.value) for (r, variable, code), entry in HAND.codes.items() if r == report_id
    ]
    codings = [
        {"variable": variable, "code": code, "state": value}
        | {"basis": value if value in ("strict", "broad") else "strict"}
        for variable, code, value in own
        if code
    ]
    values = [{"field": field, "value": value} for field, code, value in own if not code and value != "NA"]
    cost_items = [] if report_id == "ilm-kreis" else [{"item": "total", "vat": "unstated"}]
    kind = "slides" if report_id == "ilm-kreis" else "questionnaire"
    return dataset(report_id, kind, values=values, codings=codings, cost_items=cost_items)


DS = joined(*(_report(report_id) for report_id in HAND.reports))
