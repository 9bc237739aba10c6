"""What `make_loaders` decides, each asked in such a way that nothing depends on what its writer may choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from receptive.grader import Demonstration, a_thing

from .loader_facts import Round, numbered, rounds
from .requirements import require_tensor

MIXED = ([0] * 4 + [1] * 8 + [2] * 12) * 2
SORTED = [name for name, count in enumerate((20, 40, 60, 80)) for _ in range(count)]
NO_MATTER = "decided by another mistake"
PARTS = ("training", "test")

Ask = Callable[[Any, Any], Any]


def once(student: Any, probes: Any, **settings: Any) -> list[Round]:
    """A round through both parts of 48 images, in batches that leave no rest if nothing else is asked."""
    found = rounds(student, probes, numbered(len(MIXED)), MIXED, **{"batch_size": 12, **settings})
    return [one for (one,) in found]


def first_batch(student: Any, probes: Any, x: np.ndarray, y: Any = (0, 1) * 4) -> list[Any]:
    (train,), _ = rounds(student, probes, x, y, batch_size=2)
    return list(train.batches[0])


# Images and labels


def what_it_gives(student: Any, probes: Any) -> list[str]:
    """For each result whether it gives batches or single images."""
    made = student.make_loaders(numbered(8), np.array([0, 1] * 4), batch_size=2)
    return [kind(probes, thing) for thing in made] if isinstance(made, tuple | list) else [a_thing(made)]


def kind(probes: Any, thing: Any) -> str:
    if not hasattr(thing, "type_name"):
        return a_thing(thing)
    ((first, *_),) = probes.epochs(thing, 1, 8)
    is_single = isinstance(first, list) and len(first) == 2 and require_tensor(first[1]).ndim == 0
    return "single images" if is_single else "batches"


def layout(*shape: int) -> Ask:
    """Shape and order of the pixels of an image in which each is larger than the one before it."""

    def ask(student: Any, probes: Any) -> list[list[int]]:
        pixels = np.tile(np.arange(np.prod(shape), dtype=float), 8).reshape(8, *shape)
        image = require_tensor(first_batch(student, probes, pixels)[0][0])
        return [list(image.shape), image.double().flatten().argsort().tolist()]

    return ask


def type_of(part: int, given: type) -> Ask:
    def ask(student: Any, probes: Any) -> str:
        x, y = numbered(8), np.array([0, 1] * 4)
        batch = first_batch(student, probes, *((x.astype(given), y) if part == 0 else (x, y.astype(given))))
        name = str(require_tensor(batch[part]).dtype).removeprefix("torch.")
        if part and batch[1].ndim > 1:
            return NO_MATTER  # a row or a column is wrong whatever its type
        return "float" if part and name.startswith("float") else name

    return ask


def shape_of_labels(student: Any, probes: Any) -> list[int]:
    return list(first_batch(student, probes, numbered(8))[1].shape[1:])


def own_labels(student: Any, probes: Any) -> bool:
    return all(have_own_labels(one, MIXED) for one in once(student, probes))


def have_own_labels(one: Round, labels: list[int]) -> bool:
    return one.labels == [labels[number] for number in one.numbers]


def values(given: type) -> Ask:
    return lambda student, probes: _values(student, probes, given)


def _values(student: Any, probes: Any, given: type) -> list[list[float]]:
    """The smallest, the mean and the largest value in each part; the images are all alike."""
    x: np.ndarray = np.tile(np.array([2.0, 4.0, 16.0, 4.0]), 24).reshape(24, 2, 2).astype(given)
    found = [
        torch.cat([images for images, _ in one.batches]).double()
        for (one,) in rounds(student, probes, x, [0, 1] * 12, batch_size=6)
    ]
    return [[float(part.min()), float(part.mean()), float(part.max())] for part in found]


def are_kept(parts: list[list[float]]) -> list[bool]:
    return [abs(low - 2) < 1e-3 and abs(high - 16) < 1e-3 for low, _, high in parts]


def scaling(parts: list[list[float]]) -> str:
    """In which way both parts are scaled, if they are."""
    if any(are_kept(parts)):
        return NO_MATTER
    ways = [_scaling(*part) for part in parts]
    return ways[0] if ways[0] == ways[1] else "in two ways"


def what_became(parts: list[list[float]]) -> list[Any]:
    return [are_kept(parts), scaling(parts)]


def _scaling(low: float, mean: float, high: float) -> str:
    if low < 0:
        return "mean 0" if abs(mean) < 1e-3 * (high - low) else "half below 0"
    known = {"by 255": (2 / 255, 16 / 255), "by the largest": (1 / 8, 1.0), "from 0 to 1": (0.0, 1.0)}
    found = [way for way, ends in known.items() if np.allclose((low, high), ends, atol=1e-4)]
    return found[0] if found else "otherwise"


# The split


def sizes(student: Any, probes: Any) -> list[list[int]]:
    found = [once(student, probes, batch_size=6, **given) for given in ({}, {"test_size": 0.125}, {"test_size": 0.75})]
    return [[len(one.numbers) for one in parts] for parts in found]


def follow_the_share(found: list[list[int]]) -> str:
    of_test = [test for _, test in found]
    if len(set(of_test)) == 1:
        return "constant"
    return {"[12, 6, 36]": "right", "[36, 42, 12]": "the other way round"}.get(str(of_test), "otherwise")


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
    return [[test.labels.count(name) for name in range(4)] for _, (test,) in found]


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


# The order, and the batches


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


def decision(call: str, ask: Ask, decides: Callable[[Any], Any] = lambda found: found) -> Demonstration:
    return Demonstration(call, ask, decides=decides)


SEEDS = {"seed": 3}, {"seed": 3}, {"seed": 4}
DECISIONS = (
    decision("what the parts give", what_it_gives),
    decision("the layout of gray images", layout(2, 3)),
    decision("the layout of images with channels", layout(2, 3, 4)),
    decision("the type of images of float64", type_of(0, np.float64)),
    decision("the type of images of uint8", type_of(0, np.uint8)),
    decision("the type of labels of int64", type_of(1, np.int64)),
    decision("the type of labels of int32", type_of(1, np.int32)),
    decision("the shape of a label", shape_of_labels),
    decision("whether each image has its own label", own_labels),
    decision("whether values are kept, and how they are scaled", values(float), what_became),
    decision("whether bytes are kept", values(np.uint8), what_became),
    decision("the sizes of the parts", sizes, follow_the_share),
    decision("images in both, in none, and twice in either", overlap, lambda found: [n > 0 for n in found]),
    decision("what the classes give", counts, are_fair),
    decision("how the test is found", places, are_drawn),
    decision("the split of one seed, and of two", tests(*SEEDS), as_first),
    decision("the orders of two rounds through either part", two_rounds, are_repeated),
    decision("the order of one seed, and of two", orders(*SEEDS), in_the_order_of_the_first),
    decision("the order without a seed", order_without_a_seed, in_the_order_of_the_first),
    decision("the sizes of batches", batches_of_ten, sizes_asked),
    decision("the sizes of batches without a size", usual_size, size_asked(64)),
    decision("whether every image comes", images_that_come, lambda found: found[0] == found[1]),
)
