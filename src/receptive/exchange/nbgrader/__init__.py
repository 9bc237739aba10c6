"""nbgrader: a course made from the lesson, and marks by the isolated runner instead of a kernel of the student's."""

from __future__ import annotations

from typing import Any


def configure(config: Any) -> None:
    """Set what a course needs, in its `nbgrader_config.py`: `configure(get_config())`."""
    from receptive.exchange.nbgrader.configuration import configure as configure_course

    configure_course(config)
