"""A site in a folder that may hold other files: those are never written over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_lesson
from receptive.course.course import load_course
from receptive.course.quizzes import Quizzes
from receptive.course.site import site_files
from receptive.course.site_files import MARK as SHARED_MARK
from receptive.workspace.folder import WorkspaceError

KINDS = (".html", ".css", ".js")
MARKS = (b'<meta name="generator" content="Receptive course">', SHARED_MARK.encode())
HEAD = 2048  # bytes at the beginning of a file, in which the mark stands


def make_site(content: Content, quizzes: Quizzes) -> dict[str, str]:
    """The files of a lesson's site, by name: its pages, and what they share.

    Raises:
        ContentError: a picture or a question of a chapter is missing.
    """
    return dict(site_files(load_course(load_lesson(content)), quizzes))


def write_site(folder: Path, files: Mapping[str, str]) -> None:
    """Write a site into a folder, over an earlier one, of which no file is left.

    Raises:
        WorkspaceError: a file of another kind has the name of one, or the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = [name for name in files if (folder / name).exists() and not _is_ours(folder / name)]
        if others:
            raise WorkspaceError(
                f"{folder / others[0]} is no part of a lesson's site, and is kept; name another folder"
            )
        for path in folder.iterdir():
            if path.suffix in KINDS and path.name not in files and _is_ours(path):
                path.unlink()
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as refused:
        raise WorkspaceError(f"cannot write into {folder}: {refused.strerror}; name another folder") from refused


def _is_ours(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(HEAD)
    return any(mark in head for mark in MARKS)
