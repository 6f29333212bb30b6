"""The language that readers see: words by gettext, numbers, money and dates by Babel.

English is the language of the source, so that its catalogue is the identity. The language is
kept per context (`contextvars`), never in the process's locale: a bare machine has no ``de_DE``.
Without one it is as ``KFD_LANG`` says, so that the kernel of a notebook speaks the language of its page.

Catalogues are read from ``locale/LANG/LC_MESSAGES/kfd_analysis.po`` as they are, once per process:
nothing needs to be compiled. `kfd_analysis.publishing.messages` renews them.
"""

from __future__ import annotations

import gettext
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date as Date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

LOCALE_FOLDER = Path(__file__).parent / "locale"
DOMAIN = "kfd_analysis"
DATE_FORMAT = {"en": "d MMM y", "de": "dd.MM.y"}
NO_BREAK = "\u00a0"

SOURCE = "en"
"""Language of the messages in the code."""

_active: ContextVar[str] = ContextVar("kfd_language", default="")


def catalogue_path(lang: str) -> Path:
    """Where the catalogue of a language stands."""
    return LOCALE_FOLDER / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def languages() -> list[str]:
    """Codes of the languages that there are, that of the source first."""
    return [SOURCE, *sorted(path.parents[1].name for path in LOCALE_FOLDER.glob(f"*/*/{DOMAIN}.po"))]


def name_of(lang: str) -> str:
    """Name of a language in that language: Deutsch."""
    return str(Locale(lang).get_display_name(lang)).capitalize()


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = catalogue_path(lang)
    if not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def use(lang: str) -> None:
    """Make `lang` (``en``, ``de``) the language of everything that follows in this context."""
    _active.set(lang)


def current() -> str:
    """Code of the active language: the one in use, else that of ``KFD_LANG``, else English."""
    return _active.get() or os.environ.get("KFD_LANG") or SOURCE


def chosen(words: Mapping[str, Any], lang: str = "") -> str:
    """The one of `words` (codebook: by language) in `lang`, or in the active language; else the English."""
    return str(words.get(lang or current()) or words[SOURCE])


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
    """Format a day, or a month (``2017-06``); text that is no ISO date is given back as it is."""
    if isinstance(value, str) and len(value) == len("2017-06"):
        value, pattern = f"{value}-01", "MMMM y"
    else:
        pattern = DATE_FORMAT.get(current(), "d MMM y")
    try:
        day = value if isinstance(value, Date) else Date.fromisoformat(value[:10])
    except ValueError:
        return str(value)
    return str(format_date(day, format=pattern, locale=current()))
