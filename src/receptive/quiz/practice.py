"""Practising: which question comes next, what an answer does to it, and what is kept. No words and no terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from receptive.catalogue.content import Content, ContentError
from receptive.quiz.forms import Marked, Variant
from receptive.quiz.programs import Programs
from receptive.quiz.progress import QuestionProgress, Try, read_progress, workspace_id, write_progress
from receptive.quiz.reading import read_quiz
from receptive.quiz.schedule import MISCONCEPTION, add_review, due, note, rating_of
from receptive.quiz.sealed_quiz import GRADED, SealedQuestion, SealedQuiz, first_number, practice_pool, read_sealed
from receptive.quiz.sealing import SCHEMA, Sealed, mark_sealed
from receptive.scoring import part_of
from receptive.seals import Damaged
from receptive.workspace.folder import QUIZZES
from receptive.workspace.results import QuestionStanding, mistakes, write_standing


@dataclass(frozen=True)
class Asked:
    """A question that is to be answered now, in the variant that is the student's turn."""

    quiz: SealedQuiz
    question: SealedQuestion
    variant: Sealed
    place: int  # in the quiz, from 1
    because: str = ""  # a misconception that is due


class Practice:
    """The quizzes of one workspace. Every answer is kept before anything is said."""

    def __init__(self, content: Content, workspace: Path, topics: Sequence[str]) -> None:
        """Open the quizzes of these topics, the workspace's own copies first; those that count are none of them.

        Raises:
            ContentError: a quiz or the progress is damaged or of another version.
        """
        self.content = content
        self.workspace = workspace
        self.seed = workspace_id(workspace)
        self.files = {topic: quiz_file(content, workspace, topic) for topic in topics}
        found = {topic: read_sealed(path, SCHEMA, GRADED) for topic, path in self.files.items() if path}
        self.quizzes = {topic: quiz for topic, quiz in found.items() if quiz.schema == SCHEMA}
        self.progress = read_progress(workspace)

    def open_questions(self) -> list[Asked]:
        """What is not answered rightly and not given up, in order: where it was left off."""
        asked = [self.asked(quiz, question) for quiz in self.quizzes.values() for question in quiz.questions]
        return [one for one in asked if not self._of(one).right and not self._of(one).gave_up]

    def due_questions(self, now: datetime) -> list[Asked]:
        """What comes back now: questions that were missed, and questions that ask for a mistake made in an exercise."""
        self._take_mistakes(now)
        found: dict[tuple[str, str], Asked] = {}
        for name in due(self.progress, now):
            one = self._for_review(name)
            if one:
                found.setdefault((one.quiz.topic, one.question.id), one)
        return list(found.values())

    def asked(self, quiz: SealedQuiz, question: SealedQuestion, because: str = "") -> Asked:
        number = first_number(self.seed, f"{quiz.topic}/{question.id}", len(question.variants))
        seen = self.progress.of(quiz.topic, question.id).asked
        variant = question.variants[(number + seen) % len(question.variants)]
        return Asked(quiz, question, variant, quiz.questions.index(question) + 1, because)

    def answer(self, one: Asked, response: Sequence[str], now: datetime) -> Marked:
        """Mark an answer and keep it; after a wrong one the next variant is due.

        Raises:
            Unreadable: it is no answer; nothing is kept.
            ContentError: the quiz is damaged, or the answer could not be kept.
        """
        try:
            marked = mark_sealed(one.variant, response)
        except Damaged as broken:
            raise ContentError(self.file_of(one), f"question {one.question.id!r}: {broken}") from broken
        beliefs = tuple(belief.misconception for belief in marked.beliefs if belief.misconception)
        tried = Try(one.variant.number, tuple(response), marked.right, now, beliefs, marked.share)
        before = self._of(one)
        rating = rating_of(before, marked.right)
        after = replace(before, tries=(*before.tries, tried), asked=before.asked + (not marked.right))
        self._keep(one, replace(after, gave_up=before.gave_up and not marked.right))
        for name in filter(None, (f"{one.quiz.topic}/{one.question.id}", one.because)):
            self.progress = add_review(self.progress, name, rating, now)
        self._write()
        return marked

    def missed(self, one: Asked) -> int:
        """How often a question was answered wrongly."""
        return sum(not each.right for each in self._of(one).tries)

    def points(self, quiz: SealedQuiz) -> float:
        """What the right answers and right parts are worth, however many tries they took."""
        shares = ((each.points, self.progress.of(quiz.topic, each.id).share) for each in quiz.questions)
        return round(sum(part_of(points, share) for points, share in shares), 2)

    def file_of(self, one: Asked) -> Path:
        """The file that a question was read from."""
        path = self.files[one.quiz.topic]
        assert path is not None
        return path

    def hint(self, one: Asked) -> str:
        """The next hint, the last one again when there are no more."""
        before = self._of(one)
        hints = one.variant.hints
        self._keep(one, replace(before, hints=min(before.hints + 1, len(hints))))
        self._write()
        return hints[min(before.hints, len(hints) - 1)]

    def give_up(self, one: Asked, now: datetime) -> tuple[str, str]:
        """Record it; the right answer and the explanation where they are installed in clear, else two empty texts."""
        before = self._of(one)
        self._keep(one, replace(before, gave_up=True, asked=before.asked + 1))
        name = f"{one.quiz.topic}/{one.question.id}"
        self.progress = add_review(self.progress, name, rating_of(before, right=False), now)
        self._write()
        variant = self._in_clear(one)
        return ("; ".join(key.shown for key in variant.keys), variant.explanation) if variant else ("", "")

    def _in_clear(self, one: Asked) -> Variant | None:
        """The variant with its keys, if the quiz is installed in clear and is still the one that was sealed."""
        path, topic = self.content.quiz(one.quiz.topic), one.quiz.topic
        if not path.exists():
            return None
        quiz = read_quiz(path)
        question = next((each for each in quiz.questions if each.id == one.question.id), None)
        if question is None:
            return None
        try:
            found = practice_pool(Programs(self.content), topic, question)
        except ValueError as broken:
            raise ContentError(path, f"question {question.id!r}: {broken}") from broken
        asked = one.variant
        return next((each for each in found if (each.prompt, each.forms) == (asked.prompt, asked.forms)), None)

    def _of(self, one: Asked) -> QuestionProgress:
        return self.progress.of(one.quiz.topic, one.question.id)

    def _keep(self, one: Asked, changed: QuestionProgress) -> None:
        self.progress = self.progress.with_question(one.quiz.topic, one.question.id, changed)

    def _write(self) -> None:
        write_progress(self.workspace, self.progress)
        for topic, quiz in self.quizzes.items():
            rows = [self._standing(topic, question) for question in quiz.questions]
            if any(row.status != "missing" for row in rows):
                write_standing(self.workspace, topic, rows)

    def _standing(self, topic: str, question: SealedQuestion) -> QuestionStanding:
        kept = self.progress.of(topic, question.id)
        status = "passed" if kept.right else "failed" if kept.begun else "missing"
        variant = question.variants[0]
        return QuestionStanding(question.id, variant.title, variant.points, status, kept.share)

    def _for_review(self, name: str) -> Asked | None:
        if name.startswith(MISCONCEPTION):
            wanted = name.removeprefix(MISCONCEPTION)
            for quiz in self.quizzes.values():
                for question in quiz.questions:
                    if wanted in question.catches:
                        return self.asked(quiz, question, because=name)
            return None
        topic, _, question_id = name.partition("/")
        open_quiz = self.quizzes.get(topic)
        found = open_quiz.question(question_id) if open_quiz else None
        return self.asked(open_quiz, found) if open_quiz and found else None

    def _take_mistakes(self, now: datetime) -> None:
        """Mistakes that `grade` has recognised since become something to review."""
        before = self.progress
        for misconception in mistakes(self.workspace):
            self.progress = note(self.progress, MISCONCEPTION + misconception, now)
        if self.progress is not before:
            write_progress(self.workspace, self.progress)


def quiz_file(content: Content, workspace: Path, topic: str) -> Path | None:
    """The sealed quiz of a topic: the workspace's copy, or the one that is installed; None if there is none."""
    for path in (workspace / QUIZZES / f"{topic}.json", content.sealed_quiz(topic)):
        if path.exists():
            return path
    return None
