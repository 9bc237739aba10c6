"""Quizzes in the formats of other systems. A format is a function from a title and pools of variants to a file."""

from __future__ import annotations

from collections.abc import Callable

from receptive.exchange.quiz import canvas, jupyterquiz, moodle, printable, qti21
from receptive.exchange.quiz.pools import Exported, ExportError, Pool

FORMATS: dict[str, Callable[..., Exported]] = {
    "canvas": canvas.export,
    "moodle": moodle.export,
    "qti21": qti21.export,
    "jupyterquiz": jupyterquiz.export,
    "printable": printable.export,  # takes `answers` as well
}

__all__ = ["FORMATS", "ExportError", "Exported", "Pool"]
