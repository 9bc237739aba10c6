"""A quiz in a notebook: for each question its text, a cell that takes the response, and one that gives the points.

All students of an assignment meet the same variants, for they share one notebook. They are none of those that are
practised, where a question has others.
"""

from __future__ import annotations

import functools
from base64 import b64encode
from collections.abc import Iterator

from receptive.catalogue.content import Content, ContentError
from receptive.exchange.nbgrader.cell_ids import question_id
from receptive.exchange.nbgrader.cells import BEGIN, END, Cell, answer_cell, grade_cell, text_cell
from receptive.quiz.apart import draw_graded_pool
from receptive.quiz.asking import how_to_answer, number_options
from receptive.quiz.forms import Form, Picture, Variant
from receptive.quiz.pictures import on_white
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz
from receptive.quiz.sealed_quiz import own_seed


@functools.cache
def quiz_variants(content: Content, topic: str, assignment: str) -> tuple[Variant, ...]:
    """The questions as this assignment asks them; none if the topic has no quiz.

    Raises:
        ContentError: a question is broken.
    """
    path = content.quiz(topic)
    if not path.exists():
        return ()
    programs = Programs(content)
    found = []
    for question in read_quiz(path).questions:
        try:
            found += draw_graded_pool(programs, topic, question, own_seed(f"nbgrader {assignment}", question), 1)
        except ValueError as broken:
            raise ContentError(path, f"question {question.id!r}: {broken}") from broken
    return tuple(found)


def quiz_cells(content: Content, topic: str, assignment: str) -> Iterator[Cell]:
    for number, variant in enumerate(quiz_variants(content, topic, assignment), start=1):
        name = question_id(topic, variant.question)
        yield text_cell(f"{name}-text", question_text(variant, number))
        yield answer_cell(name, _response(variant))
        source = f'from receptive.notebook import answered\n\nanswered("{topic}", "{variant.question}", answer)'
        yield grade_cell(f"{name}-grade", source, variant.points)


def question_text(variant: Variant, number: int) -> str:
    """The question in markdown; pictures travel in it."""
    points = f"{variant.points:g} {'point' if variant.points == 1 else 'points'}"
    head = ["## Quiz\n"] if number == 1 else []
    lines = [*head, f"### {number}. {variant.title} ({points})", "", variant.prompt, ""]
    lines += [f"{_picture(picture)}\n" for picture in variant.pictures]
    for form in variant.forms:
        lines += _form_lines(form)
    return "\n".join(lines).rstrip()


def without_solution(source: str) -> str:
    """A response cell as students find it."""
    before, _, rest = source.partition(f"{BEGIN}\n")
    return before + rest.partition(f"{END}\n")[2]


def _form_lines(form: Form) -> Iterator[str]:
    for place, left in enumerate(form.lefts, start=1):
        yield f"{place}. {left}"
    if form.lefts:
        yield ""
    for name, option in number_options(form):
        yield f"* **{name}** – {option}"
    for row, shown in enumerate(form.grid):
        if not row:
            yield f"{form.label}\n"
            yield "| | " + " | ".join(f"column {column}" for column in range(len(shown))) + " |"
            yield "|---" * (len(shown) + 1) + "|"
        yield f"| row {row} | " + " | ".join(shown) + " |"


def _picture(picture: Picture) -> str:
    data = b64encode(on_white(picture.svg).encode()).decode()
    return f"![{picture.alt}](data:image/svg+xml;base64,{data})"


def _response(variant: Variant) -> str:
    right = [f"# right: {' '.join(key.shown.split())}" for key in variant.keys]
    lines = [BEGIN, *right, END]
    if len(variant.forms) == 1:
        form = variant.forms[0]
        return "\n".join([*lines, f"# {how_to_answer(form)}, between the quotation marks", 'answer = ""'])
    slots = [f'    "",  # {" ".join(form.label.split())}' for form in variant.forms]
    return "\n".join([*lines, "# One answer in each line, between the quotation marks", "answer = [", *slots, "]"])
