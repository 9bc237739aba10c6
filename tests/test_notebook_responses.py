"""What is read off a response cell, and that the student's cell says at once what will not count."""

from __future__ import annotations

from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from receptive.notebook.responses import NoResponse, response_of


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('answer = "18"', ["18"]),
        ("answer = 36 // 2", ["18"]),
        ("answer = 36 / 8", ["4.5"]),
        ("answer = -(2**3 + 1) % 5", ["1"]),
        ('answer: str = "7"', ["7"]),
        ("mine = 18\nanswer = mine", ["18"]),
        ("mine = [1, 2]\nanswer = mine", ["1, 2"]),
        ("answer = 5\nanswer = 6  # no, six", ["6"]),
        ('print("hello")\nanswer = 3\nimport math', ["3"]),
    ],
)
def test_values_and_arithmetic_are_read(source: str, texts: list[str]) -> None:
    assert response_of(source, 1) == texts


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("answer = conv_out(7, 3)", "nothing is run to mark it"),
        ("answer = 3\nfor answer in range(5): pass", "nothing is run to mark it"),
        ("answer = 10 ** 10 ** 10", "nothing is run to mark it"),
        ("answer = 1 / 0", "nothing is run to mark it"),
        ("answer = 9**50 * 9**50", "nothing is run to mark it"),
        ("answer = '7' * 10**9", "nothing is run to mark it"),
        ("a = [1, 1]\n" + "a = [a, a]\n" * 100 + "answer = a", "nothing is run to mark it"),
        ("x = 3", "nothing is given to answer"),
        ("answer =", "cannot be read"),
    ],
)
def test_what_only_a_kernel_could_tell_is_no_response(source: str, why: str) -> None:
    with pytest.raises(NoResponse, match=why):
        response_of(source, 1)


def test_the_cell_says_at_once_what_will_not_count(tmp_path: Path) -> None:
    """In a kernel, as Jupyter runs the cells of a release."""
    nbformat = pytest.importorskip("nbformat", reason="Jupyter is not installed: pip install 'receptive[nbgrader]'")
    nbclient = pytest.importorskip("nbclient", reason="Jupyter is not installed: pip install 'receptive[nbgrader]'")

    topic, question = "output_size", "step-that-does-not-fit"
    assert find_content().sealed_quiz(topic).exists()
    asks = f'from receptive.notebook import answered\nanswered("{topic}", "{question}", answer)'
    cells = ["answer = 14 // 2", asks, "def half(n): return n // 2\nanswer = half(14)", asks]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    nbclient.NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    told = [one["outputs"][0]["data"]["text/plain"] for one in notebook.cells[1::2]]
    assert "Your answer: 7" in told[0]
    assert "This will not count" in told[1]
    assert "Write the answer itself: answer = '7'" in told[1]
