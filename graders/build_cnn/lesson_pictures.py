"""The pictures of the lesson about networks: shapes, and what docs/lesson/train_digits.py has measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from receptive.grader import Confusion, Curve, Curves, Picture, Tile, Tiles

from . import InceptionMini, LeNet, MyConv2d, ShiftNet, conv_block

DIGITS = tuple("0123456789")


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    drawn = {"block": conv_block, "columns": MyConv2d, "lenet": LeNet, "shift": ShiftNet, "inception": InceptionMini}
    for name, exercise in drawn.items():
        (picture,) = exercise.example()
        yield name, picture
    found: Any = json.loads((folder / "measured.json").read_text("utf-8"))
    yield "loss", curves("Loss while it learns", "loss", found)
    yield "accuracy", curves("Accuracy while it learns", "accuracy", found)
    filters = tuple(Tile(f"filter {number}", _rows(values)) for number, values in enumerate(found["filters"]))
    yield "filters", Tiles("Eight learned filters: filled is positive, hollow negative", filters)
    confusion = Confusion("What was taken for what", DIGITS, _rows(found["confusion"]))
    yield "confusion", confusion
    wrong = [Tile(f"{one['is']}, taken for {one['taken']}", _rows(one["image"])) for one in found["mistakes"]]
    yield "mistakes", Tiles("Digits that it took for others", tuple(wrong))


def curves(title: str, what: str, found: Any) -> Curves:
    names = (("training", f"train_{what}"), ("unseen", f"test_{what}"))
    return Curves(title, "epoch", what, tuple(Curve(name, tuple(found[key])) for name, key in names))


def _rows(values: Any) -> Any:
    return tuple(map(tuple, values))
