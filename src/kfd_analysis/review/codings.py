"""Corrections of codes: a row of table ``codings`` put right, added or taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from kfd_analysis.codebook import FILES, Codebook
from kfd_analysis.review.corrections import Correction, Corrections, stale
from kfd_analysis.review.written import codes


class CodeRow(Protocol):
    """A coded term of a report, as the rules give it (a named tuple)."""

    @property
    def variable(self) -> str:
        """One of method, topic, actor, service."""

    @property
    def code(self) -> str:
        """Code of the codebook."""

    @property
    def basis(self) -> str:
        """One of strict, broad."""

    @property
    def state(self) -> str:
        """State of a method, origin of a topic, or empty."""

    @property
    def _replace(self) -> Callable[..., Any]:
        """The named tuple's own way to change a field."""


R = TypeVar("R", bound=CodeRow)


def coding_text(variable: str, basis: str, state: str) -> str:
    """What a row says of its code: a method's state, else where it stands and a topic's origin.

    The same text stands under `was` and `value` of a correction and in coding sheets; a code without
    a row is the empty text.
    """
    return state if variable == "method" else f"{basis} {state}".strip()


def apply_codings(
    rows: Sequence[R], corrections: Corrections, make: Callable[..., R], book: Codebook
) -> tuple[R, ...]:
    """The coded terms of one report with its corrections.

    Parameters
    ----------
    rows
        The program's rows.
    corrections
        Those of this report; corrections of fields are left to `apply_corrections`.
    make
        Makes a row that the program does not have, from the keywords variable, code, parent, basis,
        state, mentions (0) and spans (empty: no place of the report decided it).
    book
        The codebook.

    Returns
    -------
    tuple
        In the order of the codebook within each variable; untouched rows as they were.

    Raises
    ------
    CorrectionsError
        If `was` is not the program's present coding.
    """
    found = {(row.variable, row.code): row for row in rows}
    asked = [row for row in corrections.rows if ":" in row.field]
    for correction in asked:
        key = _key(correction)
        old = found.pop(key, None)
        present = coding_text(key[0], old.basis, old.state) if old is not None else ""
        if correction.was != present:
            raise stale(corrections, correction, present)
        if correction.value:
            found[key] = _corrected(correction, old, make, book)
    return tuple(sorted(found.values(), key=_place(book))) if asked else tuple(rows)


def _key(correction: Correction) -> tuple[str, str]:
    variable, _, code = correction.field.partition(":")
    return variable, code


def _corrected(correction: Correction, old: R | None, make: Callable[..., R], book: Codebook) -> R:
    variable, code = _key(correction)
    if variable == "method":
        change = {"state": correction.value}
    else:
        basis, _, state = correction.value.partition(" ")
        change = {"basis": basis, "state": state}
    if old is not None:
        changed: R = old._replace(**change)
        return changed
    blank = {"basis": "strict", "state": "", "mentions": 0, "spans": ()}
    parent = codes(book, variable)[code].get("parent") or ""
    return make(**{"variable": variable, "code": code, "parent": parent, **blank, **change})


def _place(book: Codebook) -> Callable[[CodeRow], tuple[int, int]]:
    order = {(v, code): (i, n) for i, v in enumerate(FILES) for n, code in enumerate(codes(book, v))}
    last = len(FILES), 0
    return lambda row: order.get((row.variable, row.code), last)
