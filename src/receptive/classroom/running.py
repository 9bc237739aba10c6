"""A run over a class: what has changed is graded, by an engine; what comes back is in the store at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson
from receptive.classroom.attempts import Attempts, mark_with
from receptive.classroom.chain import Checked, seal
from receptive.classroom.collecting import Collected, HandedIn, collect
from receptive.classroom.dispatch import Dispatcher
from receptive.classroom.downloads import account_entry
from receptive.classroom.engines import Engine
from receptive.classroom.errors import ClassError
from receptive.classroom.marks import body_of, mark_again
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.students import Student
from receptive.classroom.taking import read_taken
from receptive.classroom.tasks import Graded, Rules, Task, key_of
from receptive.grading.certificate import grader_hash
from receptive.grading.hashes import environment_hash, versions
from receptive.grading.nothing_to_run import needs_running, without_running
from receptive.grading.records import INTERNAL_MESSAGE
from receptive.model import Hashes, Outcome, Status, Submission, Topic
from receptive.reading.reader import Reader
from receptive.scoring import topic_result

if TYPE_CHECKING:
    from receptive.classroom.quizzes import QuizMarker  # loads pydantic


@dataclass(frozen=True)
class Incident:
    """Something for us to look at, in one mark."""

    student: str
    topic: str
    reason: str


@dataclass
class Summary:
    """What a run did, in marks."""

    graded: int = 0
    shared: int = 0  # taken over from an equal submission
    unchanged: int = 0
    not_run: int = 0  # nothing there to run
    incidents: list[Incident] = field(default_factory=list)  # our fault: graded again in the next run
    noted: list[Incident] = field(default_factory=list)  # our code stumbled, and a criterion failed: to be looked at
    checked: Checked = field(default_factory=lambda: Checked(0, ""))


@dataclass(frozen=True)
class Claim:
    """Who waits for a result, and where they handed it in."""

    student: str
    place: str


class ClassRun:
    def __init__(
        self,
        store: Store,
        topics: Sequence[Topic],
        rules: Rules,
        engine: Engine,
        attempts: Attempts,
        quizzes: QuizMarker | None = None,
        done: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Args:
        done: told how many marks more are there.
        """
        self.store = store
        self.topics = topics
        self.rules = replace(rules, secret="")  # which no process that grades has to know
        self.engine = engine
        self.attempts = attempts
        self.quizzes = quizzes
        self.done = done
        self.graders = {topic.slug: grader_hash(topic) for topic in topics}
        self.environments = {topic.slug: environment_hash(topic) for topic in topics}
        self.claims: dict[str, list[Claim]] = {}  # by key, of what is under way
        self.summary = Summary()

    def run(self, students: Sequence[Student], notes: Sequence[str]) -> Summary:
        """Grade a class.

        Raises:
            ClassError: the store or the workers cannot be used, or the lesson changed; what is finished is kept.
        """
        self._note("", notes)
        with Reader() as reader:
            for task, graded in Dispatcher(self.engine, self._tasks(students, reader)).run():
                self._keep(task, graded)
        for topic in self.topics:
            if grader_hash(topic) != self.graders[topic.slug]:
                raise ClassError(f"{topic.grader} changed while the class was graded; run again, to grade with the new")
        self.summary.checked = seal(self.store)
        return self.summary

    def _tasks(self, students: Sequence[Student], reader: Reader) -> Iterator[Task]:
        """What an engine has to do. All else is done on the way: notes, stubs, what is in the store already."""
        asked = [topic.slug for topic in self.topics]
        others = [topic for topic in load_lesson(find_content()).topics if topic.slug not in asked]
        for student in students:
            collected = collect(student, self.topics, others, reader, read_taken(self.store, student.name))
            if student.account:
                self.store.put([account_entry(student.name, student.account)])
            notes = [*collected.notes, *self._mark_quiz(student, collected)]
            tasks: list[Task | None] = []
            for topic, handed in zip(self.topics, collected.work, strict=True):
                written = needs_running(topic, handed.submission)
                refused = self.attempts.add(student.name, topic.slug, handed) if written else ""
                tasks += self._earlier_tasks(student, topic, handed)
                if refused:
                    notes.append(refused)
                    self.done(1)
                else:
                    tasks.append(self._task(student, topic, handed))
            self._note(student.name, notes)
            yield from filter(None, tasks)

    def _earlier_tasks(self, student: Student, topic: Topic, handed: HandedIn) -> Iterator[Task]:
        """Earlier attempts that may count, where the grader or the class's seed is another than then."""
        current = hashlib.sha256(handed.submission.source).hexdigest()
        for mark in self.attempts.earlier(student.name, topic.slug, current):
            source = self.store.source(mark.source)
            before = HandedIn(Submission(topic.slug, Path(f"{topic.slug}.py"), source), mark.place)
            task = self._task(student, topic, before) if source else None
            if task is not None:
                yield task

    def _mark_quiz(self, student: Student, collected: Collected) -> list[str]:
        if self.quizzes is None:
            return []
        odd = self.quizzes.mark(self.store, student.name, collected.responses)
        return [odd] if odd else []

    def _task(self, student: Student, topic: Topic, handed: HandedIn) -> Task | None:
        submission = handed.submission
        written = needs_running(topic, submission)
        hashes = Hashes(
            hashlib.sha256(submission.source).hexdigest(), self.graders[topic.slug], self.environments[topic.slug]
        )
        key = key_of(topic.slug, submission, hashes, self.rules, written)
        claim = Claim(student.name, handed.place)
        task = Task(topic.slug, submission, hashes, self.rules, key, topic.limits.total_s)
        source = hashes.submission if submission.source else ""
        if self._is_known(topic, claim, key, source, written):
            return None
        if not written:
            outcomes = without_running(topic, submission)
            self._write(task, Graded(self._body(topic, task, outcomes)), [claim])
            self.summary.not_run += 1
            return None
        if key in self.claims:
            self.claims[key].append(claim)
            return None
        self.claims[key] = [claim]
        return task

    def _is_known(self, topic: Topic, claim: Claim, key: str, source: str, written: bool) -> bool:
        """Whether the store has this mark, of this student or of somebody who handed in the same."""
        if self.rules.force:
            return False
        known = mark_with(self.store, claim.student, topic.slug, source)
        mine = known is not None and known.key == key
        same = known if mine else self.store.mark_with_key(key)
        if same is None:
            return False
        self.attempts.keep(mark_again(same, claim.student, topic.slug, claim.place))
        self.summary.unchanged += mine
        self.summary.shared += not mine and written
        self.summary.not_run += not mine and not written
        self.done(1)
        return True

    def _keep(self, task: Task, graded: Graded) -> None:
        claims = self.claims.pop(task.key)
        if graded.incident:
            reason = graded.incident.strip()
            self.summary.incidents += [Incident(claim.student, task.topic, reason) for claim in claims]
        if graded.noted:
            self.summary.noted += [Incident(claim.student, task.topic, graded.noted.strip()) for claim in claims]
        self._write(task, graded, claims)
        self.summary.graded += 1
        self.summary.shared += len(claims) - 1

    def _write(self, task: Task, graded: Graded, claims: Sequence[Claim]) -> None:
        body = graded.body or self._broken(task)
        source = task.hashes.submission if task.submission.source else ""
        key = "" if graded.incident else task.key  # our fault: graded again in the next run
        for claim in claims:
            mark = Entry(claim.student, Kind.MARK, task.topic, body, key, claim.place, source)
            self.attempts.keep(mark, task.submission.source or None)
        self.done(len(claims))

    def _broken(self, task: Task) -> str:
        topic = next(topic for topic in self.topics if topic.slug == task.topic)
        return self._body(topic, task, tuple(Outcome(one, Status.INTERNAL, INTERNAL_MESSAGE) for one in topic.criteria))

    def _body(self, topic: Topic, task: Task, outcomes: tuple[Outcome, ...]) -> str:
        result = topic_result(topic, task.submission.path, outcomes, task.hashes)
        return body_of(result, task.seed, None, versions([topic]))

    def _note(self, student: str, notes: Sequence[str]) -> None:
        if notes:
            self.store.put([Entry(student, Kind.NOTE, "", json.dumps(notes))])
        else:
            self.store.remove(student, Kind.NOTE, "")
