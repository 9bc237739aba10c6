"""The notebook in which a student works on a topic: text and stubs as in the files, `grade` under each exercise."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from receptive.invocation import typed
from receptive.model import Topic
from receptive.reading.pieces import Pieces

INTRODUCTION = """## Where to write

Write in the cells below. The cell under each exercise runs its open criteria on what you wrote; `{grade}` in a
terminal grades the notebook as a whole, once it is saved. In a cell, `%grade hint {topic}` gives a hint, and
every other command works alike."""
HELPERS = "\n\n# Helper functions of your own can go here."


def student_notebook(topic: Topic) -> str:
    """The notebook as text, in nbformat 4.5; the same lesson gives the same bytes."""
    stub = Pieces(topic.stub.read_text("utf-8"))
    names = {exercise.name for exercise in topic.exercises}
    text = topic.readme.read_text("utf-8").replace(f"`{topic.stub.name}`", "this notebook")
    cells = [
        _cell(topic, "text", "markdown", f"{text}\n\n{INTRODUCTION.format(topic=topic.slug, grade=typed(topic.slug))}"),
        _cell(topic, "helpers", "code", stub.rest(names) + HELPERS),
    ]
    for exercise in topic.exercises:
        source = f'from receptive.notebook import grade\n\ngrade("{topic.slug}", "{exercise.name}")'
        cells.append(_cell(topic, exercise.name, "code", stub.of(exercise.name)))
        cells.append(_cell(topic, f"{exercise.name}-grade", "code", source))
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _cell(topic: Topic, name: str, cell_type: str, source: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": cell_type,
        "id": hashlib.sha256(f"{topic.slug}-{name}".encode()).hexdigest()[:16],
        "metadata": {},
        "source": source,
    }
    return cell | ({"execution_count": None, "outputs": []} if cell_type == "code" else {})
