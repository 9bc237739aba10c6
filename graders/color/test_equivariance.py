"""Hidden grader of `equivariance_error`. The functions run in the worker; what they do is worked out here too."""

from __future__ import annotations

import numpy as np
import oracle
import probes as instruments
import pytest
from color_cases import a_number
from color_checks import check_values


def require_error(student, fn, own, img, shift):
    """`fn` is the instrument in the worker, `own` the same one here."""
    check_values(student.equivariance_error(fn, img, shift), oracle.equivariance_error(own, img, shift))


@pytest.mark.criterion("shift_by_hand")
def test_a_blur_and_a_ramp(student, probes, rng):
    """A blur moves with the image. Column j times j does not: one step to the right makes a difference of 1."""
    img, ramp = np.ones((12, 12)), np.tile(np.arange(12.0), (12, 1))
    check_values(student.equivariance_error(probes.blur(), img, (1, 1)), 0.0)
    check_values(student.equivariance_error(probes.times(ramp), img, (0, 1)), 1.0)
    check_values(student.equivariance_error(probes.times(ramp.T), img, (2, 0)), 2.0)
    # A steeper ramp, a brighter image, a longer way: each makes the difference as many times larger
    steep, light, rows = a_number(rng), a_number(rng), int(rng.integers(1, 4))
    moving = probes.times(steep * ramp.T)
    check_values(student.equivariance_error(moving, light * img, (rows, 0)), steep * light * rows)


@pytest.mark.criterion("shift_direction")
def test_rows_first_and_down_and_right_are_positive(student, probes, rng):
    """A bright dot in the middle: how much its factor changes tells where it has gone, and the border has no say."""
    img, (rows, columns) = np.zeros((12, 16)), np.ogrid[:12, :16]
    img[5, 7] = rng.uniform(1, 2)
    factors = rng.uniform(1, 2) * rows**2 + rng.uniform(3, 4) * columns**2
    fn, own = probes.times(factors), instruments.times(factors)
    for shift in ((1, -1), (-1, 0), (0, 1)):
        require_error(student, fn, own, img, shift)


@pytest.mark.criterion("shift_border")
def test_the_border_that_is_left_out(student, probes, rng):
    """The factors grow towards all corners, so the largest difference is where the border ends."""
    factors, img = growing_outwards(12, 16), rng.uniform(1, 2, size=(12, 16))
    fn, own = probes.times(factors), instruments.times(factors)
    for shift in ((1, 2), (-2, 1)):
        require_error(student, fn, own, img, shift)
    require_error(student, probes.blur(), instruments.blur(), img, (1, 1))
    # Of nine rows the middle one is left; the row after it would show a larger difference
    img, factors = rng.uniform(1, 2, size=(9, 11)), np.arange(9.0)[:, None] ** 6 + rng.uniform(1, 2, size=(9, 11))
    require_error(student, probes.times(factors), instruments.times(factors), img, (4, 1))
    # Three rows that do not move have no border: a slice that ends at -0 is empty
    img, factors = rng.uniform(1, 2, size=(3, 9)), rng.uniform(1, 2, size=(3, 9))
    require_error(student, probes.times(factors), instruments.times(factors), img, (0, 1))


def growing_outwards(height, width):
    """Factors that grow towards all corners."""
    down, right = np.abs(np.arange(height) - (height - 1) / 2), np.abs(np.arange(width) - (width - 1) / 2)
    return np.outer(down, right) ** 2


@pytest.mark.criterion("shift_zero_fill")
def test_zeros_come_in(student, probes, rng):
    """The mean of the whole image notices what the shift brings in."""
    img, fn, own = rng.uniform(1, 2, size=(12, 16)), probes.from_the_mean(), instruments.from_the_mean()
    for shift in ((1, 0), (-2, 3)):
        require_error(student, fn, own, img, shift)


@pytest.mark.criterion("shift_color")
def test_images_of_three_channels(student, probes, rng):
    img, outwards = rng.uniform(1, 2, size=(8, 12, 3)), growing_outwards(8, 12)
    for factors in (outwards, -outwards):  # the largest difference is above zero with the one, below with the other
        require_error(student, probes.times(factors), instruments.times(factors), img, (1, -1))
        require_error(student, probes.gray_times(factors), instruments.gray_times(factors), img, (-1, 2))
