"""`grade EXERCISE`: what is asked, what it is worth, and what the workspace keeps of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click
import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson
from receptive.cli.targets import find_part, find_work
from receptive.grading.session import GraderSession
from receptive.model import Submission
from support import HALF_WRITTEN, Grade, solution

CONTENT = find_content()
TOPICS = load_lesson(CONTENT).topics


def marks(grade: Grade, workspace: Path) -> tuple[str, dict[str, str]]:
    """How the file stands, and each of its exercises."""
    topics = json.loads(grade("status", "--json", cwd=workspace).out)["topics"]
    line = next(topic for topic in topics if topic["topic"] == "output_size")
    return line["file"], line["exercises"]


@pytest.mark.parametrize("word", ["conv_out", "output_size.conv_out"])
def test_its_criteria_and_its_points_and_no_others(workspace: Path, grade: Grade, word: str) -> None:
    (workspace / "output_size.py").write_text(HALF_WRITTEN.replace("-(-", "(", 1))
    attempt = grade(word, "--json", "--seed", "s", cwd=workspace).attempt
    alone = {line["id"]: line["status"] for line in attempt["topics"][0]["criteria"]}
    own = [criterion for criterion in TOPICS[2].criteria if criterion.subject == "conv_out"]
    assert list(alone) == [criterion.id for criterion in own]
    assert attempt["max_points"] == sum(criterion.points for criterion in own)
    whole = grade("output_size", "--json", "--seed", "s", cwd=workspace).criteria()
    assert alone == {name: whole[name]["status"] for name in alone}


def test_full_points_of_one_exercise_are_exit_0(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text(HALF_WRITTEN)
    ran = grade("tf_out", cwd=workspace)
    assert (ran.code, "✓ tf_out" in ran.out, "trace" in ran.out) == (0, True, False)
    assert grade("conv_out", cwd=workspace).code == 1
    ran = grade("inputs_giving", cwd=workspace)
    assert (ran.code, "nothing is written yet" in ran.out) == (1, False)


def test_status_keeps_what_was_known_of_the_others(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text(HALF_WRITTEN)
    grade("tf_out", cwd=workspace)
    file, alone = marks(grade, workspace)
    assert (file, alone.pop("tf_out"), set(alone.values())) == ("graded in part", "done", {"not graded"})
    grade("output_size", cwd=workspace)
    before = marks(grade, workspace)
    grade("tf_out", cwd=workspace)
    assert marks(grade, workspace) == before
    assert (before[0], before[1]["conv_out"], before[1]["tf_out"]) == ("graded", "not yet", "done")
    (workspace / "output_size.py").write_text(solution("output_size"))
    grade("conv_out", cwd=workspace)
    assert marks(grade, workspace) == ("graded in part", before[1] | {"conv_out": "done"})


def test_names_that_nothing_has_are_usage_with_a_suggestion(workspace: Path, grade: Grade) -> None:
    ran = grade("conv_outt", cwd=workspace)
    assert (ran.code, "Did you mean conv_out?" in ran.err) == (2, True)
    ran = grade("output_size.conv_outt", cwd=workspace)
    assert (ran.code, "output_size has no exercise conv_outt. Did you mean conv_out?" in ran.err) == (2, True)
    ran = grade("output_size.q", cwd=workspace)
    assert (ran.code, "There are conv_out, tf_out" in ran.err) == (2, True)
    assert grade("no_such_file.ipynb", cwd=workspace).code == 5


def test_a_topic_comes_before_an_exercise_of_its_name_and_two_owners_are_asked_about() -> None:
    first, second = TOPICS[:2]
    like_a_topic = replace(first.exercises[0], name=second.slug)
    topics = [replace(first, exercises=(like_a_topic, *first.exercises)), second]
    assert find_part(topics, second.slug) is second
    assert find_part(topics, f"{first.slug}.{second.slug}").exercises[0].name == second.slug
    name = second.exercises[0].name
    twice = [replace(first, exercises=second.exercises), second]
    with pytest.raises(click.UsageError, match=f"{first.slug}.{name} or {second.slug}.{name}"):
        find_part(twice, name)


def test_several_exercises_of_a_file_are_one_run_of_it(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(CONTENT.solution("output_size"), workspace)
    monkeypatch.chdir(workspace)
    ((topic, _),) = find_work(["trace", "conv_out"], CONTENT)
    assert [exercise.name for exercise in topic.exercises] == ["conv_out", "trace"]
    ((topic, _),) = find_work(["trace", "output_size"], CONTENT)
    assert topic.part_of is None


# What is asked of all exercises asks this one last, and is passed, though its answer is wrong there too
TWO_AT_ONCE = """
def configs(i, o, max_k, max_s, max_p):
    found = []
    for k, s, p in product(range(1, max_k + 1), range(1, max_s + 1), range(0, max_p)):
        if k <= i + 2 * p and 1 + (i + 2 * p - k) // s == o:
            found.append((s, k, p))
    return set(found)
"""
# A criterion of `conv_out` asks this one as well
TAKES_ANY_WINDOW = """
def conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, layout="NCHW"):
    k, s, p, d = _windows(kernel, stride, padding, dilation)
    c, *size = in_shape if layout == "NCHW" else (in_shape[2], *in_shape[:2])
    h, w = ((size[a] + 2 * p[a] - d[a] * (k[a] - 1) - 1) // s[a] + 1 for a in (0, 1))
    return (n_filters, h, w) if layout == "NCHW" else (h, w, n_filters)
"""
UNWRITTEN = "\n\ndef conv2d_out_shape(*shape, **options):\n    raise NotImplementedError\n"


@pytest.mark.parametrize(
    ("source", "exercise", "criterion", "says", "known"),
    [
        (TWO_AT_ONCE, "configs", "configs_all", "configs, in a case that is not shown:", "SHP-33b+SHP-34"),
        (TAKES_ANY_WINDOW, "conv_out", "validation", "conv2d_out_shape, in a case that is not shown:", "SHP-16a"),
        (UNWRITTEN, "conv_out", "validation", "conv_out: conv2d_out_shape is not written yet", ""),
    ],
)
def test_alone_and_in_its_topic_it_is_told_the_same(
    open_grader: Callable[[str], GraderSession], source: str, exercise: str, criterion: str, says: str, known: str
) -> None:
    grader = open_grader("output_size")
    file = Submission("output_size", Path("output_size.py"), (solution("output_size") + source).encode())
    for exercises in (grader.topic.exercises, grader.topic.only([exercise]).exercises):
        with grader.only(exercises):
            outcomes = {each.criterion.id: each for each in grader.grade(file, "whole and alone").outcomes}
        told = outcomes[criterion]
        assert told.message.startswith(says)
        assert (told.diagnosis.misconception if told.diagnosis else "") == known
