"""nbgrader: a course made from the lesson, and marks by the isolated runner instead of a kernel of the student's."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def configure(config: Any, course: str | Path = ".") -> None:
    """Set what a course needs, in its `nbgrader_config.py`: `configure(get_config())`.

    Args:
        course: the course's folder, if nbgrader is called from elsewhere.
    """
    from receptive.exchange.nbgrader.configuration import configure as configure_course

    configure_course(config, Path(course))
