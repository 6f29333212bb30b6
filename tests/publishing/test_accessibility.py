"""No fault in any page for axe-core, HTML_CodeSniffer and the Nu checker, and no request leaves any.

Every page of the five reports, in both languages, wide and narrow, with code folded and open.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.publishing import checkers
from tests.publishing.browser import CHROMIUM, browser

STATES = [(width, unfolded) for width in (1280, 320) for unfolded in (False, True)]
FOLD = "document.querySelectorAll('details').forEach(part => part.open = {})"
TABS = 2
BROWSER_LACKS = checkers.lacking(CHROMIUM, checkers.AXE, checkers.HTMLCS)
NU_LACKS = checkers.lacking(checkers.JAVA, checkers.NU)
BAD = """<!DOCTYPE html><html><head><title>Bad</title></head><body>
<p style="color: #999">pale</p><img src="data:,"><p id="a"></p><p id="a"></p></body></html>"""


def look(tab, page):
    """What the checkers object to in each state of a page, and what the page asked for."""
    tab.open(page, STATES[0][0])
    checkers.prepare(tab)
    found = []
    for width, unfolded in STATES:
        tab.resize(width)
        tab.find(FOLD.format(str(unfolded).lower()))
        found += [f"{width} px, code {'open' if unfolded else 'folded'}: {x}" for x in checkers.faults(tab)]
    return found, tab.requests(), tab.complaints()


def look_at_all(pages, profile):
    """`look` at several pages with a browser of their own."""
    with browser(profile) as tab:
        return {page: look(tab, page) for page in pages}


@pytest.fixture(scope="module")
def looked(whole, tmp_path_factory):
    """What was found in every page; some browsers share the work, beginning with the largest pages."""
    pages = sorted(whole.folder.rglob("*.html"), key=lambda page: page.stat().st_size, reverse=True)
    shares = [pages[number::TABS] for number in range(TABS)]
    with ThreadPoolExecutor(TABS) as pool:
        profiles = [tmp_path_factory.mktemp("profile") for _share in shares]
        return {
            page: found for share in pool.map(look_at_all, shares, profiles) for page, found in share.items()
        }


@pytest.mark.skipif(bool(BROWSER_LACKS), reason=BROWSER_LACKS)
def test_no_page_has_a_fault(whole, looked):
    assert len(looked) > 2 * (len(whole.ds.reports) + 10)
    assert {
        page.relative_to(whole.folder).as_posix(): seen[0] for page, seen in looked.items() if seen[0]
    } == {}


@pytest.mark.skipif(bool(BROWSER_LACKS), reason=BROWSER_LACKS)
def test_no_request_leaves_any_page(looked):
    assert [page for page, seen in looked.items() if seen[1:] != ([page.as_uri()], [])] == []


@pytest.mark.skipif(bool(BROWSER_LACKS), reason=BROWSER_LACKS)
def test_faults_and_requests_would_be_noticed(tmp_path):
    page = tmp_path / "bad.html"
    page.write_text(BAD.replace("data:,", "https://host.invalid/x.png"))
    ((found, requests, complaints),) = look_at_all([page], tmp_path / "profile").values()
    assert all(
        any(words in fault for fault in found)
        for words in ("axe color-contrast", "HTMLCS WCAG2AA.Principle1")
    )
    assert requests[1:] == ["https://host.invalid/x.png"]
    assert complaints


@pytest.mark.skipif(bool(NU_LACKS), reason=NU_LACKS)
def test_nu_finds_nothing(whole):
    assert checkers.nu_faults(whole.folder) == []


@pytest.mark.skipif(bool(NU_LACKS), reason=NU_LACKS)
def test_nu_would_find_something(tmp_path):
    (tmp_path / "bad.html").write_text(BAD)
    assert any("Duplicate ID" in fault for fault in checkers.nu_faults(tmp_path))
