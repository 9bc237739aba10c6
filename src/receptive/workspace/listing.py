"""The files below a folder that may be somebody's work, the shallowest first. What is nobody's is not counted."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from receptive.limits import MAX_DEPTH, MAX_ENTRIES, Refused
from receptive.model import Topic
from receptive.reading.names import is_ignored, show_name
from receptive.workspace.file_names import PROGRAMS, is_archive, is_handed_out, is_program
from receptive.workspace.folder import READING


@dataclass(frozen=True)
class File:
    """A file on disk, or a link. `place` is where it lies in the submission, as people are told it."""

    place: str
    path: Path
    is_link: bool
    upload: int = 0  # its number, where a system counts uploads
    name: str = ""  # what it was called before a system or a person added to its name; empty: as on disk
    is_personal: bool = False  # its name is that of its student, and so says nothing of a topic
    is_undated: bool = False  # it may be somebody else's than another, so that being newer says nothing

    @property
    def own_name(self) -> str:
        return self.name or self.path.name


@dataclass(frozen=True)
class Gap:
    """What could not be looked at, so that work may be there. `why` is a sentence about it: "it is …"."""

    place: str
    why: str

    @property
    def note(self) -> str:
        return f"{self.place}: not taken: {self.why}"

    @property
    def told(self) -> str:
        return f"{self.place} could not be {'opened' if is_archive(self.place) else 'taken'}: {self.why}"


@dataclass
class Listing:
    """What a walk has found."""

    files: list[File] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def list_files(folders: Sequence[Path]) -> Listing:
    """Everything in the folders and below, without following a link."""
    listing = Listing()
    left = MAX_ENTRIES
    waiting = deque(("", folder, 0) for folder in folders)
    while waiting:
        above, folder, depth = waiting.popleft()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        except OSError as refused:
            listing.gaps.append(Gap(above or "the folder", f"it cannot be read: {refused.strerror}"))
            continue
        for entry in entries:
            if is_ignored(entry.name) or is_handed_out(entry.name):
                continue
            left -= 1
            if left < 0:
                listing.gaps.append(Gap("the rest", f"there are more than {MAX_ENTRIES:,} files"))
                return listing
            place = above + show_name(entry.name)
            if not entry.is_dir(follow_symlinks=False):
                listing.files.append(File(place, Path(entry.path), entry.is_symlink()))
            elif depth < MAX_DEPTH:
                waiting.append((f"{place}/", Path(entry.path), depth + 1))
            else:
                listing.gaps.append(Gap(f"{place}/", f"it lies in {MAX_DEPTH} folders, one in the other"))
    return listing


def is_disorderly(folder: Path, topics: Sequence[Topic]) -> bool:
    """Whether work may lie in a folder elsewhere than under the lesson's own names."""
    own = {f"{topic.slug}{end}" for topic in topics for end in PROGRAMS}
    return any(
        (is_program(file.path.name) or is_archive(file.path.name)) and file.place not in own
        for file in list_files([folder]).files
    )


def read_file(path: Path, limit: int) -> tuple[bytes, float]:
    """The content of an ordinary file, and when it was changed.

    Raises:
        Refused: it is a link or no ordinary file, cannot be read, or is too large.
    """
    with open_file(path) as (file, modified):
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Refused(f"it is too large: more than {limit >> 10:,} KiB")
    return data, modified


@contextmanager
def open_file(path: Path) -> Iterator[tuple[BinaryIO, float]]:
    """An ordinary file to read from, and when it was changed.

    Raises:
        Refused: it is a link or no ordinary file, or cannot be read.
    """
    try:
        descriptor = os.open(path, READING)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise Refused("it is no ordinary file")
            yield file, found.st_mtime
    except OSError as refused:
        raise Refused(f"it cannot be read: {refused.strerror}") from refused
