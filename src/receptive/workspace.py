"""A student's folder: writing it, reading submissions out of it. Everything found there is untrusted."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from receptive.model import Lesson, Submission, Topic

MAX_SOURCE = 256 << 10
QUIZZES = "quizzes"
RESULTS = ".receptive"  # the last result of each topic; only a folder that `start` made has it
README = """# Convolutional neural networks: a lesson that grades itself

One file for each topic. Read its part below, fill in the functions, and ask what is right:

    grade                 all topics
    grade {first}    one topic
    grade hint {first}
    grade quiz {first}
    grade status

Each function raises `NotImplementedError` until you write it. Keep the names and the arguments.
`grade reset TOPIC` gives you a fresh file and keeps a copy of yours.

| topic | file | points |
|---|---|---|
{rows}
"""


class WorkspaceError(Exception):
    """The folder cannot be used as asked. The message says what to do."""


@dataclass(frozen=True)
class Started:
    """What `start` did with each file, by name."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def start(folder: Path, lesson: Lesson, quizzes: Iterable[Path] = ()) -> Started:
    """Write the stubs, the README and the sealed quizzes. A file that exists is never touched.

    Raises:
        WorkspaceError: the folder cannot be made or written to.
    """
    try:
        (folder / RESULTS).mkdir(parents=True, exist_ok=True)
        (folder / QUIZZES).mkdir(exist_ok=True)
    except OSError as refused:
        raise WorkspaceError(f"cannot make the folder {folder}: {refused.strerror}; name another one") from refused
    files = lesson_files(lesson)
    quizzes = list(quizzes)
    files |= {f"{QUIZZES}/{quiz.name}": quiz.read_text("utf-8") for quiz in quizzes}
    written, kept = [], []
    for name, text in files.items():
        try:
            with (folder / name).open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            kept.append(name)
        except OSError as refused:
            raise WorkspaceError(f"cannot write {folder / name}: {refused.strerror}; name another folder") from refused
        else:
            written.append(name)
    return Started(tuple(written), tuple(kept))


def lesson_files(lesson: Lesson) -> dict[str, str]:
    """What everybody receives, by name: the README and the stubs."""
    stubs = {f"{topic.slug}.py": topic.stub.read_text("utf-8") for topic in lesson.topics}
    return {"README.md": _readme(lesson), **stubs}


def reset(folder: Path, topic: Topic) -> Path | None:
    """Put a fresh stub in place. Returns where the student's file was moved, or None if there was none.

    Raises:
        WorkspaceError: the folder cannot be written to.
    """
    path = folder / f"{topic.slug}.py"
    try:
        moved = _set_aside(path)
        path.write_bytes(topic.stub.read_bytes())
    except OSError as refused:
        raise WorkspaceError(f"cannot replace {path}: {refused.strerror}") from refused
    return moved


def read_submission(path: Path, topic: str) -> Submission:
    """Read one file without following a link and without reading more than a solution can need.

    A file that cannot be taken gives a submission with a `fault` that says what to do; it is the student's to mend.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as refused:
        return Submission(topic, path, fault=_open_fault(path, refused), absent=refused.errno == errno.ENOENT)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return Submission(topic, path, fault=f"{path.name} is no ordinary file; put your Python file there.")
        if found.st_size > MAX_SOURCE:
            size = f"{found.st_size / (1 << 20):,.1f} MiB"
            return Submission(
                topic, path, fault=f"{path.name} has {size}; a solution has at most {MAX_SOURCE >> 10} KiB."
            )
        source = os.read(descriptor, MAX_SOURCE)
    except OSError as refused:
        return Submission(topic, path, fault=_open_fault(path, refused))
    finally:
        os.close(descriptor)
    if not source.strip(b"\xef\xbb\xbf \t\r\n"):
        fault = f"{path.name} is empty; `grade reset {topic}` puts the stub back."
        return Submission(topic, path, source, fault, absent=True)
    return Submission(topic, path, source)


def submission_files(folder: Path, topics: Iterable[str]) -> dict[str, Path]:
    """The files of these topics that exist in a folder, links and unreadable ones included."""
    candidates = {topic: folder / f"{topic}.py" for topic in topics}
    return {topic: path for topic, path in candidates.items() if os.path.lexists(path)}


def _open_fault(path: Path, refused: OSError) -> str:
    if refused.errno == errno.ELOOP:
        return f"{path.name} is a link; put the file itself there."
    if refused.errno in (errno.EACCES, errno.EPERM):
        return (
            f"{path.name} cannot be read: {refused.strerror}. Give yourself the right to read it: chmod u+r {path.name}"
        )
    if refused.errno == errno.ENOENT:
        return f"there is no {path.name}; `grade reset {path.stem}` puts the stub there."
    return f"{path.name} cannot be read: {refused.strerror}."


def _set_aside(path: Path) -> Path | None:
    if not os.path.lexists(path):
        return None
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}.old{number}.py")):
        number += 1
    return path.rename(aside)


def _readme(lesson: Lesson) -> str:
    rows = "\n".join(f"| {topic.title} | `{topic.slug}.py` | {topic.full_points:g} |" for topic in lesson.topics)
    texts = [topic.readme.read_text("utf-8").strip() for topic in lesson.topics]
    return "\n\n---\n\n".join([README.format(first=lesson.topics[0].slug, rows=rows).strip(), *texts]) + "\n"
