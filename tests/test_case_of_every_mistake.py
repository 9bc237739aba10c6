"""The smallest case of every misconception: truly wrong, possible and small, and its picture shows what is wrong."""

from __future__ import annotations

import numpy as np
import pytest

from picture_checks import check_drawing, is_small, marked
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.agreement import agree
from receptive.diagnosis.smallest_case import Manner, find_first_difference
from receptive.figures.alt_text import describe_picture
from receptive.figures.cases import pictures_of_case
from shared import expert_of
from small_cases import all_cases

CONTENT = find_content()
# Where numbers can be followed by hand
TOPICS = [topic for topic in CONTENT.topics() if "torch" not in load_topic(CONTENT, topic).packages]
EXERCISES = [(topic, exercise.name) for topic in TOPICS for exercise in load_topic(CONTENT, topic).exercises]
# Misconceptions that no possible call shows: there is nothing to draw
REFUSES_LESS = "it accepts what is to be refused, and answers everything else as the solution does"
DRAWS_OTHERWISE = "it answers as the solution does where the answer does not depend on the draw"
ON_BYTES = "it goes wrong where numbers are bytes or whole, as those of no small call are"
SELDOM = "the first small calls have nothing of the kind that it gets wrong"
NOT_SHOWN = {
    ("to_gray_weighted", "COL-13b"): REFUSES_LESS,
    ("zero_pad2d", "FIL-11e"): ON_BYTES,
    ("im2col", "FIL-11d"): ON_BYTES,
    ("max_pool2d", "FIL-11d"): ON_BYTES,
    ("avg_pool2d", "FIL-11b"): ON_BYTES,
    ("avg_pool2d", "FIL-14c"): SELDOM,
    **{("max_pool2d_backward", f"FIL-{name}"): ON_BYTES for name in ("11a", "11c")},
    **{("layer_table", f"PAR-{number}"): SELDOM for number in (98, 100)},
    **{("conv_out", f"SHP-{name}"): REFUSES_LESS for name in ("16a", "16c", "16d", "16e", "49")},
    **{("conv2d_out_shape", f"SHP-{name}"): REFUSES_LESS for name in ("15f", "16a", "16c", "16d")},
    **{("trace", f"SHP-{name}"): REFUSES_LESS for name in ("16a", "26c", "28c")},
    **{("compare_representations", f"COL-{number}"): DRAWS_OTHERWISE for number in range(50, 56)},
}
# Exercises whose arguments or results are no plain data are in test_demonstrations.py
DEMONSTRATED = ("metamer_pair", "equivariance_error", "count_trainable", "build_detector")
WITH_INPUTS = [
    pytest.param(topic, exercise, id=exercise) for topic, exercise in EXERCISES if exercise not in DEMONSTRATED
]


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning")  # a shrunk call may ask for the mean of nothing
@pytest.mark.parametrize(("topic", "exercise"), WITH_INPUTS)
def test_every_misconception_has_a_small_picture_with_the_first_wrong_value_marked(topic: str, exercise: str) -> None:
    shown = {name: case for name, _, case in all_cases(topic, exercise) if case}
    concerned = {entry.id for entry in expert_of(topic).known if exercise in entry.exercises}
    assert concerned - set(shown) == {name for at, name in NOT_SHOWN if at == exercise}
    for misconception, case in shown.items():
        pictures = pictures_of_case(CONTENT.grader(topic), case)
        assert pictures, misconception
        assert all(map(is_small, pictures)), misconception
        texts = [(text, " ".join(describe_picture(picture))) for picture in pictures for text in marked(picture)]
        assert texts, misconception
        for text, words in texts:
            assert text in words, misconception
        for picture in pictures:
            check_drawing(picture)


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning")  # a shrunk call may ask for the mean of nothing
@pytest.mark.parametrize("topic", TOPICS)
def test_the_smallest_case_of_every_misconception_is_wrong_small_and_possible(topic: str) -> None:
    registry = expert_of(topic).registry
    explained = comparable = found = asked = 0
    for exercise in [exercise for at, exercise in EXERCISES if at == topic]:
        for misconception, case, _ in all_cases(topic, exercise):
            asked += 1
            if case is None:
                continue
            found += 1
            assert not agree(case.theirs, case.right, types_too=case.manner is Manner.TYPE)
            assert registry.is_possible(exercise, case.args, case.kwargs)
            assert all(value.size <= 64 for value in case.args if isinstance(value, np.ndarray)), misconception
            text = case.text(exercise, registry.arithmetic)
            assert " …" not in text
            assert text.startswith(f"{exercise}(") if case.is_small else not text
            explained += " = " in text.partition("right is")[2]
            comparable += find_first_difference(case.theirs, case.right) is not None
    assert found > 0.3 * asked
    assert explained > 0.4 * comparable  # the others are kernels judged by behavior, and results of a wrong type
