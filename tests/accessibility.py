"""Which rules of WCAG 2.2 a page breaks that is open in a browser."""

from __future__ import annotations

from typing import Any

import pytest

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# Of what is fine, axe would list each element, which takes longer than to look at them
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
COLORS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def broken_rules(page: Any, **options: Any) -> str:
    """In words, with the elements that break them; empty if there are none.

    Args:
        options: further ones of `axe.run`.
    """
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed: pip install -e '.[dev]'"
    )
    found = axe.Axe().run(page, options=OPTIONS | options)
    return str(found.generate_report()) if found.violations_count else ""
