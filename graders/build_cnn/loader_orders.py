"""In which order `make_loaders` brings the images, and in which batches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .loader_facts import MIXED, NO_MATTER, Ask, numbered, once, rounds


def two_rounds(student: Any, probes: Any) -> list[list[list[int]]]:
    """Through the training, and through the test."""
    found = rounds(student, probes, numbered(len(MIXED)), MIXED, count=2, batch_size=12)
    return [[one.numbers for one in part] for part in found]


def are_repeated(parts: list[list[list[int]]]) -> list[bool]:
    return [first == second for first, second in parts]


def orders(*asked: dict[str, int]) -> Ask:
    """The training images of some calls, each after other random numbers; nothing where no round has an own order."""

    def ask(student: Any, probes: Any) -> list[list[int]]:
        in_one_order, _ = are_repeated(two_rounds(student, probes))
        found = [] if in_one_order else enumerate(asked)
        return [once(student, probes, mood=10 * mood, **given)[0].numbers for mood, given in found]

    return ask


def order_without_a_seed(student: Any, probes: Any) -> list[list[int]]:
    return [once(student, probes, **given)[0].numbers for given in ({"seed": 0, "mood": 1}, {"mood": 2})]


def as_first(found: list[list[int]]) -> list[bool]:
    """Which of them are like the first."""
    return [other == found[0] for other in found[1:]]


def in_the_order_of_the_first(found: list[list[int]]) -> list[bool] | str:
    """The same of the order of those images that are in both."""
    if not found:
        return NO_MATTER
    first = found[0]
    return [[n for n in first if n in other] == [n for n in other if n in first] for other in found[1:]]


def batches_of_ten(student: Any, probes: Any) -> list[list[int]]:
    return [one.sizes for one in once(student, probes, batch_size=10)]


def usual_size(student: Any, probes: Any) -> list[int]:
    """Of a batch where none is asked; nothing where what is asked is not given."""
    given = once(student, probes, batch_size=10)[0].sizes[0] == 10
    (train,), _ = rounds(student, probes, numbered(256), [0, 1] * 128)  # of which no batch of 64 is left over
    return train.sizes if given else []


def sizes_asked(parts: list[list[int]]) -> list[str]:
    return [size_asked(10)(sizes) for sizes in parts]


def size_asked(asked: int) -> Callable[[list[int]], str]:
    return lambda sizes: {asked: "as asked", 1: "1"}.get(sizes[0], "otherwise") if sizes else NO_MATTER


def images_that_come(student: Any, probes: Any) -> list[int]:
    """In one round through both: in batches without a rest, and with one."""
    return [sum(len(one.numbers) for one in once(student, probes, batch_size=size)) for size in (12, 10)]
