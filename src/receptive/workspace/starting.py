"""Writes the files of a lesson into a student's folder: what is missing, and what nobody has changed since. What is
the student's stays."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from receptive.invocation import typed
from receptive.model import Lesson, Topic, WrittenQuestion
from receptive.workspace.file_names import words_file
from receptive.workspace.folder import NOTEBOOK, QUIZZES, RESULTS, WorkspaceError

HANDED_OUT = "handed-out.json"  # the sha256 of each file as it was written, by name
MAX_BYTES = 1 << 16
README = """# Convolutional neural networks: a lesson that grades itself

One file for each topic. Read its part below, fill in the functions, and ask what is right:

| | |
|---|---|
| `{grade} {first}` | what is right, what is wrong and why; `{grade}` alone takes all topics |
| `{grade} watch` | the same whenever you save |
| `{grade} hint {first}` | a hint for the first thing that is not right yet |
| `{grade} report` | a page with pictures of what is wrong |
| `{grade} lesson {first}` | what the topic teaches, with pictures |
| `{grade} quiz {first}` | questions, marked at once |
| `{grade} status` | the map: exercises, quizzes, what is due |
| `{grade} submit mine.zip` | what you hand in |

Each function raises `NotImplementedError` until you write it. Keep the names and the arguments.
`{grade} reset TOPIC` gives you a fresh file and keeps a copy of yours.

| topic | file | points |
|---|---|---|
{rows}
"""
KEEP_NAMES = "Each function raises"
HOW_TO_OPEN = """\
Open them with `jupyter lab` (`pip install jupyterlab`, beside `grade`) or in an editor that shows notebooks. The cell
under each exercise runs its open criteria; in a terminal `grade` runs all, once the notebook is saved.
"""
CONFTEST = """\"\"\"Shows the open criteria of the lesson as tests: to pytest, and to an editor that shows tests.\"\"\"

import pytest

try:
    from receptive.testing import pytest_collect_file, pytest_pycollect_makemodule  # noqa: F401
except ModuleNotFoundError as absent:
    raise pytest.UsageError(f"{absent}: choose the Python that the lesson is installed in (.venv)") from None
"""


@dataclass(frozen=True)
class Started:
    """What `start` did with each file, by name."""

    written: tuple[str, ...]
    renewed: tuple[str, ...]  # as they were handed out, by an older version of the lesson
    kept: tuple[str, ...]


def start(
    folder: Path, lesson: Lesson, quizzes: Iterable[Path] = (), notebooks: Mapping[str, str] | None = None
) -> Started:
    """Write the stubs, the README and the sealed quizzes. What the student has changed is never touched.

    A topic whose notebook is there gets no stub beside it.

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
        files = {"README.md": _of_notebooks(files["README.md"], lesson), "conftest.py": CONFTEST}
        files |= {f"{name}{NOTEBOOK}": text for name, text in notebooks.items()}
    files |= {f"{QUIZZES}/{quiz.name}": quiz.read_text("utf-8") for quiz in quizzes}
    noted = _read_noted(folder)
    done: dict[str, list[str]] = {"written": [], "renewed": [], "kept": []}
    for name, text in files.items():
        if name.endswith(".py") and os.path.lexists(notebook := folder / f"{name.removesuffix('.py')}{NOTEBOOK}"):
            done["kept"].append(notebook.name)
        else:
            done[_write(folder / name, text.encode(), noted.get(name))].append(name)
    ours = {name: text for name, text in files.items() if name in (*done["written"], *done["renewed"])}
    note_handed_out(folder, ours)
    return Started(*(tuple(names) for names in done.values()))


def lesson_files(lesson: Lesson) -> dict[str, str]:
    """What everybody receives, by name."""
    stubs = {f"{topic.slug}.py": topic.stub.read_text("utf-8") for topic in lesson.topics}
    return {"README.md": readme(lesson, typed()), **stubs, "conftest.py": CONFTEST}


def readme(lesson: Lesson, grade: str) -> str:
    """The page that teaches all topics.

    Args:
        grade: how the command is written where it is read.
    """
    rows = "\n".join(f"| {topic.title} | `{topic.slug}.py` | {topic.full_points:g} |" for topic in lesson.topics)
    head = README.format(grade=grade, first=lesson.topics[0].slug, rows=rows).strip()
    return "\n\n---\n\n".join([head, *map(_task, lesson.topics)]) + "\n"


def _task(topic: Topic) -> str:
    """What a topic asks: its task, and the questions that are answered in words."""
    task = topic.readme.read_text("utf-8").strip()
    return "\n\n".join([task, *(_in_words(topic, question) for question in topic.written)])


def _in_words(topic: Topic, question: WrittenQuestion) -> str:
    return f"""## In words: {question.points:g} point{"" if question.points == 1 else "s"} more

{question.prompt.strip()}

Write your answer into a text file `{words_file(topic.slug)}` beside `{topic.slug}.py`, below a line
`## {question.id}`. Your instructor reads and marks it."""


def _write(path: Path, data: bytes, noted: str | None) -> str:
    """Write a file if it is missing, or still is as it was handed out; says which of them."""
    try:
        with path.open("xb") as file:
            file.write(data)
        return "written"
    except FileExistsError:
        pass
    except OSError as refused:
        raise WorkspaceError(f"cannot write {path}: {refused.strerror}; name another folder") from refused
    with contextlib.suppress(OSError):  # what cannot be read is not ours to replace
        if noted == _hash(path.read_bytes()) != _hash(data) and not path.is_symlink():
            path.write_bytes(data)
            return "renewed"
    return "kept"


def _read_noted(folder: Path) -> dict[str, Any]:
    try:
        with (folder / RESULTS / HANDED_OUT).open("rb") as file:
            noted: Any = json.loads(file.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return noted if isinstance(noted, dict) else {}


def note_handed_out(folder: Path, files: Mapping[str, str]) -> None:
    """Keep what was handed out. Without it, a file counts as changed."""
    noted = _read_noted(folder) | {name: _hash(text.encode()) for name, text in files.items()}
    with contextlib.suppress(OSError):
        (folder / RESULTS / HANDED_OUT).write_text(json.dumps(noted, indent=1), "utf-8")


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _of_notebooks(readme: str, lesson: Lesson) -> str:
    """The README of a workspace whose files are notebooks."""
    for topic in lesson.topics:
        readme = readme.replace(f"`{topic.slug}.py`", f"`{topic.slug}{NOTEBOOK}`")
    how = HOW_TO_OPEN.replace("`grade` runs", f"`{typed()}` runs")
    return readme.replace(KEEP_NAMES, f"{how}\n{KEEP_NAMES}", 1)
