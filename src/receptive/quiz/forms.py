"""What a question becomes: a variant with forms to fill in, and keys to mark with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """One slot of an answer and what may be known about it. It tells nothing of the right answer."""

    kind: str  # single, multiple, number, shape, expression, text, matching, ordering, cells, output
    label: str = ""
    options: tuple[str, ...] = ()  # choices, right sides of a matching, items to order
    lefts: tuple[str, ...] = ()  # of a matching
    step: str = ""  # width of the buckets of a number with a tolerance, a fraction like 1/50; empty: exact
    offset: str = ""  # where the buckets begin
    variables: tuple[str, ...] = ()  # of an expression
    points: tuple[tuple[int, ...], ...] = ()  # values of the variables at which it is judged
    grid: tuple[tuple[str, ...], ...] = ()  # what the cells of a hotspot show
    unit: str = ""
    decimals: int = 0  # that a number must be written with; 0: as it is
    must_use: tuple[str, ...] = ()  # functions that an expression must call; // is a floor
    must_not_use: tuple[str, ...] = ()


@dataclass(frozen=True)
class Belief:
    """Why somebody answers so, for the student. `misconception` is empty for a sentence of the question's own."""

    says: str
    misconception: str = ""


@dataclass(frozen=True)
class Key:
    """Canonical answers: the right ones, and the wrong ones whose mistake is known."""

    accepted: tuple[str, ...]
    caught: tuple[tuple[str, Belief], ...] = ()
    shown: str = ""  # the right answer in words


@dataclass(frozen=True)
class Picture:
    svg: str
    alt: str


@dataclass(frozen=True)
class Variant:
    """One question as one student meets it. Texts are CommonMark with maths between dollars."""

    quiz: str  # the topic
    question: str
    number: int
    points: float
    type: str
    title: str
    prompt: str
    pictures: tuple[Picture, ...]
    hints: tuple[str, ...]
    forms: tuple[Form, ...]
    keys: tuple[Key, ...]  # one for each form
    explanation: str


@dataclass(frozen=True)
class Marked:
    """What a response is worth, slot by slot. `read` says how a text was understood where that is not plain."""

    right: bool
    slots: tuple[bool, ...]
    beliefs: tuple[Belief, ...] = ()
    read: tuple[str, ...] = ()
    explanation: str = ""  # after a right answer

    @property
    def share(self) -> float:
        """How much of the points it earns: each part of a question is worth the same."""
        return sum(self.slots) / len(self.slots)
