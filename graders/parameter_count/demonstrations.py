"""Small models for `count_trainable`, whose argument is no plain data; the smallest first."""

from __future__ import annotations

from typing import Any

from receptive.grader import Demonstration, Demonstrations, check


def counted(model: str, description: list[Any], line: str) -> Demonstration:
    """A model as one would type it, as `probes.build` takes it, and what it has to learn."""

    def ask(student: Any, probes: Any) -> Any:
        count = student.count_trainable(probes.build(description))
        check(isinstance(count, int | float), "the result is no number")
        return count

    return Demonstration(f"count_trainable({model})", ask, (description,), lambda _: line)


DEMONSTRATIONS: Demonstrations = {
    "count_trainable": (
        counted("nn.Linear(3, 2)", ["Linear", 3, 2], "2·3 + 2 = 8"),
        counted(
            "nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))",
            ["Sequential", ["Linear", 2, 2], ["Linear", 2, 2]],
            "(2·2 + 2) + (2·2 + 2) = 12",
        ),
        counted(
            "nn.Sequential(nn.Sequential(nn.Linear(2, 3)))",
            ["Sequential", ["Sequential", ["Linear", 2, 3]]],
            "3·2 + 3 = 9",
        ),
        counted(
            "nn.Sequential(a, a) with a = nn.Linear(2, 2)",
            ["Sequential", ["Linear", 2, 2, {"name": "a"}], ["again", "a"]],
            "the one layer: 2·2 + 2 = 6",
        ),
        counted(
            "nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1)) with the first layer frozen",
            ["Sequential", ["Linear", 2, 3, {"frozen": "all"}], ["Linear", 3, 1]],
            "0 + (1·3 + 1) = 4",
        ),
        counted("nn.BatchNorm2d(4)", ["BatchNorm2d", 4], "4 + 4 = 8"),
    ),
}
