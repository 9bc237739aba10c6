# topic: parameter_count
"""Gives counts and shapes that no grader should count on from: huge, endless, deep, or none at all."""

HUGE = 10**18
SHAPES = (
    *((HUGE, HUGE, HUGE), [HUGE], range(HUGE), (10**100,), (3, 10**9, 10**9), (1, 65000.0, 65000.0), (1, float("inf"))),
    *("12" * 9000, {1, 2, 3}, [[[[3]]]] * 3, [7] * 9000, (3, "8", 9), (float("nan"),) * 3, (True, True, True), b"123"),
)  # fmt: skip
NUMBERS = (HUGE, 10**120, float("nan"), float("inf"), 1e308, -HUGE, True, "9", None, 2 + 3j, range(HUGE), [HUGE])
CALLS = iter(range(HUGE))


def number(*_, **__):
    return NUMBERS[next(CALLS) % len(NUMBERS)]


def layer_table(arch, _):
    names = ("params", "macs", "activations")
    return [
        {"type": layer["type"], "out_shape": SHAPES[next(CALLS) % len(SHAPES)], **{name: number() for name in names}}
        for layer in arch
    ] or None


def memory_bytes(*_, **__):
    return {"params": number(), "activations": number(), "total": number()}


conv_params = dense_params = locally_connected_params = sharing_ratio = conv_macs = separable_params = number
bottleneck_saving = count_trainable = max_filters_within = number
