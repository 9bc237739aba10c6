"""The files that the pages of a site share: styles, scripts, and the sealed questions of each quiz.

Pages load them as classic scripts, which every browser takes from a disk too, so a site needs no server.
"""

from __future__ import annotations

from collections.abc import Iterator

from receptive.catalogue.chapters import Chapter
from receptive.course.course import Course
from receptive.course.page import FILES, course_style, figures_of
from receptive.course.quizzes import Quizzes
from receptive.moving import moving_script
from receptive.pages.static_page import read_texts, whole_style
from receptive.quiz.page import EMBEDDED, QUESTION_SCRIPTS, QUESTION_STYLE, QUIZ_STYLE, WHOLE, payload_script
from receptive.quiz.sealed_quiz import SealedQuiz
from receptive.quiz.sealing import Sealed

MARK = "/* Receptive course */"  # the first line of each of these files
STYLE, QUIZ_STYLE_FILE = "course.css", "quiz.css"
THEME, SEARCHING, FIGURES = "theme.js", "search.js", "figures.js"
ASKING, QUIZ, CHAPTER = "asking.js", "quiz.js", "chapter.js"


def shared_files(course: Course, quizzes: Quizzes) -> Iterator[tuple[str, str]]:
    """The name and the text of each."""
    for name, text in _texts(course, quizzes):
        yield name, f"{MARK}\n{text}\n"


def scripts_of(chapter: Chapter, quizzes: Quizzes) -> tuple[str, ...]:
    """What the page of a chapter needs: nothing, if it is only to be read."""
    blocks = [block for block in chapter.blocks if block.kind == "question"]
    topics = dict.fromkeys(found[0].topic for found in map(quizzes.find, blocks) if found)
    asking = (*map(questions_file, topics), ASKING, CHAPTER) if topics else ()
    return (*asking, FIGURES) if figures_of([chapter]) else asking


def scripts_of_quiz(topic: str) -> tuple[str, ...]:
    return questions_file(topic), ASKING, QUIZ


def questions_file(topic: str) -> str:
    return f"questions-{topic}.js"


def questions_by_name(quiz: SealedQuiz) -> dict[str, tuple[Sealed, ...]]:
    return {f"{quiz.topic}/{question.id}": question.variants for question in quiz.questions}


def _texts(course: Course, quizzes: Quizzes) -> Iterator[tuple[str, str]]:
    around = read_texts([FILES / "site.css"])
    yield STYLE, f"{whole_style(course_style())}\n{around}"
    yield THEME, read_texts([FILES / "theme.js"])
    yield SEARCHING, read_texts([FILES / "search.js"])
    figures = figures_of(placed.chapter for placed in course.chapters)
    if figures:
        yield FIGURES, moving_script(*figures)
    if quizzes.sealed:
        yield QUIZ_STYLE_FILE, f"{whole_style(read_texts([QUIZ_STYLE, QUESTION_STYLE]))}\n{around}"
        yield ASKING, read_texts(QUESTION_SCRIPTS)
        yield QUIZ, read_texts([WHOLE])
        yield CHAPTER, read_texts([EMBEDDED])
    for topic, quiz in quizzes.sealed.items():
        yield questions_file(topic), payload_script(quiz.title, questions_by_name(quiz))
