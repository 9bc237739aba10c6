"""A program that knows the answers of one run by heart, and nothing else."""

from __future__ import annotations

import base64
import pickle
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from receptive.catalogue.content import Content
from receptive.catalogue.grader_package import load_module
from receptive.diagnosis.registry import Registry
from receptive.grading.session import GraderSession
from receptive.model import Exercise, Visibility
from receptive.sandbox.wire import WireError, encode
from receptive.student.model_process import ModelProcess, with_model

KEY = """
def _key(value):
    if type(value).__module__ == "numpy" and hasattr(value, "tobytes"):
        return ("array", value.dtype.str, value.shape, value.tobytes())
    if isinstance(value, (list, tuple)):
        return tuple(_key(item) for item in value)
    if isinstance(value, dict):
        return tuple(sorted((key, _key(item)) for key, item in value.items()))
    return repr(value)
"""
# Pickle: we have written the table ourselves, and it is read in a sandbox
PROGRAM = """
import base64, pickle, zlib
{key}
_KNOWN = pickle.loads(zlib.decompress(base64.b85decode({table!r})))


def _recalled(*call):
    kind, answer = _KNOWN.get(_key(call), ("value", 0))
    if kind == "raised":
        raise answer
    return answer
"""
EXERCISE = "def {name}(*args, **kwargs): return _recalled({name!r}, args, kwargs)\n"

Watch = Callable[[str, Callable[..., Any]], Callable[..., Any]]

_namespace: dict[str, Any] = {}
exec(KEY, _namespace)  # the very function that the program has, so that both name a call in the same way
_key: Callable[[Any], Any] = _namespace["_key"]


def remembering(content: Content, session: GraderSession, seed: str, only_open: bool) -> str:
    """The source of a program that answers what a run with `seed` asks, and 0 to anything else.

    Args:
        only_open: it knows what open criteria ask, which a student can see.
    """
    whole = session.topic
    known: dict[Any, Any] = {}
    with session.only(tuple(map(_open_part, whole.exercises)) if only_open else whole.exercises):
        run_watched(content, session, seed, partial(_noting, known))
    table = base64.b85encode(zlib.compress(pickle.dumps(known)))
    program = PROGRAM.format(key=KEY, table=table)
    return program + "".join(EXERCISE.format(name=exercise.name) for exercise in whole.exercises)


def run_watched(content: Content, session: GraderSession, seed: str, watch: Watch) -> None:
    """Grade the reference solution right here, each of its exercises replaced by what `watch` makes of its name and
    itself. What one exercise asks another is not watched."""
    topic = session.topic
    solution = load_module(content.solution(topic.slug), topic.slug)
    module = solution
    for exercise in topic.exercises:
        module = with_model(module, exercise.name, watch(exercise.name, getattr(solution, exercise.name)))
    source = content.solution(topic.slug).read_text("utf-8")
    process = ModelProcess(topic.slug, module, Registry(topic.grader).probes, source)
    session.grade_process(process, seed, explain=False)


def _open_part(exercise: Exercise) -> Exercise:
    shown = tuple(one for one in exercise.criteria if one.visibility is Visibility.OPEN)
    return replace(exercise, criteria=shown)


def _noting(known: dict[Any, Any], name: str, right: Callable[..., Any]) -> Callable[..., Any]:
    """The exercise itself, which writes down what it is asked and what it answers, where that is plain data."""

    def noted(*args: Any, **kwargs: Any) -> Any:
        key = _key((name, args, kwargs))
        try:
            answer = right(*args, **kwargs)
        except (ValueError, TypeError) as refused:
            known[key] = ("raised", type(refused)(str(refused)))
            raise
        try:
            encode(answer)
            known[key] = ("value", answer)
        except WireError:  # an object, which is asked again for what it does
            pass
        return answer

    return noted
