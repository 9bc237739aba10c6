"""The sealed quizzes that a course shows, and its questions by their ids, which are unique over the lesson."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from receptive.catalogue.blocks import Block
from receptive.catalogue.content import Content
from receptive.quiz.sealed_quiz import SealedQuestion, SealedQuiz, read_sealed


@dataclass(frozen=True)
class Quizzes:
    """What may be asked here, by topic in the order of the alphabet: a release may hold some of it back."""

    content: Content
    sealed: dict[str, SealedQuiz]

    def find(self, block: Block) -> tuple[SealedQuiz, SealedQuestion] | None:
        """The question that a block names; None if it is held back.

        Raises:
            ContentError: no quiz of the lesson has such a question, or it is not sealed.
        """
        for quiz in self.sealed.values():
            question = quiz.question(block.name)
            if question:
                return quiz, question
        if not self.content.is_open and not self._is_held_back(block.name):
            raise block.wrong(f"no quiz of this lesson has a question {block.name!r}, or it is newer than its seals")
        return None

    def _is_held_back(self, name: str) -> bool:
        """Whether the lesson has it, sealed, and only what may be asked here does not."""
        return any(quiz.question(name) for quiz in self._of_the_lesson.sealed.values())

    @cached_property
    def _of_the_lesson(self) -> Quizzes:
        return read_quizzes(self.content)


def read_quizzes(content: Content) -> Quizzes:
    """All quizzes of a lesson that are sealed.

    Raises:
        ContentError: one is damaged.
    """
    paths = {topic: content.sealed_quiz(topic) for topic in content.topics()}
    return Quizzes(content, {topic: read_sealed(path) for topic, path in paths.items() if path.exists()})
