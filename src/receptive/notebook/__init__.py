"""What a notebook imports: `from receptive.notebook import grade, quiz, answered`."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from receptive.catalogue.content import find_content
from receptive.notebook.answers import answered
from receptive.notebook.grading import grade
from receptive.notebook.magic import register_magic

register_magic()

__all__ = ["answered", "grade", "quiz"]


@dataclass(frozen=True)
class QuizPage:
    """The offline page in a cell. It runs in a frame of its own, without access to the notebook."""

    title: str
    page: str

    def _repr_html_(self) -> str:
        return (
            f'<iframe title="Quiz: {escape(self.title)}" sandbox="allow-scripts allow-forms allow-downloads" '
            f'style="width: 100%; height: 44rem; border: 0" srcdoc="{escape(self.page)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"The quiz {self.title!r} needs a notebook that shows HTML; in a terminal the command quiz asks it"


def quiz(topic: str) -> QuizPage:
    """The quiz of a topic, to be answered in the notebook.

    Raises:
        ValueError: there is no such quiz.
        ContentError: the quiz is damaged.
    """
    from receptive.quiz.page import page_html
    from receptive.quiz.practice import quiz_file
    from receptive.quiz.sealed_quiz import read_sealed

    path = quiz_file(find_content(), Path(), topic)
    if path is None:
        raise ValueError(f"there is no quiz of {topic!r}")
    sealed = read_sealed(path)
    return QuizPage(sealed.title, page_html(sealed.title, {one.id: one.variants for one in sealed.questions}))
