"""Figures as a piece of HTML for a page that is not ours, such as a notebook: no script, no style of ours."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from receptive.figures.pictures import Figure


def figures_html(figures: Sequence[Figure]) -> str:
    """Each picture with its title, and its words to be opened."""
    return "".join(map(_figure, figures))


def _figure(figure: Figure) -> str:
    words = "".join(f"<p>{escape(line)}</p>" for line in figure.text)
    return (
        f'<figure style="margin: 1em 0"><div style="overflow-x: auto">{figure.svg}</div>'
        f"<figcaption><code>{escape(figure.title)}</code></figcaption>"
        f"<details><summary>The picture in words</summary>{words}</details></figure>"
    )
