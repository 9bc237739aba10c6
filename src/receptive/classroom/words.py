"""Answers in words, that a person marks: found in `TOPIC.md` of a student's folder, kept as the marks of `TOPIC/words`.

Under `## ID` stands the answer to the question of that id; where a topic has one question, the whole file may be it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from receptive.classroom.changes import Change, next_change, now
from receptive.classroom.collecting import list_work
from receptive.classroom.gradebook import CriterionMark
from receptive.classroom.marks import body_of, mark_of
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.student_names import show_name
from receptive.classroom.students import Student
from receptive.model import Criterion, Exercise, Hashes, Outcome, Status, Topic, Visibility, WrittenQuestion, words_name
from receptive.reading.reader import Reader
from receptive.scoring import topic_result
from receptive.workspace.file_names import words_file
from receptive.workspace.finding import Finder, Response

HEADING = re.compile(r"^##[ \t]+(\S+)[ \t]*$", re.MULTILINE)
MOST_TITLE = 100  # characters
UNMARKED = "Your instructor reads and marks this; it has no points yet."


@dataclass(frozen=True)
class Answer:
    """What one student wrote to one question; empty if nothing."""

    student: str
    topic: str
    question: WrittenQuestion
    text: str


@dataclass(frozen=True)
class WordsMark:
    """What somebody gave for an answer. `points` is None while nobody has marked it."""

    answer: Answer
    points: float | None
    comment: str


def answers_of(student: Student, topics: Sequence[Topic], reader: Reader, notes: list[str]) -> Iterator[Answer]:
    """The answers of one student to every question that these topics ask, wherever they lie in what was handed in.

    Args:
        notes: gets what was found and not understood.
    """
    handed_in = Finder(topics, reader).find(list_work(student)).words
    for topic in topics:
        found = _sections(_text_of(student, topic, handed_in, notes), topic.written)
        strangers = found.keys() - {question.id for question in topic.written}
        notes += [
            f"{show_name(student.name)}/{topic.slug}.md: no question is called {show_name(one)}"
            for one in sorted(strangers)
        ]
        yield from (Answer(student.name, topic.slug, one, found.get(one.id, "")) for one in topic.written)


def keep_words(store: Store, topic: Topic, marks: Sequence[WordsMark], by: str) -> None:
    """Write the marks of one student's answers to a topic. One that nobody has marked needs a look.

    What was marked before, by another sheet, stays if the answers are still the same. Each mark that is new or another
    one is a change in the student's history.

    Args:
        by: who marked them.
    """
    text = "\n\n".join(f"## {mark.answer.question.id}\n{mark.answer.text}" for mark in marks).encode("utf-8", "replace")
    digest = hashlib.sha256(text).hexdigest()
    known = store.get(marks[0].answer.student, Kind.MARK, words_name(topic.slug))
    criteria = mark_of(known).mark.criteria if known else ()
    before = {one.id: one for one in criteria if one.status in (Status.PASSED, Status.FAILED)}
    for mark in marks:
        _note_change(store, mark, before.get(mark.answer.question.id), by)
    if known is not None and known.source == digest:
        marks = [_kept(mark, before.get(mark.answer.question.id)) for mark in marks]
    store.put([_entry(topic, marks, store.setting("seed"), digest)], text)


def _note_change(store: Store, mark: WordsMark, before: CriterionMark | None, by: str) -> None:
    was = (before.points, before.message) if before else None
    if mark.points is None or was == (mark.points, mark.comment):
        return
    answer = mark.answer
    old = f"{answer.question.id} {before.points:g}" if before else ""
    new = f"{answer.question.id} {mark.points:g}"
    change = Change("mark by hand", words_name(answer.topic), old, new, mark.comment, by, now())
    store.put([next_change(store, answer.student, change)])


def _kept(mark: WordsMark, before: CriterionMark | None) -> WordsMark:
    return (
        mark
        if mark.points is not None or before is None
        else replace(mark, points=before.points, comment=before.message)
    )


def _entry(topic: Topic, marks: Sequence[WordsMark], seed: str, digest: str) -> Entry:
    criteria = tuple(_criterion(mark.answer.question) for mark in marks)
    asked = replace(
        topic, slug=words_name(topic.slug), exercises=(Exercise("", topic.title, criteria),), written=(), is_quiz=True
    )
    hashes = Hashes(digest, "", "")
    place = f"{marks[0].answer.student}/{topic.slug}.md"
    outcomes = tuple(_outcome(criterion, mark) for criterion, mark in zip(criteria, marks, strict=True))
    body = body_of(topic_result(asked, Path(place), outcomes, hashes), seed, None, ())
    return Entry(marks[0].answer.student, Kind.MARK, asked.slug, body, "", place, hashes.submission)


def _criterion(question: WrittenQuestion) -> Criterion:
    first = " ".join(question.prompt.split())
    title = first if len(first) <= MOST_TITLE else f"{first[: MOST_TITLE - 1].rstrip()}…"
    return Criterion(question.id, "", title, question.points, Visibility.OPEN, ())


def _outcome(criterion: Criterion, mark: WordsMark) -> Outcome:
    if mark.points is None:
        if mark.answer.text:
            return Outcome(criterion, Status.NEEDS_LOOK, UNMARKED)
        return Outcome(criterion, Status.MISSING, mark.comment or "nothing was written.")
    status = Status.PASSED if mark.points == criterion.points else Status.FAILED
    share = mark.points / criterion.points if criterion.points else 0.0
    return Outcome(criterion, status, mark.comment, share=share)


def _sections(text: str, questions: Sequence[WrittenQuestion]) -> dict[str, str]:
    before, *pieces = HEADING.split(text)
    found = {name: part.strip() for name, part in zip(pieces[::2], pieces[1::2], strict=True)}
    if len(questions) == 1 and questions[0].id not in found and before.strip():
        found[questions[0].id] = before.strip()
    return found


def _text_of(student: Student, topic: Topic, handed_in: Sequence[Response], notes: list[str]) -> str:
    """What was written for a topic; of two files that differ none is taken."""
    files = [file for file in handed_in if file.name == words_file(topic.slug)]
    texts = {file.data.decode("utf-8-sig", "replace").strip(): file.place for file in files}
    if len(texts) > 1:
        places = ", ".join(sorted(texts.values()))
        notes.append(f"{show_name(student.name)}: {places}: which of them counts? None was taken; leave one")
        return ""
    return next(iter(texts), "")
