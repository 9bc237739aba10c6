"""What `count_trainable` is asked, at home too: models as one would type them."""

from __future__ import annotations

from typing import Any

from receptive.grader import Demonstration, check

Description = list[Any]


def counted(model: str, description: Description) -> Demonstration:
    """A model as one would type it, as `probes.build` takes it, and what it has to learn."""

    def ask(student: Any, probes: Any) -> Any:
        count = student.count_trainable(probes.build(description))
        check(isinstance(count, int | float), "the result is no number")
        return count

    return Demonstration(f"count_trainable({model})", ask, (description,))


QUESTIONS = (
    counted(
        "nn.Linear(3, 2)",
        ["Linear", 3, 2],
    ),
    counted(
        "nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))",
        ["Sequential", ["Linear", 2, 2], ["Linear", 2, 2]],
    ),
    counted(
        "nn.Sequential(nn.Sequential(nn.Linear(2, 3)))",
        ["Sequential", ["Sequential", ["Linear", 2, 3]]],
    ),
    counted(
        "nn.Sequential(a, a) with a = nn.Linear(2, 2)", ["Sequential", ["Linear", 2, 2, {"name": "a"}], ["again", "a"]]
    ),
    counted(
        "nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1)) with the first layer frozen",
        ["Sequential", ["Linear", 2, 3, {"frozen": "all"}], ["Linear", 3, 1]],
    ),
    counted(
        "nn.BatchNorm2d(4)",
        ["BatchNorm2d", 4],
    ),
    counted(
        "nn.Linear(2, 3, bias=False)",
        ["Linear", 2, 3, {"bias": False}],
    ),
    counted(
        "nn.Sequential(nn.Linear(2, 3)) with the weight frozen",
        ["Sequential", ["Linear", 2, 3, {"frozen": ["weight"]}]],
    ),
    counted(
        "nn.Sequential(a, b), two nn.Linear(2, 2) with b.weight = a.weight",
        ["Sequential", ["Linear", 2, 2, {"name": "a"}], ["Linear", 2, 2, {"weight_of": "a"}]],
    ),
    counted(
        "a module with one parameter `scale` of shape (3,)",
        ["Scaled", (3,)],
    ),
    counted(
        "a module with a `weight` of shape (4,) and a `bias` of shape (4,)",
        ["Shifted", (4,)],
    ),
    counted(
        "a module with a parameter of shape (3,) and an nn.Linear(2, 2)",
        ["Scaled", (3,), ["Linear", 2, 2]],
    ),
)
