"""What a workspace keeps of the last run, as an older release or somebody else may have written it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from receptive.model import Diagnosis, Foreseen, Status
from receptive.workspace.kept import read_kept

CRITERION = {"id": "formula", "status": "passed"}
TOPIC: dict[str, Any] = {"hashes": {"submission": "5e"}, "points": 0.5, "criteria": [CRITERION]}
MISTAKE = {"misconception": "SHP-7", "says": "You count the taps."}


def kept(path: Path, **more: Any) -> Any:
    path.write_text(json.dumps({"topics": [TOPIC | more]}))
    return read_kept(path)


def test_what_was_foreseen_is_read_with_what_it_says(tmp_path: Path) -> None:
    lines = [
        {"exercise": "conv_out", "diagnosis": MISTAKE, "example": "conv_out(3)", "message": ""},
        {"exercise": "trace", "diagnosis": None, "example": "", "message": "it never ends"},
    ]
    known = Diagnosis("SHP-7", "You count the taps.", example="conv_out(3)")
    found = kept(tmp_path / "topic.json", foreseen=lines)
    assert found.foreseen == (Foreseen("conv_out", known), Foreseen("trace", trouble="it never ends"))


def test_a_result_of_a_release_that_kept_nothing_foreseen_is_read(tmp_path: Path) -> None:
    found = kept(tmp_path / "topic.json")
    assert (found.statuses, found.points, found.foreseen) == ({"formula": Status.PASSED}, 0.5, ())


@pytest.mark.parametrize("foreseen", [3, [3], ["conv_out"], [{}], {"exercise": 1}, None, [{"exercise": "conv_out"}]])
def test_what_nobody_of_us_wrote_counts_as_nothing_kept(tmp_path: Path, foreseen: Any) -> None:
    assert kept(tmp_path / "topic.json", foreseen=foreseen) is None
