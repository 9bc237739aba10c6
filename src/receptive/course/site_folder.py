"""A site in a folder that may hold other files: those are never written over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_lesson
from receptive.course.course import load_course
from receptive.course.quizzes import Quizzes
from receptive.course.site import site_pages
from receptive.workspace.folder import WorkspaceError

MARK = b'<meta name="generator" content="Receptive course">'
HEAD = 2048  # bytes at the beginning of a page, in which the mark stands


def make_site(content: Content, quizzes: Quizzes) -> dict[str, str]:
    """The pages of a lesson's site, by name.

    Raises:
        ContentError: a picture or a question of a chapter is missing.
    """
    return dict(site_pages(load_course(load_lesson(content)), quizzes))


def write_site(folder: Path, pages: Mapping[str, str]) -> None:
    """Write the pages into a folder, over those of an earlier site, of which none is left.

    Raises:
        WorkspaceError: a file of another kind has the name of a page, or the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = [name for name in pages if (folder / name).exists() and not _is_ours(folder / name)]
        if others:
            raise WorkspaceError(f"{folder / others[0]} is no page of a lesson, and is kept; name another folder")
        for path in folder.glob("*.html"):
            if path.name not in pages and _is_ours(path):
                path.unlink()
        for name, text in pages.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as refused:
        raise WorkspaceError(f"cannot write into {folder}: {refused.strerror}; name another folder") from refused


def _is_ours(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return MARK in file.read(HEAD)
