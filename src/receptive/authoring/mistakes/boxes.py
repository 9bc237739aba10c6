"""The sealed table of a topic, built from the registry, which stays here."""

from __future__ import annotations

import hashlib
import itertools
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from receptive import seals
from receptive.authoring.mistakes import probes
from receptive.catalogue.grader_package import load_module
from receptive.diagnosis.decided import NoAnswer, answers_to
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.diagnosis.respondent import Respondent
from receptive.figures.cases import figures_of_exercise, with_pictures
from receptive.grading.certificate import grader_hash
from receptive.model import Diagnosis, Topic
from receptive.recognition.asking import Answers, Unanswered, ask
from receptive.recognition.canonical_replies import spell, texts_of
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


def alternatives_of(topic: Topic) -> list[Path]:
    """Other right programs."""
    return sorted((topic.grader / "alternatives").glob("*.py"))


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
        self.sealed = self._chosen()
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
        pairs = self._lock_pairs(right, answers, {correct[ALL], *(texts[ALL] for texts in alone.values())})
        unsealed = {name: self._why(name, correct, alone) for name in self.names if name not in locked}
        return Built(self._with_what_is_used(), unsealed, pairs)

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

    def _chosen(self) -> SealedExercise:
        """What is asked."""
        registry, exercise = self.expert.registry, self.exercise
        if registry.questions(exercise):
            return SealedExercise(exercise, 0.5, questions=registry.questions_place(exercise))
        right_ones = [Respondent(exercise, self._process_of(path)) for path in alternatives_of(self.topic)]
        calls = probes.choose_calls(registry, exercise, self.names, right_ones)
        # Mistakes in what is refused: whoever gets values wrong is told that
        fine = probes.find_alike(registry, exercise, calls, self.names)
        return SealedExercise(
            exercise,
            0.5,
            calls,
            True,
            probes.choose_changed(registry, exercise, calls, self.names),
            probes.choose_refused(registry, exercise, calls, fine, right_ones) if self._refuses() else (),
            None,
            probes.choose_families(registry, exercise, calls),
        )

    def _refuses(self) -> bool:
        """Whether impossible input is refused by contract, so that right programs can be asked: a criterion says so."""
        asking = [criterion for criterion in self.topic.criteria if criterion.refusing]
        return any(self.exercise in (each.exercise, *re.findall(r"\w+", each.title)) for each in asking)

    def _process_of(self, path: Path) -> ModelProcess:
        return ModelProcess("student", load_module(path, path.stem), self.expert.registry.probes)

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

    def _lock_pairs(self, right: Answers, answers: Mapping[str, Answers], taken: set[str]) -> int:
        """Lock two at once, where no other two and no single one answer the same."""
        correct = self._each(right)
        wrong = {name: self._each(found) for name, found in answers.items()}
        groups: dict[str, list[tuple[str, ...]]] = {}
        hiding: set[str] = set()  # what two answer of which one hides some of the other
        for both in itertools.combinations(answers, 2):
            try:
                found = self._answers_of_two(both, right, answers, correct, wrong)
            except NoAnswer:
                continue
            text = next(texts_of(pieces_of(self.sealed, ALL, found))) if found else ""
            if found is None or text in taken:
                continue
            each = self._each(found)
            # What gets wrong what the two together get right is no part of them
            shows = [at for at, one in enumerate(each) if one != correct[at]]
            if all(one == correct[at] or at in shows for name in both for at, one in enumerate(wrong[name])):
                groups.setdefault(text, []).append(_in_order(both, wrong, each, shows[0]))
            else:
                hiding.add(text)
        single = {text: pairs[0] for text, pairs in groups.items() if len(pairs) == 1 and text not in hiding}
        for text, names in single.items():
            self._lock(ALL, text, How.BOTH, names)
        return len(single)

    def _answers_of_two(
        self,
        both: tuple[str, str],
        right: Answers,
        answers: Mapping[str, Answers],
        correct: list[str],
        wrong: Mapping[str, list[str]],
    ) -> Answers | None:
        """What the two give together. Where only one of them shows it is what that one gives, which costs no call."""
        process = self._process(*both)
        if process is None:
            return None
        replies = []
        for at in range(len(correct)):
            shows = [name for name in both if wrong[name][at] != correct[at]]
            alone = answers[shows[0]] if shows else right
            replies.append(alone.replies[at] if len(shows) < len(both) else self._asked_again(process, at))
        return Answers(tuple(replies))

    def _asked_again(self, process: ModelProcess, at: int) -> Any:
        """One of the replies."""
        if self.sealed.calls:
            return Respondent(self.exercise, process).reply(*self.sealed.calls[at])
        return next(answers_to(self.expert.registry.questions(self.exercise)[at : at + 1], process))

    def _each(self, answers: Answers) -> list[str]:
        """The text of each reply by itself."""
        return [next(texts_of(spell([reply], self.sealed.offset))) for reply in answers.replies]

    def _why(self, name: str, correct: Texts, alone: Mapping[str, Texts]) -> str:
        if name not in alone:
            return "its program does not answer"
        texts = alone[name]
        same = [other for other, others in alone.items() if others[ALL] == texts[ALL] and other != name]
        if texts[ALL] != correct[ALL]:
            return f"nothing that is asked tells it from {', '.join(same)}"
        return "nothing that is asked tells it from the right program"


def _in_order(both: tuple[str, str], wrong: Mapping[str, list[str]], each: list[str], first: int) -> tuple[str, ...]:
    """First the one that explains the first wrong answer by itself."""
    return tuple(sorted(both, key=lambda name: (wrong[name][first] != each[first], name)))
