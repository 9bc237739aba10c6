# topic: output_size
"""Gives shapes that no grader should count on from: huge, endless, deep, or no shapes at all."""

HUGE = 10**18
SHAPES = (
    *((HUGE, HUGE, HUGE), [HUGE], range(HUGE), (10**100,), (3, 10**9, 10**9), (1, 65000.0, 65000.0), (1, float("inf"))),
    *("12" * 9000, {1, 2, 3}, [[[[3]]]] * 3, [7] * 9000, (3, "8", 9), (float("nan"),) * 3, (True, True, True), b"123"),
)  # fmt: skip
CALLS = iter(range(HUGE))


def trace(arch, _):
    return [SHAPES[(next(CALLS) + number) % len(SHAPES)] for number in range(len(arch))] or None


def receptive_field(*_, **__):
    return SHAPES[next(CALLS) % len(SHAPES)]


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = lambda *_, **__: receptive_field()
unused_pixels = inputs_giving = configs = conv_out
