"""An invented data set of two reports, by hand, so that publishing is tested without the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from kfd_analysis.codebook import load_codebook
from kfd_analysis.dataset import BESIDE
from kfd_analysis.loading import Task
from kfd_analysis.loading.parts import Part
from kfd_analysis.publishing.package import write_parts
from kfd_analysis.publishing.package.pieces import Piece, row_lines
from kfd_analysis.publishing.package.schema import TableInfo, tables
from kfd_analysis.publishing.package.summary import DAYS, Told
from kfd_analysis.review.corrections import Corrections
from kfd_analysis.tables.frames import Parted

TOWN = (
    "Angaben zur Kommune",
    "",
    "Name der Stadt oder Gemeinde",
    "Musterhausen -> www.musterhausen.example",
    "",
    "Einwohnerzahl",
    "12.345",
    "",
    "Veranstaltungskonzept:",
    "Durchführung am 03.03.2017. Eingesetzt wurde ein World Café. Danach gab es Suppe & <b>Brot</b>.",
    "",
    "Kosten",
    "Die Kosten lagen bei ca. 2.000 €, davon 500,50 € Moderation.",
    "Es kamen GO Teilnehmer.",
)
COUNTY = ("Name der Stadt oder Gemeinde", "Landkreis Beispiel", "Einwohnerzahl", "200.000", "=1+1 und mehr")

REPORTS: list[dict[str, Any]] = [
    {
        "report_id": "landkreis-beispiel",
        "source_file": "Landkreis Beispiel.txt",
        "text_basis": "original",
        "document_type": "questionnaire",
        "municipality": "Landkreis Beispiel",
        "municipality_type": "county",
        "population": 200000,
        "names_contact_person": True,
    },
    {
        "report_id": "musterhausen",
        "source_file": "musterhausen.txt",
        "text_basis": "restated",
        "document_type": "questionnaire",
        "municipality": "Musterhausen",
        "municipality_type": "city",
        "population": 12345,
        "first_event_date": "2017-03-03",
        "last_event_date": "2017-03-03",
        "n_events": 1,
        "event_hours": 4.5,
        "total_cost_eur": 2000,
        "moderation_cost_eur": 500.5,
        "names_contact_person": False,
    },
]


def _value(report: str, name: str, **more: Any) -> dict[str, Any]:
    return {"report_id": report, "field": name, "status": "reported"} | more


def _values() -> list[dict[str, Any]]:
    fields = [c.name for c in tables(load_codebook())["reports"].columns][4:]
    town = {
        "municipality": {"value": "Musterhausen", "line_start": 4, "quote": "Musterhausen"},
        "population": {"value": "12345", "low": 12345, "high": 12345, "unit": "persons", "qualifier": "exact",
                       "line_start": 7, "quote": "12.345"},
        "total_cost_eur": {"value": "2000", "low": 1800, "high": 2200, "unit": "EUR", "qualifier": "about",
                           "rule": "total_stated", "line_start": 13, "quote": "ca. 2.000 €"},
        "moderation_cost_eur": {"value": "500.50", "low": 500.5, "high": 500.5, "unit": "EUR",
                                "qualifier": "exact", "line_start": 13, "quote": "500,50 €"},
        "participants": {"value": "60", "low": 54, "high": 66, "unit": "persons", "qualifier": "about",
                         "status": "repaired", "rule": "characters_for_digits", "line_start": 14,
                         "quote": "GO Teilnehmer"},
    }  # fmt: skip
    county = {
        "municipality": {"value": "Landkreis Beispiel", "line_start": 2, "quote": "Landkreis Beispiel"},
        "population": {"value": "200000", "low": 200000, "high": 200000, "unit": "persons",
                       "qualifier": "exact", "line_start": 4, "quote": "200.000"},
    }  # fmt: skip
    gap = {"status": "missing", "missing_reason": "not_reported"}
    return [
        _value(report, name, **known.get(name, gap))
        for report, known in (("landkreis-beispiel", county), ("musterhausen", town))
        for name in fields
    ]


def _evidence(
    report: str, table: str, key: str, source: tuple[str, ...], line: int, words: str
) -> dict[str, Any]:
    start = source[line - 1].index(words)
    return {"report_id": report, "table": table, "key": key, "line": line, "start": start,
            "end": start + len(words), "quote": words}  # fmt: skip


ROWS: dict[str, list[dict[str, Any]]] = {
    "reports": REPORTS,
    "values": _values(),
    "events": [
        {"report_id": "musterhausen", "event_id": 1, "name": "Dialog", "date": "2017-03-03",
         "start_time": "09:30", "end_time": "14:00", "hours": 4.5, "participants_low": 54,
         "participants_high": 66, "status": "reported", "line_start": 10, "quote": "03.03.2017"},
    ],
    "cost_items": [
        {"report_id": "musterhausen", "item": "total", "label": "Kosten", "amount_eur": 2000, "low": 1800,
         "high": 2200, "qualifier": "about", "status": "reported", "priced": "alone", "scope": "event",
         "vat": "unstated", "line_start": 13, "quote": "ca. 2.000 €"},
        {"report_id": "musterhausen", "item": "moderation", "label": "Moderation", "amount_eur": 500.5,
         "low": 500.5, "high": 500.5, "qualifier": "exact", "status": "reported", "priced": "alone",
         "scope": "event", "vat": "unstated", "line_start": 13, "quote": "500,50 €"},
    ],
    "codings": [
        {"report_id": "musterhausen", "variable": "method", "code": "world_cafe", "basis": "strict",
         "state": "used", "mentions": 1, "line_start": 10, "line_end": 10, "quote": "World Café"},
    ],
    "answers": [
        {"report_id": "landkreis-beispiel", "question": "outcome", "n": 1, "state": "idea", "line_start": 5,
         "quote": "=1+1 und mehr"},
    ],
    "comparison": [
        {"report_id": "musterhausen", "metric": "cost_per_participant_eur", "reading": "lenient",
         "value": 33.33, "low": 27.27, "high": 40.74, "bound": "point", "unit": "EUR", "comparable": False,
         "reasons": "participants_repaired", "naive_value": 33.33},
    ],
    "evidence": [
        _evidence("landkreis-beispiel", "values", "municipality", COUNTY, 2, "Landkreis Beispiel"),
        _evidence("landkreis-beispiel", "values", "population", COUNTY, 4, "200.000"),
        _evidence("landkreis-beispiel", "answers", "outcome:1", COUNTY, 5, "=1+1 und mehr"),
        _evidence("musterhausen", "values", "municipality", TOWN, 4, "Musterhausen"),
        _evidence("musterhausen", "values", "population", TOWN, 7, "12.345"),
        _evidence("musterhausen", "values", "total_cost_eur", TOWN, 13, "ca. 2.000 €"),
        _evidence("musterhausen", "values", "moderation_cost_eur", TOWN, 13, "500,50 €"),
        _evidence("musterhausen", "values", "participants", TOWN, 14, "GO Teilnehmer"),
        _evidence("musterhausen", "events", "1", TOWN, 10, "03.03.2017"),
        _evidence("musterhausen", "cost_items", "total", TOWN, 13, "ca. 2.000 €"),
        _evidence("musterhausen", "cost_items", "moderation", TOWN, 13, "500,50 €"),
        _evidence("musterhausen", "codings", "method:world_cafe", TOWN, 10, "World Café"),
    ],
    "problems": [
        {"source_file": "musterhausen.txt", "report_id": "musterhausen", "field": "participants",
         "severity": "warning", "code": "repaired", "line": 14,
         "message": "read as 60; correct it if that is wrong"},
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Sample(Parted):
    """What publishing uses of a data set."""

    frames: dict[str, pd.DataFrame]
    texts: dict[str, tuple[str, ...]]
    sections: dict[str, list[tuple[str, int, list[int]]]]
    unused_lines: dict[str, int]
    versions: dict[str, str]
    sources: pd.DataFrame = field(default_factory=pd.DataFrame)
    corrections: Corrections = field(default_factory=Corrections)
    folder: Path = Path("reports")
    scope: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(BESIDE["scope"])))
    providers: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(BESIDE["providers"])))

    def tables(self) -> dict[str, pd.DataFrame]:
        return self.frames

    def problems_in(self, _lang: str, _book: object) -> pd.DataFrame:
        return self.frames["problems"]


for _name in ROWS:
    setattr(Sample, _name, property(lambda ds, name=_name: ds.frames[name]))


def frames(rows: dict[str, list[dict[str, Any]]] = ROWS) -> dict[str, pd.DataFrame]:
    """Frames with every column of the contract."""
    return {
        name: pd.DataFrame(rows.get(name, []), columns=[c.name for c in info.columns], dtype=object)
        for name, info in tables(load_codebook()).items()
    }


def sample(**more: Any) -> Any:
    """The invented data set."""
    parts: dict[str, Any] = {
        "frames": frames(),
        "texts": {"landkreis-beispiel": COUNTY, "musterhausen": TOWN},
        "sections": {
            "landkreis-beispiel": [("name", 1, [2]), ("population", 3, [4, 5])],
            "musterhausen": [
                ("name", 3, [4]),
                ("population", 6, [7]),
                ("concept", 9, [10]),
                ("costs", 12, [13, 14]),
            ],
        },
        "unused_lines": {"landkreis-beispiel": 0, "musterhausen": 2},
        "versions": {"rules": "0.0", "codebook": "c1", "data": "d1"},
        "sources": pd.DataFrame(
            [
                {
                    "source_file": "musterhausen.txt",
                    "address": "https://example.org/a",
                    "text_basis": "restated",
                }
            ]
        ),
    }
    return Sample(**(parts | more))


def csv_rows(frame: pd.DataFrame, info: TableInfo) -> bytes:
    """The lines of the CSV file of a frame."""
    return row_lines(_rows(frame), info)


def write_sample(ds: Any, folder: Path) -> None:
    """Write the tables of an invented data set as those of reports are written."""
    known = tables(load_codebook())
    told = Told(
        {name: len(frame) for name, frame in ds.tables().items() if name != "problems"},
        [(row.field, row.missing_reason) for row in ds.values.itertuples() if pd.notna(row.missing_reason)],
        [str(day)[:10] for name in DAYS for day in ds.reports[name].dropna()],
        list(zip(ds.reports["source_file"], ds.reports["text_basis"].fillna(""), strict=True)),
    )
    lines = {name: csv_rows(frame, known[name]) for name, frame in ds.tables().items()}
    piece = Piece(Task(Path("reports"), "", ""), [], "", lines, told=told)
    part = Part([piece], _rows(ds.problems), ds.versions)
    write_parts([part], ds.sources.to_dict("records"), load_codebook(), folder)


def _rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame.itertuples(index=False)]
