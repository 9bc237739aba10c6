"""From answers to explanations: the boxes that a student's answers open, and what is said then.

Keys are made of all answers, or of those to a family of calls where code raises on others. They are the same words
as those of the whole grader (docs/decisions/0009), which finds them by running the mistakes themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from receptive import seals
from receptive.diagnosis.sentences import WHERE_IT_DOES_NOT_RAISE, say
from receptive.model import RAISED, Case, Diagnosis
from receptive.recognition.asking import Answers
from receptive.recognition.canonical_replies import Piece, TooLong, has_raised, spell, texts_of
from receptive.recognition.explanations import Explanation, from_bytes
from receptive.recognition.table import KEY, SHOWN, SealedExercise, SealedTopic
from receptive.seals import Damaged

ALL, TYPES, CHANGED, REFUSED = "all", "types", "changed", "refused"  # what a key is made of
MOST_OF_IT = 0.5  # the share of the answers that a family must have, to say what is wrong where code does not raise


class How(IntEnum):
    """What the one or two mistakes of a lock are to each other."""

    ONE = 1
    BOTH = 2
    EITHER = 3


@dataclass(frozen=True)
class Opened:
    """The mistakes that explain what was answered."""

    how: How
    explanations: tuple[Explanation, ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(each.misconception.id for each in self.explanations)


@dataclass(frozen=True)
class Recognized:
    """What is said, as the whole grader says it."""

    diagnosis: Diagnosis
    example: str = ""
    case: Case | None = None


@dataclass(frozen=True)
class Found:
    """About what comes back, and about what impossible input does."""

    wrong: Recognized | None = None
    refusing: Recognized | None = None


def recognize(head: SealedTopic, sealed: SealedExercise, answers: Answers) -> Found:
    """The mistakes that these answers show.

    Raises:
        Damaged: a box opens that does not hold what a box holds.
    """
    keyring = Keyring(head, sealed)
    try:
        found = keyring.open(ALL, answers) or keyring.open(TYPES, answers)
        slip = None if found else keyring.open_families(answers)
        changed, refusing = keyring.open(CHANGED, answers), keyring.open(REFUSED, answers)
    except TooLong:
        return Found()
    together = _both(found or slip, changed)
    wrong = _said(head.topic, together) if together and _may_be_of(together, answers) else None
    if wrong and slip:
        says = f"{WHERE_IT_DOES_NOT_RAISE} {wrong.diagnosis.says}"
        wrong = replace(wrong, diagnosis=replace(wrong.diagnosis, says=says))
    return Found(wrong, _said(head.topic, refusing) if refusing else None)


class Keyring:
    """The keys that the answers to one exercise make."""

    def __init__(self, head: SealedTopic, sealed: SealedExercise) -> None:
        self.head = head
        self.sealed = sealed
        self.nonce = nonce_of(sealed.boxes)

    def open(self, label: str, answers: Answers) -> Opened | None:
        """What these answers open.

        Raises:
            TooLong: they are far more than was asked for.
            Damaged: as `recognize` says.
        """
        if label not in labels_of(self.sealed):  # a key costs as much as two calls
            return None
        for text in texts_of(pieces_of(self.sealed, label, answers)):
            key = key_of(self.head, self.sealed.exercise, label, text)
            lock = self.sealed.locks.get(shown(key))
            if lock:
                return self._opened(seals.cover(key, lock, self.nonce))
        return None

    def open_families(self, answers: Answers) -> Opened | None:
        """The mistake that shows wherever code does not raise, if that is known of enough of it."""
        fine = {at for at, reply in enumerate(answers.replies) if not has_raised(reply)}
        if not fine or len(fine) == len(answers.replies):
            return None
        whole = [number for number, family in enumerate(self.sealed.families) if fine.issuperset(family)]
        whole.sort(key=lambda number: -len(self.sealed.families[number]))
        if not whole or len(self.sealed.families[whole[0]]) < MOST_OF_IT * len(fine):
            return None
        found = self.open(family(whole[0]), answers)
        if found is None or found.how is How.BOTH:
            return None
        left = [each for each in found.explanations if self._shows_everywhere(each, whole[1:], answers)]
        return Opened(How.ONE if len(left) == 1 else How.EITHER, tuple(left)) if left else None

    def _shows_everywhere(self, one: Explanation, families: Sequence[int], answers: Answers) -> bool:
        """Whether the other families open where the mistake shows, and nowhere else."""
        for number in families:
            found = self.open(family(number), answers)
            if (number in one.families) != (found is not None and one.misconception.id in found.ids):
                return False
        return True

    def _opened(self, held: bytes) -> Opened:
        try:
            how = How(held[0])
        except ValueError as wrong:
            raise Damaged("a lock does not hold what a lock holds") from wrong
        keys = [held[1 : 1 + KEY], held[1 + KEY : 1 + 2 * KEY]][: 1 if how is How.ONE else 2]
        return Opened(how, tuple(map(self._unbox, keys)))

    def _unbox(self, key: bytes) -> Explanation:
        box = self.sealed.boxes.get(shown(key))
        held = box and seals.unlock(stretched(key), box, self.sealed.exercise)
        if not held:
            raise Damaged("a box is missing or was changed")
        return from_bytes(held, self.sealed.primer)


def labels_of(sealed: SealedExercise) -> tuple[str, ...]:
    """What keys are made of."""
    asked = {TYPES: sealed.typed, CHANGED: sealed.changed, REFUSED: sealed.refused}
    given = [label for label, is_asked in asked.items() if is_asked]
    return (ALL, *given, *map(family, range(len(sealed.families))))


def pieces_of(sealed: SealedExercise, label: str, answers: Answers) -> list[Piece]:
    """What a key is made of, in its spellings.

    Raises:
        TooLong: as `spell` says.
    """
    if label == CHANGED:
        return spell(answers.left, sealed.offset)
    if label == REFUSED:
        return spell(answers.refusals, sealed.offset, kinds_too=True)
    if label in (ALL, TYPES):
        return spell(answers.replies, sealed.offset, types_too=label == TYPES)
    return spell([answers.replies[at] for at in sealed.families[int(label.split()[1])]], sealed.offset)


def key_of(head: SealedTopic, exercise: str, label: str, text: str) -> bytes:
    """The key that answers make."""
    salt = hashlib.sha256(f"{head.topic}/{exercise}/{label}".encode()).digest()[:16]
    return seals.derive(text, salt, head.rounds)


def stretched(key: bytes) -> bytes:
    """What a box is locked with; locks hold the short key, since there are twenty times as many of them."""
    return hashlib.sha256(b"box" + key).digest()


def family(number: int) -> str:
    """What the keys of a family of calls are made of."""
    return f"family {number}"


def shown(key: bytes) -> bytes:
    """By which a lock or a box is found; says no more of its key than the box does."""
    return hashlib.sha256(b"shown" + key).digest()[:SHOWN]


def nonce_of(boxes: Iterable[bytes]) -> bytes:
    """Of the locks of an exercise, from what the keys of its boxes show: locks that hold other keys have another."""
    return hashlib.sha256(b"nonce" + b"".join(sorted(boxes))).digest()[:16]


def _both(found: Opened | None, changed: Opened | None) -> Opened | None:
    """A wrong value, and an argument that is written into, are two mistakes."""
    if found is None or changed is None:
        return found or changed
    if found.how is How.ONE and changed.how is How.ONE and found.ids != changed.ids:
        return Opened(How.BOTH, (*found.explanations, *changed.explanations))
    return found


def _may_be_of(opened: Opened, answers: Answers) -> bool:
    """Code that raises whatever it is asked can be known by the type of its exception only: that of the small case."""
    if not all(map(has_raised, answers.replies)):
        return True
    raised = {f"{RAISED}{reply.type_name};" for reply in answers.replies}
    return any(text in one.example for text in raised for one in opened.explanations)


def _said(topic: str, opened: Opened) -> Recognized | None:
    entries = {each.misconception.id: each.misconception for each in opened.explanations}
    names = list(entries)
    diagnosis = say(entries, topic, [names] if opened.how is How.BOTH else [[name] for name in names])
    if diagnosis is None:
        return None
    first = next((each for each in opened.explanations if each.example or each.case), opened.explanations[0])
    return Recognized(diagnosis, first.example, first.case)
