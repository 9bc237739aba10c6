"""Criteria of `configs`."""

from random import Random
from typing import Any

import pytest

from .collected import check_triples
from .configs import configs


@pytest.mark.criterion("configs_small")
def test_two_ways_from_five_to_three(student: Any, py_rng: Random) -> None:
    check_triples(student.configs(5, 3, 3, 2, 0), {(3, 1, 0), (1, 2, 0)})
    # Line and windows longer by as much. A window shorter by a pixel, which is left over, is possible now too.
    more = py_rng.randint(2, 90)
    check_triples(student.configs(5 + more, 3, 3 + more, 2, 0), {(3 + more, 1, 0), (1 + more, 2, 0), (more, 2, 0)})


@pytest.mark.criterion("configs_all")
def test_every_way_and_no_other(student: Any, py_rng: Random) -> None:
    # In the first case windows of 3 and 5 do not fit without padding, although a truncated division says that they do.
    for case in ((2, 1, 5, 4, 1), (py_rng.randint(9, 24), py_rng.randint(3, 5), py_rng.randint(5, 8), 4, 3)):
        check_triples(student.configs(*case), configs(*case))
