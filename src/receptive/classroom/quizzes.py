"""Graded quizzes of a class: each student's responses become marks beside the topics, as TOPIC/quiz."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from receptive.catalogue.content import Content, ContentError
from receptive.classroom.collecting import HandedIn
from receptive.classroom.marks import body_of
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.student_names import show_name
from receptive.classroom.tasks import Rules
from receptive.grading.certificate import grader_hash
from receptive.model import (
    Criterion,
    Diagnosis,
    Exercise,
    Hashes,
    Outcome,
    Status,
    Topic,
    TopicResult,
    Visibility,
    quiz_name,
)
from receptive.quiz.forms import Variant
from receptive.quiz.graded_quiz import MarkedResponse, check_release, draw_graded_pools, mark_drawn, same_student
from receptive.quiz.programs import Programs
from receptive.quiz.responses import parse_responses
from receptive.scoring import topic_result
from receptive.workspace.file_names import RESPONSES

QUIZ = "quiz"
NOT_ANSWERED = "not answered"


class QuizMarker:
    """Holds the variants of every question, drawn once from the secret when the first responses come."""

    def __init__(self, content: Content, topics: Sequence[Topic], rules: Rules) -> None:
        self.content = content
        self.topics = [topic for topic in topics if content.quiz(topic.slug).exists()]
        self.rules = rules
        self.programs = Programs(content)
        self.drawn: dict[str, dict[str, list[Variant]]] = {}
        self.hash = self._hash()

    def mark(self, store: Store, student: str, handed: HandedIn | None) -> str:
        """Mark what one student handed in, or note that nothing came; returns what is odd, or an empty text.

        Args:
            student: by the folder or the class list. A name in the file of responses decides nothing.
        """
        data = handed.submission.source if handed else b""
        path = Path(handed.place if handed else f"{show_name(student)}/{RESPONSES}")
        found, fault = None, handed.submission.fault if handed else ""
        if handed is not None and not fault:
            try:
                found = parse_responses(data, path)
                check_release(self.rules.secret, found, path)
            except ContentError as unusable:
                place = f"{path.name}:{unusable.line}" if unusable.line else path.name
                found, fault = None, f"{place}: {unusable.problem}"
        hashes = Hashes(hashlib.sha256(data).hexdigest(), self.hash, "")
        source = hashes.submission if data else ""
        for topic in self.topics:
            pools = self._pools(topic)
            marks = mark_drawn(pools, found, student) if found else _leave_unmarked(pools, fault)
            result = _result(topic, pools, marks, path, hashes)
            if handed is not None and handed.submission.unclear:
                undecided = tuple(replace(one, status=Status.NEEDS_LOOK) for one in result.outcomes)
                result = replace(result, outcomes=undecided)
            body = body_of(result, self.rules.seed, None, ())
            store.put([Entry(student, Kind.MARK, quiz_name(topic.slug), body, "", str(path), source)], data or None)
        if handed is not None and handed.submission.unclear:
            return ""  # it is among the notes already
        if found is None or same_student(found.student, student):
            return fault
        own = f"marked with the variants of {show_name(student)}"
        mend = "if that is the same student, give the folder the name that stands in the file and run again"
        return f"{path.name}: answered by {show_name(found.student)!r}, {own}: {mend}"

    def _pools(self, topic: Topic) -> dict[str, list[Variant]]:
        if topic.slug not in self.drawn:
            self.drawn[topic.slug] = draw_graded_pools(self.programs, self.content, topic.slug, self.rules.secret)
        return self.drawn[topic.slug]

    def _hash(self) -> str:
        """Of everything that decides: the questions, and all programs and mistakes that they may run."""
        digest = hashlib.sha256(self.rules.secret.encode())
        for topic in self.topics:
            digest.update(grader_hash(topic).encode())
            for path in (self.content.quiz(topic.slug), self.content.solution(topic.slug)):
                digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()


def _leave_unmarked(pools: dict[str, list[Variant]], fault: str) -> list[MarkedResponse]:
    return [MarkedResponse(name, pool[0].points, None, fault) for name, pool in pools.items()]


def _result(
    topic: Topic, pools: dict[str, list[Variant]], marks: list[MarkedResponse], path: Path, hashes: Hashes
) -> TopicResult:
    criteria = [
        Criterion(name.partition("/")[2], "", pool[0].title, pool[0].points, Visibility.OPEN, ())
        for name, pool in pools.items()
    ]
    exercises = (Exercise("", topic.title, tuple(criteria)),)
    quiz = replace(topic, slug=quiz_name(topic.slug), exercises=exercises, is_quiz=True)
    outcomes = tuple(_outcome(criterion, mark) for criterion, mark in zip(criteria, marks, strict=True))
    return topic_result(quiz, path, outcomes, hashes)


def _outcome(criterion: Criterion, mark: MarkedResponse) -> Outcome:
    if mark.fault or mark.marked is None:
        return Outcome(criterion, Status.FAILED if mark.fault else Status.MISSING, mark.fault or NOT_ANSWERED)
    if mark.marked.right:
        return Outcome(criterion, Status.PASSED)
    beliefs = mark.marked.beliefs
    known = next((belief for belief in beliefs if belief.misconception), None)
    diagnosis = Diagnosis(known.misconception, known.says) if known else None
    says = [belief.says for belief in beliefs]
    if mark.marked.share:
        says.insert(0, f"{sum(mark.marked.slots)} of {len(mark.marked.slots)} parts are right.")
    return Outcome(criterion, Status.FAILED, " ".join(says), diagnosis, share=mark.marked.share)
