"""What a file may be: its size, its kind, its parts. Checked before any parser sees it."""

from __future__ import annotations

import re
import signal
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from kfd_analysis.errors import UnreadableReportError

MB = 1_000_000
MAX_FILE = 20 * MB
MAX_MEMBER = 50 * MB
MAX_UNPACKED = 100 * MB
MAX_MEMBERS = 2_000
MAX_RATIO = 100
RATIO_FROM = 1 * MB
MAX_TEXT = 2_000_000
MAX_LINE = 20_000
MAX_MEMORY = 512 * 1024 * 1024
MAX_SECONDS = 10.0
# A busy machine gives a process but a part of its time: so much longer by the clock may a reading take.
PATIENCE = 12
TIMERS = hasattr(signal, "setitimer")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MAIL = re.compile(rb"(?:[a-z-]+:.{0,4000}?\n)?mime-version\s*:", re.IGNORECASE | re.DOTALL)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_OTHERS = (*_PICTURES, b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x7fELF")
_DTD = [b"<!DOCTYPE", b"<!ENTITY"]
_DTD += [word.decode().encode(wide) for word in _DTD for wide in ("utf-16-le", "utf-16-be")]

# The member that a document of each kind must have.
PARTS = {".docx": "word/", ".pptx": "ppt/presentation.xml", ".odt": "content.xml"}


def read_bytes(path: Path) -> bytes:
    """Content of a regular file of at most 20 MB; a link is followed inside its folder alone.

    Raises
    ------
    UnreadableReportError
        ``not_found``, ``link_outside``, ``permission``, ``empty`` or ``too_large``.
    """
    try:
        if leads_outside(path):
            raise UnreadableReportError("link_outside")
        if not path.is_file():
            raise UnreadableReportError("not_found")
        check_size(path.stat().st_size)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableReportError("not_found") from None
    except (OSError, ValueError):
        raise UnreadableReportError("permission") from None
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableReportError("empty")
    return data


def check_size(size: int) -> None:
    """Refuse a file of more than 20 MB.

    Raises
    ------
    UnreadableReportError
        ``too_large``.
    """
    if size > MAX_FILE:
        raise UnreadableReportError("too_large", f"{size / MB:.1f} MB, limit {MAX_FILE // MB} MB")


def leads_outside(path: Path) -> bool:
    """True for a link to something outside the folder it lies in."""
    return path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve())


def kind_of(data: bytes) -> str:
    """What the first bytes say: zip, ole, encrypted, pdf, rtf, html, mail, other, or empty for text."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(OLE):
        return "encrypted" if _ENCRYPTED_OFFICE in data else "ole"
    for kind, mark in (("zip", b"PK"), ("rtf", b"{\\rtf"), ("xml", b"<?xml")):
        if head.startswith(mark):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OTHERS):
        return "other"
    if _MARKUP.match(head):
        return "html"
    return "mail" if _MAIL.match(head) else ""


_ALLOWED = {
    ".txt": {""},
    ".html": {"", "html", "xml"},
    ".htm": {"", "html", "xml"},
    ".pdf": {"pdf"},
    ".docx": {"zip"},
    ".odt": {"zip"},
    ".pptx": {"zip"},
}


def check_kind(data: bytes, suffix: str) -> None:
    """Refuse a file whose first bytes contradict its ending.

    Raises
    ------
    UnreadableReportError
        ``encrypted`` or ``wrong_type``; for a binary ending without any known mark ``damaged``.
    """
    kind = kind_of(data)
    if kind in _ALLOWED[suffix]:
        return
    if kind == "encrypted":
        raise UnreadableReportError("encrypted")
    if not kind and _looks_binary(data):
        raise UnreadableReportError("damaged", f"no {suffix.removeprefix('.')} content")
    raise UnreadableReportError("wrong_type", f"{kind or 'text'} content under {suffix}")


def _looks_binary(data: bytes) -> bool:
    head = data[:4096]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return controls > len(head) // 50


def check_archive(archive: zipfile.ZipFile, suffix: str) -> None:
    """Refuse a zip that is a bomb, encrypted or no document of the kind its ending says.

    Raises
    ------
    UnreadableReportError
        ``too_many_parts``, ``bomb``, ``encrypted``, ``wrong_type`` or ``dtd``.
    """
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise UnreadableReportError("too_many_parts", f"{len(members)} parts, limit {MAX_MEMBERS}")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UnreadableReportError("bomb", f"more than {MAX_UNPACKED // MB} MB unpacked")
    for member in members:
        if member.flag_bits & 1:
            raise UnreadableReportError("encrypted")
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > MAX_MEMBER or (member.file_size > RATIO_FROM and ratio > MAX_RATIO):
            detail = f"a part of {member.file_size / MB:.1f} MB, packed {ratio:.0f} to 1"
            raise UnreadableReportError("bomb", detail)
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise UnreadableReportError("damaged", "two parts of one name")
    if not any(name.startswith(PARTS[suffix]) for name in names):
        raise UnreadableReportError(
            "wrong_type", f"a zip file without the parts of a {suffix.removeprefix('.')}"
        )
    _check_members(archive)


def _check_members(archive: zipfile.ZipFile) -> None:
    """Refuse XML with a document type, and an encrypted OpenDocument text."""
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels", ".vml")):
            data = archive.read(member)
            if any(mark in data for mark in _DTD):
                raise UnreadableReportError("dtd")
            if member.filename == "META-INF/manifest.xml" and b"encryption-data" in data:
                raise UnreadableReportError("encrypted")


def check_text(text: str) -> None:
    """Refuse text that no report can be: too long as a whole or in one line.

    Raises
    ------
    UnreadableReportError
        ``too_large`` or ``empty``.
    """
    if len(text) > MAX_TEXT:
        raise UnreadableReportError("too_large", f"{len(text):,} characters, limit {MAX_TEXT:,}")
    longest = max(map(len, text.splitlines())) if len(text) > MAX_LINE else 0
    if longest > MAX_LINE:
        raise UnreadableReportError("too_large", f"a line of {longest:,} characters, limit {MAX_LINE:,}")
    if not text.strip():
        raise UnreadableReportError("empty")


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """End the reading of one report that takes too long, as a hostile text may make it.

    Counted are the seconds in which the processor works for this process, however busy the machine is; by the
    clock it may take `PATIENCE` times as long. Works in the main thread of a process, where there are timers
    (not on Windows).

    Raises
    ------
    UnreadableReportError
        ``timeout``.
    """
    if not TIMERS or threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise UnreadableReportError("timeout", f"{seconds:.0f} s")

    timers = {
        signal.SIGPROF: (signal.ITIMER_PROF, seconds),
        signal.SIGALRM: (signal.ITIMER_REAL, seconds * PATIENCE),
    }
    before = {number: signal.signal(number, end) for number in timers}
    for timer, limit in timers.values():
        signal.setitimer(timer, limit)
    try:
        yield
    finally:
        for timer, _ in timers.values():
            signal.setitimer(timer, 0)
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
