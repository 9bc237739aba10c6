"""The probes of a topic with networks run beside the student's code, which may make them say anything.

Whatever they say is a student's mistake: never ours, never a pass, and looked at in bounded time.
"""

from __future__ import annotations

import time
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.model import Status
from receptive.student.model_process import ModelProcess

torch = pytest.importorskip("torch", reason="torch is not installed")
TOPIC = load_topic(find_content(), "build_cnn")
PATIENCE_S = 60.0  # of the processor

DTYPES = [torch.float32, torch.float64, torch.float16, torch.bool, torch.int64, torch.complex64, torch.uint8]
NUMBERS = st.one_of(st.integers(-(10**18), 10**18), st.floats(), st.booleans(), st.just(10**100))
SHAPES = st.one_of(
    st.lists(st.integers(0, 4), max_size=8),
    st.sampled_from([[2, 8, 4, 6], [1, 1, 2, 3], [4, 10], [7, 10], [64, 10], [2, 14, 6, 7], [1 << 20]]),
)
TENSORS = st.builds(
    lambda shape, dtype, value: torch.full(shape, value).to(dtype),
    SHAPES,
    st.sampled_from(DTYPES),
    st.sampled_from([0.0, 1.0, -3.5, float("nan"), float("inf")]),
)
PLAIN = st.recursive(
    st.one_of(st.none(), NUMBERS, st.text(max_size=3), TENSORS, st.just(range(10**18)), st.builds(object)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(st.sampled_from(["weight", "bias", "norm.running_mean", "x"]), inner, max_size=3),
    ),
    max_leaves=12,
)


class Saying(ModuleType):
    """A module whose every function says the next of some values, again and again."""

    def __init__(self, name: str, values: list[Any]) -> None:
        super().__init__(name)
        self.__dict__["_values"] = values

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        values = self.__dict__["_values"]

        def say(*_: object, **__: object) -> Any:
            values.append(values.pop(0))
            return values[-1]

        return say


@settings(max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(values=st.lists(PLAIN, min_size=1, max_size=6))
def test_whatever_the_probes_say_is_no_fault_of_ours(open_grader: Any, values: list[Any]) -> None:
    session, start = open_grader("build_cnn"), time.process_time()  # all of it is done here
    module = Saying("build_cnn", [*values, object()])
    process = ModelProcess("build_cnn", module, Saying("probes", list(values)))
    found = session.grade_process(process, "tampered", explain=False)
    assert not [o.criterion.id for o in found.outcomes if o.status in (Status.INTERNAL, Status.PASSED)], found.incident
    assert time.process_time() - start < PATIENCE_S
