"""The language that readers see: words by gettext, numbers, money and dates by Babel.

English is the language of the source, so that its catalogue is the identity. The language is
kept per context (`contextvars`), never in the process's locale: a bare machine has no ``de_DE``.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date as Date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

LOCALE_FOLDER = Path(__file__).parent / "locale"
DOMAIN = "kfd_analysis"
DATE_FORMAT = {"en": "d MMM y", "de": "dd.MM.y"}
NO_BREAK = "\u00a0"

_active: ContextVar[str] = ContextVar("kfd_language", default="en")


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE_FOLDER, [lang], fallback=True)


def use(lang: str) -> None:
    """Make `lang` (``en``, ``de``) the language of everything that follows in this context."""
    _active.set(lang)


def current() -> str:
    """Code of the active language."""
    return _active.get()


@contextmanager
def using(lang: str) -> Iterator[None]:
    """Make `lang` active for the lines of a ``with`` block."""
    token = _active.set(lang)
    try:
        yield
    finally:
        _active.reset(token)


def _(message: str) -> str:
    """Translate `message` into the active language; itself where no catalogue knows it."""
    return _catalogue(current()).gettext(message) if message else ""


def message(text: str) -> str:
    """Mark words for the catalogue that are translated where they are shown."""
    return text


def plural(one: str, many: str, n: int) -> str:
    """Translate the form of a message that goes with `n` things."""
    return _catalogue(current()).ngettext(one, many, n)


def _rounded(value: Decimal | float | int, decimals: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(value: Decimal | float | int, decimals: int = 0) -> str:
    """Format a number, rounded half up: 280288 → ``280,288`` or ``280.288``."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(_rounded(value, decimals), format=pattern, locale=current()))


def money(value: Decimal | float | int, decimals: int | None = None) -> str:
    """Format euros; without `decimals`, cents are written only where there are any."""
    if decimals is None:
        decimals = 0 if _rounded(value, 2) == _rounded(value, 0) else 2
    return _("{amount} EUR").format(amount=number(value, decimals)).replace(" ", NO_BREAK)


def percent(value: Decimal | float, decimals: int = 0) -> str:
    """Format a share (0.125) as a percentage, rounded half up."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + f"{NO_BREAK}%"
    return str(format_percent(_rounded(value, decimals + 2), format=pattern, locale=current()))


def date(value: Date | str) -> str:
    """Format a day; text that is no ISO date is given back as it is."""
    try:
        day = value if isinstance(value, Date) else Date.fromisoformat(value[:10])
    except ValueError:
        return str(value)
    return str(format_date(day, format=DATE_FORMAT.get(current(), "d MMM y"), locale=current()))
