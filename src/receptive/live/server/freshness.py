"""Whether what a server has in its memory is still what lies on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import receptive
from receptive.catalogue.content import Content

PASSED_OVER = ("__pycache__", ".git")


def fingerprint(content: Content) -> frozenset[tuple[str, int, int]]:
    """Name, size and time of every file of ours and of the lesson's, and the state of what is installed beside us."""
    package = os.path.dirname(str(receptive.__file__))  # noqa: PTH120
    folders = [package, *(str(content.root / name) for name in ("exercises", "graders"))]
    files = [entry for folder in folders for entry in _files(folder)]
    import pytest

    installed = Path(pytest.__file__).parent.parent
    return frozenset([*files, (str(installed), 0, installed.stat().st_mtime_ns)])


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in PASSED_OVER:
                    yield from _files(entry.path)
            elif not entry.name.endswith(".pyc"):
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
