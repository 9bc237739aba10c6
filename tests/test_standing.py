"""How an exercise stands: which mark, and in which lines."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.model import Attempt, Exercise, Hashes, Isolation, Level, Outcome, Status, Topic, TopicResult
from receptive.report.terminal import SeenConsole, attempt_text
from receptive.scoring import total_points
from receptive.standing import (
    DONE,
    NOT_YET,
    OPEN_PASSED,
    OUR_FAULT,
    UNGRADED,
    UNWRITTEN,
    later_text,
    mark_of,
    standing_of,
    standings,
    titles_text,
    total_text,
)

TOPIC = load_topic(find_content(), "output_size")
HIDDEN = TOPIC.exercises[0].criteria[1:]


def opened(exercise: Exercise) -> Exercise:
    return replace(exercise, criteria=exercise.criteria[:1], withheld=exercise.criteria[1:])


AT_HOME = replace(TOPIC, exercises=tuple(map(opened, TOPIC.exercises)))


def attempt(topic: Topic, worst: Status = Status.PASSED) -> Attempt:
    outcomes = tuple(Outcome(criterion, worst, "conv_out: no") for criterion in topic.criteria)
    result = TopicResult(topic, Path("output_size.py"), outcomes, total_points(outcomes), Hashes("a", "b", "c"))
    return Attempt((result,), "0", Isolation(Level.A, "all"), 0.1, ())


@pytest.mark.parametrize(
    ("worst", "in_the_whole", "at_home"),
    [
        (Status.PASSED, DONE, OPEN_PASSED),
        (Status.FAILED, NOT_YET, NOT_YET),
        (Status.TIMEOUT, NOT_YET, NOT_YET),
        (Status.MISSING, UNWRITTEN, UNWRITTEN),
        (Status.NOT_RUN, UNGRADED, UNGRADED),
        (Status.INTERNAL, OUR_FAULT, OUR_FAULT),
        (None, UNGRADED, UNGRADED),
    ],
)
def test_what_was_not_run_is_neither_done_nor_wrong(
    worst: Status | None, in_the_whole: object, at_home: object
) -> None:
    assert (mark_of(worst, ()), mark_of(worst, HIDDEN)) == (in_the_whole, at_home)


def test_an_exercise_stands_as_its_first_criterion_that_is_not_passed() -> None:
    statuses = dict.fromkeys((criterion.id for criterion in TOPIC.criteria), Status.PASSED)
    assert {standing.mark for standing in standings(TOPIC, statuses)} == {DONE}
    statuses[HIDDEN[0].id], statuses[HIDDEN[1].id] = Status.MISSING, Status.FAILED
    assert standing_of(TOPIC, "conv_out", statuses).mark is UNWRITTEN
    del statuses[HIDDEN[0].id]  # nobody has asked it
    assert standing_of(TOPIC, "conv_out", statuses).mark is UNGRADED


def test_one_hidden_criterion_is_no_plural() -> None:
    assert later_text(()) == ""
    assert later_text(HIDDEN[:1]) == "1 hidden criterion, worth 0.5 points, is run when you hand this in"
    assert total_text(1, 2, ()) == "1 of 2 points"
    assert total_text(1, 2, HIDDEN).startswith("1 of 2 points that can be reached here; 5 hidden criteria")
    assert titles_text(HIDDEN, 2) == f"{HIDDEN[0].title}; {HIDDEN[1].title}; and 3 more"


@pytest.mark.parametrize("width", [60, 80, 100, 10_000])
@pytest.mark.parametrize("topic", [TOPIC, AT_HOME], ids=["whole", "home"])
def test_no_mark_is_torn_from_its_name(width: int, topic: Topic) -> None:
    console = SeenConsole(file=io.StringIO(), width=width)
    table = attempt_text(attempt(topic), console).partition("\n\n")[0]
    sign = OPEN_PASSED.sign if topic is AT_HOME else DONE.sign
    assert all(f"{sign} {exercise.name}" in table for exercise in topic.exercises)
    assert max(map(len, table.splitlines())) <= min(width, 100)


def test_few_exercises_are_told_with_titles_and_many_with_the_command_that_lists_them() -> None:
    console = SeenConsole(file=io.StringIO(), width=10_000)
    assert "What they ask: grade list output_size\n" in attempt_text(attempt(AT_HOME), console)
    one = AT_HOME.only(["conv_out"])
    text = attempt_text(attempt(one), console)
    assert f"◐ conv_out: open criteria passed, 5 more when you hand in: {HIDDEN[0].title}; " in text
    assert "All points" not in text
    assert "◐" not in attempt_text(attempt(one, Status.FAILED), console)


def test_an_exercise_alone_leaves_out_what_is_asked_of_the_whole_topic() -> None:
    whole = [criterion for criterion in TOPIC.criteria if criterion.whole_topic]
    parts = [TOPIC.only([exercise.name]) for exercise in TOPIC.exercises]
    assert {criterion.id for part in parts for criterion in part.criteria} == {
        criterion.id for criterion in TOPIC.criteria if criterion not in whole
    }
    assert all(part.whole is TOPIC for part in parts)
    assert whole
