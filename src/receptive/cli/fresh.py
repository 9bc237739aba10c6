"""A fresh file in the place of a student's, for `grade reset` and the key `r` of `grade watch`."""

from __future__ import annotations

from pathlib import Path

from receptive.model import Topic
from receptive.notebook.student_notebook import student_notebook
from receptive.workspace.folder import NOTEBOOK
from receptive.workspace.starting import reset


def put_fresh(topic: Topic, path: Path) -> Path | None:
    """Put the stub there, or a fresh notebook. Returns where the student's file was moved, or None if there was none.

    Raises:
        WorkspaceError: the folder cannot be written to.
    """
    return reset(path.parent, topic, student_notebook(topic) if path.suffix == NOTEBOOK else "")
