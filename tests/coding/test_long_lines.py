"""No line makes a search for figures, dates or times slow: the time grows as the line does."""

from collections.abc import Callable
from itertools import product

import pytest
from tests.coding.linear import growth

from kfd_analysis.codebook import load_codebook
from kfd_analysis.coding.numbers import find_amounts, find_counts
from kfd_analysis.coding.time.dates import find_dates, find_hours, find_times

BOOK = load_codebook()
FIGURES = [
    "1. ",
    "12.11.",
    "1 2 3 4 ",
    "111 111 ",
    "1.111.",
    "9",
    " ",
    "1.1.2017, ",
    "10-17, ",
    "ca. ",
    "und 1 €",
]
DAYS = ["1. ", "12.11.", "und 1 ", "3., ", "9", "1.1.2017, ", "10:00 ", "zwei", "zwischen 1 ", "1.11.216 - "]


@pytest.mark.parametrize(
    ("find", "piece"),
    [*product([find_amounts, find_counts], FIGURES), *product([find_dates, find_times, find_hours], DAYS)],
)
def test_long_lines_take_linear_time(find: Callable[..., object], piece: str) -> None:
    assert growth(lambda line: find(line, BOOK), piece) < 40
