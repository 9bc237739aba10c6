"""The source notebook of a topic, from the same stub, README, solution, rubric and quiz as everything else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from receptive.catalogue.content import Content
from receptive.exchange.nbgrader.cell_ids import KEY, answer_id, helpers_id, tests_id, text_id, words_id
from receptive.exchange.nbgrader.cells import Cell, answer_cell, grade_cell, hide, text_cell, words_cell
from receptive.exchange.nbgrader.quiz_cells import quiz_cells
from receptive.exchange.nbgrader.words import model_answers
from receptive.model import Exercise, Topic
from receptive.reading.pieces import Pieces

IN_CELLS = """## Where to write

Write in the cells below. The cell under each runs the open criteria on what you wrote."""
IN_FILE = """## Where to write

Write your functions in `{file}`, in any editor. The cells below run the open criteria on it; hand in both."""


def notebook_text(content: Content, topic: Topic, assignment: str, quiz: bool = True, in_file: bool = False) -> str:
    """The notebook as text; the same lesson and assignment give the same bytes.

    Args:
        quiz: whether it asks the questions of the quiz.
        in_file: students program in `<topic>.py` beside it, and not in the notebook.

    Raises:
        ContentError: the quiz, or a model answer, is broken.
    """
    exercises = _file_cells(topic) if in_file else _exercise_cells(content, topic)
    cells = [*exercises, *_word_cells(content, topic)]
    if quiz:
        cells += quiz_cells(content, topic.slug, assignment)
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            KEY: {"topic": topic.slug},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def stub_of(content: Content, topic: Topic, grade_id: str) -> str | None:
    """What students find in a cell for an exercise; None for a cell that is none."""
    stub = Pieces(content.stub(topic.slug).read_text("utf-8"))
    if grade_id == helpers_id(topic.slug):
        return stub.rest(_names(topic)) + "\n\n# Helper functions of your own can go here."
    for exercise in topic.exercises:
        if grade_id == answer_id(topic.slug, exercise.name):
            return stub.of(exercise.name)
    return None


def _exercise_cells(content: Content, topic: Topic) -> Iterator[Cell]:
    solution = Pieces(content.solution(topic.slug).read_text("utf-8"))
    yield text_cell(text_id(topic.slug), f"{_task_for_cells(topic)}\n\n{IN_CELLS}")
    yield answer_cell(helpers_id(topic.slug), hide(solution.rest(_names(topic))))
    for exercise in topic.exercises:
        yield answer_cell(answer_id(topic.slug, exercise.name), hide(solution.of(exercise.name)))
        yield _tests(topic, exercise)


def _task_for_cells(topic: Topic) -> str:
    """The task, which speaks of a file to write into, for students who have cells instead."""
    file = re.escape(f"`{topic.slug}.py`")
    return re.sub(rf"\b(in|into)(\s+){file}", r"\1\2the cells below", topic.readme.read_text("utf-8"))


def _file_cells(topic: Topic) -> Iterator[Cell]:
    file = f"{topic.slug}.py"
    yield text_cell(text_id(topic.slug), f"{topic.readme.read_text('utf-8')}\n\n{IN_FILE.format(file=file)}")
    for exercise in topic.exercises:
        yield _tests(topic, exercise, file)


def _tests(topic: Topic, exercise: Exercise, file: str = "") -> Cell:
    where = f', file="{file}"' if file else ""
    source = f'from receptive.notebook import grade\n\ngrade("{topic.slug}", "{exercise.name}"{where})'
    points = sum(criterion.points for criterion in exercise.criteria)
    return grade_cell(tests_id(topic.slug, exercise.name), source, points)


def _word_cells(content: Content, topic: Topic) -> Iterator[Cell]:
    answers = model_answers(content, topic)
    for written in topic.written:
        name = words_id(topic.slug, written.id)
        yield text_cell(f"{name}-text", f"## In your own words\n\n{written.prompt}")
        yield words_cell(name, hide(answers[written.id]), written.points)


def _names(topic: Topic) -> set[str]:
    return {exercise.name for exercise in topic.exercises}
