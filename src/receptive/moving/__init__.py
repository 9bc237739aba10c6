"""Figures that a reader moves: a `move` block of a chapter becomes a still picture, its words, and a life in a browser.

`moving_figure` is the door for chapters. A page that has such figures carries `moving_script()` and `moving_style()`.
What a block may say is in docs/decisions/0036-things-that-move.md.
"""

from receptive.moving.fields import MoveError
from receptive.moving.figure import moving_figure
from receptive.moving.page_parts import moving_script, moving_style

__all__ = ["MoveError", "moving_figure", "moving_script", "moving_style"]
