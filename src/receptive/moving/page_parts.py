"""The style and the script of pages with moving figures: the files of `scripts`, one after the other."""

from __future__ import annotations

from pathlib import Path

SCRIPTS = Path(__file__).parent / "scripts"
PARTS = ("arithmetic", "draw", "controls", "engine")  # what all figures need
FIGURES = ("window", "line", "response", "turn", "pool", "shift", "cone", "count", "learn", "fold")


def moving_script(*figures: str) -> str:
    """The script that brings figures to life, to stand at the end of a page's body.

    Args:
        figures: which; all of them if none is named.
    """
    names = (*PARTS, *(figures or FIGURES))
    text = "\n".join((SCRIPTS / f"{name}.js").read_text("utf-8").strip() for name in names)
    # A function of its own: its names do not meet those of a page's other scripts, whatever stands before it
    return f'void (() => {{\n"use strict";\n{text}\nstartAll();\n}})();'


def moving_style() -> str:
    """Colors are those of the page, with our own where it has none."""
    return (SCRIPTS / "moving.css").read_text("utf-8").strip()
