"""A student's folder: writing it, reading submissions out of it. Everything found there is untrusted."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from receptive.limits import MAX_NOTEBOOK, MAX_SOURCE, Refused
from receptive.model import Lesson, Submission, Topic

NOTEBOOK = ".ipynb"
QUIZZES = "quizzes"
RESULTS = ".receptive"  # the last result of each topic; only a folder that `start` made has it
README = """# Convolutional neural networks: a lesson that grades itself

One file for each topic. Read its part below, fill in the functions, and ask what is right:

| | |
|---|---|
| `grade {first}` | what is right, what is wrong and why; `grade` alone takes all topics |
| `grade watch` | the same whenever you save |
| `grade hint {first}` | a hint for the first thing that is not right yet |
| `grade report` | a page with pictures of what is wrong |
| `grade lesson {first}` | what the topic teaches, with pictures |
| `grade quiz {first}` | questions, marked at once |
| `grade status` | the map: exercises, quizzes, what is due |
| `grade submit mine.zip` | what you hand in |

Each function raises `NotImplementedError` until you write it. Keep the names and the arguments.
`grade reset TOPIC` gives you a fresh file and keeps a copy of yours.

| topic | file | points |
|---|---|---|
{rows}
"""

WATCH = "| `grade watch` | the same whenever you save |\n"  # it looks at files of Python only
KEEP_NAMES = "Each function raises"
HOW_TO_OPEN = """\
Open them with `jupyter lab` (`pip install jupyterlab`, beside `grade`) or in an editor that shows notebooks. The cell
under each exercise runs its open criteria; in a terminal `grade` runs all, once the notebook is saved.
"""


class WorkspaceError(Exception):
    """The folder cannot be used as asked. The message says what to do."""


@dataclass(frozen=True)
class Started:
    """What `start` did with each file, by name."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def start(
    folder: Path, lesson: Lesson, quizzes: Iterable[Path] = (), notebooks: Mapping[str, str] | None = None
) -> Started:
    """Write the stubs, the README and the sealed quizzes. A file that exists is never touched.

    Args:
        notebooks: written in the place of the stubs, by topic.

    Raises:
        WorkspaceError: the folder cannot be made or written to.
    """
    try:
        (folder / RESULTS).mkdir(parents=True, exist_ok=True)
        (folder / QUIZZES).mkdir(exist_ok=True)
    except OSError as refused:
        raise WorkspaceError(f"cannot make the folder {folder}: {refused.strerror}; name another one") from refused
    files = lesson_files(lesson)
    if notebooks is not None:
        files = {"README.md": _of_notebooks(files["README.md"], lesson)}
        files |= {f"{name}{NOTEBOOK}": text for name, text in notebooks.items()}
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


def reset(folder: Path, topic: Topic, notebook: str = "") -> Path | None:
    """Put a fresh stub in place. Returns where the student's file was moved, or None if there was none.

    Args:
        notebook: put in place as one, instead of the stub.

    Raises:
        WorkspaceError: the folder cannot be written to.
    """
    path = folder / f"{topic.slug}{NOTEBOOK if notebook else '.py'}"
    try:
        moved = _set_aside(path)
        path.write_bytes(notebook.encode() or topic.stub.read_bytes())
    except OSError as refused:
        raise WorkspaceError(f"cannot replace {path}: {refused.strerror}") from refused
    return moved


def read_submission(path: Path, topic: str) -> Submission:
    """Read one file without following a link and without reading more than a solution can need.

    Of a notebook (`.ipynb`) the definitions in its code cells are taken; nothing is run.

    A file that cannot be taken gives a submission with a `fault` that says what to do; it is the student's to mend.
    """
    most = MAX_NOTEBOOK if path.suffix == NOTEBOOK else MAX_SOURCE
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as refused:
        return Submission(topic, path, fault=_open_fault(path, refused), absent=refused.errno == errno.ENOENT)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return Submission(topic, path, fault=f"{path.name} is no ordinary file; put your Python file there.")
        if found.st_size > most:
            size = f"{found.st_size / (1 << 20):,.1f} MiB"
            return Submission(topic, path, fault=f"{path.name} has {size}; a solution has at most {most >> 10} KiB.")
        source = os.read(descriptor, most)
    except OSError as refused:
        return Submission(topic, path, fault=_open_fault(path, refused))
    finally:
        os.close(descriptor)
    if not source.strip(b"\xef\xbb\xbf \t\r\n"):
        fault = f"{path.name} is empty; `grade reset {topic}` puts the stub back."
        return Submission(topic, path, source, fault, absent=True)
    return _from_notebook(topic, path, source) if path.suffix == NOTEBOOK else Submission(topic, path, source)


def _from_notebook(topic: str, path: Path, data: bytes) -> Submission:
    from receptive.reading.reader import own_reader  # loads what a command without notebooks does not need

    try:
        found = own_reader().notebook(data)
    except Refused as broken:
        return Submission(topic, path, fault=f"{path.name} cannot be graded: {broken}.")
    return Submission(topic, path, found.source.encode("utf-8", "replace"), notes=found.faults)


def submission_files(folder: Path, topics: Iterable[str]) -> dict[str, Path]:
    """The file of each of these topics that is in a folder, links and unreadable ones included.

    Where there is a notebook and a Python file, the one that was changed last is the student's work.
    """
    found = {}
    for topic in topics:
        there = [path for end in (".py", NOTEBOOK) if os.path.lexists(path := folder / f"{topic}{end}")]
        if there:
            found[topic] = max(there, key=lambda path: path.lstat().st_mtime_ns)
    return found


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
    while os.path.lexists(aside := path.with_name(f"{path.stem}.old{number}{path.suffix}")):
        number += 1
    return path.rename(aside)


def _readme(lesson: Lesson) -> str:
    rows = "\n".join(f"| {topic.title} | `{topic.slug}.py` | {topic.full_points:g} |" for topic in lesson.topics)
    texts = [topic.readme.read_text("utf-8").strip() for topic in lesson.topics]
    return "\n\n---\n\n".join([README.format(first=lesson.topics[0].slug, rows=rows).strip(), *texts]) + "\n"


def _of_notebooks(readme: str, lesson: Lesson) -> str:
    """The README of a workspace whose files are notebooks."""
    for topic in lesson.topics:
        readme = readme.replace(f"`{topic.slug}.py`", f"`{topic.slug}{NOTEBOOK}`")
    return readme.replace(WATCH, "").replace(KEEP_NAMES, f"{HOW_TO_OPEN}\n{KEEP_NAMES}", 1)
