"""The pictures of the chapters on networks: shapes, and what docs/lesson/train_digits.py has measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from receptive.grader import Confusion, Curve, Curves, Photo, Photos, Picture

from . import InceptionMini, LeNet, MyConv2d, ShiftNet, conv_block

DIGITS = tuple("0123456789")
SIDE = 24  # of a filter and of a response in one picture: 3 and 8 divide it
SIGNED = "its weights, gray is zero, white positive, black negative; below them the places where it responds"


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
    yield "mistakes", Photos("Digits that it gets wrong", tuple(wrong), wide=64)


def curves(title: str, what: str, found: Any, mark: tuple[int, str] | None = None) -> Curves:
    names = (("training", f"train_{what}"), ("unseen", f"test_{what}"))
    return Curves(title, "epoch", what, tuple(Curve(name, tuple(found[key])) for name, key in names), mark=mark)


def filters(found: Any) -> Photos:
    """The digit, and each filter of the first layer above its response to the digit."""
    pairs = [
        photo(f"filter {number}", _filter_and_response(kernel, response), SIGNED)
        for number, (kernel, response) in enumerate(zip(found["filters"], found["maps"], strict=True), 1)
    ]
    digit = photo("the digit", _larger(found["digit"], SIDE // 8))
    return Photos("Eight learned filters, and below each its response to a 4", (digit, *pairs), 54)


def _filter_and_response(kernel: Any, response: Any) -> list[list[float]]:
    """One image of both: the response has its own scale, since the places matter here and not the strength."""
    most = max(map(max, response)) or 1
    shown = [[(value + 1) / 2 for value in row] for row in kernel]
    response = [[value / most for value in row] for row in response]
    return [*_larger(shown, SIDE // 3), *[[1.0] * SIDE] * 2, *_larger(response, SIDE // 8)]


def _larger(rows: Any, times: int) -> list[list[float]]:
    return [[value for value in row for _ in range(times)] for row in rows for _ in range(times)]


def photo(caption: str, rows: Any, shows: str = "") -> Photo:
    """Rows of numbers from 0 (black) to 1 (white)."""
    grays = bytes(round(255 * value) for row in rows for value in row)
    return Photo(caption, (len(rows), len(rows[0]), 1), grays, shows)


def _rows(values: Any) -> Any:
    return tuple(map(tuple, values))
