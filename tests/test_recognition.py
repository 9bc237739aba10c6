"""What a student is told at home: the mistakes that their code's own answers open, and nothing about right code."""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from labeled.program import Program
from receptive.authoring.mistakes.attack import audit_mistakes
from receptive.catalogue.content import Content, find_content
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.sentences import WHERE_IT_DOES_NOT_RAISE
from receptive.grading.pool import Pool
from receptive.grading.records import GradedTopic
from receptive.model import Status, Submission
from receptive.recognition.canonical_replies import MOST_PIECES, TooLong, spell, spell_number, texts_of
from receptive.recognition.table import LOCK, OPEN, SCHEMA, read_table, read_text, with_told
from receptive.seals import NONCE, PAD, Damaged
from receptive.student.failures import StudentRaised
from support import run_grade, solution
from test_diagnosis import LARGE, OpenGrader, explains, said_by_the_whole_grader

CONTENT = find_content()
SAID_SHARE = 0.95  # of the diagnoses of the whole grader
TABLE = CONTENT.sealed_mistakes("output_size")
TAG = 16  # bytes by which a box tells its own key

# Right in all that open criteria ask
WITHOUT_DILATION = """
_right = conv_out
def conv_out(n, k, stride=1, padding=0, dilation=1):
    return _right(n, k, stride, padding)
"""


@pytest.fixture(scope="module")
def home() -> Iterator[Pool]:
    with Pool() as opened:
        yield opened


def grade_at_home(pool: Pool, lesson: Path, slug: str, source: str) -> GradedTopic:
    session = pool.grader(load_topic(Content(lesson), slug))
    return session.grade(Submission(slug, Path(f"{slug}.py"), source.encode()), "labeled")


def told_in(found: GradedTopic, exercise: str) -> set[str]:
    """Everything that is said of an exercise."""
    at_criteria = (one for one in found.outcomes if one.criterion.exercise == exercise)
    beyond = (one for one in found.foreseen if one.exercise == exercise)
    return {one.diagnosis.misconception for one in (*at_criteria, *beyond) if one.diagnosis}


def said_at_home(home: Pool, lesson: Path, slug: str, program: Program) -> set[str]:
    """What is said of a program's own exercise. The other exercises are right."""
    session = home.grader(load_topic(Content(lesson), slug))
    with session.only(tuple(each for each in session.topic.exercises if each.name == program.exercise)):
        found = grade_at_home(home, lesson, slug, f"{solution(slug)}\n{program.source}")
    return told_in(found, program.exercise)


@pytest.mark.parametrize(
    "slug", ["output_size", *(pytest.param(slug, marks=pytest.mark.slow) for slug in ("color", *LARGE))]
)
def test_at_home_the_same_is_said_as_by_the_whole_grader(
    home: Pool, home_lesson: Path, open_grader: OpenGrader, slug: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    said = same = 0
    problems = []
    for program, (whole, _) in said_by_the_whole_grader(open_grader, slug, tmp_path_factory):
        here = said_at_home(home, home_lesson, slug, program)
        said += bool(whole)
        same += bool(whole) and bool({*map(_parts, whole)} & {*map(_parts, here)})
        if not program.label and program.label is None and here:
            problems.append(f"{program.name} is right, and {here} is said")
        if whole and here and not {*map(_parts, whole)} & {*map(_parts, here)}:
            problems.append(f"{program.name}: {whole}, and at home {here}")
        if program.label and not all(explains(each, program.label) for each in here - whole):
            problems.append(f"{program.name} is {program.label}, and at home {here}")
    assert not problems, "\n".join(problems)
    assert same >= SAID_SHARE * said, f"{same} of {said}"


def _parts(diagnosis: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(one.split("+")) for one in diagnosis.split("/"))


@pytest.mark.parametrize("slug", ["output_size", "color"])
def test_nothing_is_said_of_right_programs(home: Pool, home_lesson: Path, slug: str) -> None:
    for path in (CONTENT.solution(slug), *sorted((CONTENT.grader(slug) / "alternatives").glob("*.py"))):
        found = grade_at_home(home, home_lesson, slug, path.read_text())
        assert all(outcome.status is Status.PASSED for outcome in found.outcomes)
        assert not found.foreseen, path.name
        assert not found.notes


@pytest.mark.parametrize("slug", ["output_size", "color", "filter_math", "parameter_count"])
def test_nothing_is_guessed_of_code_that_raises_whatever_it_is_asked(home: Pool, home_lesson: Path, slug: str) -> None:
    """The whole grader is asked in test_code_that_always_raises.py."""
    names = [exercise.name for exercise in load_topic(CONTENT, slug).exercises]
    source = "\n".join(f"def {name}(*args, **kwargs): return 1 / 0" for name in names)
    found = grade_at_home(home, home_lesson, slug, source)
    assert {name: said for name in names if (said := told_in(found, name))} == {}


def test_a_mistake_that_only_hidden_criteria_notice_is_told_with_its_case_and_picture(
    workspace: Path, home_lesson: Path
) -> None:
    (workspace / "output_size.py").write_text(solution("output_size") + WITHOUT_DILATION)
    ran = run_grade("output_size", "--json", cwd=workspace, RECEPTIVE_LESSON=str(home_lesson))
    whole = run_grade("output_size", "--json", cwd=workspace)
    (foreseen,) = ran.attempt["topics"][0]["foreseen"]
    said = {one["diagnosis"]["says"] for one in whole.criteria().values() if one["diagnosis"]}
    assert foreseen["exercise"] == "conv_out"
    assert said == {foreseen["diagnosis"]["says"]}  # word for word
    assert foreseen["example"].startswith("conv_out(")
    text = run_grade("output_size", cwd=workspace, RECEPTIVE_LESSON=str(home_lesson)).out
    assert "✗ conv_out: a mistake that is noticed when you hand in" in text
    assert foreseen["diagnosis"]["says"][:60] in text.replace("\n  ", " ")
    run_grade("report", "output_size", "--no-open", cwd=workspace, RECEPTIVE_LESSON=str(home_lesson))
    page = (workspace / "report.html").read_text()
    assert foreseen["diagnosis"]["says"][:40] in page
    assert_known(workspace, home_lesson, foreseen["diagnosis"]["says"])
    assert "<svg" in page.partition("conv_out</code>")[2].partition("<h3")[0]


def assert_known(workspace: Path, home_lesson: Path, says: str) -> None:
    """What `grade` has said of `conv_out` is known to the commands that run nothing, until it is mended."""

    def told(*words: str) -> str:
        return run_grade(*words, cwd=workspace, RECEPTIVE_LESSON=str(home_lesson)).out

    mistake = "✗ conv_out: a mistake that is noticed when you hand in"
    assert f"{mistake}: grade hint output_size.conv_out" in told("status")
    words = json.loads(told("status", "--json"))["topics"]
    known = [one["exercises"]["conv_out"] for one in words if "conv_out" in one["exercises"]]
    assert known == ["open criteria passed, and there is a mistake"]
    assert re.search(r"✗ conv_out .*\(open criteria passed, and there is a mistake\)\n", told("list"))
    assert told("list", "conv_out").startswith("✗ conv_out (open criteria passed, and there is a mistake): ")
    assert told("hint", "conv_out").startswith(f"{mistake}.\n{says}\n")
    told("output_size.trace")  # graded alone: what is known of others stays
    assert mistake in told("status")
    (workspace / "output_size.py").write_text(solution("output_size"))
    told("output_size.conv_out")
    assert "◐ conv_out" in told("status")


def test_what_hidden_criteria_notice_is_told_only_if_the_instructor_wants_it(tmp_path: Path, home_lesson: Path) -> None:
    lesson = shutil.copytree(home_lesson, tmp_path / "lesson")
    table = lesson / "graders" / "sealed" / "output_size.json"
    table.write_text(with_told(table.read_text(), OPEN))
    with Pool() as pool:
        hidden = grade_at_home(pool, lesson, "output_size", solution("output_size") + WITHOUT_DILATION)
        opened = grade_at_home(pool, lesson, "output_size", CEILED)
    assert not hidden.foreseen
    assert "SHP-7" in told_in(opened, "conv_out")


CEILED = (
    solution("output_size")
    + """
def conv_out(n, k, stride=1, padding=0, dilation=1):
    return (n + 2 * padding - dilation * (k - 1)) // stride
"""
)


def test_a_mistake_that_an_open_criterion_notices_is_told_at_it(home: Pool, home_lesson: Path) -> None:
    found = grade_at_home(home, home_lesson, "output_size", CEILED)
    failed = [one for one in found.outcomes if one.status is not Status.PASSED and one.criterion.exercise == "conv_out"]
    assert failed
    assert all(one.diagnosis and one.diagnosis.misconception == "SHP-7" for one in failed)
    assert all(one.example.startswith("conv_out(") and one.case and one.case.drawn for one in failed)


# One raises for channels last and pads on one side; the other takes no pair for a window and moves by one pixel
RAISES_AND_IS_WRONG = {
    "conv2d_out_shape": (
        "SHP-2",
        """
def conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, layout="NCHW"):
    if layout == "NCHW":
        size = in_shape[1:]
    pairs = [each if isinstance(each, tuple) else (each, each) for each in (kernel, stride, padding, dilation)]
    rows, columns = ((n + p - d * (k - 1) - 1) // s + 1 for n, k, s, p, d in zip(size, *pairs))
    return n_filters, rows, columns
""",
    ),
    "pool2d_out_shape": (
        "SHP-18b",
        """
_right = pool2d_out_shape
def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    middle = kernel // 2
    return _right(in_shape, kernel, 1 if stride is None else stride, padding, ceil_mode, layout)
""",
    ),
}


@pytest.mark.parametrize("exercise", RAISES_AND_IS_WRONG)
def test_a_mistake_is_told_of_code_that_raises_for_other_input(home: Pool, home_lesson: Path, exercise: str) -> None:
    mistake, slip = RAISES_AND_IS_WRONG[exercise]
    found = grade_at_home(home, home_lesson, "output_size", solution("output_size") + slip)
    wrong = [one for one in found.outcomes if one.criterion.exercise == exercise and one.status is not Status.PASSED]
    assert wrong
    assert told_in(found, exercise) == {mistake}
    assert all(one.diagnosis and one.diagnosis.says.startswith(WHERE_IT_DOES_NOT_RAISE) for one in wrong)


TROUBLES = {
    "while len(args) == 2: pass": "came to no end",
    "if kwargs or len(args) > 2: import os; os._exit(3)": "ended Python",
    "if kwargs or len(args) > 2: return [0] * 200_000": "",
}


@pytest.mark.parametrize("slip", TROUBLES)
def test_code_that_hangs_dies_or_floods_is_asked_no_further(home: Pool, home_lesson: Path, slip: str) -> None:
    source = f"""{solution("output_size")}
_right = unused_pixels
def unused_pixels(*args, **kwargs):
    {slip}
    return _right(*args, **kwargs)
"""
    found = grade_at_home(home, home_lesson, "output_size", source)
    assert not told_in(found, "unused_pixels")
    trouble = "".join(each.trouble for each in found.foreseen if each.exercise == "unused_pixels")
    others = [one for one in found.outcomes if one.criterion.exercise == "conv_out"]
    assert all(one.status is Status.PASSED for one in others)
    failed = any(
        one.status is not Status.PASSED and one.criterion.exercise == "unused_pixels" for one in found.outcomes
    )
    assert failed or TROUBLES[slip] in trouble


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: text[: len(text) // 2], "cut short"),
        (lambda text: text.replace(SCHEMA, SCHEMA[:-1] + "1"), f"is of another version than {SCHEMA}"),
        (lambda _: "no table\n", "no table of sealed mistakes"),
    ],
)
def test_a_damaged_table_is_said_and_costs_nothing_else(
    tmp_path: Path, home_lesson: Path, damage: Callable[[str], str], said: str
) -> None:
    lesson = shutil.copytree(home_lesson, tmp_path / "lesson")
    table = lesson / "graders" / "sealed" / "output_size.json"
    table.write_text(damage(table.read_text()))
    with Pool() as pool:
        found = grade_at_home(pool, lesson, "output_size", CEILED)
    (note,) = found.notes
    assert said in note
    assert "install the lesson again" in note
    assert any(one.status is Status.PASSED for one in found.outcomes)
    assert any(one.status is Status.FAILED and not one.diagnosis for one in found.outcomes)


def test_a_box_that_was_changed_is_said(tmp_path: Path, home_lesson: Path) -> None:
    lesson = shutil.copytree(home_lesson, tmp_path / "lesson")
    table = lesson / "graders" / "sealed" / "output_size.json"
    head, _, rest = table.read_text().partition("\n")
    table.write_text(f"{head}\n" + rest.replace('"boxes":[', '"boxes":[],"others":['))
    with Pool() as pool:
        found = grade_at_home(pool, lesson, "output_size", CEILED)
        after = grade_at_home(pool, lesson, "output_size", solution("output_size"))
    assert not after.notes  # they are about one submission
    assert any("install the lesson again" in note for note in found.notes)
    assert not told_in(found, "conv_out")


def test_no_box_opens_with_right_answers_or_with_none(tmp_path: Path) -> None:
    folder = tmp_path / "graders" / "sealed"
    folder.mkdir(parents=True)
    shutil.copy(TABLE, folder)
    found = audit_mistakes(CONTENT, tmp_path)
    assert not found.problems
    assert all(cost.guesses > 1000 for cost in found.costs)
    exercises = {each.name for each in load_topic(CONTENT, "output_size").exercises}
    assert {cost.exercise for cost in found.costs} == exercises


def test_a_table_holds_no_word_of_what_is_in_its_boxes() -> None:
    text = TABLE.read_text()
    assert "SHP-" not in text
    assert "You " not in text
    table = read_table(TABLE)
    sealed = table.exercise("conv_out")
    assert sealed is not None
    assert sealed.calls
    assert {len(lock) for lock in sealed.locks.values()} == {LOCK}
    assert {len(box) % PAD for box in sealed.boxes.values()} == {NONCE + TAG}
    with pytest.raises(Damaged):
        read_text(text.encode()[:-40])


def text_of(*replies: object, offset: float = 0.3, types: bool = False) -> str:
    return next(texts_of(spell(replies, offset, types)))


def test_what_agrees_is_spelled_alike() -> None:
    assert text_of(3) == text_of(3.0) == text_of(np.float32(3)) == text_of(np.array(3)) == text_of(3 + 1e-9)
    assert text_of((1, 2.5)) == text_of([1.0, 2.5])
    assert text_of(np.ones((2, 2), np.float32) / 3) == text_of(np.ones((2, 2)) / 3)
    assert text_of(StudentRaised("ValueError", "no")) == text_of(StudentRaised("TypeError", "never"))
    assert text_of({"a": 1, "b": 2}) == text_of({"b": 2, "a": 1})


def test_what_does_not_agree_is_spelled_otherwise() -> None:
    values = [
        3,
        4,
        True,
        "3",
        None,
        [3],
        {"a": 3},
        {3},
        np.array([3]),
        np.array([[3]]),
        3.001,
        math.nan,
        math.inf,
    ]
    assert len({text_of(value) for value in values}) == len(values)
    assert text_of(3, types=True) != text_of(3.0, types=True)
    assert text_of(np.ones(2), types=True) != text_of(np.ones(2, np.float32), types=True)


def test_a_value_near_a_border_has_both_spellings() -> None:
    border = 0.50007  # with the offset 0.3, 5000.7 + 0.3 is a whole number
    assert len(spell_number(border, 0.3)) > 1
    below, above = spell_number(border - 1e-5, 0.3), spell_number(border + 1e-5, 0.3)
    assert len(below) == len(above) == 1
    assert {*below, *above} == set(spell_number(border, 0.3))
    assert text_of(border + 1e-5) in set(texts_of(spell([border], 0.3)))


def test_far_more_than_was_asked_for_is_not_spelled() -> None:
    with pytest.raises(TooLong):
        spell([[0] * (MOST_PIECES + 1)], 0.3)
    with pytest.raises(TooLong):
        spell([np.zeros(MOST_PIECES + 1)], 0.3)
