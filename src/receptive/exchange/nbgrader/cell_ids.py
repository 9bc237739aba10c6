"""How cells are called: nbgrader joins a submission with its course by these, so they never change."""

from __future__ import annotations

KEY = "receptive"  # under which our own data stand in a cell's or a notebook's metadata


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
