"""The record that `graders/<topic>/misconceptions.py` is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Misconception:
    """A mistake that people make, with a wrong model that makes it too.

    The module that holds it has two names: `MISCONCEPTIONS`, a tuple of these, and `model(exercise, ids)`, which gives
    the exercise as somebody would write it who holds the misconceptions `ids`; with no ids it is right. Two more help
    to tell suspects apart and to find small cases: `inputs(exercise, random)`, calls from the smallest on, and
    `possible(exercise, args, kwargs)`, whether a call makes sense where the right model would answer more than those.
    Exercises that cannot be called with plain data have demonstrations in their place.
    """

    id: str  # SHP-4
    name: str  # a few words: "rounds up"
    says: str  # what was done, in one sentence to the student
    ask: str  # a question or a small experiment that lets them see it
    read: str  # a heading of the topic's README
    exercises: tuple[str, ...]  # that it changes
