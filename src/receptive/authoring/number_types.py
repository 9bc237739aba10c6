"""Every type that an exercise takes or gives is asked: who mistakes one of them in one exercise loses a point for it.

The programs are the reference solution with one change each. *Given* a type: the answer is wrong wherever an array of
that dtype is among the arguments. *Gives* a type: each exact int comes as another kind of number, each float64 array as
float32, each other array as float64; that is one mistake, so it never costs all that an exercise has. What is asked of
an exercise in a run of the reference decides which of them there are, so none is forgotten. `types.yaml` beside the
grader excuses what the README does not promise:

- {exercise: metamer_pair, type: gives float64, reason: either of two types will do}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from receptive.authoring.findings import Effort, Found, Line
from receptive.authoring.grading import grade_source
from receptive.authoring.remembering import run_watched
from receptive.catalogue.content import Content
from receptive.catalogue.yaml_nodes import read_yaml
from receptive.grading.session import GraderSession
from receptive.model import Exercise, Status, Topic

EXCUSES = "types.yaml"
ARRAYS, COUNTS, DOUBLES, OTHERS = "takes arrays", "gives exact ints", "gives float64 arrays", "gives other arrays"
CHANGES = {  # what is changed for exercises that do this: the name of the mistake, and its expression
    ARRAYS: {
        f"given {dtype}": f"off(answer) if {dtype!r} in dtypes(given) else answer"
        for dtype in ("uint8", "int64", "float32", "float64")
    },
    COUNTS: {
        "gives np.int64": "each(answer, int, numpy.int64)",
        "gives float": "each(answer, int, float)",
    },
    DOUBLES: {"gives float32": "each(answer, numpy.ndarray, single)"},
    OTHERS: {"gives float64": "each(answer, numpy.ndarray, numpy.float64)"},
}
# Asked by another exercise of the file it answers rightly: what is asked of itself is to notice
PROGRAM = """
import sys
import numpy

def _mistaking(right):  # all in one name, so that none of the solution's is lost
    def ask(*args, **kwargs):
        given = [*args, *kwargs.values()]
        answer = right(*args, **kwargs)
        return answer if sys._getframe(1).f_globals is globals() else {change}

    def each(value, kind, change):
        if type(value) is kind:
            return change(value)
        if type(value) in (tuple, list, set):
            return type(value)(each(item, kind, change) for item in value)
        if type(value) is dict:
            return {{key: each(item, kind, change) for key, item in value.items()}}
        return value

    def single(array):
        return array.astype(numpy.float32) if array.dtype == numpy.float64 else array

    def off(value):
        if isinstance(value, numpy.ndarray):
            value = value.copy()
            value.flat[:1] += 64
            return value
        if isinstance(value, (tuple, list)):
            return type(value)(off(item) if index == 0 else item for index, item in enumerate(value))
        if isinstance(value, dict):
            return {{key: off(item) for key, item in value.items()}}
        return value + 64 if isinstance(value, (int, float, numpy.number)) else None

    def dtypes(values):
        return {{value.dtype.name for value in values if isinstance(value, numpy.ndarray)}}

    return ask

{name} = _mistaking({name})
"""


@dataclass(frozen=True)
class Mistake:
    """One type mistaken in one exercise."""

    exercise: str
    type: str
    change: str

    def __str__(self) -> str:
        return f"{self.exercise}, {self.type}"


def check_types(content: Content, session: GraderSession, effort: Effort) -> Found:  # noqa: ARG001  # all, always
    """Each mistaken type loses a point, and no type of a result loses all of its exercise."""
    topic = session.topic
    source = content.solution(topic.slug).read_text("utf-8")
    excused = read_excused(topic.grader / EXCUSES)
    problems, failing, count = [], set(), 0
    for mistake in _find_mistakes(content, session):
        lost = _lose(session, source, mistake)
        fault = _judge(topic, mistake, lost)
        failing |= lost
        count += 1
        if fault and excused.pop((mistake.exercise, mistake.type), None) is None:
            problems.append(f"{mistake}: {fault}, or say in {EXCUSES} why not")
    problems += [f"{EXCUSES}: {exercise}, {kind}: this excuses nothing" for exercise, kind in excused]
    found = f"{count} programs that mistake one type in one exercise lose a point for it"
    return Found((Line("types", found, tuple(problems)),), frozenset(failing))


def read_excused(path: Path) -> dict[tuple[str, str], str]:
    """Reasons by exercise and type; none if there is no file.

    Raises:
        ContentError: the file is broken, with its line.
    """
    if not path.exists():
        return {}
    fields = [entry.fields({"exercise", "type", "reason"}) for entry in read_yaml(path, EXCUSES).items()]
    return {(entry["exercise"].text(), entry["type"].text()): entry["reason"].text() for entry in fields}


def _find_mistakes(content: Content, session: GraderSession) -> Iterator[Mistake]:
    """All that the exercises of a topic allow, by what they are asked and answer."""
    does: dict[str, set[str]] = {exercise.name: set() for exercise in session.topic.exercises}
    run_watched(content, session, "check", partial(_watching, does))
    for exercise, seen in does.items():
        for what, changes in CHANGES.items():
            if what in seen:
                yield from (Mistake(exercise, kind, change) for kind, change in changes.items())


def _watching(does: dict[str, set[str]], name: str, right: Callable[..., Any]) -> Callable[..., Any]:
    """The exercise itself, which notes what it is given where it has an answer, and what it gives."""

    def watched(*args: Any, **kwargs: Any) -> Any:
        answer = right(*args, **kwargs)
        if any(_dtype(value) for value in (*args, *kwargs.values())):
            does[name].add(ARRAYS)
        for leaf in _leaves(answer):
            if type(leaf) is int:
                does[name].add(COUNTS)
            elif dtype := _dtype(leaf):
                does[name].add(DOUBLES if dtype == "float64" else OTHERS)
        return answer

    return watched


def _leaves(value: Any) -> Iterator[Any]:
    if type(value) in (tuple, list, set, dict):
        for item in value.values() if type(value) is dict else value:
            yield from _leaves(item)
    else:
        yield value


def _dtype(value: Any) -> str:
    """Of a numpy array, by name; empty for anything else. numpy itself may not be loaded."""
    return str(value.dtype) if type(value).__module__ == "numpy" and type(value).__name__ == "ndarray" else ""


def _lose(session: GraderSession, source: str, mistake: Mistake) -> set[str]:
    """The criteria that the mistake costs, of its exercise and of those that ask all exercises."""
    program = source + PROGRAM.format(name=mistake.exercise, change=mistake.change)
    with session.only(tuple(_asked_of(session.topic, mistake.exercise))):
        outcomes = grade_source(session, program.encode()).outcomes
    return {outcome.criterion.id for outcome in outcomes if outcome.status is not Status.PASSED}


def _asked_of(topic: Topic, exercise: str) -> Iterator[Exercise]:
    for each in topic.exercises:
        whole = tuple(criterion for criterion in each.criteria if criterion.whole_topic)
        if each.name == exercise or whole:
            yield each if each.name == exercise else replace(each, criteria=whole)


def _judge(topic: Topic, mistake: Mistake, lost: set[str]) -> str:
    if not lost:
        return "loses no point; ask it"
    (exercise,) = (each for each in topic.exercises if each.name == mistake.exercise)
    own = {criterion.id for criterion in exercise.criteria if not criterion.whole_topic}
    if mistake.type.startswith("gives") and len(own) > 1 and own <= lost:
        return f"loses all {len(own)} criteria; let one of them ask for types, and the others forgive"
    return ""
