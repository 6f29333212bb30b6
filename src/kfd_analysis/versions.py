"""Versions of rules, codebook and data, for every export."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from kfd_analysis.codebook import Codebook


def package_version() -> str:
    """Version of the installed package, which is that of the rules."""
    try:
        return version("kfd_analysis")
    except PackageNotFoundError:
        return "0"


def versions(book: Codebook, digests: Sequence[str]) -> dict[str, str]:
    """Rules (package), codebook and data: the latter two as the first digits of a SHA-256 digest.

    Parameters
    ----------
    book
        The codebook that was used.
    digests
        SHA-256 digests of the texts that were read, in any order.
    """
    return {
        "rules": package_version(),
        "codebook": book.compiled("version", _version),
        "data": hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()[:12],
    }


def _version(book: Codebook) -> str:
    words = json.dumps(book.data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(words.encode()).hexdigest()[:12]
