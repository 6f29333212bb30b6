"""Bytes to text: byte order mark, UTF-8, UTF-16, Windows-1252, older code pages, in this order."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from kfd_analysis.errors import UnreadableReportError
from kfd_analysis.model import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NATIVE = frozenset("äöüßÄÖÜéèàç–„“”‚‘’€§°…•«»\xa0")
_BROADER = {"iso8859-1": "cp1252", "ascii": "utf-8"}  # as browsers take them
_UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROLS = bytes([*range(9), *range(14, 28), 127])


class Decoded(NamedTuple):
    """Text, the encoding that gave it, and what was doubtful."""

    text: str
    encoding: str
    warnings: tuple[Problem, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode the bytes of a text file.

    Parameters
    ----------
    data
        The whole file.
    declared
        Encoding that the file names itself (HTML); tried after the byte order mark.

    Returns
    -------
    Decoded

    Raises
    ------
    UnreadableReportError
        ``not_text`` if the bytes are no text in any of the encodings.
    """
    decoded = _marked(data) or _strict(data, declared) or _wide(data) or _single_byte(data)
    plain = decoded.text.encode("utf-8", errors="replace")
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    broken = decoded.text.count("\ufffd")
    if "\0" in decoded.text or controls > 2 + len(decoded.text) // 100 or broken > len(decoded.text) // 10:
        raise UnreadableReportError("not_text", "control characters")
    return decoded


def _marked(data: bytes) -> Decoded | None:
    """By byte order mark; broken bytes behind it become replacement characters, with a warning."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data.decode(name, errors="replace")
            return Decoded(text, name.removesuffix("-sig"), _mixed(text) if "\ufffd" in text else ())
    return None


def _mixed(text: str, line: int = 0) -> tuple[Problem, ...]:
    """The warning, with the first line that holds an unexplained byte."""
    place = text.find("\ufffd")
    line = line or (text.count("\n", 0, place) + 1 if place >= 0 else 0)
    return (Problem("encoding_mixed", line=line, detail=f"{text.count(chr(0xFFFD))} bytes not explained"),)


def _strict(data: bytes, declared: str) -> Decoded | None:
    """The declared encoding, then UTF-8, without any tolerance."""
    for name in (declared.lower(), "utf-8"):
        try:
            known = _BROADER.get(found := codecs.lookup(name).name, found) if name else ""
            if known and not (known == "utf-8" and b"\0" in data):
                return Decoded(data.decode(known), known)
        except (UnicodeError, LookupError, ValueError):
            continue
    return None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = data[:4000]
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[offset::2].count(0), sample[1 - offset :: 2].count(0)
        if zeros > len(sample) * 0.35 and others < len(sample) * 0.01:
            try:
                return Decoded(data.decode(name), name)
            except UnicodeError:
                break
    if b"\0" in data:
        raise UnreadableReportError("not_text", "zero bytes")
    return None


def _single_byte(data: bytes) -> Decoded:
    """Windows-1252, or a file glued from UTF-8 and Windows-1252, or an older code page."""
    found = _UTF8_PAIR.findall(data)
    pairs, high = sum(map(_is_latin, found)), sum(byte > 127 for byte in data)
    german = any(pair.decode("utf-8", "replace") in _NATIVE for pair in found)
    if not german and _plausible(data.decode("cp1252", "replace")) == 1:
        return Decoded(data.decode("cp1252"), "cp1252")
    if pairs and pairs * 2 > high // 4:
        return _by_line(data)
    try:
        text = data.decode("cp1252")
        if _plausible(text) > 0.5:
            return Decoded(text, "cp1252")
    except UnicodeError:
        text = ""
    for name in ("cp850", "mac_roman"):
        older = data.decode(name)
        if _plausible(older) > 0.9:
            return Decoded(older, name)
    letters = sum(char.isalpha() for char in text if char > "\x7f")
    if letters > high * 0.8 and high < len(data) // 2:
        return Decoded(text, "cp1252")
    if high > len(data) // 5:
        raise UnreadableReportError("not_text", "no known encoding")
    return _by_line(data)


def _plausible(text: str) -> float:
    """Share of the characters beyond ASCII that German texts use."""
    high = [char for char in text if char > "\x7f"]
    return sum(char in _NATIVE for char in high) / len(high) if high else 1.0


def _is_latin(pair: bytes) -> bool:
    """Whether the bytes of one UTF-8 character are a letter or sign of German; else they are likely two."""
    char = pair.decode("utf-8", errors="replace")  # several characters if the bytes are no UTF-8 after all
    return char in _NATIVE or (len(char) == 1 and unicodedata.name(char, "").startswith("LATIN"))


def _by_piece(raw: bytes) -> str:
    """A line with both kinds of bytes: UTF-8 where it makes a letter, else Windows-1252."""
    pieces, place = [], 0
    for pair in _UTF8_PAIR.finditer(raw):
        if _is_latin(pair.group()):
            pieces += [raw[place : pair.start()].decode("cp1252", "replace"), pair.group().decode("utf-8")]
            place = pair.end()
    return "".join(pieces) + raw[place:].decode("cp1252", "replace")


def _by_line(data: bytes) -> Decoded:
    """Each line in the encoding that explains it; what none explains becomes a replacement character."""
    lines, first = [], 0
    for number, raw in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(raw.decode("utf-8"))
        except UnicodeError:
            first = first or number
            lines.append(_by_piece(raw))
    text = "\n".join(lines)
    return Decoded(text, "mixed", _mixed(text, first))
