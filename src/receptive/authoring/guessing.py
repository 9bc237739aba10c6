"""How an answer is found by trying: what somebody would write down first, and how long until it is right."""

from __future__ import annotations

import functools
import itertools
import math
import re
import time
from collections.abc import Iterator
from fractions import Fraction

from receptive.quiz import canonical_answers
from receptive.quiz.forms import Form, Key
from receptive.quiz.sealing import derive

MEASURED = 400_000  # rounds


def guesses(form: Form) -> Iterator[str]:
    """Canonical answers to a form in the order of trying. For numbers it has no end, for words it is empty."""
    options = list(form.options)
    match form.kind:
        case "single":
            yield from map(canonical_answers.choice, options)
        case "multiple":
            sizes = (itertools.combinations(options, size) for size in range(len(options) + 1))
            yield from (canonical_answers.choices(list(chosen)) for one in sizes for chosen in one)
        case "matching":
            whole = itertools.product(options, repeat=len(form.lefts))
            yield from (canonical_answers.pairs(list(rights)) for rights in whole)
        case "ordering":
            yield from (canonical_answers.order(list(items)) for items in itertools.permutations(options))
        case "cells":
            places = [(row, column) for row, line in enumerate(form.grid) for column in range(len(line))]
            several = (itertools.combinations(places, size) for size in range(len(places) + 1))
            yield from (canonical_answers.cells(list(chosen)) for one in several for chosen in one)
        case "number":
            name = "bucket:{}" if form.step else "number:{}/1"
            yield from map(name.format, itertools.count())
        case "output":
            yield from map("output:{}".format, itertools.count())


def count_guesses(form: Form, key: Key) -> int | None:
    """How many answers there are to try, up to the right one where they are counted through; None if nobody counts so.

    It is an upper end: half of it is the rule, and whoever knows what the question is about needs less.
    """
    options = len(form.options)
    match form.kind:
        case "single":
            return options
        case "multiple":
            return int(2**options)
        case "matching":
            return int(options ** len(form.lefts))
        case "ordering":
            return math.factorial(options)
        case "cells":
            return int(2 ** sum(map(len, form.grid)))
        case "number" | "shape" | "output":
            found = [count for one in key.accepted if (count := _count_up_to(one)) is not None]
            return min(found, default=None)
    return None


def _count_up_to(canonical: str) -> int | None:
    """At which place somebody who counts comes upon a number or a shape."""
    kind, _, text = canonical.partition(":")
    if kind == "shape":
        sizes = [int(size) for size in text.split(",")]
        return int(sum((max(sizes) + 1) ** dimensions for dimensions in range(1, len(sizes) + 1)))
    if not re.fullmatch(r"-?[0-9]+(/[0-9]+|\.[0-9]+)?", text):
        return None
    value = Fraction(text)
    signs = 1 if value >= 0 else 2
    return signs * (math.ceil(abs(value) * value.denominator) + 1) * len(str(value.denominator))


@functools.cache
def seconds_per_round() -> float:
    """Of the derivation of a key, on one core of this machine, in seconds. It is measured once."""
    begun = time.process_time()
    derive("measured", b"salt", MEASURED, 0)
    return (time.process_time() - begun) / MEASURED
