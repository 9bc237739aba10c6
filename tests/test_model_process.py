"""A model of the lesson's own in the student's place: asked in our process, and compared with what was recorded."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from receptive.diagnosis.replay import Differs, Finished, Replay
from receptive.student.failures import NoSuchName, StudentRaised
from receptive.student.model_process import ModelProcess
from receptive.student.proxy import Recorder, StudentModule, StudentObject


class Box:
    def __init__(self, size: int) -> None:
        self.size = size

    def doubled(self) -> int:
        return 2 * self.size


def refuse(size: int) -> None:
    class TooSmall(ValueError):
        pass

    raise TooSmall(f"{size} is too small")


def fill(x: Any) -> None:
    x[:] = 7


def student_of(process: ModelProcess, recorder: Recorder | None = None) -> Any:
    return StudentModule(process, recorder or Recorder(), process.module, "")


STUDENT = SimpleNamespace(make=Box, refuse=refuse, fill=fill, area=lambda box: box.size**2)


def test_what_comes_back_is_what_a_worker_would_send() -> None:
    student = student_of(ModelProcess("boxes", STUDENT, None))
    box = student.make(3)
    assert type(box) is StudentObject
    assert (box.doubled(), student.get(box, "size"), student.area(box)) == (6, 3, 9)
    with pytest.raises(StudentRaised, match=r"^ValueError: 3 is too small$"):
        student.refuse(3)
    with pytest.raises(NoSuchName):
        student.unmade()


def test_a_model_writes_into_copies_and_into_what_is_kept_there() -> None:
    student, x = student_of(ModelProcess("boxes", STUDENT, None)), np.zeros(2)
    kept = student.put(x)
    student.fill(x)
    student.fill(kept)
    assert x.tolist() == [0, 0]
    assert student.get(kept).tolist() == [7, 7]


def test_who_interrupts_a_model_interrupts_us() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        student_of(ModelProcess("boxes", SimpleNamespace(wait=interrupted), None)).wait()


def replayed(test: Callable[[Any], Any], exercise: str, model: Callable[..., Any], types_too: bool = False) -> Any:
    """What a test gives with a model in the place of an exercise, after it was recorded with STUDENT."""
    recorder = Recorder()
    test(student_of(ModelProcess("boxes", STUDENT, None), recorder))
    replay = Replay(exercise, None)
    replay.begin(model, recorder.replies, seed=1, types_too=types_too, kinds_too=False)
    return test(student_of(replay))


def test_a_model_that_does_the_same_is_met_with_objects_of_its_own() -> None:
    def test(student: Any) -> Any:
        box = student.make(3)
        return box.doubled(), student.get(box, "size")

    assert replayed(test, "make", Box) == (6, 3)
    assert replayed(test, "make", lambda size: Box(float(size))) == (6, 3)
    with pytest.raises(Differs):
        replayed(test, "make", lambda size: Box(float(size)), types_too=True)
    with pytest.raises(Differs):
        replayed(test, "make", lambda size: Box(size + 1))


def test_the_rest_of_the_student_s_module_is_replayed() -> None:
    def test(student: Any) -> Any:
        box = student.make(3)
        return box.doubled(), student.get(box, "size"), student.area(box), student.fill(np.zeros(2))

    assert replayed(test, "fill", fill) == (6, 3, 9, None)


def test_no_model_can_look_at_an_object_of_the_student_s_own() -> None:
    with pytest.raises(Differs):
        replayed(lambda student: student.area(student.make(3)), "area", lambda _: 9)
    with pytest.raises(Differs):
        replayed(lambda student: student.put([student.make(3)]), "area", lambda _: 9)


def test_a_test_that_goes_on_behind_the_record_has_seen_all_of_it() -> None:
    sizes = [3]

    def test(student: Any) -> None:
        for size in sizes:
            student.make(size).doubled()
        sizes.append(4)

    with pytest.raises(Finished):
        replayed(test, "make", Box)
