"""The whole course as a reader meets it: its chapters in one order, and what each term and exercise belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.catalogue.chapters import Chapter, Term, load_chapters
from receptive.model import Lesson, Topic

TITLE = "Convolutional neural networks"


@dataclass(frozen=True)
class Placed:
    """A chapter and its place in the course, from 1."""

    place: int
    topic: Topic
    chapter: Chapter

    @property
    def file(self) -> str:
        """Its page in a site."""
        return f"{self.place:02}-{self.chapter.name}.html"


@dataclass(frozen=True)
class Course:
    lesson: Lesson
    chapters: tuple[Placed, ...]

    def of(self, topic: Topic) -> list[Placed]:
        return [placed for placed in self.chapters if placed.topic.slug == topic.slug]

    def glossary(self) -> list[tuple[Term, Placed]]:
        """Each term with the chapter that introduces it, in the order of the alphabet."""
        found = [(term, placed) for placed in self.chapters for term in placed.chapter.introduces]
        return sorted(found, key=lambda one: one[0].name.casefold())


def load_course(lesson: Lesson) -> Course:
    """The chapters of all topics, in the order of teaching.

    Raises:
        ContentError: a chapter is broken.
    """
    pairs = [(topic, chapter) for topic in lesson.topics for chapter in load_chapters(topic)]
    return Course(lesson, tuple(Placed(place, *pair) for place, pair in enumerate(pairs, start=1)))
