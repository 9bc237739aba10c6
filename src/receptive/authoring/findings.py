"""What a check is asked for and what it finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """How much is tried."""

    seeds: int
    mutants: int  # at most, drawn with a fixed seed
    variants: int = 20  # of each question of the quiz
    fairness: int = 3  # seeds under which every known mistake is graded

    @classmethod
    def quick(cls) -> Effort:
        return cls(seeds=2, mutants=40)

    @classmethod
    def quick_where_networks_train(cls) -> Effort:
        return cls(seeds=1, mutants=6, fairness=0)

    @property
    def is_full(self) -> bool:
        return self == Effort.full()

    @classmethod
    def full(cls) -> Effort:
        return cls(seeds=20, mutants=100_000, variants=500, fairness=3)  # of hundreds of mistakes


@dataclass(frozen=True)
class Line:
    """One property of one topic: whether it holds, what was counted, and every case in which it does not."""

    name: str
    found: str
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class TopicCheck:
    topic: str
    lines: tuple[Line, ...]

    @property
    def ok(self) -> bool:
        return all(line.ok for line in self.lines)


@dataclass(frozen=True)
class Found:
    """What one part of a check gives. `failing`: the criteria that wrong programs lost."""

    lines: tuple[Line, ...]
    failing: frozenset[str] = frozenset()
