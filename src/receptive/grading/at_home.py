"""What a student is told at home, where no answer is: the mistakes that their code's own answers open."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace

from receptive.grading.allowance import Allowance
from receptive.grading.journal import SHOWN_NOTE
from receptive.model import Diagnosis, Exercise, Foreseen, Outcome, Status, Topic
from receptive.recognition.asking import Unanswered, ask
from receptive.recognition.opening import Found, Recognized, recognize
from receptive.recognition.table import ALL, SealedMistakes, read_table, table_of
from receptive.sandbox.client import CannotStart
from receptive.seals import Damaged
from receptive.student.process import StudentProcess

WRONG = (Status.FAILED, Status.ERROR)
DAMAGED = "known mistakes cannot be recognized here, because {path} {why}: install the lesson again"


class Recognizer:
    """Opens the sealed mistakes of a topic. What it stumbles over costs an explanation and no more."""

    def __init__(self, topic: Topic) -> None:
        """
        Raises:
            Damaged: the table cannot be read.
        """
        self.sealed: SealedMistakes = read_table(table_of(topic))
        self.begin(topic)

    def begin(self, topic: Topic) -> None:
        """Turn to another submission, of which perhaps only some exercises are asked."""
        self.topic = topic
        self.noted: list[str] = []  # why an explanation was given up, for us
        self.notes: list[str] = []  # the same for the student

    def explain(
        self, outcomes: Mapping[str, Outcome], process: StudentProcess, allowance: Allowance
    ) -> tuple[dict[str, Outcome], tuple[Foreseen, ...]]:
        """The failed outcomes with what is known of them, and what is known of exercises that did not fail."""
        told: dict[str, Outcome] = {}
        foreseen: list[Foreseen] = []
        for exercise in self.topic.exercises:
            own = [each for each in outcomes.values() if _is_about(each, exercise)]
            wrong = [outcome for outcome in own if outcome.status in WRONG]
            if not all(outcome.status in (Status.PASSED, *WRONG) for outcome in own):
                continue
            if not wrong and self.sealed.head.told != ALL:
                continue
            with self._giving_up(exercise, allowance):
                told |= self._explained(exercise, wrong, process, foreseen)
        return told, tuple(foreseen)

    def _explained(
        self, exercise: Exercise, wrong: list[Outcome], process: StudentProcess, foreseen: list[Foreseen]
    ) -> dict[str, Outcome]:
        sealed = self.sealed.exercise(exercise.name)
        if sealed is None:
            return {}
        try:
            found = recognize(self.sealed.head, sealed, ask(sealed, process, self.topic.grader))
        except Unanswered as why:
            if str(why) and not wrong:
                foreseen.append(Foreseen(exercise.name, trouble=str(why)))
            return {}
        foreseen += self._foreseen(exercise, found, bool(wrong))
        return {outcome.criterion.id: _told(outcome, found.wrong) for outcome in wrong if found.wrong}

    def _foreseen(self, exercise: Exercise, found: Found, fails: bool) -> Iterator[Foreseen]:
        if found.wrong and not fails:
            yield Foreseen(exercise.name, _with_case(found.wrong))
        if found.refusing and self.sealed.head.told == ALL:
            yield Foreseen(exercise.name, _with_case(found.refusing))

    @contextlib.contextmanager
    def _giving_up(self, exercise: Exercise, allowance: Allowance) -> Iterator[None]:
        """Values that a student's code has made up are handled here by code that expects others."""
        try:
            with allowance.stage(f"what is known of {exercise.name}"):
                yield
        except CannotStart:
            raise
        except Damaged as why:
            self.notes.append(damaged_note(self.topic, why))
        except Exception as fault:
            self.noted.append(f"{exercise.name}: " + "".join(traceback.format_exception(fault))[-SHOWN_NOTE:])


def damaged_note(topic: Topic, why: Damaged) -> str:
    return DAMAGED.format(path=table_of(topic).name, why=why)


def _is_about(outcome: Outcome, exercise: Exercise) -> bool:
    """What asks of the whole topic is about the exercise at which it failed."""
    criterion = outcome.criterion
    return criterion.exercise == exercise.name and (not criterion.whole_topic or outcome.status in WRONG)


def _told(outcome: Outcome, found: Recognized) -> Outcome:
    return replace(outcome, diagnosis=found.diagnosis, example=found.example, case=found.case)


def _with_case(found: Recognized) -> Diagnosis:
    return replace(found.diagnosis, example=found.example, case=found.case)
