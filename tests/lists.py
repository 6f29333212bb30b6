"""Lists that tests read: tables of the program as CSV, tables of examples with tabs and no quotation marks."""

import csv
from pathlib import Path


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def examples(path: Path) -> list[dict[str, str]]:
    """Rows of a table of examples."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
