"""Matplotlib's SVG made fit for a page: named links, ids of its own, no style that leaks."""

from __future__ import annotations

import re
from html import escape

from kfd_analysis.showing.sheet import Link

_HEAD = re.compile(r"\A.*?(?=<svg )", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_STYLE = re.compile(r"\s*<style[^>]*>.*?</style>", re.DOTALL)
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_LINE = re.compile(r"\n\s*")
_GLYPH = re.compile(r'<use (xlink:href="[^"]+") transform="translate\(([-.\d]+) 0\)"')
_FINE = re.compile(r"(scale\([^)]*\)|\d\.\d\d)\d*")
_ID = re.compile(r' ?\bid="([^"]+)"')
_REFERENCE = re.compile(r'(?:xlink:)?href="#([^"]+)"')
_URL = re.compile(r"url\(#([^)]+)\)")
_MARK = re.compile(r'<a xlink:href="mark:(\d+)"[^>]*>')
_OPEN = re.compile(r"<svg ([^>]*)>")


def finish(raw: str, prefix: str, base: str, links: list[Link], title: str, alt: str) -> str:
    """Turn matplotlib's file into an element that stands in a page or alone.

    Parameters
    ----------
    raw
        What matplotlib wrote; links are ``mark:0``, ``mark:1`` …
    prefix
        Put before every id, so that two charts share a page.
    base
        Put before every address (``../`` for a file in ``charts/``).
    links
        Address and name of each mark.
    title, alt
        Name and description of the picture.
    """
    body = _slim(_STYLE.sub("", _METADATA.sub("", _HEAD.sub("", raw, count=1)), count=1))
    used = dict.fromkeys(m[1] for m in (*_REFERENCE.finditer(body), *_URL.finditer(body)))
    names = {name: f"{prefix}-{place}" for place, name in enumerate(used)}
    body = _ID.sub(lambda m: f' id="{names[m[1]]}"' if m[1] in names else "", body)
    body = _REFERENCE.sub(lambda m: f'href="#{names[m[1]]}"', body)
    body = _URL.sub(lambda m: f"url(#{names[m[1]]})", body)
    body = _MARK.sub(lambda m: _anchor(links[int(m[1])], base), body)
    return _OPEN.sub(lambda m: _opening(m[1], prefix, title, alt), body, count=1)


def _slim(body: str) -> str:
    """The same picture in fewer bytes: hundredths of a point, no comments, letters placed by one number."""
    body = _LINE.sub("\n", _COMMENT.sub("", body))
    return _FINE.sub(r"\1", _GLYPH.sub(r'<use \1 x="\2"', body))


def _anchor(link: Link, base: str) -> str:
    return f'<a href="{escape(base + link.href)}" aria-label="{escape(link.label)}">'


def _opening(attributes: str, prefix: str, title: str, alt: str) -> str:
    attributes = attributes.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "").strip()
    attributes = attributes.replace('xmlns:xlink="http://www.w3.org/1999/xlink" ', "")
    names = f'role="group" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc"'
    style = 'style="stroke-linejoin:round;stroke-linecap:butt;max-width:100%;height:auto"'
    return (
        f'<svg {attributes} {names} {style}>\n <title id="{prefix}-title">{escape(title)}</title>\n'
        f' <desc id="{prefix}-desc">{escape(alt)}</desc>'
    )
