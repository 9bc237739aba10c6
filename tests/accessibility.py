"""Which rules of WCAG 2.2 a page breaks that is open in a browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# Of what is fine, axe would list each element, which takes longer than to look at them
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
OF_COLORS = ["color-contrast", "link-in-text-block"]
COLORS = {"type": "rule", "values": OF_COLORS}
# All other rules find the same wherever the same elements can be seen
OF_LOOKS = {"type": "rule", "values": [*OF_COLORS, "target-size", "scrollable-region-focusable"]}
SEEN = """[...document.querySelectorAll("*")].map(
    one => Number(one.checkVisibility({opacityProperty: true, visibilityProperty: true}))).join("")"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
Look = tuple[str, int]  # a color scheme, and the width of a window in pixels


def broken_rules(page: Any, **options: Any) -> str:
    """In words, with the elements that break them; empty if there are none.

    Args:
        options: further ones of `axe.run`.
    """
    return _broken(page, "options => axe.run(document, options)", options)


def broken_rules_alike(page: Any, **options: Any) -> str:
    """As `broken_rules`, and sooner: of elements that are painted alike, one may be named for all."""
    return _broken(page, f"options => {{ {_script_of_alike()}; return runOnAlike(options) }}", options)


def broken_in_looks(page: Any, *looks: Look, undrawn_in: Look | None = None, **options: Any) -> str:
    """As `broken_rules`, for each look; that a page is wider than its window breaks a rule too (WCAG 1.4.10).

    Args:
        undrawn_in: a further look, in which drawings are empty: axe never decides about the color of text in a
            drawing. So nobody can look at them afterwards.
    """
    found, seen = "", set()
    for look in looks:
        _show(page, look)
        now = page.evaluate(SEEN)
        found += broken_rules_alike(page, **({"runOnly": OF_LOOKS} if now in seen else {}), **options)
        seen.add(now)
        if page.evaluate(WIDER) > 0:
            found += f"The page is wider than its window of {look[1]} pixels.\n"
    if undrawn_in is not None:
        page.evaluate("for (const one of document.querySelectorAll('svg')) one.replaceChildren()")
        _show(page, undrawn_in)
        found += broken_rules_alike(page, runOnly=OF_LOOKS, **options)
    return found


def _broken(page: Any, run: str, options: dict[str, Any]) -> str:
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed: pip install -e '.[dev]'")
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    found = axe.AxeResults(page.evaluate(run, OPTIONS | options))
    return str(found.generate_report()) if found.violations_count else ""


def _show(page: Any, look: Look) -> None:
    scheme, width = look
    page.emulate_media(color_scheme=scheme)
    resize(page, width)


def resize(page: Any, width: int, height: int = 800) -> None:
    """Until the page has been drawn in its new size, and what it draws itself has followed."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("width => innerWidth === width", arg=width)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@cache
def _script() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return str(Axe().axe_script)


@cache
def _script_of_alike() -> str:
    return Path(__file__).with_name("painted_alike.js").read_text("utf-8")
