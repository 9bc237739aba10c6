"""How cells are called: nbgrader joins a submission with its course by these, so they never change."""

from __future__ import annotations

import hashlib

KEY = "receptive"  # under which our own data stand in a cell's or a notebook's metadata


def cell_id(grade_id: str) -> str:
    """The id that a cell has in the notebook itself, which stays when its metadata are lost."""
    return hashlib.sha256(grade_id.encode()).hexdigest()[:16]


def text_id(topic: str) -> str:
    return f"{topic}-text"


def helpers_id(topic: str) -> str:
    return f"{topic}-helpers"


def answer_id(topic: str, exercise: str) -> str:
    return f"{topic}-{exercise}"


def tests_id(topic: str, exercise: str) -> str:
    return f"{topic}-{exercise}-grade"


def question_id(topic: str, question: str) -> str:
    """The cell that takes the response to a question of the quiz."""
    return f"{topic}-quiz-{question}"


def words_id(topic: str, question: str) -> str:
    """The cell that takes an answer in words."""
    return f"{topic}-words-{question}"
