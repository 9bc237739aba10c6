"""A mistake is said of the criteria that fail by it, and of no other criterion of its exercise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from receptive.grading.session import GraderSession
from receptive.model import Status, Submission
from support import solution

LIST_AND_HANGING_WINDOW = """
def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    rounded = math.ceil if ceil_mode else math.floor
    k, s, p, _ = _windows(kernel, stride or kernel, padding, 1)
    c, h, w = in_shape if layout == "NCHW" else (in_shape[2], *in_shape[:2])
    size = [rounded((n + 2 * p[a] - k[a]) / s[a]) + 1 for a, n in enumerate((h, w))]
    return [c] + size if layout == "NCHW" else size + [c]
"""
ROUNDS_UP_TO_A_FLOAT = """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    if d * (k - 1) + 1 > i + 2 * p:
        raise ValueError("k")
    return float(math.ceil((i + 2 * p - d * (k - 1) - 1) / s)) + 1
"""
ROUNDS_UP_AND_NAMES_NOTHING = """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    if d * (k - 1) + 1 > i + 2 * p:
        raise ValueError("impossible")
    return math.ceil((i + 2 * p - d * (k - 1) - 1) / s) + 1
"""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (LIST_AND_HANGING_WINDOW, {"ceil_drop": "SHP-20a", "plain_int": "SHP-38"}),
        (ROUNDS_UP_TO_A_FLOAT, {"stride": "SHP-4", "together": "SHP-4", "plain_int": "SHP-17b"}),
        (ROUNDS_UP_AND_NAMES_NOTHING, {"stride": "SHP-4", "together": "SHP-4", "validation": ""}),
    ],
)
def test_another_reason_has_a_mistake_of_its_own_or_none(
    open_grader: Callable[[str], GraderSession], source: str, said: dict[str, str]
) -> None:
    text = f"{solution('output_size')}\nimport math\n{source}"
    graded = open_grader("output_size").grade(Submission("output_size", Path("output_size.py"), text.encode()), "why")
    failed = [each for each in graded.outcomes if each.status is not Status.PASSED]
    assert {each.criterion.id: each.diagnosis.misconception if each.diagnosis else "" for each in failed} == said
