"""Which rules of WCAG 2.2 a page breaks that is open in a browser."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# Of what is fine, axe would list each element, which takes longer than to look at them
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
OF_COLORS = ("color-contrast", "link-in-text-block")
COLORS = {"type": "rule", "values": list(OF_COLORS)}
ALL_BUT_COLORS = {rule: {"enabled": False} for rule in OF_COLORS}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
Look = tuple[str, int]  # a color scheme, and the width of a window in pixels


def broken_rules(page: Any, **options: Any) -> str:
    """In words, with the elements that break them; empty if there are none.

    Args:
        options: further ones of `axe.run`.
    """
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed: pip install -e '.[dev]'")
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    found = axe.AxeResults(page.evaluate("options => axe.run(document, options)", OPTIONS | options))
    return str(found.generate_report()) if found.violations_count else ""


def broken_in_looks(page: Any, *looks: Look, colors_also_in: Look | None = None, **options: Any) -> str:
    """As `broken_rules`, for each look; that a page is wider than its window breaks a rule too (WCAG 1.4.10).

    Drawings are emptied before colors are looked at: axe never decides about the color of text in a drawing, and takes
    half of its time for it. So nobody can look at them afterwards.
    """
    found = ""
    for look in looks:
        _show(page, look)
        found += broken_rules(page, rules=ALL_BUT_COLORS, **options)
        if page.evaluate(WIDER) > 0:
            found += f"The page is wider than its window of {look[1]} pixels.\n"
    page.evaluate("for (const one of document.querySelectorAll('svg')) one.replaceChildren()")
    for look in looks if colors_also_in is None else (*looks, colors_also_in):
        _show(page, look)
        found += broken_rules(page, runOnly=COLORS, **options)
    return found


def _show(page: Any, look: Look) -> None:
    scheme, width = look
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})


@cache
def _script() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return str(Axe().axe_script)
