"""A thing to move, as it stands on a page."""

from __future__ import annotations

from markupsafe import Markup

from receptive.catalogue.blocks import Block

STYLE = ""
SCRIPT = ""


def move_html(block: Block) -> Markup:
    """The figure, true and readable without a script."""
    return Markup('<figure class="move"><figcaption>{}</figcaption></figure>').format(block.caption)
