"""What made-up students write: right programs, wrong ones whose lost criteria are known, and none."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic

CONTENT = find_content()


@dataclass(frozen=True)
class Mistake:
    """A wrong function, and the criteria that notice it."""

    code: str
    fails: str


@dataclass(frozen=True)
class Program:
    """What somebody hands in for a topic, and what it is worth in time."""

    topic: str
    source: str
    points: float


# Each is the last definition of a name, which is what counts; two of one topic fail no criterion together.
MISTAKES: Mapping[str, Sequence[Mistake]] = {
    "color": (
        Mistake(
            "def hwc_to_chw(img):\n    return img.reshape(img.shape[2], *img.shape[:2])",
            "layout_by_hand layout_oblong layout_batch",
        ),
        Mistake(
            "def dense_weight_count(h, w, c, hidden, bias=True):\n    return h * w * c * hidden",
            "dense_by_hand dense_sizes",
        ),
    ),
    "filter_math": (
        Mistake(
            "def patch_dot(patch, kernel, bias=0.0):\n    return float((patch * kernel).sum())",
            "patch_by_hand patch_deep integers",
        ),
        Mistake(
            "def convolve2d(x, k):\n    return cross_correlate2d(x, k)",
            "convolve_by_hand convolve_tall convolve_oblong",
        ),
    ),
    "output_size": (
        Mistake(
            "def same_pads_tf(i, k, s=1, d=1):\n"
            "    total = max((tf_out(i, k, s, d, 'SAME') - 1) * s + d * (k - 1) + 1 - i, 0)\n"
            "    return total - total // 2, total // 2",
            "same_pads odd_after",
        ),
        Mistake("def unused_pixels(i, k, s=1, p=0):\n    return (i + p - k) % s", "left_over_padded"),
    ),
    "parameter_count": (
        Mistake(
            "def locally_connected_params(in_shape, c_out, kernel, stride=1, padding=0, bias=True):\n"
            "    return conv_params(in_shape[0], c_out, kernel, bias)",
            "local_layer local_moves local_places local_grid",
        ),
        Mistake(
            "def separable_params(c_in, c_out, kernel, bias=True):\n    return conv_params(c_in, c_out, kernel, bias)",
            "separable separable_pair separable_parts",
        ),
    ),
}
LOST = "\n\ndef unfinished(:\n"  # no Python, so nothing of the file can be run


def right(topic: str, number: int) -> Program:
    """Full points, each time in one of several ways to do it."""
    ways = [*sorted((CONTENT.grader(topic) / "alternatives").glob("[a-z]*.py")), CONTENT.solution(topic)]
    source = ways[number % len(ways)].read_text("utf-8")
    return Program(topic, f"{source}\n# {number} wrote this\n", load_topic(CONTENT, topic).max_points)


def with_mistakes(topic: str, number: int) -> Program:
    """None, one or two of the mistakes, the same for the same number.

    They stand in the reference solution, where no other function calls a wrong one: each fails its own criteria alone.
    """
    whole, some = right(topic, number), MISTAKES.get(topic, ())
    made = random.Random(f"{topic} {number}").sample(some, number % (len(some) + 1))
    if not made:
        return whole
    reference = CONTENT.solution(topic).read_text("utf-8")
    fails = {one for mistake in made for one in mistake.fails.split()}
    lost = sum(one.points for one in load_topic(CONTENT, topic).criteria if one.id in fails)
    pieces = (reference, f"# {number} wrote this", *(one.code for one in made))
    return Program(topic, "\n\n".join(pieces) + "\n", whole.points - lost)


def unreadable(topic: str, number: int) -> Program:
    return Program(topic, right(topic, number).source + LOST, 0.0)


def untouched(topic: str) -> Program:
    """The stub as it was handed out."""
    return Program(topic, CONTENT.stub(topic).read_text("utf-8"), 0.0)
