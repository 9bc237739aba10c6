"""What the grader has seen of an exercise, and a suspect that takes the student's place in it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum
from types import ModuleType
from typing import Any

import pytest

from receptive.diagnosis.fixtures import CannotReplay, random_fixtures, run_test
from receptive.diagnosis.registry import Model
from receptive.diagnosis.replay import Differs, Finished, Replay
from receptive.student.failures import StudentFailure
from receptive.student.proxy import Recorder, StudentModule
from receptive.student.seeds import criterion_seed


@dataclass(frozen=True)
class Evidence:
    """One criterion that asked the exercise: its test, what came back, and whether it was passed."""

    criterion: str
    item: pytest.Function
    replies: list[Any]
    passed: bool
    refusing: bool = False  # it asks what impossible input does: there the type of an exception is the answer

    @property
    def raised(self) -> bool:
        return any(isinstance(reply, StudentFailure) for reply in self.replies)

    @property
    def size(self) -> int:
        """How many numbers came back."""
        return sum(int(reply.size) if type(reply).__name__ == "ndarray" else 1 for reply in self.replies)


class Ending(Enum):
    """How a test ends that a suspect takes in the student's place, as far as the student's code came in it."""

    DIFFERS = "it gives another reply"
    FAILS = "it gives the same replies, and the test fails"
    GOES_ON = "it gives the same replies, and the test is content with them"  # the types may be others


class TheirPlace:
    """The student's place in the tests of one exercise."""

    def __init__(self, exercise: str, probes: ModuleType | None, seed: str, source: str) -> None:
        """
        Args:
            source: the text of the student's file, for tests that look at it.
        """
        self.replay = Replay(exercise, probes)
        self.seed = seed
        self.source = source

    def ending(self, model: Model, evidence: Evidence, types_too: bool) -> Ending:
        """How a test ends with a model in this place.

        Args:
            types_too: whether the types of values must be the same.
        """
        seed = criterion_seed(self.seed, evidence.criterion)
        self.replay.begin(model, evidence.replies, seed, types_too, evidence.refusing)
        given = {
            "student": lambda: StudentModule(self.replay, Recorder(), self.replay.module, self.source),
            "probes": lambda: StudentModule(self.replay, Recorder(), "probes", ""),
            "clock": lambda: time.perf_counter,
            **random_fixtures(self.seed, evidence.criterion),
        }
        try:
            run_test(evidence.item, given)
        except Differs:
            return Ending.DIFFERS
        except Finished:
            return Ending.GOES_ON
        except (AssertionError, StudentFailure):
            return Ending.FAILS
        except CannotReplay:
            raise
        except Exception:
            return Ending.DIFFERS
        # Equal replies give equal verdicts, but for their types, and for a test that measures time
        return Ending.GOES_ON
