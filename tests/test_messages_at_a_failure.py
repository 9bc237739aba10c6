"""How what is said of a failure stands: each thing on a line of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from receptive.authoring.scaffold import scaffold
from receptive.catalogue.content import Content
from support import run_grade, solution

RAISES = """
def conv_out(n, k, stride=1, padding=0, dilation=1):
    if stride == 1:
        return [][n]
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
"""


def test_what_is_true_of_a_failure_stands_below_the_code_that_raised(workspace: Path) -> None:
    (workspace / "output_size.py").write_text(solution("output_size") + RAISES)
    lines = run_grade("output_size.conv_out", "--json", cwd=workspace).criteria()["window"]["message"].split("\n")
    assert lines[-2].strip() == "return [][n]"
    assert lines[-1].startswith("What comes back is right; but there is input for which it raises.")


def test_the_stub_of_a_new_topic_says_what_to_do_when_it_is_run(tmp_path: Path) -> None:
    content = Content(tmp_path)
    scaffold(content, "pooling_layers", 9)
    ran = subprocess.run([sys.executable, content.stub("pooling_layers")], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("python3 run.py pooling_layers, or: grade pooling_layers\n")
