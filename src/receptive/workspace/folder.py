"""A student's folder, and submissions read out of it. Everything found there is untrusted."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from receptive.invocation import typed
from receptive.limits import MAX_NOTEBOOK, MAX_SOURCE
from receptive.model import Submission
from receptive.workspace.understanding import is_empty, submission_of

if TYPE_CHECKING:
    from receptive.reading.reader import Reader

NOTEBOOK = ".ipynb"
QUIZZES = "quizzes"
RESULTS = ".receptive"  # the last result of each topic; only a folder that `start` made has it
READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # Windows has neither


class WorkspaceError(Exception):
    """The folder cannot be used as asked. The message says what to do."""


def is_workspace(folder: Path) -> bool:
    """Whether `start` has made this folder."""
    return (folder / RESULTS).is_dir()


def read_submission(path: Path, topic: str) -> Submission:
    """Read one file without following a link and without reading more than a solution can need.

    Of a notebook the definitions in its code cells are taken; nothing is run.

    A file that cannot be taken gives a submission with a `fault` that says what to do; it is the student's to mend.
    """
    most = MAX_NOTEBOOK if path.suffix == NOTEBOOK else MAX_SOURCE
    try:
        descriptor = os.open(path, READING)
    except OSError as refused:
        return Submission(topic, path, fault=_open_fault(path, refused), absent=refused.errno == errno.ENOENT)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return Submission(topic, path, fault=f"{path.name} is no ordinary file; put your Python file there.")
        if found.st_size > most:
            return Submission(topic, path, fault=_size_fault(path, found.st_size, most))
        source = os.read(descriptor, most)
    except OSError as refused:
        return Submission(topic, path, fault=_open_fault(path, refused))
    finally:
        os.close(descriptor)
    if is_empty(source):
        fault = f"{path.name} is empty; `{typed(f'reset {topic}')}` puts the stub back."
        return Submission(topic, path, source, fault, absent=True)
    return submission_of(topic, path, path.name, source, _own_reader)


def stamp(path: Path) -> tuple[int, ...]:
    """What is another one once a file was written, replaced or taken away.

    The file is opened for it: of another machine's disk the system may know only then what is new.
    """
    try:
        descriptor = os.open(path, READING)
    except OSError as refused:
        return (refused.errno or 0,)
    try:
        found = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _own_reader() -> Reader:
    from receptive.reading.reader import own_reader  # loads what a command without notebooks does not need

    return own_reader()


def _size_fault(path: Path, size: int, most: int) -> str:
    has = f"{path.name} has {size / (1 << 20):,.1f} MiB"
    if path.suffix == NOTEBOOK:
        return f"{has}; at most {most >> 20} MiB are read. Clear the outputs, which do not count, and save."
    return f"{has}; a solution has at most {most >> 10} KiB."


def _open_fault(path: Path, refused: OSError) -> str:
    if refused.errno == errno.ELOOP:
        return f"{path.name} is a link; put the file itself there."
    if refused.errno in (errno.EACCES, errno.EPERM):
        return (
            f"{path.name} cannot be read: {refused.strerror}. Give yourself the right to read it: chmod u+r {path.name}"
        )
    if refused.errno == errno.ENOENT:
        return f"there is no {path.name}; `{typed(f'reset {path.stem}')}` puts the stub there."
    return f"{path.name} cannot be read: {refused.strerror}."
