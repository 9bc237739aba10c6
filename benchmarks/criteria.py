"""The criteria of a hidden grader as other graders want them: a check of code that lies in the same process, each.

check("output_size", "stride", globals())       # raises where the code does not pass
"""

from __future__ import annotations

import importlib
import inspect
import random
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [path for path in (str(ROOT), str(ROOT / "benchmarks")) if path not in sys.path]

from in_process import InProcessModule  # noqa: E402  # found by the line above, wherever this is imported from


def check(topic: str, criterion: str, names: Mapping[str, Any]) -> None:
    """Run the test of one criterion on what is defined in `names`.

    Raises:
        Exception: whatever the test raises.
    """
    test = tests_of(topic)[criterion]
    given = {name: _given(name, topic, criterion, names) for name in inspect.signature(test).parameters}
    test(**given)


@cache
def tests_of(topic: str) -> dict[str, Callable[..., None]]:
    """The tests of a grader by the criterion that each decides."""
    found = {}
    for path in sorted((ROOT / "graders" / topic).glob("test_*.py")):
        module = importlib.import_module(f"graders.{topic}.{path.stem}")
        for value in vars(module).values():
            for mark in getattr(value, "pytestmark", ()):
                if mark.name == "criterion":
                    found[mark.args[0]] = value
    return found


def _given(name: str, topic: str, criterion: str, names: Mapping[str, Any]) -> Any:
    match name:
        case "student":
            return InProcessModule(_module("student", names), str(names.get("SOURCE", "")))
        case "probes":
            return InProcessModule(importlib.import_module(f"graders.{topic}.probes"), "")
        case "rng":
            import numpy as np

            return np.random.default_rng(_seed(criterion))
        case "py_rng":
            return random.Random(_seed(criterion))
        case "clock":
            return time.perf_counter
        case "measured":
            return {}
    raise LookupError(f"no fixture {name}")


def _seed(criterion: str) -> int:
    from receptive.student.seeds import criterion_seed

    return criterion_seed("seed", criterion)


def _module(name: str, names: Mapping[str, Any]) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(names)
    return module
