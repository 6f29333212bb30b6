"""The time that a rule takes on a long line, beside the time on one of a tenth of the length."""

import gc
from collections.abc import Callable
from time import process_time

SHORT, LONG = 10_000, 100_000  # characters


def growth(read: Callable[[str], object], piece: str) -> float:
    """Return by how much the time grows: near 10 where it is linear, 100 where it is quadratic.

    The best of three runs each, without the collector, whose time hangs on what other tests left behind.
    """

    def seconds(length: int) -> float:
        line = piece * (length // len(piece)) + " 1 €"
        began = process_time()
        read(line)
        return process_time() - began

    read("1 €")
    gc.disable()
    try:
        short, long = (min(seconds(length) for _ in range(3)) for length in (SHORT, LONG))
    finally:
        gc.enable()
    return long / max(short, 0.01)
