"""`answered` in a notebook: how a response was read. What it is worth is known where the notebook is handed in."""

from __future__ import annotations

import os
import re

from receptive.catalogue.content import find_content
from receptive.notebook.grading import UNCONFIGURED, Feedback
from receptive.notebook.history import cells_run
from receptive.notebook.responses import NoResponse, response_of, texts_of
from receptive.quiz.answers import Unreadable, read_answer
from receptive.quiz.forms import Form
from receptive.quiz.sealed_quiz import read_sealed

GIVEN = re.compile(r"^[ \t]*answer[ \t]*(?::[^=\n]+)?=", re.MULTILINE)


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
        forms = _forms(topic, question)
        text = _read(forms, answer)
        _check_cell(answer, len(forms) or _count_parts(answer))
    except (NoResponse, Unreadable) as unreadable:
        if execution == "validate":
            raise AssertionError(str(unreadable)) from unreadable
        return Feedback(f"– {unreadable}")
    if execution == "validate":
        print(text)
        return None
    return Feedback(text)


def _check_cell(answer: object, count: int) -> None:
    """Where the notebook is marked, the cell is read and not run: whether that gives the same answer.

    Raises:
        NoResponse: it gives none, or another one.
    """
    source = next((text for text in reversed(cells_run()) if GIVEN.search(text)), "")
    texts = texts_of(answer, count)
    try:
        is_same = not source or response_of(source, count) == texts
        why = "what its cell gives is another answer"
    except NoResponse as unreadable:
        is_same, why = False, str(unreadable)
    if not is_same:
        written = repr(texts[0] if count == 1 else texts)
        raise NoResponse(f"This will not count: {why}. Write the answer itself: answer = {written}")


def _count_parts(answer: object) -> int:
    return len(answer) if isinstance(answer, list | tuple) else 1


def _forms(topic: str, question: str) -> tuple[Form, ...]:
    """The forms of the practice question: its numbers differ, but an answer is written in the same way.

    None where it is not practised, so that it can count.
    """
    path = find_content().sealed_quiz(topic)
    found = read_sealed(path).question(question) if path.exists() else None
    return found.variants[0].forms if found else ()


def _read(forms: tuple[Form, ...], answer: object) -> str:
    texts = texts_of(answer, len(forms) or _count_parts(answer))
    said = [read_answer(form, text).said for form, text in zip(forms, texts, strict=False) if not form.options]
    told = "".join(f"\n  ({one})" for one in said if one)
    return f"Your answer: {'; '.join(texts)}{told}\nIt is marked when the notebook is handed in."
