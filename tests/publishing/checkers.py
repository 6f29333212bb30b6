"""The checkers of accessibility and markup: axe-core and HTML_CodeSniffer in a page, Nu over many files.

They come from npm, pinned in ``npm/package-lock.json``: ``npm ci --prefix tests/publishing/npm``.
"""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tests.publishing.browser import CHROMIUM

MODULES = Path(__file__).parent / "npm" / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
HTMLCS = MODULES / "html_codesniffer" / "build" / "HTMLCS.js"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = shutil.which("java")

RUN_AXE = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.flatMap(
  rule => rule.nodes.map(node => `axe ${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`)))"""
RUN_HTMLCS = """new Promise(done => HTMLCS.process('WCAG2AA', document, () => done(HTMLCS.getMessages()
  .filter(message => message.type === HTMLCS.ERROR)
  .map(message => `HTMLCS ${message.code}: ${message.msg} ${message.element.outerHTML?.slice(0, 200)}`))))"""


def lacking(*needed) -> str:
    """What of the programs and files needed is not there, as a reason to skip."""
    names = {CHROMIUM: "Chromium", JAVA: "Java"}
    missing = [names.get(thing, "a program") if thing is None else thing.name
               for thing in needed if thing is None or (isinstance(thing, Path) and not thing.is_file())]  # fmt: skip
    return f"not on this machine: {', '.join(missing)} (see .ci/run)" if missing else ""


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prepare(tab) -> None:
    """Put the checkers into the page that a tab shows; its security policy does not bind the debugger.

    The outlines of letters in drawings are taken out: they say nothing to a checker, and there are thousands.
    """
    tab.find("document.querySelectorAll('svg use').forEach(outline => outline.remove())")
    for path in (AXE, HTMLCS):
        tab.find(f"{_source(path)};0")


def faults(tab) -> list[str]:
    """What axe-core and HTML_CodeSniffer (WCAG 2, level AA) object to in the state that a tab shows."""
    return [fault for run in (RUN_AXE, RUN_HTMLCS) for fault in tab.wait_for(run)]


def nu_faults(folder: Path) -> list[str]:
    """What the Nu checker objects to in all pages below a folder, warnings included."""
    command = [
        JAVA,
        "-Xss4m",
        "-jar",
        NU,
        "--format",
        "json",
        "--exit-zero-always",
        "--stdout",
        "--skip-non-html",
    ]
    found = subprocess.run([*map(str, command), str(folder)], check=True, capture_output=True, timeout=300)
    return [
        f"{message['url'].rpartition(folder.name)[2]} line {message.get('lastLine')}: {message['message']}"
        for message in json.loads(found.stdout)["messages"]
    ]
