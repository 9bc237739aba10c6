"""How what is said of a failure stands: each thing on a line of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from receptive.authoring.scaffold import scaffold
from receptive.catalogue.content import Content
from support import Ran, run_grade, solution

RAISES = """
def conv_out(n, k, stride=1, padding=0, dilation=1):
    if stride == 1:
        return [][n]
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
"""
YIELDS = """
def conv_out(i, k, s=1, p=0, d=1):
    yield (i + 2 * p - d * (k - 1) - 1) // s + 1
"""
NEWER = """
def size_text(d):
    return f"size {d["k"]}"
"""


def test_what_is_true_of_a_failure_stands_below_the_code_that_raised(workspace: Path) -> None:
    (workspace / "output_size.py").write_text(solution("output_size") + RAISES)
    lines = run_grade("output_size.conv_out", "--json", cwd=workspace).criteria()["window"]["message"].split("\n")
    assert lines[-2].strip() == "return [][n]"
    assert lines[-1].startswith("What comes back is right; but there is input for which it raises.")


def first_message(ran: Ran, exercise: str) -> str:
    """What is said of the first criterion of an exercise that is not passed."""
    return next(one["message"] for one in ran.criteria().values() if one["exercise"] == exercise and not one["points"])


def test_who_takes_channels_last_is_told_that_they_come_first(workspace: Path) -> None:
    right = solution("filter_math")
    checked = "_check_conv2d(x, w, b, stride, padding, dilation)\n"
    assert right.count(checked) == 1
    turned = right.replace(checked, f"{checked}    x = np.transpose(x, (0, 3, 1, 2))\n")
    (workspace / "filter_math.py").write_text(turned)
    told = first_message(run_grade("filter_math.conv2d", "--json", cwd=workspace), "conv2d")
    assert "It takes an image as (N, H, W, C), channels last." in told
    # The whole topic asks several hundred models first, within the memory that a submission may cost
    whole = run_grade("filter_math", "--json", cwd=workspace)
    assert any("channels last" in one["message"] for one in whole.criteria().values())
    (workspace / "filter_math.py").write_text(right.replace(checked, f"{checked}    x = x[:, ::-1]\n"))
    assert "channels last" not in first_message(run_grade("filter_math.conv2d", "--json", cwd=workspace), "conv2d")


def test_who_yields_is_told_what_return_does(workspace: Path) -> None:
    (workspace / "output_size.py").write_text(solution("output_size") + YIELDS)
    told = first_message(run_grade("output_size.conv_out", "--json", cwd=workspace), "conv_out")
    assert "returned a generator, since a function with `yield` in it gives one; `return` gives the value" in told


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
def test_syntax_of_a_newer_python_is_told_with_both_versions(workspace: Path) -> None:
    (workspace / "output_size.py").write_text(solution("output_size") + NEWER)
    told = first_message(run_grade("output_size", "--json", cwd=workspace), "conv_out")
    assert f"read by Python 3.12 and newer; this is Python {'.'.join(map(str, sys.version_info[:3]))}." in told
    assert "quotes of the other kind" in told
    (workspace / "output_size.py").write_text(solution("output_size") + "x = (\n")
    assert "and newer" not in first_message(run_grade("output_size", "--json", cwd=workspace), "conv_out")


def test_the_stub_of_a_new_topic_says_what_to_do_when_it_is_run(tmp_path: Path) -> None:
    content = Content(tmp_path)
    scaffold(content, "pooling_layers", 9)
    ran = subprocess.run([sys.executable, content.stub("pooling_layers")], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("python3 run.py pooling_layers, or: grade pooling_layers\n")
