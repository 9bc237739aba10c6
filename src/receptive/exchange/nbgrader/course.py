"""Writes the source notebooks of a course, from the same stubs, READMEs, solutions and rubrics as everything else."""

from __future__ import annotations

import ast
import hashlib
import json
from pathlib import Path
from typing import Any

from receptive.catalogue import load_topic
from receptive.content import Content
from receptive.exchange.nbgrader.names import KEY, answer_id, helpers_id, tests_id, text_id
from receptive.model import Exercise, Topic
from receptive.workspace import WorkspaceError

CONFIG = """# Marks come from receptive's isolated runner; without these two lines every grade cell gives 0.
from receptive.exchange.nbgrader import configure

c = get_config()  # noqa: F821  # nbgrader defines it
configure(c)
"""
Cell = dict[str, Any]


def build_course(content: Content, folder: Path, topics: list[str], assignment: str) -> list[Path]:
    """Write `source/<assignment>/<topic>.ipynb` for each topic, and the configuration if there is none.

    Raises:
        WorkspaceError: the folder cannot be written to, or has a configuration without ours.
    """
    source = folder / "source" / assignment
    written = []
    try:
        source.mkdir(parents=True, exist_ok=True)
        for topic in topics:
            path = source / f"{topic}.ipynb"
            path.write_text(notebook_text(content, load_topic(content, topic)), "utf-8")
            written.append(path)
        config = folder / "nbgrader_config.py"
        if not config.exists():
            config.write_text(CONFIG, "utf-8")
            written.append(config)
    except OSError as refused:
        raise WorkspaceError(f"cannot write the course {folder}: {refused.strerror}") from refused
    if "receptive.exchange.nbgrader" not in config.read_text("utf-8"):
        raise WorkspaceError(f"{config} does not set receptive up; add to it:\n\n{CONFIG}")
    return written


def notebook_text(content: Content, topic: Topic) -> str:
    """The source notebook of a topic; the same lesson gives the same bytes."""
    notebook = {
        "cells": list(_cells(content, topic)),
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            KEY: {"topic": topic.slug},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _cells(content: Content, topic: Topic) -> list[Cell]:
    solution = _Source(content.solution(topic.slug).read_text("utf-8"))
    cells = [
        _cell("markdown", text_id(topic.slug), topic.readme.read_text("utf-8"), locked=True),
        _cell("code", helpers_id(topic.slug), _hidden(solution.rest(topic)), solution=True),
    ]
    for exercise in topic.exercises:
        answer = _hidden(solution.of(exercise.name))
        cells.append(_cell("code", answer_id(topic.slug, exercise.name), answer, solution=True))
        cells.append(_tests(topic, exercise))
    return cells


def stub_of(content: Content, topic: Topic, grade_id: str) -> str | None:
    """What students find in a solution cell of ours; None for a cell that is not one."""
    stub = _Source(content.stub(topic.slug).read_text("utf-8"))
    if grade_id == helpers_id(topic.slug):
        return stub.rest(topic) + "\n\n# Helper functions of your own can go here."
    for exercise in topic.exercises:
        if grade_id == answer_id(topic.slug, exercise.name):
            return stub.of(exercise.name)
    return None


def _tests(topic: Topic, exercise: Exercise) -> Cell:
    source = f'from receptive.notebook import grade\n\ngrade("{topic.slug}", "{exercise.name}")'
    points = sum(criterion.points for criterion in exercise.criteria)
    return _cell("code", tests_id(topic.slug, exercise.name), source, locked=True, grade=True, points=points)


def _cell(
    kind: str,
    grade_id: str,
    source: str,
    locked: bool = False,
    solution: bool = False,
    grade: bool = False,
    points: float = 0.0,
) -> Cell:
    nbgrader = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
    if grade:
        nbgrader["points"] = points
    cell: Cell = {
        "cell_type": kind,
        "id": hashlib.sha256(grade_id.encode()).hexdigest()[:16],
        "metadata": {"nbgrader": nbgrader},
        "source": source,
    }
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


def _hidden(source: str) -> str:
    """Between nbgrader's own marks, so that a course that is not configured releases nothing either."""
    return f"### BEGIN SOLUTION\n{source}\n### END SOLUTION"


class _Source:
    """The pieces of a stub or a solution."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.tree = ast.parse(text)

    def of(self, name: str) -> str:
        """The definition of one exercise."""
        node = next(node for node in self.tree.body if getattr(node, "name", "") == name)
        return self._text(node)

    def rest(self, topic: Topic) -> str:
        """Imports, constants and helpers: what is no exercise and no docstring."""
        exercises = {exercise.name for exercise in topic.exercises}
        pieces = [
            self._text(node)
            for node in self.tree.body
            if getattr(node, "name", "") not in exercises and not isinstance(node, ast.Expr)
        ]
        return "\n".join(pieces)

    def _text(self, node: ast.stmt) -> str:
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
        return "\n".join(self.lines[first - 1 : node.end_lineno])
