"""Hidden grader of `output_size`, along one axis: windows, TensorFlow's rules, what is left over, and the way back."""

from random import Random
from typing import Any

import pytest
from oracle import configs, conv_out, inputs_giving, same_pads_tf, tf_out, unused_pixels

from receptive.grader import check_equal

# What an open criterion expects of drawn numbers follows from the case above them, by what the lesson says of windows.


def uneven(rng: Random, least: int = 3) -> tuple[int, int, int]:
    """An input, kernel and stride where neither the step nor one pixel more comes out even."""
    s = rng.randint(least, 6)
    k = rng.randint(s + 1, 9)
    return k + s * rng.randint(3, 8) + rng.randint(1, s - 2), k, s


# conv_out


@pytest.mark.criterion("window")
def test_a_window_counts_its_positions(student: Any, py_rng: Random) -> None:
    for arguments, positions in (((7, 3), 5), ((9, 3, 2), 4)):
        check_equal(student.conv_out(*arguments), positions)
    more, wider = py_rng.randint(3, 90), py_rng.randint(2, 90)
    # A step more for each pixel, or for each two; and where line and window are longer by as much, nothing changes
    check_equal(student.conv_out(7 + more + wider, 3 + wider), 5 + more)
    check_equal(student.conv_out(9 + 2 * more + wider, 3 + wider, 2), 4 + more)


@pytest.mark.criterion("stride")
def test_larger_strides_round_down(student: Any, py_rng: Random) -> None:
    # The first two are halves of either parity: Python's round() goes to the even neighbour and hides in one of them.
    for i, k, s in ((10, 3, 2), (8, 3, 2), (37, 4, 5), uneven(py_rng), uneven(py_rng)):
        check_equal(student.conv_out(i, k, s), conv_out(i, k, s))


@pytest.mark.criterion("padding")
def test_padding_counts_on_both_sides(student: Any, py_rng: Random) -> None:
    window = py_rng.choice(((2, 1), (3, 2), (4, 3), (6, 1), (7, 2)))  # none of them keeps the size
    for i, k, p in ((9, 3, 2), (2, 4, 1), (py_rng.randint(12, 90), *window)):
        check_equal(student.conv_out(i, k, p=p), conv_out(i, k, p=p))


@pytest.mark.criterion("dilation")
def test_dilation_spreads_the_taps(student: Any, py_rng: Random) -> None:
    for i, k, d in ((20, 4, 2), (9, 1, 3), (py_rng.randint(24, 90), py_rng.randint(3, 5), py_rng.randint(3, 5))):
        check_equal(student.conv_out(i, k, d=d), conv_out(i, k, d=d))


@pytest.mark.criterion("together")
def test_everything_at_once(student: Any, py_rng: Random) -> None:
    cases = [(37, 4, 2, 2, 1), (17, 7, 3, 0, 1), (12, 4, 3, 1, 1), (16, 3, 2, 1, 3)]
    for _ in range(2):
        i, k, s = uneven(py_rng)
        cases.append((i + 20, k, s, py_rng.randint(1, 4), py_rng.randint(2, 3)))
    for case in cases:
        check_equal(student.conv_out(*case), conv_out(*case))


# tf_out and same_pads_tf


@pytest.mark.criterion("tf_sizes")
def test_tensorflow_has_two_sizes(student: Any, py_rng: Random) -> None:
    check_equal(student.tf_out(28, 3, 2, padding="SAME"), 14)
    check_equal(student.tf_out(28, 3, 2, padding="VALID"), 13)
    # An odd number of positions more: round() goes to the even neighbor, which hides it in the case above.
    more, wider = py_rng.randrange(3, 60, 2), 2 * py_rng.randint(2, 12)
    check_equal(student.tf_out(28 + 2 * more, 3 + wider, 2, padding="SAME"), 14 + more)
    check_equal(student.tf_out(28 + 2 * more + wider, 3 + wider, 2, padding="VALID"), 13 + more)


@pytest.mark.criterion("tf_valid")
def test_valid_is_a_window_without_padding(student: Any, py_rng: Random) -> None:
    i, k, s = uneven(py_rng)
    check_equal(student.tf_out(i, k, s), tf_out(i, k, s))
    for size in (10, 8):  # half a step is left over, of either parity
        check_equal(student.tf_out(size, 3, 2, padding="VALID"), tf_out(size, 3, 2))
    check_equal(student.tf_out(i, 3, d=4, padding="VALID"), tf_out(i, 3, d=4))


@pytest.mark.criterion("tf_same")
def test_same_looks_at_the_stride_only(student: Any, py_rng: Random) -> None:
    i, k, s = uneven(py_rng)
    for case in ((i, k, s, 1), (s * py_rng.randint(4, 9) + 1, k, s, 1), (3, 8, 2, 1), (15, 3, 1, 2)):
        check_equal(student.tf_out(*case, padding="SAME"), tf_out(*case, padding="SAME"))


@pytest.mark.criterion("same_pads")
def test_same_pads_of_a_three_pixel_window(student: Any, py_rng: Random) -> None:
    check_equal(student.same_pads_tf(28, 3), (1, 1))
    check_equal(student.same_pads_tf(28, 3, 2), (0, 1))
    more, wider = py_rng.randint(10, 60), py_rng.randint(2, 12)
    # Two pixels more of the window are a zero more on each side, however long the line is
    check_equal(student.same_pads_tf(28 + more, 3 + 2 * wider), (1 + wider, 1 + wider))
    check_equal(student.same_pads_tf(28 + 2 * more, 3 + 2 * wider, 2), (wider, 1 + wider))


@pytest.mark.criterion("odd_after")
def test_the_odd_pad_goes_after(student: Any, py_rng: Random) -> None:
    s = py_rng.randint(3, 6)
    rest = py_rng.randint(1, s - 1)  # the pads make up for this many pixels less than the kernel has
    odd = (s * py_rng.randint(4, 40) + rest, rest + py_rng.choice((3, 5)), s)
    for case in ((10, 4), (32, 9, 2), (12, 2, 1, 3), odd):
        check_equal(student.same_pads_tf(*case), same_pads_tf(*case))


@pytest.mark.criterion("never_negative")
def test_no_pad_is_negative(student: Any, py_rng: Random) -> None:
    k = py_rng.randint(2, 4)
    s = k + py_rng.randint(2, 4)
    outputs, each = py_rng.randint(4, 12), py_rng.randint(1, 12)
    # Where pads are due they must be given: two zeros always are no answer. Their total is even here.
    due = (s * outputs, s + 2 * each, s)
    for case in ((9, 1, 3), (11, 2, 6), (s * outputs, k, s), due):
        check_equal(student.same_pads_tf(*case), same_pads_tf(*case))


# unused_pixels


@pytest.mark.criterion("left_over")
def test_pixels_behind_the_last_window(student: Any, py_rng: Random) -> None:
    check_equal(student.unused_pixels(10, 3, 2), 1)
    check_equal(student.unused_pixels(11, 3, 4), 0)
    check_equal(student.unused_pixels(10, 3), 0)
    # Two steps come out even, whatever the stride. Pixels more are left over, as long as they are less than a step.
    k, s = py_rng.randint(2, 20), py_rng.choice((8, 16, 32, 64))  # floats divide by these exactly
    for more in py_rng.sample(range(1, s), 2):
        check_equal(student.unused_pixels(k + 2 * s + more, k, s), more)


@pytest.mark.criterion("left_over_padded")
def test_padding_counts_towards_what_is_left(student: Any, py_rng: Random) -> None:
    i, k, s = uneven(py_rng, least=5)
    # 2p is no multiple of any stride from 5 on, and neither is p: padding forgotten or counted once must show.
    for case in ((10, 3, 4, 1), (12, 5, 3, 2), (i, k, s, py_rng.choice((1, 2)))):
        check_equal(student.unused_pixels(*case), unused_pixels(*case))


# inputs_giving and configs


@pytest.mark.criterion("inputs")
def test_two_inputs_share_an_output(student: Any, py_rng: Random) -> None:
    check_equal(student.inputs_giving(3, 3, 2, 1), range(5, 7))
    more, wider = py_rng.randint(2, 40), py_rng.randint(2, 20)
    longer = 2 * more + wider  # by a stride for each position, and as much as the window
    check_equal(student.inputs_giving(3 + more, 3 + wider, 2, 1), range(5 + longer, 7 + longer))


@pytest.mark.criterion("inputs_all")
def test_every_input_is_found(student: Any, py_rng: Random) -> None:
    wide = (py_rng.randint(4, 9), py_rng.randint(3, 7), py_rng.randint(3, 6), py_rng.randint(1, 3))
    for case in ((6, 5, 4, 0), (7, 4, 1, 1), wide):
        check_equal(student.inputs_giving(*case), inputs_giving(*case))


@pytest.mark.criterion("inputs_positive")
def test_an_input_has_at_least_one_pixel(student: Any, py_rng: Random) -> None:
    p, below = py_rng.randint(2, 9), py_rng.randint(0, 3)
    for case in ((1, 2 * p - below, py_rng.randint(6, 20), p), (1, 1, 1, p)):
        check_equal(student.inputs_giving(*case), inputs_giving(*case))


@pytest.mark.criterion("configs_small")
def test_two_ways_from_five_to_three(student: Any, py_rng: Random) -> None:
    check_equal(student.configs(5, 3, 3, 2, 0), {(3, 1, 0), (1, 2, 0)})
    # Line and windows longer by as much. A window shorter by a pixel, which is left over, is possible now too.
    more = py_rng.randint(2, 90)
    check_equal(student.configs(5 + more, 3, 3 + more, 2, 0), {(3 + more, 1, 0), (1 + more, 2, 0), (more, 2, 0)})


@pytest.mark.criterion("configs_all")
def test_every_way_and_no_other(student: Any, py_rng: Random) -> None:
    # In the first case windows of 3 and 5 do not fit without padding, although a truncated division says that they do.
    for case in ((2, 1, 5, 4, 1), (py_rng.randint(9, 24), py_rng.randint(3, 5), py_rng.randint(5, 8), 4, 3)):
        check_equal(student.configs(*case), configs(*case))
