"""Code that raises in every call: it holds a mistake about one form of an argument only if it answers the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from receptive.grading.session import GraderSession
from receptive.model import Outcome, Submission
from support import solution

OpenGrader = Callable[[str], GraderSession]
PAIRS_ONLY = {
    "output_size": """
_right = conv2d_out_shape
def conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1):
    for down, right in (kernel, stride, padding, dilation):
        pass
    return _right(in_shape, n_filters, kernel, stride, padding, dilation)
""",
    "parameter_count": """
_right = conv_params
def conv_params(c_in, c_out, kernel, bias=True, groups=1):
    return _right(c_in, c_out, (kernel[0], kernel[1]), bias, groups)
""",
}


def graded(grader: GraderSession, source: str) -> Sequence[Outcome]:
    slug = grader.topic.slug
    return grader.grade(Submission(slug, Path(f"{slug}.py"), source.encode()), "raising").outcomes


def told(grader: GraderSession, source: str) -> dict[str, str]:
    """What is said of each exercise."""
    found = graded(grader, source)
    return {one.criterion.exercise: one.diagnosis.misconception for one in found if one.diagnosis}


@pytest.mark.parametrize(
    "slip", ["return None + 1", "raise TypeError('no number')", "return args[0]()", "return 1 / 0"]
)
@pytest.mark.parametrize("slug", ["output_size", "filter_math", "parameter_count", "color"])
def test_nothing_is_guessed_of_it(open_grader: OpenGrader, slug: str, slip: str) -> None:
    grader = open_grader(slug)
    source = "\n".join(f"def {exercise.name}(*args, **kwargs): {slip}" for exercise in grader.topic.exercises)
    found = graded(grader, source)
    assert [one.diagnosis.says for one in found if one.diagnosis] == []
    assert any("It raises in all small calls of our own." in one.message for one in found)


@pytest.mark.parametrize(("slug", "mistake"), [("output_size", "SHP-21g"), ("parameter_count", "PAR-58")])
def test_who_really_takes_pairs_only_is_told(open_grader: OpenGrader, slug: str, mistake: str) -> None:
    """In whatever words it raises; whatever calls it holds the mistake too."""
    assert set(told(open_grader(slug), solution(slug) + PAIRS_ONLY[slug]).values()) == {mistake}


def test_where_a_mistake_always_raises_the_words_must_agree(open_grader: OpenGrader) -> None:
    """A separable convolution ends with a kernel of 1, so whoever unpacks it never answers."""
    source = """
def separable_params(c_in, c_out, kernel, bias=True):
    height, width = kernel
    down, right = 1
"""
    grader = open_grader("parameter_count")
    assert told(grader, solution("parameter_count") + source) == {"separable_params": "PAR-58"}
    other = source.replace("height, width = kernel", "height, width = kernel, kernel").replace("= 1", "= 1 + None")
    assert told(grader, solution("parameter_count") + other) == {}
