"""A fresh stub in the place of a student's file, which is moved and never lost."""

from __future__ import annotations

import os
from pathlib import Path

from receptive.model import Topic
from receptive.workspace.folder import NOTEBOOK, WorkspaceError
from receptive.workspace.starting import note_handed_out


def reset(topic: Topic, mine: Path, notebook: str = "") -> Path | None:
    """Put a fresh stub in the place of a student's file. Returns where that was moved, or None if there was none.

    Args:
        mine: the file, under whatever name it was taken for the topic's; the stub gets the lesson's own.
        notebook: put in place as one, instead of the stub.

    Raises:
        WorkspaceError: the folder cannot be written to.
    """
    name = f"{topic.slug}{NOTEBOOK if notebook else '.py'}"
    path, text = mine.with_name(name), notebook or topic.stub.read_text("utf-8")
    try:
        moved = _set_aside(mine, name)
        if mine != path and not _is_this(path, text):  # it held no work, or the other one had not counted
            _set_aside(path, name)
        path.write_bytes(text.encode())
    except OSError as refused:
        raise WorkspaceError(f"cannot replace {path}: {refused.strerror}") from refused
    note_handed_out(path.parent, {name: text})
    return moved


def _set_aside(path: Path, name: str) -> Path | None:
    """Move a file, if it is there, to the next name that is free for what was called `name`."""
    if not os.path.lexists(path):
        return None
    own, number = path.with_name(name), 1
    while os.path.lexists(aside := own.with_name(f"{own.stem}.old{number}{own.suffix}")):
        number += 1
    return path.rename(aside)


def _is_this(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False
