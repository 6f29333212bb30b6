"""How long the start takes: ``python -m benchmarks.start [--rounds N] [--out FILE]``.

``kfd --help`` beside the same parser in a script that knows nothing of the library, and ``kfd load`` on one
report beside the import of pandas, which it does without.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.paired import MEDIANS, ROOT, in_turn, machine, table, write
from kfd_analysis import cli

KFD = str(Path(sys.executable).with_name("kfd"))
REPORT = ROOT / "data" / "raw" / "plochingen.txt"
_GIVEN = ("nargs", "default", "help", "metavar", "choices")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the tables and write them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start", description=__doc__)
    parser.add_argument("--rounds", type=int, default=25, help="runs of each, in turn (%(default)s)")
    parser.add_argument("--out", type=Path, help="file to write the tables to, as Markdown")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        bare = folder / "bare.py"
        bare.write_text("\n".join(bare_script(cli._parser())), encoding="utf-8")
        (folder / "one").mkdir()
        shutil.copy(REPORT, folder / "one")
        starts = {
            "the same parser alone, --help": [sys.executable, str(bare), "--help"],
            "kfd --help": [KFD, "--help"],
        }
        loads = {
            "import pandas": [sys.executable, "-c", "import pandas"],
            "kfd load, one report": [KFD, "load", str(folder / "one"), "--out", str(folder / "tables")],
        }
        helped = in_turn(starts, given.rounds, folder)
        loaded = in_turn(loads, max(1, given.rounds // 5), folder)
    lines = [
        *table(helped, next(iter(starts))),
        *table(loaded, next(iter(loads))),
        f"{machine('pandas')} {MEDIANS}",
    ]
    write(lines, given.out)


def bare_script(parser: argparse.ArgumentParser) -> Iterator[str]:
    """A script that makes the same parser from argparse alone."""
    yield "import argparse\nfrom pathlib import Path\n"
    yield f"parser = argparse.ArgumentParser({_words(parser, 'prog', 'description', 'epilog')})"
    for action in parser._actions[1:-1]:
        yield f"parser.add_argument({_argument(action)})"
    [commands] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    yield f"commands = parser.add_subparsers(required=True, metavar={commands.metavar!r})"
    helps = {choice.dest: choice.help for choice in commands._choices_actions}
    for name, command in commands.choices.items():
        words = f"help={helps[name]!r}, {_words(command, 'description', 'epilog')}"
        yield f"own = commands.add_parser({name!r}, {words})"
        for action in command._actions[1:]:
            yield f"own.add_argument({_argument(action)})"
    yield "parser.parse_args()"


def _words(parser: argparse.ArgumentParser, *names: str) -> str:
    return ", ".join(f"{name}={getattr(parser, name)!r}" for name in names)


def _argument(action: argparse.Action) -> str:
    named = [repr(option) for option in action.option_strings] or [repr(action.dest)]
    if action.nargs == 0:
        return ", ".join([*named, "action='store_true'", f"help={action.help!r}"])
    kind = {Path: "Path", None: "None"}.get(action.type, "int")
    given = [f"{key}={value!r}" for key in _GIVEN if (value := getattr(action, key)) not in (None, False)]
    if action.option_strings and action.required:
        given.append("required=True")
    text = ", ".join([*named, f"type={kind}", *given])
    return text.replace("PosixPath(", "Path(").replace("WindowsPath(", "Path(")


if __name__ == "__main__":
    main()
