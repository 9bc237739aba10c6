"""`answered` in a notebook: how a response was read. What it is worth is known where the notebook is handed in."""

from __future__ import annotations

import os

from receptive.catalogue.content import find_content
from receptive.notebook.grading import UNCONFIGURED, Feedback
from receptive.notebook.responses import NoResponse, texts_of
from receptive.quiz.answers import Unreadable, read_answer
from receptive.quiz.forms import Form
from receptive.quiz.sealed_quiz import read_sealed


def answered(topic: str, question: str, answer: object) -> Feedback | float | None:
    """Say how the answer to a question of the quiz is read.

    Raises:
        AssertionError: in `nbgrader validate`: there is no answer, or it cannot be read.
    """
    execution = os.environ.get("NBGRADER_EXECUTION", "")
    if execution == "autograde":
        print(UNCONFIGURED)
        return 0.0
    try:
        text = _read(_forms(topic, question), answer)
    except (NoResponse, Unreadable) as unreadable:
        if execution == "validate":
            raise AssertionError(str(unreadable)) from unreadable
        return Feedback(f"– {unreadable}")
    if execution == "validate":
        print(text)
        return None
    return Feedback(text)


def _forms(topic: str, question: str) -> tuple[Form, ...]:
    """The forms of the practice question: its numbers differ, but an answer is written in the same way.

    None where it is not practised, so that it can count.
    """
    path = find_content().sealed_quiz(topic)
    found = read_sealed(path).question(question) if path.exists() else None
    return found.variants[0].forms if found else ()


def _read(forms: tuple[Form, ...], answer: object) -> str:
    parts = len(answer) if isinstance(answer, list | tuple) else 1
    texts = texts_of(answer, len(forms) or parts)
    said = [read_answer(form, text).said for form, text in zip(forms, texts, strict=False) if not form.options]
    told = "".join(f"\n  ({one})" for one in said if one)
    return f"Your answer: {'; '.join(texts)}{told}\nIt is marked when the notebook is handed in."
