"""The files of one student that could be the work for a topic, wherever they lie in the student's folder."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from receptive.catalogue.manifest import exercise_names
from receptive.classroom.student_names import is_ignored, plain_name, show_name
from receptive.limits import (
    MAX_ENTRIES,
    MAX_NOTEBOOK,
    MAX_READ,
    MAX_RESPONSES,
    MAX_SOURCE,
    MAX_ZIP,
    READ_S,
    Refused,
)
from receptive.reading.reader import Reader
from receptive.workspace.folder import QUIZZES

RESPONSES = "quiz-responses.json"
HANDED_OUT = ("README.md", "manifest.json", "run.py", "conftest.py", QUIZZES)  # what a whole workspace brings along
SET_ASIDE = re.compile(r".*\.old\d+\.py")  # copies that `grade reset` made


@dataclass(frozen=True)
class Candidate:
    """A file that may be the work for a topic. `place` is where it lies in the student's folder."""

    topic: str
    place: str
    source: bytes
    fault: str
    modified: float  # seconds since the epoch, of the file on disk


@dataclass
class Found:
    """What a walk through the folders of one student has found so far."""

    reader: Reader
    candidates: list[Candidate] = field(default_factory=list)
    responses: list[Candidate] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # zip files that were not taken
    notes: list[str] = field(default_factory=list)
    entries: int = 0
    left: int = MAX_READ  # bytes that may still be read
    spent_s: float = 0.0  # for reading: all files of a student together may take as long as one


def walk(folders: Sequence[Path], topics: Sequence[str], reader: Reader) -> Found:
    """Look at the files in a student's folders and in the folders one level below them."""
    found = Found(reader)
    for folder in folders:
        for place, path in _files(folder, found):
            _look_at(place, path, topics, found)
    return found


def topic_of(name: str, topics: Sequence[str]) -> str:
    """The topic that a file is named after, whatever the case and the hyphens; empty if there is none."""
    path = PurePosixPath(plain_name(name).casefold())
    slug = re.sub(r"[-\s]+", "_", path.stem.strip())
    return slug if path.suffix in (".py", ".ipynb") and slug in topics else ""


def read_bounded(path: Path, limit: int) -> bytes:
    """The content of an ordinary file.

    Raises:
        Refused: it is a link or no ordinary file, cannot be read, or is too large.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Refused("it is no ordinary file")
            data = file.read(limit + 1)
    except OSError as refused:
        raise Refused(f"it cannot be read: {refused.strerror}") from refused
    if len(data) > limit:
        raise Refused(f"it is too large: more than {limit >> 10} KiB")
    return data


def _files(folder: Path, found: Found, above: str = "") -> Iterator[tuple[str, Path]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as refused:
        found.notes.append(f"{above or 'the folder'}: cannot be read: {refused.strerror}")
        return
    for entry in entries:
        found.entries += 1
        if found.entries > MAX_ENTRIES:
            found.notes.append(f"more than {MAX_ENTRIES} files: the rest was not looked at")
            return
        place = above + show_name(entry.name)
        if is_ignored(entry.name) or entry.name in HANDED_OUT or SET_ASIDE.fullmatch(entry.name):
            continue
        if entry.is_symlink():
            found.notes.append(f"{place}: a link, which is not followed")
        elif not entry.is_dir(follow_symlinks=False):
            yield place, Path(entry.path)
        elif above:
            found.notes.append(f"{place}/: nested too deeply, not looked at")
        else:
            yield from _files(Path(entry.path), found, f"{place}/")


def _look_at(place: str, path: Path, topics: Sequence[str], found: Found) -> None:
    name = path.name
    topic = topic_of(name, topics)
    suffix = path.suffix.casefold()
    if not topic and suffix != ".zip" and name != RESPONSES:
        found.notes.append(f"{place}: named after no topic, not graded")
        return
    try:
        modified = path.lstat().st_mtime
        limit = MAX_ZIP if suffix == ".zip" else MAX_RESPONSES if name == RESPONSES else _limit(name)
        if path.lstat().st_size > found.left:
            raise Refused(f"it was not read: the files of this student have more than {MAX_READ >> 20} MiB")
        data = read_bounded(path, limit)
        found.left -= len(data)
        if suffix == ".zip":
            _look_into(place, data, modified, topics, found)
            return
    except OSError as gone:
        found.notes.append(f"{place}: cannot be read: {gone.strerror}")
    except Refused as refused:
        if topic:
            found.candidates.append(Candidate(topic, place, b"", f"{show_name(name)}: {refused}.", 0.0))
        else:
            found.notes.append(f"{place}: not taken: {refused}")
            found.refused += [place] if suffix == ".zip" else []
    else:
        _take(topic, place, name, data, modified, found)


def _look_into(place: str, data: bytes, modified: float, topics: Sequence[str], found: Found) -> None:
    def limit_of(name: str) -> int:
        path = PurePosixPath(name)
        if len(path.parts) > 2 or any(part in HANDED_OUT for part in path.parts):
            return 0
        if path.name == RESPONSES:
            return MAX_RESPONSES
        return _limit(path.name) if topic_of(path.name, topics) else 0

    with _patience(found):
        names = [name for name in found.reader.listed(data) if not _is_nobodys(name)]
        limits = {name: limit for name in names if (limit := limit_of(name))}
        members = found.reader.unpacked(data, limits) if limits else ()
    for member in members:
        found.left -= len(member.data)
        inside = f"{place}/{show_name(member.name)}"
        topic = topic_of(PurePosixPath(member.name).name, topics)
        if not member.fault:
            _take(topic, inside, PurePosixPath(member.name).name, member.data, modified, found)
        elif topic:
            found.candidates.append(
                Candidate(topic, inside, b"", f"{show_name(member.name)} {member.fault}.", modified)
            )
        else:
            found.notes.append(f"{inside}: {member.fault}")
    for name in names[: max(0, MAX_ENTRIES - len(found.notes))]:
        parts = PurePosixPath(name).parts
        handed_out = any(part in HANDED_OUT for part in parts) or SET_ASIDE.fullmatch(parts[-1])
        if name not in limits and not handed_out:
            found.notes.append(f"{place}/{show_name(name)}: named after no topic or nested too deeply, not graded")


def _take(topic: str, place: str, name: str, data: bytes, modified: float, found: Found) -> None:
    if name == RESPONSES:
        found.responses.append(Candidate("", place, data, "", modified))
        return
    fault = ""
    if name.casefold().endswith(".ipynb"):
        try:
            with _patience(found):
                extracted = found.reader.notebook(data, exercise_names(topic))
            data = extracted.source.encode("utf-8", "replace")
            if not data.strip() and extracted.faults:
                fault = f"{show_name(name)}: nothing in it could be read: {extracted.faults[0]}."
            found.notes += [f"{place}: {show_name(text)}" for text in extracted.faults]
        except Refused as refused:
            data, fault = b"", f"{show_name(name)}: {refused}."
    found.candidates.append(Candidate(topic, place, data, fault, modified))


@contextmanager
def _patience(found: Found) -> Iterator[None]:
    """To read one file, unless the others of this student have taken all the time already.

    Raises:
        Refused: that is so.
    """
    if found.spent_s > READ_S:
        raise Refused("it was not read: the other files of this student take too long to read")
    began = time.monotonic()
    try:
        yield
    finally:
        found.spent_s += time.monotonic() - began


def _is_nobodys(name: str) -> bool:
    return any(map(is_ignored, PurePosixPath(name).parts))


def _limit(name: str) -> int:
    return MAX_NOTEBOOK if name.casefold().endswith(".ipynb") else MAX_SOURCE
