"""Groups of submissions that are nearly the same program: a prompt to look at them, never a verdict.

What the stub gives and what many write is nobody's own and does not count; so who writes only what everybody writes
is never named. Cost grows with the class, not with its square: programs meet only where they share something rare.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from receptive.classroom.gradebook import Gradebook
from receptive.classroom.report.programs import Program, Programs, common_in, programs_of, stub_grams
from receptive.reading.reader import Reader

ALIKE = 0.7  # of what two programs have of their own, the share that both have
MIN_SHARED = 12  # rare fingerprints in common; fewer may be chance


@dataclass(frozen=True)
class Alike:
    """Students of one topic whose programs are nearly the same. `likeness`: of the two closest, from ALIKE to 1."""

    topic: str
    students: tuple[str, ...]
    likeness: float


@dataclass(frozen=True)
class Similarities:
    groups: tuple[Alike, ...]  # the closest first
    skipped: tuple[tuple[str, str, str], ...]  # topic, student, and why there was nothing to compare


def similarities(gradebook: Gradebook, stubs: Mapping[str, str]) -> Similarities:
    """Compare the sources of each topic.

    Args:
        stubs: by topic, what students started from.
    """
    with Reader() as reader:
        return similarities_of(programs_of(gradebook, reader), stubs)


def similarities_of(programs: Programs, stubs: Mapping[str, str]) -> Similarities:
    """The same of programs that were read already."""
    groups: list[Alike] = []
    for topic, some in programs.by_topic.items():
        groups += _groups(topic, some, stub_grams(stubs.get(topic, "")))
    return Similarities(
        tuple(sorted(groups, key=lambda one: (-one.likeness, one.topic, one.students))), programs.skipped
    )


def _groups(topic: str, programs: Sequence[Program], stub: frozenset[int]) -> Iterable[Alike]:
    """Groups of one topic. Equal programs are one here, so that copies do not make themselves common."""
    students = [program.students for program in programs]
    prints = [program.prints.hashes - stub for program in programs]
    common = common_in(prints)
    own = [each - common for each in prints]
    likeness = {(place, place): 1.0 for place, names in enumerate(students) if len(names) > 1}
    likeness = {pair: 1.0 for pair in likeness if len(own[pair[0]]) >= MIN_SHARED}
    likeness |= _pairs(own)
    for places, closest in _join(likeness):
        yield Alike(topic, tuple(sorted(name for place in places for name in students[place])), closest)


def _pairs(own: Sequence[frozenset[int]]) -> dict[tuple[int, int], float]:
    """Pairs that are alike, by Jaccard's index of what they have of their own."""
    holders: dict[int, list[int]] = {}
    for place, each in enumerate(own):
        for one in each:
            holders.setdefault(one, []).append(place)
    shared = Counter(pair for places in holders.values() for pair in combinations(places, 2))
    found = {}
    for (first, second), count in shared.items():
        index = count / (len(own[first]) + len(own[second]) - count)
        if count >= MIN_SHARED and index >= ALIKE:
            found[first, second] = index
    return found


def _join(likeness: Mapping[tuple[int, int], float]) -> Iterable[tuple[set[int], float]]:
    """What hangs together, with the closest likeness in it."""
    neighbors: dict[int, dict[int, float]] = {}
    for (first, second), index in likeness.items():
        neighbors.setdefault(first, {})[second] = index
        neighbors.setdefault(second, {})[first] = index
    seen: set[int] = set()
    for start in sorted(neighbors):
        if start not in seen:
            group, waiting = {start}, [start]
            while waiting:
                new = neighbors[waiting.pop()].keys() - group
                group |= new
                waiting += new
            seen |= group
            yield group, max(index for place in group for index in neighbors[place].values())
