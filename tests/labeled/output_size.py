"""Labeled programs of `output_size`."""

from labeled.program import OUTSIDE, RIGHT, Program, ids

PROGRAMS: tuple[Program, ...] = (
    Program("no first place", "conv_out", ids("SHP-1"), """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    room = i + p + p - ((k - 1) * d + 1)
    if room < 0:
        raise ValueError("k is too large")
    return room // s
"""),
    Program("padding on one side", "conv_out", ids("SHP-2"), """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    reach = k + (k - 1) * (d - 1)
    if reach > i + 2 * p:
        raise ValueError("k does not fit")
    return (i + p - reach) // s + 1
"""),
    Program("ceil", "conv_out", ids("SHP-4"), """
def conv_out(i, k, s=1, p=0, d=1):
    from math import ceil
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    size = i + 2 * p
    taps = d * (k - 1) + 1
    if taps > size:
        raise ValueError("k is larger than the image")
    return ceil((size - taps) / s + 1)
"""),
    Program("one too early", "conv_out", ids("SHP-7"), """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    last = i + 2 * p - d * (k - 1) - 1
    if last < 0:
        raise ValueError("k: no place")
    return (last + 1) // s
"""),
    Program("k times d", "conv_out", ids("SHP-14a"), """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    kernel = k * d
    padded = i + 2 * p
    if kernel > padded:
        raise ValueError("k does not fit on the image")
    return 1 + (padded - kernel) // s
"""),
    Program("the way between the taps", "conv_out", ids("SHP-14d"), """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    way = d * (k - 1)
    if way > i + 2 * p:
        raise ValueError("k does not fit on the image")
    return (i + 2 * p - way) // s + 1
"""),
    Program("lets all through", "conv_out", ids("SHP-16a"), """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    return (i + 2 * p - d * (k - 1) - 1) // s + 1
"""),
    Program("a quotient", "tf_out", ids("SHP-17a"), """
def tf_out(i, k, s=1, d=1, padding="VALID"):
    if padding == "SAME":
        return i / s if i % s else i // s
    free = i - (d * (k - 1) + 1)
    return free / s + 1
"""),
    Program("same is same", "tf_out", ids("SHP-11"), """
def tf_out(i, k, s=1, d=1, padding="VALID"):
    if padding.upper() == "SAME":
        return i
    starts = range(0, i - d * (k - 1), s)
    return len(starts)
"""),
    Program("same floor", "tf_out", ids("SHP-23"), """
def tf_out(i, k, s=1, d=1, padding="VALID"):
    return {"SAME": i // s, "VALID": (i - 1 - (k - 1) * d) // s + 1}[padding]
"""),
    Program("zero first", "same_pads_tf", ids("SHP-12c"), """
def same_pads_tf(i, k, s=1, d=1):
    outputs = (i + s - 1) // s
    missing = max(0, (outputs - 1) * s + (k - 1) * d + 1 - i)
    after = missing // 2
    return missing - after, after
"""),
    Program("negative zeros", "same_pads_tf", ids("SHP-24"), """
def same_pads_tf(i, k, s=1, d=1):
    n = -(-i // s)
    total = s * (n - 1) + d * (k - 1) + 1 - i
    left = total // 2
    return left, total - left
"""),
    Program("even sides", "same_pads_tf", ids("SHP-12b"), """
def same_pads_tf(i, k, s=1, d=1):
    import math
    total = max((math.ceil(i / s) - 1) * s + (k - 1) * d + 1 - i, 0)
    side = math.ceil(total / 2)
    return side, side
"""),
    Program("input channels", "conv2d_out_shape", ids("SHP-13a"), """
def conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, layout="NCHW"):
    _require_int("n_filters", n_filters, 1)
    c, h, w = _channels_first(in_shape, layout)
    (kh, kw), (sh, sw), (ph, pw), (dh, dw) = _windows(kernel, stride, padding, dilation)
    rows = h + 2 * ph - dh * (kh - 1) - 1
    cols = w + 2 * pw - dw * (kw - 1) - 1
    if rows < 0 or cols < 0:
        raise ValueError("kernel too large")
    rows, cols = rows // sh + 1, cols // sw + 1
    return (c, rows, cols) if layout == "NCHW" else (rows, cols, c)
"""),
    Program("pairs turned", "conv2d_out_shape", ids("SHP-21a"), """
def conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, layout="NCHW"):
    _require_int("n_filters", n_filters, 1)
    _, h, w = _channels_first(in_shape, layout)
    pairs = [(b, a) for a, b in _windows(kernel, stride, padding, dilation)]
    sides = []
    for axis, size in enumerate((h, w)):
        k, s, p, d = (pair[axis] for pair in pairs)
        free = size + 2 * p - (k - 1) * d - 1
        if free < 0:
            raise ValueError("kernel does not fit")
        sides.append(free // s + 1)
    return (n_filters, *sides) if layout == "NCHW" else (*sides, n_filters)
"""),
    Program("pools to one channel", "pool2d_out_shape", ids("SHP-18a"), """
def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    _, h, w = _channels_first(in_shape, layout)
    kk, ss, pp, _ = _windows(kernel, kernel if stride is None else stride, padding, 1)
    def along(n, axis):
        free = n + 2 * pp[axis] - kk[axis]
        if not ceil_mode:
            return free // ss[axis] + 1
        m = (free + ss[axis] - 1) // ss[axis] + 1
        return m - 1 if (m - 1) * ss[axis] >= n + pp[axis] else m
    a, b = along(h, 0), along(w, 1)
    return (1, a, b) if layout == "NCHW" else (a, b, 1)
"""),
    Program("larger where at least is meant", "pool2d_out_shape", ids("SHP-20d"), """
def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    c, h, w = _channels_first(in_shape, layout)
    kk, ss, pp, _ = _windows(kernel, kernel if stride is None else stride, padding, 1)
    def along(n, axis):
        free = n + 2 * pp[axis] - kk[axis]
        m = (-(-free // ss[axis]) if ceil_mode else free // ss[axis]) + 1
        return m - 1 if ceil_mode and (m - 1) * ss[axis] > n + pp[axis] else m
    a, b = along(h, 0), along(w, 1)
    return (c, a, b) if layout == "NCHW" else (a, b, c)
"""),
    Program("step by one", "pool2d_out_shape", ids("SHP-18b"), """
def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    if stride is None:
        stride = 1
    c, *hw = _channels_first(in_shape, layout)
    rule = _ceil_positions if ceil_mode else _positions
    out = [rule(n, k, s, p, d) for n, k, s, p, d in zip(hw, *_windows(kernel, stride, padding, 1))]
    return tuple([c] + out) if layout == "NCHW" else tuple(out + [c])
"""),
    Program("floor always", "pool2d_out_shape", ids("SHP-19a"), """
def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    c, h, w = in_shape if layout == "NCHW" else (in_shape[2], in_shape[0], in_shape[1])
    two = lambda v: tuple(v) if isinstance(v, (tuple, list)) else (v, v)
    (kh, kw), (sh, sw), (ph, pw) = two(kernel), two(kernel if stride is None else stride), two(padding)
    rows, cols = (h + 2 * ph - kh) // sh + 1, (w + 2 * pw - kw) // sw + 1
    return (c, rows, cols) if layout == "NCHW" else (rows, cols, c)
"""),
    Program("whole line", "unused_pixels", ids("SHP-22a"), """
def unused_pixels(i, k, s=1, p=0):
    line = i + 2 * p
    while line >= s:
        line -= s
    return line
"""),
    Program("bare pixels", "unused_pixels", ids("SHP-3"), """
def unused_pixels(i, k, s=1, p=0):
    windows = (i - k) // s
    return i - k - windows * s
"""),
    Program("input first", "trace", ids("SHP-26b"), """
def trace(arch, in_shape):
    seen = [tuple(in_shape)]
    for number, layer in enumerate(arch):
        try:
            seen.append(_layer_out(layer, seen[-1]))
        except (TypeError, ValueError) as e:
            raise ValueError(f"layer {number} ({layer['type']}) cannot take {seen[-1]}: {e}") from None
    return seen
"""),
    Program("flat field", "receptive_field", ids("SHP-29a"), """
def receptive_field(arch):
    rf, step = 1, 1
    for layer in arch:
        kind = layer["type"]
        if kind in ("flatten", "dense", "global_pool"):
            break
        if kind == "conv":
            rf += (layer["kernel"] - 1) * layer.get("dilation", 1)
            step *= layer.get("stride", 1)
        elif kind == "pool":
            rf += layer["kernel"] - 1
            step *= layer.get("stride", layer["kernel"])
    return rf, step
"""),
    Program("only convolutions", "receptive_field", ids("SHP-30"), """
def receptive_field(arch):
    size = jump = 1
    for layer in arch:
        if layer["type"] in HEAD:
            return size, jump
        if layer["type"] != "conv":
            continue
        size = size + layer.get("dilation", 1) * (layer["kernel"] - 1) * jump
        jump = jump * layer.get("stride", 1)
    return size, jump
"""),
    Program("no largest", "inputs_giving", ids("SHP-32b"), """
def inputs_giving(o, k, s, p):
    low = s * (o - 1) + k - 2 * p
    high = low + s - 1
    return range(max(1, low), max(1, high))
"""),
    Program("below one", "inputs_giving", ids("SHP-32c"), """
def inputs_giving(o, k, s, p):
    first = k - 2 * p + s * (o - 1)
    return range(first, first + s)
"""),
    Program("open limits", "configs", ids("SHP-33a"), """
def configs(i, o, max_k, max_s, max_p):
    good = set()
    for k in range(1, max_k):
        for s in range(1, max_s):
            for p in range(max_p):
                free = i + 2 * p - k
                if free >= 0 and free // s + 1 == o:
                    good.add((k, s, p))
    return good
"""),
    Program("s before k", "configs", ids("SHP-34"), """
def configs(i, o, max_k, max_s, max_p):
    return {
        (s, k, p)
        for s in range(1, max_s + 1)
        for k in range(1, max_k + 1)
        for p in range(max_p + 1)
        if i + 2 * p >= k and (i + 2 * p - k) // s == o - 1
    }
"""),
    # Pairs
    Program("one padding, no first place", "conv_out", ids("SHP-1 SHP-2"), """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    if d * (k - 1) + 1 > i + 2 * p:
        raise ValueError("k")
    return (i + p - d * (k - 1) - 1) // s
"""),
    Program("no padding, no dilation", "conv_out", ids("SHP-3 SHP-14b"), """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    if d * (k - 1) + 1 > i + 2 * p:
        raise ValueError("k")
    return (i - k) // s + 1
"""),
    Program("same floor, k times d", "tf_out", ids("SHP-14a SHP-23"), """
def tf_out(i, k, s=1, d=1, padding="VALID"):
    if padding == "SAME":
        return i // s
    return (i - k * d) // s + 1
"""),
    Program("one channel, step by one", "pool2d_out_shape", ids("SHP-18a SHP-18b"), """
def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    _, *size = _channels_first(in_shape, layout)
    count = _ceil_positions if ceil_mode else _positions
    h, w = (count(*each) for each in zip(size, *_windows(kernel, stride or 1, padding, 1)))
    return (1, h, w) if layout == "NCHW" else (h, w, 1)
"""),
    Program("rows only, floor only", "pool2d_out_shape", ids("SHP-19a SHP-21c"), """
def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    c, h, _ = _channels_first(in_shape, layout)
    ks, ss, ps, _ = _windows(kernel, kernel if stride is None else stride, padding, 1)
    n = (h + 2 * ps[0] - ks[0]) // ss[0] + 1
    return (c, n, n) if layout == "NCHW" else (n, n, c)
"""),
    Program("whole windows, strides added", "receptive_field", ids("SHP-29d SHP-29f"), """
def receptive_field(arch):
    size, jump = 1, 1
    first = True
    for layer in arch:
        if layer["type"] in HEAD:
            break
        if layer["type"] not in ("conv", "pool"):
            continue
        k = layer["kernel"]
        reach = (k - 1) * layer.get("dilation", 1) + 1
        stride = layer.get("stride", k if layer["type"] == "pool" else 1)
        size += reach * jump
        jump = stride if first else jump + stride
        first = False
    return size, jump
"""),
    Program("limits and order", "configs", ids("SHP-33b SHP-34"), """
def configs(i, o, max_k, max_s, max_p):
    found = []
    for k, s, p in product(range(1, max_k + 1), range(1, max_s + 1), range(0, max_p)):
        if k <= i + 2 * p and 1 + (i + 2 * p - k) // s == o:
            found.append((s, k, p))
    return set(found)
"""),
    Program("no padding, steps", "unused_pixels", ids("SHP-3 SHP-22b"), """
def unused_pixels(i, k, s=1, p=0):
    steps = 0
    while k + (steps + 1) * s <= i:
        steps += 1
    return steps
"""),
    # Bugs that the registry does not know
    Program("padding doubled for even kernels", "conv_out", OUTSIDE, """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    if d * (k - 1) + 1 > i + 2 * p:
        raise ValueError("k")
    return (i + (4 if k % 2 == 0 else 2) * p - d * (k - 1) - 1) // s + 1
"""),
    Program("dilation divides", "conv_out", OUTSIDE, """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    if d * (k - 1) + 1 > i + 2 * p:
        raise ValueError("k")
    return (i + 2 * p - k) // (s * d) + 1
"""),
    Program("valid and same exchanged", "tf_out", OUTSIDE, """
def tf_out(i, k, s=1, d=1, padding="VALID"):
    if padding == "VALID":
        return -(-i // s)
    return (i - d * (k - 1) - 1) // s + 1
"""),
    Program("all zeros after", "same_pads_tf", OUTSIDE, """
def same_pads_tf(i, k, s=1, d=1):
    total = max((-(-i // s) - 1) * s + d * (k - 1) + 1 - i, 0)
    return 0, total
"""),
    Program("what is missing", "unused_pixels", ids("SHP-22e"), """
def unused_pixels(i, k, s=1, p=0):
    return -(i + 2 * p - k) % s
"""),
    Program("one stride more", "receptive_field", OUTSIDE, """
def receptive_field(arch):
    size, jump = 1, 1
    for layer in arch:
        if layer["type"] in HEAD:
            break
        if layer["type"] in ("conv", "pool"):
            k = layer["kernel"]
            size += (k - 1) * layer.get("dilation", 1) * jump
            jump *= layer.get("stride", k if layer["type"] == "pool" else 1) + layer.get("padding", 0)
    return size, jump
"""),
    Program("range one up", "inputs_giving", ids("SHP-32e"), """
def inputs_giving(o, k, s, p):
    a = (o - 1) * s + k - 2 * p + 1
    return range(max(a, 1), max(a + s, 1))
"""),
    Program("every second input", "inputs_giving", OUTSIDE, """
def inputs_giving(o, k, s, p):
    a = (o - 1) * s + k - 2 * p
    return range(max(a, 1), max(a + s, 1), 2)
"""),
    Program("what is left of windows of k", "unused_pixels", OUTSIDE, """
def unused_pixels(i, k, s=1, p=0):
    return (i + 2 * p) % k
"""),
    Program("half of the kernel for SAME", "same_pads_tf", ids("SHP-12d"), """
def same_pads_tf(i, k, s=1, d=1):
    half = ((k - 1) * d + 1) // 2
    return half, half
"""),
    Program("the own stride of each layer", "receptive_field", ids("SHP-29g"), """
def receptive_field(arch):
    sees, apart = 1, 1
    for layer in arch:
        if layer["type"] in HEAD:
            return sees, apart
        if layer["type"] in ("conv", "pool"):
            step = layer.get("stride", layer["kernel"] if layer["type"] == "pool" else 1)
            sees = sees + layer.get("dilation", 1) * (layer["kernel"] - 1) * step
            apart = apart * step
    return sees, apart
"""),
    Program("only the smallest kernels", "configs", OUTSIDE, """
def configs(i, o, max_k, max_s, max_p):
    best = {}
    for s in range(1, max_s + 1):
        for p in range(max_p + 1):
            for k in range(1, max_k + 1):
                if k <= i + 2 * p and (i + 2 * p - k) // s + 1 == o:
                    best.setdefault((s, p), k)
    return {(k, s, p) for (s, p), k in best.items()}
"""),
    # Right, in an unusual way
    Program("counts starts", "conv_out", RIGHT, """
def conv_out(i, k, s=1, p=0, d=1):
    for name, value, low in [("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)]:
        _require_int(name, value, low)
    starts = range(-p, i + p - d * (k - 1), s)
    if not starts:
        raise ValueError("k does not fit")
    return len(starts)
"""),
    Program("divmod", "tf_out", RIGHT, """
def tf_out(i, k, s=1, d=1, padding="VALID"):
    whole, rest = divmod(i, s)
    if padding == "SAME":
        return whole + bool(rest)
    if padding != "VALID":
        raise ValueError("padding")
    return len(range(0, i - d * (k - 1), s))
"""),
    Program("walks", "unused_pixels", RIGHT, """
def unused_pixels(i, k, s=1, p=0):
    end = k
    while end + s <= i + 2 * p:
        end += s
    return i + 2 * p - end
"""),
    Program("from the end", "receptive_field", RIGHT, """
def receptive_field(arch):
    stack = []
    for layer in arch:
        if layer["type"] in HEAD:
            break
        if layer["type"] == "conv":
            stack.append((layer["kernel"], layer.get("stride", 1), layer.get("dilation", 1)))
        elif layer["type"] == "pool":
            stack.append((layer["kernel"], layer.get("stride", layer["kernel"]), 1))
    size, jump = 1, 1
    for k, s, d in reversed(stack):
        size = (size - 1) * s + d * (k - 1) + 1
        jump *= s
    return size, jump
"""),
    Program("tries all", "inputs_giving", RIGHT, """
def inputs_giving(o, k, s, p):
    fits = [n for n in range(1, o * s + k + 1) if n + 2 * p >= k and (n + 2 * p - k) // s + 1 == o]
    return range(fits[0], fits[-1] + 1) if fits else range(0)
"""),
)  # fmt: skip
