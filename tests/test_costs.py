"""The most that one submission can cost, in each step that handles it: the table of docs/threat-model.md, held.

The limits are generous for a busy machine. What matters is that there are some, whatever a submission does.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.grading.allowance import MEMORY_BYTES, STAGE_S, TOTAL_S
from receptive.student.process import MOST_EVIDENCE
from support import COMMAND, ROOT, solution

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="classes are graded on Linux")

START_S = 30.0  # of the processor: Python, pytest, numpy and the sandbox, on a busy machine
BASE_BYTES = 600 << 20  # what a process of ours holds without any submission

# By what a reply is. Each program gives it for everything it is asked.
COSTLY = {
    "long lists": "[[1] * 1000] * 80",
    "long ranges": "range(10 ** 15)",
    "huge numbers": "(10 ** 150, -10 ** 150, 10 ** 150)",
    "long texts": "'\\x1b[31m\\u202e' * 30_000",
    "nested": "__import__('functools').reduce(lambda inner, _: [inner, inner], range(14), (1, 2))",
    "sets": "set(range(4000))",
    "tables": "[{'type': 'conv', 'out_shape': (10 ** 9,) * 3, 'params': 10 ** 100} for _ in range(900)]",
    "large arrays": "__import__('numpy').ones((7, 1000, 1000))",
    "many objects": "[object() for _ in range(9000)]",
}
MANY_FUNCTIONS = "".join(
    f"def f{number}(a, b):\n    return [f'{{a}} {{b}}' for a in range({number})]\n" for number in range(2500)
)


@dataclass(frozen=True)
class Cost:
    processor_s: float
    memory_bytes: int  # of the largest process


def cost_of(folder: Path, *words: str) -> Cost:
    """What a command and everything it starts takes, once it has ended as it should."""
    process = subprocess.Popen(
        [*COMMAND, *words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ}
    )
    assert process.stderr is not None
    with process.stderr as stderr:
        said = stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * resource.getpagesize() // 4)


@pytest.fixture(scope="module", params=["output_size", "filter_math"])
def hostile_class(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Cost]:
    """A graded class in which everybody does their worst, its topic, and what the run took."""
    topic: str = request.param
    folder = tmp_path_factory.mktemp(topic)
    exercises = load_topic(find_content(), topic).exercises
    for name, value in COSTLY.items():
        lines = [f"def {exercise.name}(*args, **kwargs): return {value}" for exercise in exercises]
        hand_in(folder, name, topic, "\n".join(lines))
    raises = [f"def {exercise.name}(*args, **kwargs): raise ValueError('\\0' * 10 ** 7)" for exercise in exercises]
    hand_in(folder, "long exceptions", topic, "\n".join(raises))
    hand_in(folder, "many functions", topic, MANY_FUNCTIONS + solution(topic))
    hand_in(folder, "many functions too", topic, MANY_FUNCTIONS + solution(topic) + "\n")
    return folder, topic, cost_of(folder, "class", "run", "class", "--topic", topic, "--seed", "costs", "--jobs", "1")


def hand_in(folder: Path, name: str, topic: str, text: str) -> None:
    path = folder / "class" / name / f"{topic}.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")


STUDENTS = len(COSTLY) + 3


@pytest.mark.slow
def test_the_run_of_a_class_of_costly_submissions(hostile_class: tuple[Path, str, Cost]) -> None:
    _, topic, cost = hostile_class
    print(f"{topic}: run {cost.processor_s:.0f} s, {cost.memory_bytes >> 20} MiB")
    assert cost.processor_s < START_S + STUDENTS * TOTAL_S / 3
    assert cost.memory_bytes < BASE_BYTES + MEMORY_BYTES


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("class", "report", "report.html"),
        ("class", "export", "json", "out.json"),
        ("class", "export", "junit", "out"),
        ("class", "export", "csv", "out.csv"),
        ("class", "explain", "tables", "TOPIC"),
        ("class", "verify"),
    ],
    ids=" ".join,
)
def test_what_is_made_of_a_class_of_costly_submissions(
    hostile_class: tuple[Path, str, Cost], words: tuple[str, ...]
) -> None:
    folder, topic, _ = hostile_class
    cost = cost_of(folder, *(topic if word == "TOPIC" else word for word in words))
    print(f"{topic}: {' '.join(words)} {cost.processor_s:.0f} s, {cost.memory_bytes >> 20} MiB")
    assert cost.processor_s < START_S + STUDENTS * 2
    assert cost.memory_bytes < BASE_BYTES + MEMORY_BYTES


def test_the_threat_model_names_these_limits() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    for limit in (f"{STAGE_S:g} s", f"{TOTAL_S:g} s", f"{MEMORY_BYTES >> 30} GiB", f"{MOST_EVIDENCE >> 20} MiB"):
        assert re.search(rf"\b{limit}\b", text), limit
