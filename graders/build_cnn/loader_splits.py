"""How `make_loaders` splits."""

from __future__ import annotations

from typing import Any

from .loader_facts import MIXED, NO_MATTER, Ask, have_own_labels, numbered, once, rounds

SORTED = [name for name, count in enumerate((20, 40, 60, 80)) for _ in range(count)]

SHARES = [12, 6, 36], [36, 42, 12]  # what the test gets; of no matter is which others


def sizes(student: Any, probes: Any) -> list[list[int]]:
    found = [once(student, probes, batch_size=6, **given) for given in ({}, {"test_size": 0.125}, {"test_size": 0.75})]
    return [[len(one.numbers) for one in parts] for parts in found]


def follow_the_share(found: list[list[int]]) -> str:
    of_test = [test for _, test in found]
    if len(set(of_test)) == 1:
        return "constant"
    return str(of_test) if of_test in SHARES else "otherwise"


def overlap(student: Any, probes: Any) -> list[int]:
    """How many images are in both and in none, and how many come once more in the training, and in the test."""
    train, test = (one.numbers for one in once(student, probes))
    again = [len(part) - len(set(part)) for part in (train, test)]
    return [len(set(train) & set(test)), len(MIXED) - len({*train, *test}), *again]


def counts(student: Any, probes: Any) -> list[list[int]]:
    """For two seeds and each class the images that it gives to the test; nothing where labels are not their own."""
    found = [rounds(student, probes, numbered(len(SORTED)), SORTED, batch_size=50, seed=seed) for seed in (1, 2)]
    if not all(have_own_labels(one, SORTED) for parts in found for (one,) in parts):
        return []
    return [[test.labels.tolist().count(name) for name in range(4)] for _, (test,) in found]


def are_fair(found: list[list[int]]) -> bool | str:
    """Each class gives the share that all images give, up to rounding."""
    if not found:
        return NO_MATTER
    shares = [sum(part) / len(SORTED) for part in found]
    wanted = [[share * SORTED.count(name) for name in range(4)] for share in shares]
    return all(
        abs(count - want) <= 1
        for part, row in zip(found, wanted, strict=True)
        for count, want in zip(part, row, strict=True)
    )


def places(student: Any, probes: Any) -> list[int]:
    return sorted(once(student, probes)[1].numbers)


def are_drawn(test: list[int]) -> str:
    """Whether the test is a piece of all images, or of each class, or was drawn."""
    rest = [number for number in range(len(MIXED)) if number not in test]
    if test == list(range(test[0], test[0] + len(test))):
        return "one piece"
    pieces = []
    for name in range(3):
        own, others = ([n for n in part if 0 <= n < len(MIXED) and MIXED[n] == name] for part in (test, rest))
        pieces.append(bool(own) and (not others or own[-1] < others[0] or own[0] > others[-1]))
    return "the first or last of each class" if all(pieces) else "drawn"


def tests(*asked: dict[str, int]) -> Ask:
    """The test images of some calls, each after other random numbers."""

    def ask(student: Any, probes: Any) -> list[list[int]]:
        found = [once(student, probes, mood=mood, **given)[1] for mood, given in enumerate(asked)]
        return [sorted(one.numbers) for one in found]

    return ask
