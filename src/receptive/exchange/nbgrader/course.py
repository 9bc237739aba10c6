"""Writes the sources of an assignment into a course."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic
from receptive.exchange.nbgrader.notebooks import notebook_text
from receptive.workspace.folder import WorkspaceError

CONFIG = """# Marks come from receptive's isolated runner; without these two lines every grade cell gives 0.
from receptive.exchange.nbgrader import configure

c = get_config()  # noqa: F821  # nbgrader defines it
configure(c)
"""


def build_course(
    content: Content, folder: Path, topics: Sequence[str], assignment: str, quiz: bool = True, in_files: bool = False
) -> list[Path]:
    """Write `source/<assignment>/<topic>.ipynb` for each topic, and the configuration if there is none.

    Args:
        quiz: whether the notebooks ask the questions of the quizzes.
        in_files: students program in `<topic>.py`, which is written too, and not in the notebooks.

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
        return list(_write(folder, folder / "source" / assignment, texts))
    except OSError as refused:
        raise WorkspaceError(f"cannot write the course {folder}: {refused.strerror}") from refused


def _write(folder: Path, source: Path, texts: dict[str, str]) -> Iterator[Path]:
    source.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (source / name).write_text(text, "utf-8")
        yield source / name
    config = folder / "nbgrader_config.py"
    if not config.exists():
        config.write_text(CONFIG, "utf-8")
        yield config
    if "receptive.exchange.nbgrader" not in config.read_text("utf-8"):
        raise WorkspaceError(f"{config} does not set receptive up; add to it:\n\n{CONFIG}")
