"""Writes the sources of an assignment into a course."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic
from receptive.exchange.nbgrader.notebooks import notebook_text
from receptive.workspace.folder import WorkspaceError

SETUP = """# Marks come from receptive's isolated runner; without these two lines every grade cell gives 0.
from receptive.exchange.nbgrader import configure

c = get_config()  # noqa: F821  # nbgrader defines it
configure(c)
"""
EXCHANGE = """
# The name by which students fetch: nbgrader fetch_assignment ASSIGNMENT --course {shown}
c.CourseDirectory.course_id = {course_id!r}

# Where assignments change hands: a folder that you and all students can write to. If it is not nbgrader's own,
# /usr/local/share/nbgrader/exchange, students need this line too, in their ~/.jupyter/nbgrader_config.py:
# c.Exchange.root = "/srv/exchange"
"""
NAMED = re.compile(r"^[^#\n]*\bcourse_id\b *=", re.MULTILINE)


def build_course(
    content: Content,
    folder: Path,
    topics: Sequence[str],
    assignment: str,
    quiz: bool = True,
    in_files: bool = False,
    course_id: str = "",
) -> list[Path]:
    """Write `source/<assignment>/<topic>.ipynb` for each topic, and the configuration if there is none.

    Args:
        quiz: whether the notebooks ask the questions of the quizzes.
        in_files: students program in `<topic>.py`, which is written too, and not in the notebooks.
        course_id: what a new configuration calls the course in the exchange; if empty, as its folder is called.

    Raises:
        WorkspaceError: the folder cannot be written to, or has a configuration without ours.
    """
    texts = {}
    for slug in topics:
        topic = load_topic(content, slug)
        texts[f"{slug}.ipynb"] = notebook_text(content, topic, assignment, quiz, in_files)
        if in_files:
            texts[f"{slug}.py"] = topic.stub.read_text("utf-8")
    try:
        return list(_write(folder, folder / "source" / assignment, texts, course_id or name_course(folder)))
    except OSError as refused:
        raise WorkspaceError(f"cannot write the course {folder}: {refused.strerror}") from refused


def name_course(folder: Path) -> str:
    """The folder's name as a course's id, which is a folder's name in the exchange and stands in commands."""
    return re.sub(r"[^\w.-]+", "-", folder.resolve().name).strip("-.") or "course"


def is_named(folder: Path) -> bool:
    """Whether the course's configuration says its id, without which nbgrader releases nothing."""
    return bool(NAMED.search((folder / "nbgrader_config.py").read_text("utf-8")))


def _write(folder: Path, source: Path, texts: dict[str, str], course_id: str) -> Iterator[Path]:
    source.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (source / name).write_text(text, "utf-8")
        yield source / name
    config = folder / "nbgrader_config.py"
    if not config.exists():
        config.write_text(SETUP + EXCHANGE.format(shown=shlex.quote(course_id), course_id=course_id), "utf-8")
        yield config
    if "receptive.exchange.nbgrader" not in config.read_text("utf-8"):
        raise WorkspaceError(f"{config} does not set receptive up; add to it:\n\n{SETUP}")
