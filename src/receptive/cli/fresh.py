"""A fresh file in the place of a student's, for `grade reset` and the key `r` of `grade watch`."""

from __future__ import annotations

from pathlib import Path

from receptive.model import Topic
from receptive.notebook.student_notebook import student_notebook
from receptive.workspace.folder import NOTEBOOK
from receptive.workspace.resetting import reset


def put_fresh(topic: Topic, mine: Path) -> tuple[Path, Path | None]:
    """Put the stub, or a fresh notebook, in the place of a student's file, which may have a name of its own.

    Returns the fresh file, and where the student's was moved, or None if there was none.

    Raises:
        WorkspaceError: the folder cannot be written to.
    """
    end = NOTEBOOK if NOTEBOOK in (suffix.casefold() for suffix in mine.suffixes) else ".py"
    moved = reset(topic, mine, student_notebook(topic) if end == NOTEBOOK else "")
    return mine.with_name(f"{topic.slug}{end}"), moved
