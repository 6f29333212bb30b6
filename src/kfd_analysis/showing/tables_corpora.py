"""Table of notebook 08: which reports the rules were built on, and how the first run on others went."""

from __future__ import annotations

from decimal import Decimal

from kfd_analysis import language
from kfd_analysis.language import _, message, number, percent
from kfd_analysis.showing.build import Builder
from kfd_analysis.showing.reliability import Reviewed
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.tables_reliability import CIRCULAR
from kfd_analysis.tables.frames import Frames

_USES = {
    "building": message("building the rules"),
    "first_run": message("one first run, then building the rules"),
    "untouched": message("untouched: one run at the end, no rule was built on it"),
}
_CODERS = {
    "builder": message("the sheet that the rules follow"),
    "with_rules": message("given with the coding rules"),
    "independent": message("by the coding rules alone, without sight of the program"),
}


def corpora(ds: Frames) -> Table:
    """Which reports the rules were built on, and which were kept apart (codebook, ``corpora.yml``).

    Units: report, per cent of coded values. Never empty, as it is the project's own record.

    References
    ----------
    ``docs/accuracy.md``.

    Examples
    --------
    >>> list(show.corpora(ds).frame)
    ['Reports', 'number', 'hand coding', 'used for', 'right at the first run', 'false figures']
    """
    seen = Reviewed(ds)
    first = (_("right at the first run"), _("false figures"))
    table = Builder(_("Reports"), _("number"), _("hand coding"), _("used for"), *first)
    sets = seen.book.data["corpora"]
    for entry in sorted(sets, key=lambda entry: "" if entry["use"] == "building" else entry["corpus"]):
        coder, use = _CODERS[entry["coded_by"]], _USES[entry["use"]]
        table.add(
            language.chosen(entry),
            number(entry["reports"]),
            _(coder),
            _(use),
            *_first_score(entry.get("first")),
        )
    notes = (
        _(CIRCULAR),
        _("First run: before any change made for the set; per cent right of its coded values."),
        _("Source: the project's own record (codebook, corpora)."),
    )
    numbers = [_("number"), *first]
    return table.table("08_corpora", _("Which reports the rules were built on"), notes, numbers)


def _first_score(first: dict[str, str | int] | None) -> tuple[str, str]:
    """Share right with the number of values, and false figures; the sign for unknown where not kept."""
    if first is None:
        return ".", "."
    share = percent(Decimal(str(first["right"])) / 100, 1)
    return _("{share} of {n}").format(share=share, n=number(int(first["n"]))), number(
        int(first["false_figures"])
    )
