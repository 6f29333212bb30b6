"""Everything that is written: notebooks with their results, pages, charts, workbook and tables."""

import sys


def spare_imports() -> None:
    """Have ``kfd report`` start sooner; for processes of this project alone, as it concerns all of one.

    nbformat imports jsonschema, and that two checks of formats that no notebook has; the grammar that one
    of them builds takes as long to import as pandas and matplotlib together. jsonschema goes on without.
    """
    for name in ("isoduration", "rfc3987_syntax"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
