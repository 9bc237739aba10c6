"""The lesson's own quizzes: proven in full, sealed, and covering the lesson. `author check` has the quick proof."""

from __future__ import annotations

import pytest

from receptive.authoring.quizzes import check_quiz
from receptive.catalogue.content import find_content
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz
from receptive.quiz.sealed_quiz import fingerprint, pools, read_sealed, schema_text
from receptive.quiz.sealing import rounds_of
from receptive.quiz.variants import is_parameterised

CONTENT = find_content()
TOPICS = [topic for topic in CONTENT.topics() if CONTENT.quiz(topic).exists()]
SECTIONS = {*map(str, [*range(1, 12), 13, 15, 16, 17, 18, 19, 20, 21, 23, 25, 27, 29, 30]), "lab"}
TYPES = {
    "single", "multiple", "true_false", "numeric", "expression", "text", "matching", "ordering", "table", "hotspot",
    "shape", "output",
}  # fmt: skip


def needs_torch(topic: str) -> None:
    """Registries and programs that a quiz may run need torch."""
    pytest.importorskip("torch", reason=f"torch is not installed; the quiz of {topic} runs it")


@pytest.mark.slow
@pytest.mark.parametrize("topic", TOPICS)
def test_every_question_is_proven_in_500_variants(topic: str) -> None:
    needs_torch(topic)
    line, *_ = check_quiz(CONTENT, topic, 500).lines
    assert line.problems == ()


@pytest.mark.parametrize("topic", TOPICS)
def test_the_sealed_quiz_is_current(topic: str) -> None:
    needs_torch(topic)
    quiz = read_quiz(CONTENT.quiz(topic))
    sealed = read_sealed(CONTENT.sealed_quiz(topic))
    assert sealed.made_from == fingerprint(pools(Programs(CONTENT), topic, quiz)), f"run: grade author seal {topic}"
    assert [question.id for question in sealed.questions] == [question.id for question in quiz.questions]
    variants = [variant for question in sealed.questions for variant in question.variants]
    assert all(variant.rounds == rounds_of(variant.forms) for variant in variants)


def test_the_schema_of_editors_is_current() -> None:
    assert (CONTENT.root / "quizzes" / "schema.json").read_text("utf-8") == schema_text(), "run: grade author seal"


def test_the_quizzes_cover_the_lesson() -> None:
    questions = [question for topic in TOPICS for question in read_quiz(CONTENT.quiz(topic)).questions]
    assert len(questions) >= 77
    assert {question.section for question in questions} >= SECTIONS
    assert {question.type for question in questions} >= TYPES - {"text"}
    assert 0.4 <= sum(map(is_parameterised, questions)) / len(questions) <= 0.65
