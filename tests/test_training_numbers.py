"""The numbers of chapters 11 and 12 are those that the programs in docs/lesson have measured."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from support import ROOT

TOPIC = ROOT / "exercises" / "build_cnn"
CHAPTER = (TOPIC / "chapters" / "1-build-and-train.md").read_text("utf-8")
MEASURED: Any = json.loads((TOPIC / "figures" / "measured.json").read_text("utf-8"))


def test_the_kernels_to_play_with_are_those_that_were_learned() -> None:
    shown = re.findall(r"filter (\d): (\[\[.*\]\])", CHAPTER)
    assert len(shown) == 4
    for number, rows in shown:
        for row, learned in zip(json.loads(rows), MEASURED["filters"][int(number) - 1], strict=True):
            assert row == pytest.approx(learned, abs=0.0051)


def test_the_curves_are_told_as_they_were_measured() -> None:
    few = MEASURED["few"]
    best = min(few["test_loss"])
    assert f"{MEASURED['parameters']:,} parameters" in CHAPTER
    assert f"{few['parameters']:,} parameters" in CHAPTER
    told = f"falls to {best:.2f} in epoch {few['test_loss'].index(best) + 1}, and from then on it *rises*, to"
    assert f"{told} {few['test_loss'][-1]:.2f}" in " ".join(CHAPTER.split())
    assert f"{100 * few['test_accuracy'][-1]:.0f} in 100 of the unseen" in CHAPTER
    assert few["train_accuracy"][-1] == 1


def test_the_mistakes_are_counted() -> None:
    confusion = MEASURED["confusion"]
    unseen = sum(map(sum, confusion))
    right = sum(confusion[digit][digit] for digit in range(10))
    assert f"Of {unseen} unseen digits it gets {unseen - right} wrong" in CHAPTER
    assert sum(confusion[digit][8] for digit in range(10) if digit != 8) == 7
    assert [digit for digit in range(10) if confusion[digit][digit] == sum(confusion[digit])] == [0, 5]
    assert f"{right / unseen:.3f} says how often" in CHAPTER
