"""The sealed table of a topic, built from the registry, which stays here."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace

from receptive import seals
from receptive.authoring.mistakes import probes
from receptive.authoring.mistakes.asked import choose_asked
from receptive.authoring.mistakes.pairs import Pairs
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.figures.cases import figures_of_exercise, with_pictures
from receptive.grading.certificate import grader_hash
from receptive.model import Diagnosis, Topic
from receptive.recognition.asking import Answers, Unanswered, ask
from receptive.recognition.canonical_replies import texts_of
from receptive.recognition.explanations import Explanation, to_bytes
from receptive.recognition.opening import (
    ALL,
    CHANGED,
    REFUSED,
    TYPES,
    How,
    family,
    key_of,
    labels_of,
    nonce_of,
    pieces_of,
    shown,
    stretched,
)
from receptive.recognition.table import KEY, LOCK, MOST_TOGETHER, ROUNDS, SealedExercise, SealedTopic
from receptive.student.model_process import ModelProcess
from receptive.student.proxy import Call

Texts = Mapping[str, str]  # what keys are made of, by label


@dataclass(frozen=True)
class Built:
    """One exercise; why a mistake could not be sealed, by its id; and how many pairs were."""

    sealed: SealedExercise
    unsealed: Mapping[str, str]
    pairs: int


def known_exercises(topic: Topic) -> list[str]:
    """Those of which the registry knows a mistake, in the order of the rubric."""
    known = {name for entry in Diagnostician(topic.grader).known for name in entry.exercises}
    return [exercise.name for exercise in topic.exercises if exercise.name in known]


def build_exercise(topic: Topic, exercise: str, hidden: Sequence[Call]) -> Built:
    """What is sealed of one exercise.

    Args:
        hidden: what hidden criteria ask: no small case may be one of these.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a wrong program divides by is its own affair
        return _Builder(topic, Diagnostician(topic.grader), head_of(topic), exercise, hidden).build()


def head_of(topic: Topic) -> SealedTopic:
    """The first line of a table that is current."""
    return SealedTopic(topic.slug, grader_hash(topic), ROUNDS)


class _Builder:
    """One exercise's part."""

    def __init__(
        self, topic: Topic, expert: Diagnostician, head: SealedTopic, exercise: str, hidden: Sequence[Call]
    ) -> None:
        self.topic = topic
        self.expert = expert
        self.head = head
        self.exercise = exercise
        self.hidden = [call for call in hidden if call.function == exercise]
        self.names = [entry.id for entry in expert.known if exercise in entry.exercises]
        self.sealed = choose_asked(topic, expert.registry, exercise, self.names)
        self.locks: dict[bytes, bytes] = {}
        self.used: set[str] = set()  # labels that a lock has
        self.boxes: dict[bytes, bytes] = {}
        self.nonce = b""  # of the locks, once all boxes are made
        self.keys: dict[str, bytes] = {}

    def build(self) -> Built:
        right = self._answers()
        answers = {name: found for name in self.names if (found := self._answers(name))}
        if right is None:
            return Built(self.sealed, dict.fromkeys(self.names, "the right program does not answer"), 0)
        offset = probes.choose_offset([each.replies for each in (right, *answers.values())])
        self.sealed = replace(self.sealed, offset=offset, primer=self._primer())
        correct = self._texts(right)
        alone = {name: self._texts(found) for name, found in answers.items()}
        for name, texts in alone.items():
            shows = [at for at in range(len(self.sealed.families)) if texts[family(at)] != correct[family(at)]]
            self._box(name, shows)
        self.nonce = nonce_of(self.boxes)
        locked = self._lock_alone(correct, alone)
        told = {correct[ALL], *(texts[ALL] for texts in alone.values())}
        pairs = Pairs(self.sealed, self.expert.registry, self._process, right, answers).find(told)
        for text, names in pairs.items():
            self._lock(ALL, text, How.BOTH, names)
        unsealed = {name: self._why(name, correct, alone) for name in self.names if name not in locked}
        return Built(self._with_what_is_used(), unsealed, len(pairs))

    def _with_what_is_used(self) -> SealedExercise:
        """The locks and boxes, without questions whose answers open none."""
        return replace(
            self.sealed,
            typed=TYPES in self.used,
            changed=self.sealed.changed if CHANGED in self.used else (),
            refused=self.sealed.refused if REFUSED in self.used else (),
            locks=self.locks,
            boxes=self.boxes,
        )

    def _primer(self) -> bytes:
        """What the pictures of the exercise have in common."""
        return "".join(each.svg for each in figures_of_exercise(self.topic.grader, self.exercise)).encode("utf-8")

    def _process(self, *names: str) -> ModelProcess | None:
        model = self.expert.registry.model(self.exercise, frozenset(names))
        module = SimpleNamespace(**{self.exercise: model})
        return ModelProcess("student", module, self.expert.registry.probes) if model else None

    def _answers(self, *names: str) -> Answers | None:
        """What somebody answers who holds these misconceptions; None if they exclude each other or do not answer."""
        process = self._process(*names)
        try:
            return ask(self.sealed, process, self.topic.grader) if process else None
        except Unanswered:
            return None

    def _texts(self, answers: Answers) -> Texts:
        return {label: next(texts_of(pieces_of(self.sealed, label, answers))) for label in labels_of(self.sealed)}

    def _box(self, name: str, shows: Sequence[int]) -> None:
        """Seal what is said about one mistake."""
        process, entry = self._process(name), self.expert.registry.entries[name]
        assert process is not None
        found = Diagnosis(name, entry.says)
        example, case = self.expert.smallest_failure(self.exercise, process, "sealed", found, self.hidden)
        case = with_pictures(self.topic.grader, case) if case else None
        content = seals.padded(to_bytes(Explanation(entry, example, case, tuple(shows)), self.sealed.primer))
        secret = hashlib.sha256(content).digest()
        key = self.keys[name] = seals.make(secret, f"box {self.exercise} {name}")[:KEY]
        self.boxes[shown(key)] = seals.lock(stretched(key), content, self.exercise, secret)

    def _lock(self, label: str, text: str, how: How, names: Sequence[str]) -> None:
        self.used.add(label)
        key = key_of(self.head, self.exercise, label, text)
        held = bytes([how]) + b"".join(self.keys[name] for name in names)
        self.locks[shown(key)] = seals.cover(key, held.ljust(LOCK, b"\0"), self.nonce)

    def _lock_alone(self, correct: Texts, alone: Mapping[str, Texts]) -> set[str]:
        """Lock each mistake under what it answers; returns those that are locked."""
        locked: set[str] = set()
        for label in labels_of(self.sealed):
            groups: dict[str, list[str]] = {}
            for name, texts in alone.items():
                if texts[label] != correct[label] and (label not in (TYPES, REFUSED) or texts[ALL] == correct[ALL]):
                    groups.setdefault(texts[label], []).append(name)
            for text, names in groups.items():
                if len(names) <= MOST_TOGETHER:
                    self._lock(label, text, How.ONE if len(names) == 1 else How.EITHER, names)
                    locked |= set(names) if not label.startswith("family") else set()
        return locked

    def _why(self, name: str, correct: Texts, alone: Mapping[str, Texts]) -> str:
        if name not in alone:
            return "its program does not answer"
        texts = alone[name]
        same = [other for other, others in alone.items() if others[ALL] == texts[ALL] and other != name]
        if texts[ALL] != correct[ALL]:
            return f"nothing that is asked tells it from {', '.join(same)}"
        return "nothing that is asked tells it from the right program"
