"""How known mistakes are sealed: those that nothing tells apart, and programs that raise or do not answer."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from receptive.authoring.mistakes.boxes import Built, build_exercise, head_of
from receptive.authoring.mistakes.proof import FILE
from receptive.authoring.scaffold import scaffold
from receptive.catalogue.content import Content, find_content
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.registry import Registry
from receptive.diagnosis.sentences import WHERE_IT_DOES_NOT_RAISE
from receptive.grading.pool import Pool
from receptive.recognition.asking import ask
from receptive.recognition.opening import TYPES, labels_of, recognize
from receptive.recognition.table import read_table, write_table
from receptive.seals import Damaged
from receptive.student.model_process import ModelProcess
from test_author import problems_of

SLUG, EXERCISE = "doubling", "twice"
MISTAKE = '''

@misconception("{name}", "another one", read="`twice(n)`", exercises=("twice",))
class Another{number}(Model):
    """You do something else.

    What is twice three?
    """

    def twice(self, n: int) -> int:
        {body}
'''


@pytest.fixture
def lesson(tmp_path: Path) -> Content:
    """One exercise, `twice`, of which one mistake is known: NEW-1 multiplies by three."""
    content = Content(tmp_path)
    scaffold(content, SLUG, order=1)
    return content


def add(lesson: Content, *bodies: str) -> None:
    """Further mistakes, from NEW-2 on."""
    path = lesson.grader(SLUG) / "misconceptions" / "factors.py"
    more = (MISTAKE.format(name=f"NEW-{at}", number=at, body=body) for at, body in enumerate(bodies, start=2))
    path.write_text(path.read_text("utf-8") + "".join(more), "utf-8")


def seal(lesson: Content) -> Built:
    return build_exercise(load_topic(lesson, SLUG), EXERCISE, [])


def said_of(lesson: Content, built: Built, *held: str) -> str:
    """The mistakes that are told to somebody who makes these."""
    topic = load_topic(lesson, SLUG)
    model: Any = Registry(topic.grader).model(EXERCISE, frozenset(held))
    process = ModelProcess("student", SimpleNamespace(twice=model), None)
    found = recognize(head_of(topic), built.sealed, ask(built.sealed, process, topic.grader))
    return found.wrong.diagnosis.misconception if found.wrong else ""


def test_two_mistakes_that_nothing_tells_apart_are_told_as_either(lesson: Content) -> None:
    add(lesson, "return n + n + n")
    built = seal(lesson)
    assert not built.unsealed
    assert said_of(lesson, built, "NEW-1") == said_of(lesson, built, "NEW-2") == "NEW-1/NEW-2"
    assert not said_of(lesson, built)


def test_of_three_that_nothing_tells_apart_none_is_told_and_each_needs_a_reason(lesson: Content, pool: Pool) -> None:
    add(lesson, "return n + n + n", "return 3 * n")
    names = ["NEW-1", "NEW-2", "NEW-3"]
    built = seal(lesson)
    assert built.unsealed["NEW-1"] == "nothing that is asked tells it from NEW-2, NEW-3"
    assert [said_of(lesson, built, name) for name in names] == ["", "", ""]
    asked = [f"{name} in twice opens nothing; say why in {FILE}" for name in names]
    assert problems_of(lesson, pool, "sealed") == {"sealed": tuple(asked)}
    reasons = (f"- {{exercise: twice, misconception: {name}, reason: all give three times n}}\n" for name in names)
    (lesson.grader(SLUG) / FILE).write_text("".join(reasons), "utf-8")
    assert problems_of(lesson, pool, "sealed") == {}


def test_a_mistake_that_raises_for_some_input_is_told(lesson: Content) -> None:
    add(lesson, "return [2, 4][n - 1] if n < 0 else 2 * n", "raise ValueError")
    built = seal(lesson)
    assert not built.unsealed
    assert said_of(lesson, built, "NEW-2") == "NEW-2"
    assert said_of(lesson, built, "NEW-3") == "NEW-3"


def test_a_mistake_is_told_of_code_that_takes_no_pair_anywhere() -> None:
    def one_side(c_in: int, c_out: int, kernel: int, bias: bool = True, groups: int = 1) -> int:
        return c_out * (kernel * (c_in // groups) + bias)  # and a pair and a number cannot be added

    topic = load_topic(find_content(), "parameter_count")
    sealed = build_exercise(topic, "conv_params", []).sealed
    process = ModelProcess("student", SimpleNamespace(conv_params=one_side), None)
    found = recognize(head_of(topic), sealed, ask(sealed, process, topic.grader)).wrong
    assert found
    assert found.diagnosis.misconception == "PAR-10"
    assert found.diagnosis.says.startswith(WHERE_IT_DOES_NOT_RAISE)


def test_a_mistake_whose_program_does_not_answer_is_not_sealed(lesson: Content) -> None:
    add(lesson, "return bytearray(-n << 50) if n < 0 else n")
    built = seal(lesson)
    assert built.unsealed == {"NEW-2": "its program does not answer"}
    assert said_of(lesson, built, "NEW-1") == "NEW-1"


def test_a_lock_that_holds_another_key_is_covered_otherwise(lesson: Content) -> None:
    add(lesson, "return 5 * n")
    before = seal(lesson).sealed
    path = lesson.grader(SLUG) / "misconceptions" / "factors.py"
    path.write_text(path.read_text("utf-8").replace("You do something else.", "You do something quite else."), "utf-8")
    after = seal(lesson).sealed
    assert before.locks.keys() == after.locks.keys()  # the same answers open them
    assert not set(before.locks.values()) & set(after.locks.values())


def test_a_table_is_read_as_it_was_written_and_a_cut_lock_is_said(lesson: Content) -> None:
    head, sealed = head_of(load_topic(lesson, SLUG)), seal(lesson).sealed
    path = lesson.sealed_mistakes(SLUG)
    write_table(path, head, [sealed])
    assert read_table(path).exercise(EXERCISE) == sealed
    (locks,) = re.findall(r'"locks":\["([^"]+)"\]', path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace(locks, locks[:-4]), "utf-8")
    with pytest.raises(Damaged, match="its locks are cut short"):
        read_table(path).exercise(EXERCISE)


def test_types_make_a_key_only_where_a_mistake_shows_in_them(lesson: Content) -> None:
    assert TYPES not in labels_of(seal(lesson).sealed)
    add(lesson, "return float(2 * n)")
    built = seal(lesson)
    assert TYPES in labels_of(built.sealed)
    assert said_of(lesson, built, "NEW-2") == "NEW-2"
