"""Arguments on which to compare somebody's function with the models: first by hand, then such that suspects part."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Call = tuple[tuple[Any, ...], dict[str, Any]]
Layer = dict[str, Any]

DRAWN = 60


def call(*args: Any, **kwargs: Any) -> Call:
    return args, kwargs


def conv(kernel: Any, filters: int = 4, **options: Any) -> Layer:
    return {"type": "conv", "filters": filters, "kernel": kernel, **options}


def pool(kernel: Any, **options: Any) -> Layer:
    return {"type": "pool", "kind": "max", "kernel": kernel, **options}


def layers(text: str) -> list[Layer]:
    return [{"type": "dense", "units": 3} if kind == "dense" else {"type": kind} for kind in text.split()]


def fitting(rng: Random, pads: int = 3, dilations: int = 3) -> tuple[int, int, int, int, int]:
    """A window that fits, on a line with room for a few steps."""
    k, s, p, d = rng.randint(1, 6), rng.randint(1, 5), rng.randint(0, pads), rng.randint(1, dilations)
    return max((k - 1) * d + 1 - 2 * p, 1) + rng.randint(0, 6 * s), k, s, p, d


BY_HAND: dict[str, list[Call]] = {
    "conv_out": [
        call(3, 1), call(3, 3), call(5, 3), call(5, 2, 2), call(6, 2, 3), call(3, 1, 1, 1), call(5, 2, d=2),
        call(6, 3, 1, 0, 2), call(10, 3, 2), call(8, 3, 2), call(9, 1, 3, 2), call(2, 4, 1, 1), call(12, 4, 3, 1),
    ],
    "tf_out": [
        call(3, 1), call(4, 3), call(5, 2, 2), call(6, 2, 3), call(4, 3, padding="SAME"), call(6, 2, 1, 2),
        call(5, 3, 2, padding="SAME"), call(6, 3, 2, padding="SAME"), call(10, 3, 2), call(4, 2, padding="SAME"),
    ],
    "same_pads_tf": [
        call(3, 1), call(4, 3), call(4, 2), call(5, 3, 2), call(6, 3, 2), call(5, 1, 3), call(6, 4), call(6, 2, 1, 2),
        call(7, 4, 3), call(8, 3, 1, 2), call(8, 4, 1, 3), call(9, 2, 5),
    ],
    "conv2d_out_shape": [
        call((1, 3, 3), 1, 1), call((1, 3, 4), 2, 2), call((3, 4, 6), 2, 3), call((2, 5, 8), 3, 2, stride=2),
        call((1, 3, 5), 1, 3, padding=1), call((1, 3, 4), 1, (1, 2)), call((2, 5, 9), 3, 3, stride=(1, 2)),
        call((4, 6, 3), 2, 1, layout="NHWC"), call((4, 7, 2), 3, 2, layout="NHWC"), call((1, 7, 9), 1, 2, dilation=3),
        call((1, 4, 8), 1, 2, padding=(0, 1)), call((1, 6, 9), 1, 2, dilation=(1, 2)),
    ],
    "pool2d_out_shape": [
        call((1, 2, 4), 2), call((3, 4, 6), 2), call((1, 5, 9), 2), call((2, 6, 9), 3), call((2, 7, 9), 3, 2),
        call((1, 5, 8), 3, 2, ceil_mode=True), call((1, 5, 8), 1, 3, ceil_mode=True),
        call((1, 6, 9), 1, 3, ceil_mode=True), call((1, 4, 9), (1, 2)),
        call((1, 4, 8), 2, padding=1), call((4, 6, 3), 2, layout="NHWC"), call((2, 6, 8), 2, (1, 3)),
        call((1, 5, 8), 1, 3), call((2, 4, 5), 3, 5, 1, True), call((2, 9, 8), 3, 4, 1, True),
    ],
    "unused_pixels": [
        call(3, 1), call(4, 2, 2), call(5, 2, 2), call(7, 2, 3), call(5, 2, 4, 1), call(10, 3, 2), call(10, 3, 4, 1),
    ],
    "trace": [
        call(layers("relu"), (1, 2, 3)), call([], (1, 2, 3)), call(layers("flatten"), (2, 2, 3)),
        call(layers("global_pool dense"), (2, 3, 4)), call([conv(2)], (3, 4, 6)), call([pool(2)], (3, 4, 6)),
        call([conv(2, groups=2)], (2, 4, 6)), call([pool(2), pool(2)], (1, 8, 12)),
        call([conv(3, padding=1)], (1, 3, 5)), call([conv(2, stride=2)], (1, 5, 8)), call([conv((1, 2))], (1, 3, 5)),
        call([conv(2, dilation=2)], (1, 4, 7)), call([conv(2), *layers("relu flatten dense")], (1, 3, 4)),
        call([pool(3, stride=2)], (2, 6, 9)),
    ],
    "receptive_field": [
        call([]), call([conv(3)]), call([pool(2)]), call([conv(3), conv(3)]), call([conv(1)]),
        call([conv(3, dilation=2)]), call([conv(2, stride=2)]), call([pool(2), conv(3)]), call([pool(2), pool(2)]),
        call([pool(3), pool(3)]), call([*layers("relu flatten"), conv(3)]),
        call([conv(2), *layers("global_pool"), pool(2)]),
    ],
    "inputs_giving": [
        call(1, 1, 1, 0), call(2, 1, 2, 0), call(2, 3, 1, 0), call(2, 3, 2, 0), call(3, 3, 2, 1), call(2, 2, 3, 1),
        call(1, 1, 1, 1), call(1, 3, 4, 2), call(1, 1, 4, 1), call(4, 3, 5, 2),
    ],
    "configs": [
        call(1, 1, 1, 1, 0), call(3, 3, 2, 1, 0), call(3, 2, 2, 2, 0), call(5, 3, 3, 2, 0), call(2, 1, 3, 2, 0),
        call(3, 3, 3, 1, 1), call(4, 2, 3, 3, 1), call(5, 2, 4, 3, 2),
    ],
}  # fmt: skip


def window2d(rng: Random, names: str, pads: int = 2) -> tuple[int, int, dict[str, Any]]:
    """Height, width and some of the named options, each one int or a pair."""
    (h, kh, sh, ph, dh), (w, kw, sw, pw, dw) = fitting(rng, pads), fitting(rng, pads)
    pairs = {"kernel": (kh, kw), "stride": (sh, sw), "padding": (ph, pw), "dilation": (dh, dw)}
    chosen = {name: pairs[name] for name in names.split() if name == "kernel" or rng.random() < 0.6}
    options = {name: pair if rng.random() < 0.7 else pair[0] for name, pair in chosen.items()}
    return h + 16, w + 20, options  # room for the widest window, whatever was left out


def drawn_conv2d(rng: Random) -> Call:
    height, width, options = window2d(rng, "kernel stride padding dilation")
    channels, filters = rng.sample(range(2, 9), 2)
    if rng.random() < 0.3:
        return call((height, width, channels), filters, **options, layout="NHWC")
    return call((channels, height, width), filters, **options)


def drawn_pool2d(rng: Random) -> Call:
    height, width, options = window2d(rng, "kernel stride", pads=0)
    channels, kernel = rng.randint(2, 8), options["kernel"]
    most = min(kernel) // 2 if isinstance(kernel, tuple) else kernel // 2
    options |= {"padding": rng.randint(0, most), "ceil_mode": rng.random() < 0.5}
    if rng.random() < 0.3:
        return call((height, width, channels), **options, layout="NHWC")
    return call((channels, height, width), **options)


def drawn_trace(rng: Random) -> Call:
    arch: list[Layer] = []
    for _ in range(rng.randint(1, 2)):
        _, _, options = window2d(rng, "kernel padding dilation")
        options |= rng.choice(({}, {"stride": 2}, {"stride": (2, 3)}, {"stride": (3, 1)}))
        arch += [{"type": "conv", "filters": 2 * rng.randint(1, 8), **options}, {"type": "relu"}]
        if rng.random() < 0.6:
            arch.append(pool(*rng.sample((2, 3, (2, 3), (3, 2)), 1), **rng.choice(({}, {"stride": 2}))))
    arch += layers(rng.choice(("", "flatten", "flatten dense", "global_pool", "global_pool dense dense")))
    return call(arch, (2 * rng.randint(1, 3), rng.randint(300, 400), rng.randint(420, 500)))


def drawn_field(rng: Random) -> Call:
    arch: list[Layer] = []
    for _ in range(rng.randint(2, 4)):
        _, k, s, _, d = fitting(rng)
        options = [{}, {"stride": s}, {"dilation": d}, {"stride": s, "dilation": d}]
        arch.append(conv(k, **rng.choice(options)) if rng.random() < 0.6 else pool(k, **rng.choice(options[:2])))
    return call([*arch, *layers(rng.choice(("", "relu", "flatten dense"))), *([conv(3)] if rng.random() < 0.2 else [])])


def drawn_same(rng: Random) -> tuple[int, int, int, int]:
    """An input and a window for SAME; TensorFlow does not combine a stride and a dilation."""
    i, k = rng.randint(3, 40), rng.randint(1, 9)
    return (i, k, rng.randint(1, 6), 1) if rng.random() < 0.7 else (i, k, 1, rng.randint(2, 3))


def drawn_tf(rng: Random) -> Call:
    i, k, s, d = drawn_same(rng)
    return call(i, k, s, d, "SAME") if rng.random() < 0.5 else call(i + k * d, k, s, d)


def drawn_unused(rng: Random) -> Call:
    i, k, s, p, _ = fitting(rng, dilations=1)
    return call(i, k, s + 1, p)


DRAW: dict[str, Callable[[Random], Call]] = {
    "conv_out": lambda rng: call(*fitting(rng)),
    "tf_out": drawn_tf,
    "same_pads_tf": lambda rng: call(*drawn_same(rng)),
    "conv2d_out_shape": drawn_conv2d,
    "pool2d_out_shape": drawn_pool2d,
    "unused_pixels": drawn_unused,
    "trace": drawn_trace,
    "receptive_field": drawn_field,
    "inputs_giving": lambda rng: call(rng.randint(1, 9), rng.randint(1, 7), rng.randint(1, 6), rng.randint(0, 4)),
    "configs": lambda rng: call(rng.randint(2, 14), rng.randint(1, 5), *(rng.randint(2, 4) for _ in range(3))),
}


def inputs(exercise: str, random: Random) -> Iterator[Call]:
    yield from BY_HAND[exercise]
    for _ in range(DRAWN):
        yield DRAW[exercise](random)
