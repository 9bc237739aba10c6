"""The criterion that is being decided now, and what its test may ask for."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from receptive.student.process import StudentProcess
from receptive.student.proxy import Recorder, StudentModule
from receptive.student.seeds import criterion_seed


@dataclass
class Running:
    """The criterion that is being decided now."""

    process: StudentProcess
    seed: str
    source: str
    criterion: str = ""
    recorder: Recorder = field(default_factory=Recorder)
    measured: dict[str, float] = field(default_factory=dict)
    failure: BaseException | None = None
    called: bool = False  # the test's own body ran to its end or to its failure
    by_the_clock: bool = False  # the test measures time
    draws: bool = False  # the test asks for random numbers

    @property
    def student(self) -> StudentModule:
        return StudentModule(self.process, self.recorder, self.process.module, self.source)

    def probes(self) -> StudentModule:
        if self.process.probes is None:
            raise RuntimeError("the topic has no probes.py")
        return StudentModule(self.process, self.recorder, "probes", self.process.probes.source.decode())


def _student(running: Running) -> StudentModule:
    return running.student


def _probes(running: Running) -> StudentModule:
    return running.probes()


def _rng(running: Running) -> Any:
    """Random inputs, the same for every submission graded with one seed."""
    import numpy as np  # for graders that ask for it

    running.draws = True
    return np.random.default_rng(criterion_seed(running.seed, running.criterion))


def _py_rng(running: Running) -> random.Random:
    """Random numbers of Python's own, the same for every submission graded with one seed."""
    running.draws = True
    return random.Random(criterion_seed(running.seed, running.criterion))


def _measured(running: Running) -> dict[str, float]:
    """Figures that a test measures itself and leaves here, for the report of a class; the first counts most."""
    return running.measured


def _clock(running: Running) -> Callable[[], float]:
    """Seconds, for a test that measures how long code takes. It asks each submission itself, call by call."""
    running.by_the_clock = True
    return time.perf_counter


FIXTURES: dict[str, Callable[[Running], Any]] = {
    "student": _student,
    "probes": _probes,
    "rng": _rng,
    "py_rng": _py_rng,
    "measured": _measured,
    "clock": _clock,
}
