"""Office files with the same bytes each time: zip members with one fixed date, in one order."""

from __future__ import annotations

import io
import re
import zipfile

_DATE = (1980, 1, 1, 0, 0, 0)
_STAMP = "2000-01-01T00:00:00Z"
_FIRST, _CORE = "[Content_Types].xml", "docProps/core.xml"
_CLOCK = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def fixed(data: bytes) -> bytes:
    """The same office file without anything of the clock.

    Parameters
    ----------
    data
        A docx or xlsx file.
    """
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            content = old.read(name)
            if name == _CORE:
                content = _CLOCK.sub(rb"\g<1>" + _STAMP.encode() + rb"\g<3>", content)
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            new.writestr(member, content)
    return result.getvalue()
