"""The command line. Every command imports what it needs when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from kfd_analysis import cli_load
from kfd_analysis.cli_review import Shared, register
from kfd_analysis.cli_shared import (
    FAILED,
    READ,
    Progress,
    ended_as_stopped,
    keep_apart,
    left_out,
    options,
    path,
    problem_rows,
    reports,
    result,
    say,
    say_set_aside,
    say_unread,
)
from kfd_analysis.errors import KfdError, fault

TYPE_CHECKING = False  # as in typing, whose import would take a tenth of the time of --help
if TYPE_CHECKING:
    from typing import Any

    from kfd_analysis.codebook import Codebook
    from kfd_analysis.dataset import Dataset
    from kfd_analysis.publishing.job import Job, Outcome

RAW = Path("data/raw")
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns
    -------
    int
        0 if all reports were read, 1 if some could not be read, 2 if nothing could be done.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    given, more = _parser().parse_known_args([*words[1:], "--help"] if words[:1] == ["help"] else words)
    command: Command = given.command
    if more and (command is not _lab or not more[0].startswith("-")):
        given.refuse(_unknown(more))
    given.more = more
    try:
        with ended_as_stopped():
            for name in ("out", "unmatched"):
                keep_apart(_folder(given), getattr(given, name, None), whole=command is _report)
            return command(given)
    except KfdError as error:
        say(str(error))
    except KeyboardInterrupt:
        say("stopped; the last good output is as it was.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READ
    except Exception as error:  # a bug: its words may quote a report, so they stay unsaid
        if os.environ.get("KFD_TRACEBACK"):
            raise
        say(
            f"a fault of this program ({fault(error)}); please report these words to the authors. "
            "The last good output is as it was. KFD_TRACEBACK=1 shows more, maybe words of reports."
        )
    return FAILED


def _unknown(words: Sequence[str]) -> str:
    """What is said of words that mean nothing here."""
    blank = "; name one folder, in quotation marks if there are blanks in its name"
    return f"unrecognized arguments: {' '.join(words)}{'' if words[0].startswith('-') else blank}"


def _folder(given: argparse.Namespace) -> object:
    """The folder of the reports, if one is named."""
    return None if getattr(given, "example", False) else getattr(given, "folder", None)


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_more: object) -> None:
        from kfd_analysis import __version__

        print(f"{parser.prog} {__version__}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kfd",
        description="Read the reports of municipal refugee dialogues (KFD) and compare what they say.",
        epilog="Exit status: 0 all reports read, 1 some could not be read, 2 nothing could be done.",
    )
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="show the version of the program and exit"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    cli_load.register(partial(_command, commands))
    _report_options(
        _command(commands, "report", _report, "run every notebook, write pages, charts and workbook")
    )
    explain = _command(
        commands, "explain", _explain, "show each value of a report with the words that decide it", ""
    )
    explain.add_argument("report", metavar="REPORT", help="identifier, file name or file of the report")
    explain.add_argument(
        "field", metavar="FIELD", nargs="?", default="", help="a field, code or table; all values if left out"
    )
    explain.add_argument(
        "--reports", type=path, default=RAW, metavar="FOLDER", dest="folder", help="the reports (%(default)s)"
    )
    register(partial(_command, commands), Shared(_read, _unread, result), RAW)
    lab = _command(commands, "lab", _lab, "open the notebooks in JupyterLab, reading FOLDER")
    lab.epilog = "Other options go to JupyterLab, for example --port=8890 or --no-browser."
    return parser


def _command(
    commands: Any,
    name: str,
    run: Command,
    words: str,
    folder: str = "FOLDER",
    place: Callable[[str], object] = path,
    jobs: str = "how many processes read or draw at the same time",
) -> argparse.ArgumentParser:
    """Add a command with the options that all have."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=words[0].upper() + words[1:] + "."
    )
    if folder:
        parser.add_argument(
            "folder", type=place, nargs="?", default=RAW, metavar=folder, help="the reports (%(default)s)"
        )
    parser.add_argument(
        "--codebook",
        type=path,
        metavar="FOLDER",
        help="codebook files of your own, laid over the packaged ones",
    )
    parser.add_argument("--corrections", type=path, metavar="FILE", help="your table of corrections")
    parser.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help=f"{jobs} (%(default)s)",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")
    parser.set_defaults(command=run, refuse=parser.error)
    return parser


def _report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=path, default=Path("output"), metavar="FOLDER", help="folder to write (%(default)s)"
    )
    parser.add_argument(
        "--lang", action="append", metavar="LANG", help="language of the pages (en); can be given again"
    )
    parser.add_argument(
        "--pages-only", action="store_true", help="leave out charts to download, workbook and mail file"
    )
    parser.add_argument(
        "--full-text", action="store_true", help="whole texts on the reports' pages, for use in-house"
    )
    parser.add_argument("--example", action="store_true", help="use the packaged reports")


def _positive(words: str) -> int:
    if not words.isdigit() or not int(words):
        raise argparse.ArgumentTypeError(f"{words}: a whole number from 1 is wanted")
    return int(words)


def _read(given: argparse.Namespace, folder: Path) -> tuple[Dataset, Codebook]:
    from kfd_analysis.dataset import load_dataset

    common, book = options(given)
    ds = load_dataset(folder, **common)
    say_set_aside(problem_rows(ds))
    return ds, book


def _unread(ds: Dataset) -> int:
    """Name the files that could not be read; the exit status."""
    return say_unread(_left_out(ds))


def _left_out(ds: Dataset) -> list[str]:
    return left_out(problem_rows(ds), set(ds.reports["report_id"]))


def _report(given: argparse.Namespace) -> int:
    from kfd_analysis.publishing import spare_imports
    from kfd_analysis.publishing.job import Job
    from kfd_analysis.publishing.places import example_reports, notebooks
    from kfd_analysis.publishing.unchanged import made_from, recall, remember

    if given.example and given.folder is not RAW:
        raise KfdError(f"--example reads the packaged reports. Leave it out to read {given.folder}.")
    spare_imports()
    languages = _languages(given.lang)
    if given.full_text:
        say("warning: pages with whole texts are for use in-house; do not publish them.")
    job = Job(
        reports=example_reports() if given.example else given.folder,
        notebooks=notebooks(),
        out=given.out,
        languages=languages,
        codebook=given.codebook,
        corrections=given.corrections,
        exports=not given.pages_only,
        full_text=given.full_text,
        jobs=given.jobs,
    )
    digest = made_from(job)
    outcome = recall(job, digest)
    same = "; nothing has changed" if outcome else ""
    if outcome is None:
        outcome = _publish(given, job)
        remember(job, digest, outcome)
    result(given, f"{reports(outcome.reports)}{same}; open {given.out / 'index.html'}")
    return say_unread(outcome.unread)


def _publish(given: argparse.Namespace, job: Job) -> Outcome:
    from kfd_analysis.publishing.job import Outcome
    from kfd_analysis.publishing.report import publish
    from kfd_analysis.publishing.spared import Memory
    from kfd_analysis.publishing.unchanged import program_of

    ds, book = _read(given, job.reports)
    memory = Memory(job.out, program_of(job))
    with Progress(given.quiet) as progress:
        publish(ds, book, job, progress.begun, progress.done, memory)
    return Outcome(len(ds.reports), _left_out(ds))


def _languages(asked: Sequence[str] | None) -> list[str]:
    from kfd_analysis.language import SOURCE, languages

    for lang in asked or ():
        if lang not in languages():
            raise KfdError(f"--lang {lang}: no such language. There is: {', '.join(languages())}.")
    return list(dict.fromkeys(asked or [SOURCE]))


def _explain(given: argparse.Namespace) -> int:
    from kfd_analysis.publishing.explain import Paint, explain

    path = Path(given.report)
    named = path.is_file() and given.folder == RAW  # the file itself instead of its name
    ds, book = _read(given, path.parent if named else given.folder)
    colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    try:
        for line in explain(ds, book, path.name if named else given.report, given.field, Paint(colours)):
            print(line)
    except KfdError:
        _unread(ds)  # the report may be one of these
        raise
    return READ


def _lab(given: argparse.Namespace) -> int:
    import subprocess

    from kfd_analysis.loading.folder import require_folder
    from kfd_analysis.publishing.lab import lab_command
    from kfd_analysis.publishing.notebooks import environment
    from kfd_analysis.publishing.places import own_notebooks

    require_folder(given.folder)
    variables = environment(given.folder, given.codebook, given.corrections)
    command = [*lab_command(own_notebooks()), *given.more]
    status = subprocess.run(command, env=os.environ | variables, check=False).returncode
    if status and "--allow-root" not in given.more and hasattr(os, "geteuid") and os.geteuid() == 0:
        say(
            "JupyterLab does not run as root, who may do anything on this machine. Start it as an "
            "ordinary user; in a container of your own add --allow-root to what you typed."
        )
    return status
