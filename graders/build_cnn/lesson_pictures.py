"""The pictures of the chapters on networks: shapes, and what docs/lesson/train_digits.py has measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from receptive.grader import Confusion, Curve, Curves, Photo, Photos, Picture

from . import InceptionMini, LeNet, MyConv2d, ShiftNet, conv_block

DIGITS = tuple("0123456789")
SIGNED = "gray is zero, white positive, black negative"


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    drawn = {"block": conv_block, "columns": MyConv2d, "lenet": LeNet, "shift": ShiftNet, "inception": InceptionMini}
    for name, exercise in drawn.items():
        (picture,) = exercise.example()
        yield name, picture
    found: Any = json.loads((folder / "measured.json").read_text("utf-8"))
    yield "loss", curves("The loss of a network that learns", "loss", found)
    few = found["few"]
    best = few["test_loss"].index(min(few["test_loss"])) + 1
    yield "overfit", curves("The loss of a network that overfits", "loss", few, (best, f"best: epoch {best}"))
    yield "accuracy", curves("The accuracy of the same network", "accuracy", few, (best, f"epoch {best}"))
    yield "filters", filters(found)
    yield "confusion", Confusion("Rows: true digit; columns: prediction", DIGITS, _rows(found["confusion"]))
    wrong = [photo(f"{one['is']}, said {one['taken']}", one["image"]) for one in found["mistakes"]]
    yield "mistakes", Photos("Digits that it gets wrong", tuple(wrong), wide=80)


def curves(title: str, what: str, found: Any, mark: tuple[int, str] | None = None) -> Curves:
    names = (("training", f"train_{what}"), ("unseen", f"test_{what}"))
    return Curves(title, "epoch", what, tuple(Curve(name, tuple(found[key])) for name, key in names), mark=mark)


def filters(found: Any) -> Photos:
    """The digit, then each filter of the first layer with its response to the digit."""
    pairs = [
        part
        for number, (kernel, response) in enumerate(zip(found["filters"], found["maps"], strict=True), 1)
        for part in (photo(f"filter {number}", kernel, -1, SIGNED), photo(f"response {number}", response))
    ]
    return Photos("Eight learned filters, and their responses to a 4", (photo("the digit", found["digit"]), *pairs), 80)


def photo(caption: str, rows: Any, least: float = 0, shows: str = "") -> Photo:
    """Rows of numbers as gray pixels; `least` is black and 1 is white."""
    grays = bytes(round(255 * (value - least) / (1 - least)) for row in rows for value in row)
    return Photo(caption, (len(rows), len(rows[0]), 1), grays, shows)


def _rows(values: Any) -> Any:
    return tuple(map(tuple, values))
