"""Cells as nbformat 4.5 and nbgrader's metadata schema 3 want them."""

from __future__ import annotations

from typing import Any

from receptive.exchange.nbgrader.cell_ids import cell_id

Cell = dict[str, Any]
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def text_cell(grade_id: str, source: str) -> Cell:
    """What students read and cannot change."""
    return _cell("markdown", grade_id, source, locked=True)


def answer_cell(grade_id: str, source: str) -> Cell:
    """What students program."""
    return _code(grade_id, source, solution=True)


def grade_cell(grade_id: str, source: str, points: float) -> Cell:
    """What gives points by itself."""
    return _code(grade_id, source, locked=True, grade=True, points=points)


def words_cell(grade_id: str, source: str, points: float) -> Cell:
    """What students write in words, and a person marks."""
    return _cell("markdown", grade_id, source, solution=True, grade=True, points=points)


def hide(source: str) -> str:
    """Between nbgrader's own marks, so that a course that is not configured releases nothing either."""
    return f"{BEGIN}\n{source}\n{END}"


def _code(grade_id: str, source: str, **kinds: Any) -> Cell:
    return _cell("code", grade_id, source, **kinds) | {"execution_count": None, "outputs": []}


def _cell(
    cell_type: str,
    grade_id: str,
    source: str,
    locked: bool = False,
    solution: bool = False,
    grade: bool = False,
    points: float = 0.0,
) -> Cell:
    nbgrader: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
    if grade:
        nbgrader["points"] = points
    return {
        "cell_type": cell_type,
        "id": cell_id(grade_id),
        "metadata": {"nbgrader": nbgrader},
        "source": source,
    }
