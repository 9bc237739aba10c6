"""A thing to move, as it stands on a page before anybody moves it."""

from __future__ import annotations

from markupsafe import Markup

from receptive.catalogue.blocks import Block
from receptive.course.figures import FOLDER
from receptive.moving import MoveError, moving_figure


def move_html(block: Block) -> Markup:
    """The figure, true and readable without a script.

    Raises:
        ContentError: it lacks something, or is out of its bounds.
    """
    try:
        return moving_figure(block.parameters(), block.path.parent.parent / FOLDER)
    except MoveError as wrong:
        raise block.wrong(str(wrong)) from wrong
