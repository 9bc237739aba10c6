"""The blocks of a chapter as HTML: an exercise as a card, a thing to move, a question that marks itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from receptive.catalogue.blocks import Block
from receptive.course.links import NO_LINKS, Links
from receptive.course.moves import move_html
from receptive.course.quizzes import Quizzes
from receptive.invocation import typed
from receptive.model import Topic
from receptive.quiz.page import prompt_html
from receptive.standing import worth_text

FILES = Path(__file__).parent / "page_files"


def show_block(topic: Topic, quizzes: Quizzes, links: Links, block: Block) -> Markup:
    """A block on a page that can ask questions.

    Raises:
        ContentError: there is no such question.
    """
    if block.kind != "question":
        return point_to_block(topic, block, links)
    found = quizzes.find(block)
    if found is None:
        return _render("elsewhere", command=typed(f"quiz {topic.slug}"))
    quiz, question = found
    variant = question.variants[0]
    return _render(
        "question",
        id=f"{quiz.topic}/{question.id}",
        title=variant.title,
        prompt=Markup(prompt_html(variant)),
        command=typed(f"quiz {quiz.topic}"),
    )


def point_to_block(topic: Topic, block: Block, links: Links = NO_LINKS) -> Markup:
    """A block on a page without scripts for it: a question is the command that asks it."""
    match block.kind:
        case "exercise":
            return _card(topic, block.name, links.task(block.name))
        case "move":
            return move_html(block)
        case _:
            return _render("elsewhere", command=typed(f"quiz {topic.slug}"))


def _card(topic: Topic, name: str, link: str) -> Markup:
    exercise = next(each for each in topic.whole.exercises if each.name == name)
    points = sum(criterion.points for criterion in (*exercise.criteria, *exercise.withheld))
    command = typed(f"{topic.slug}.{name}")
    return _render(
        "exercise", name=name, summary=exercise.summary, points=worth_text(points), command=command, link=link
    )


def _render(macro: str, **values: Any) -> Markup:
    return Markup(getattr(_macros(), macro)(**values))


@cache
def _macros() -> Any:
    environment = Environment(loader=FileSystemLoader(FILES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("blocks.html.j2").module
