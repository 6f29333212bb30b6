"""The pictures of pages that the README shows: ``python -m tests.pictures`` (``make pictures``) takes them anew."""

import base64
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from kfd_analysis.cli import main as kfd
from tests.handbook import DOCS, ROOT
from tests.publishing.browser import CHROMIUM, browser

WIDTH, SCALE = 860, 0.9
PICTURES = {
    "page_of_the_summary.png": ("00_summary.html", 860),
    "page_of_a_report.png": ("reports/plochingen.html", 1080),
}
"""Page and height, by picture. Width and height are those of the window, in pixels; the picture is smaller."""


def main() -> int:
    """Write the pages of ``data/raw`` into a folder that is removed, and take the pictures."""
    if CHROMIUM is None:
        print("no chromium here; install it to take the pictures", file=sys.stderr)
        return 2
    with TemporaryDirectory() as place:
        pages = Path(place, "pages")
        status = kfd(["report", str(ROOT / "data" / "raw"), "--out", str(pages), "--pages-only", "--quiet"])
        if status:
            return status
        with browser(Path(place, "profile")) as tab:
            for name, (page, height) in PICTURES.items():
                tab.open(pages / "en" / page, WIDTH)
                (DOCS / name).write_bytes(taken(tab, height))
    return 0


def taken(tab, height: int) -> bytes:
    """The upper part of the page in a tab, as PNG."""
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": SCALE}
    answer = tab.ask("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
    return base64.b64decode(answer["data"])


if __name__ == "__main__":
    sys.exit(main())
