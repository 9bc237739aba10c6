"""Labeled programs of `parameter_count`."""

from labeled.program import OUTSIDE, RIGHT, Program, ids

PROGRAMS: tuple[Program, ...] = (
    Program("no depth", "conv_params", ids("PAR-1"), """
def conv_params(c_in, c_out, kernel, bias=True, groups=1):
    for name, value in (("c_in", c_in), ("c_out", c_out), ("groups", groups)):
        _require_int(name, value)
    if c_in % groups or c_out % groups:
        raise ValueError("groups must divide both")
    kh, kw = _pair("kernel", kernel)
    return c_out * kh * kw + (c_out if bias else 0)
"""),
    Program("biases forgotten", "dense_params", ids("PAR-2"), """
def dense_params(n_in, n_out, bias=True):
    return sum(n_in for _ in range(n_out))
"""),
    Program("one bias", "dense_params", ids("PAR-3"), """
def dense_params(n_in, n_out, bias=True):
    weights = n_in * n_out
    return weights + 1 if bias else weights
"""),
    Program("biases of inputs", "dense_params", ids("PAR-11"), """
def dense_params(n_in, n_out, bias=True):
    if not bias:
        return n_in * n_out
    return n_in * (n_out + 1)
"""),
    Program("always biases", "dense_params", ids("PAR-19"), """
def dense_params(n_in, n_out, bias=True):
    return n_out + n_in * n_out
"""),
    Program("bias for each channel", "conv_params", ids("PAR-4"), """
def conv_params(c_in, c_out, kernel, bias=True, groups=1):
    for name, value in (("c_in", c_in), ("c_out", c_out), ("groups", groups)):
        _require_int(name, value)
    if c_in % groups or c_out % groups:
        raise ValueError("groups must divide both")
    kh, kw = _pair("kernel", kernel)
    depth = c_in // groups
    return c_out * depth * (kh * kw + (1 if bias else 0))
"""),
    Program("groups ignored", "conv_params", ids("PAR-12a"), """
def conv_params(c_in, c_out, kernel, bias=True, groups=1):
    for name, value in (("c_in", c_in), ("c_out", c_out), ("groups", groups)):
        _require_int(name, value)
    if c_in % groups or c_out % groups:
        raise ValueError("groups must divide both")
    a, b = _pair("kernel", kernel)
    one_filter = a * b * c_in
    if bias:
        one_filter += 1
    return one_filter * c_out
"""),
    Program("groups divide all", "conv_params", ids("PAR-12c"), """
def conv_params(c_in, c_out, kernel, bias=True, groups=1):
    for name, value in (("c_in", c_in), ("c_out", c_out), ("groups", groups)):
        _require_int(name, value)
    if c_in % groups or c_out % groups:
        raise ValueError("groups must divide both")
    a, b = _pair("kernel", kernel)
    total = c_out * (a * b * c_in + int(bias))
    return total // groups
"""),
    Program("shared biases", "locally_connected_params", ids("PAR-21"), """
def locally_connected_params(in_shape, n_filters, kernel, stride=1, padding=0):
    (kh, kw), (sh, sw), (ph, pw) = (_pair(*each) for each in (("k", kernel), ("s", stride), ("padding", padding)))
    c, h, w = in_shape
    places = ((h + 2 * ph - kh) // sh + 1) * ((w + 2 * pw - kw) // sw + 1)
    return places * n_filters * c * kh * kw + n_filters
"""),
    Program("shares anyway", "locally_connected_params", ids("PAR-22"), """
def locally_connected_params(in_shape, n_filters, kernel, stride=1, padding=0):
    kh, kw = kernel if isinstance(kernel, (tuple, list)) else (kernel, kernel)
    return n_filters * (in_shape[0] * kh * kw + 1)
"""),
    Program("padding on one side", "sharing_ratio", ids("PAR-24"), """
def sharing_ratio(in_shape, kernel, stride=1, padding=0):
    count = 1
    for axis in (0, 1):
        k, s, p = (_pair(n, v)[axis] for n, v in (("kernel", kernel), ("stride", stride), ("padding", padding)))
        count *= (in_shape[axis + 1] + p - k) // s + 1
    return count
"""),
    Program("no first place", "sharing_ratio", ids("PAR-25"), """
def sharing_ratio(in_shape, kernel, stride=1, padding=0):
    _, h, w = in_shape
    (kh, kw), (sh, sw), (ph, pw) = _pair("kernel", kernel), _pair("stride", stride), _pair("padding", padding)
    rows = (h - kh + 2 * ph) // sh
    cols = (w - kw + 2 * pw) // sw
    return rows * cols
"""),
    Program("rounded up", "sharing_ratio", ids("PAR-23"), """
def sharing_ratio(in_shape, kernel, stride=1, padding=0):
    from math import ceil
    places = 1
    options = zip(in_shape[1:], _pair("kernel", kernel), _pair("stride", stride), _pair("padding", padding))
    for size, k, s, p in options:
        places *= ceil((size + 2 * p - k) / s) + 1
    return places
"""),
    Program("taps", "sharing_ratio", ids("PAR-29"), """
def sharing_ratio(in_shape, kernel, stride=1, padding=0):
    c = in_shape[0]
    a, b = _pair("kernel", kernel)
    return a * b * c
"""),
    Program("a square image", "conv_macs", ids("PAR-26"), """
def conv_macs(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, groups=1):
    c, h, _ = in_shape
    kh, kw = _pair("kernel", kernel)
    s, p, d = (_pair(n, v)[0] for n, v in (("stride", stride), ("padding", padding), ("dilation", dilation)))
    side = (h + 2 * p - d * (kh - 1) - 1) // s + 1
    return side * side * n_filters * (c // groups) * kh * kw
"""),
    Program("places of the input", "conv_macs", ids("PAR-18b"), """
def conv_macs(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, groups=1):
    c, h, w = in_shape
    kh, kw = _pair("kernel", kernel)
    work = 0
    for _ in range(n_filters):
        work += h * w * kh * kw * (c // groups)
    return work
"""),
    Program("stored is used", "conv_macs", ids("PAR-18a"), """
def conv_macs(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, groups=1):
    return conv_params(in_shape[0], n_filters, kernel, True, groups)
"""),
    Program("biases multiplied", "conv_macs", ids("PAR-30"), """
def conv_macs(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, groups=1):
    rows, cols = _grid(in_shape[1:], kernel, stride, padding, dilation)
    kh, kw = _pair("kernel", kernel)
    per_number = kh * kw * (in_shape[0] // groups) + 1
    return per_number * rows * cols * n_filters
"""),
    Program("input too", "memory_bytes", ids("PAR-46"), """
def memory_bytes(arch, in_shape, dtype_bytes=4):
    numbers, weights = prod(in_shape), 0
    for row in layer_table(arch, in_shape):
        numbers += row["activations"]
        weights += row["params"]
    a, b = weights * dtype_bytes, numbers * dtype_bytes
    return {"params": a, "activations": b, "total": a + b}
"""),
    Program("largest only", "memory_bytes", ids("PAR-47"), """
def memory_bytes(arch, in_shape, dtype_bytes=4):
    table = layer_table(arch, in_shape)
    p = sum(r["params"] for r in table) * dtype_bytes
    a = max((r["activations"] for r in table), default=0) * dtype_bytes
    return dict(params=p, activations=a, total=p + a)
"""),
    Program("four bytes", "memory_bytes", ids("PAR-48"), """
def memory_bytes(arch, in_shape, dtype_bytes=4):
    result = {"params": 0, "activations": 0, "total": 0}
    for row in layer_table(arch, in_shape):
        for key in ("params", "activations"):
            result[key] += row[key] * 4
            result["total"] += row[key] * 4
    return result
"""),
    Program("depthwise only", "separable_params", ids("PAR-31"), """
def separable_params(c_in, c_out, kernel, bias=True):
    kh, kw = kernel if isinstance(kernel, (tuple, list)) else (kernel, kernel)
    return c_in * (kh * kw + (1 if bias else 0))
"""),
    Program("two large kernels", "separable_params", ids("PAR-33"), """
def separable_params(c_in, c_out, kernel, bias=True):
    area = prod(_pair("kernel", kernel))
    b = 1 if bias else 0
    first, second = c_in * (area + b), c_out * (c_in * area + b)
    return first + second
"""),
    Program("upside down", "bottleneck_saving", ids("PAR-34"), """
def bottleneck_saving(c_in, c_out, kernel, c_mid):
    a, b = _pair("kernel", kernel)
    detour = c_in * c_mid + c_mid * c_out * a * b
    return detour / (c_in * c_out * a * b)
"""),
    Program("wide first", "bottleneck_saving", ids("PAR-36"), """
def bottleneck_saving(c_in, c_out, kernel, c_mid):
    a, b = _pair("kernel", kernel)
    squeeze = a * b * c_in * c_mid
    return (a * b * c_in * c_out) / (squeeze + c_mid * c_out)
"""),
    Program("frozen too", "count_trainable", ids("PAR-16b"), """
def count_trainable(model):
    total = 0
    for tensor in model.parameters():
        size = 1
        for n in tensor.shape:
            size *= n
        total += size
    return total
"""),
    Program("tensors", "count_trainable", ids("PAR-16e"), """
def count_trainable(model):
    return len([p for p in model.parameters() if p.requires_grad])
"""),
    Program("no head", "max_filters_within", ids("PAR-50"), """
def max_filters_within(budget, c_in, kernel, head_classes, in_hw):
    kh, kw = _pair("kernel", kernel)
    n = 0
    while (n + 1) * (kh * kw * c_in + 1) <= budget:
        n += 1
    return n
"""),
    Program("pooled head", "max_filters_within", ids("PAR-51"), """
def max_filters_within(budget, c_in, kernel, head_classes, in_hw):
    cost = prod(_pair("kernel", kernel)) * c_in + 1 + head_classes
    left = budget - head_classes
    return left // cost if left > 0 else 0
"""),
    # Pairs
    Program("no depth, no biases", "conv_params", ids("PAR-1 PAR-2"), """
def conv_params(c_in, c_out, kernel, bias=True, groups=1):
    for name, value in (("c_in", c_in), ("c_out", c_out), ("groups", groups)):
        _require_int(name, value)
    if c_in % groups or c_out % groups:
        raise ValueError("groups must divide both")
    return c_out * prod(_pair("kernel", kernel))
"""),
    Program("one bias, always", "dense_params", ids("PAR-3 PAR-19"), """
def dense_params(n_in, n_out, bias=True):
    return n_in * n_out + 1
"""),
    Program("one side of padding, no first place", "sharing_ratio", ids("PAR-24 PAR-25"), """
def sharing_ratio(in_shape, kernel, stride=1, padding=0):
    steps = []
    for n, k, s, p in zip(in_shape[1:], _pair("", kernel), _pair("", stride), _pair("padding", padding)):
        steps.append((n + p - k) // s)
    return steps[0] * steps[1]
"""),
    Program("squares", "conv_macs", ids("PAR-20 PAR-30"), """
def conv_macs(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, groups=1):
    rows, cols = _grid(in_shape[1:], kernel, stride, padding, dilation)
    k = _pair("kernel", kernel)[0]
    return rows * cols * n_filters * (k**2 * (in_shape[0] // groups) + 1)
"""),
    Program("groups ignored, one filter", "conv_macs", ids("PAR-9 PAR-12a"), """
def conv_macs(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, groups=1):
    work = in_shape[0]
    for factor in (*_pair("kernel", kernel), *_grid(in_shape[1:], kernel, stride, padding, dilation)):
        work *= factor
    return work
"""),
    Program("largest of four bytes", "memory_bytes", ids("PAR-47 PAR-48"), """
def memory_bytes(arch, in_shape, dtype_bytes=4):
    params = biggest = 0
    for row in layer_table(arch, in_shape):
        params += 4 * row["params"]
        biggest = max(biggest, 4 * row["activations"])
    return {"params": params, "activations": biggest, "total": params + biggest}
"""),
    Program("upside down, free 1×1", "bottleneck_saving", ids("PAR-34 PAR-37"), """
def bottleneck_saving(c_in, c_out, kernel, c_mid):
    area = prod(_pair("kernel", kernel))
    return (area * c_mid * c_out) / (area * c_in * c_out)
"""),
    Program("frozen tensors", "count_trainable", ids("PAR-16b PAR-16e"), """
def count_trainable(model):
    return sum(1 for _ in model.parameters())
"""),
    # Bugs that the registry does not know
    Program("perimeter of the kernel", "conv_params", ids("PAR-68"), """
def conv_params(c_in, c_out, kernel, bias=True, groups=1):
    for name, value in (("c_in", c_in), ("c_out", c_out), ("groups", groups)):
        _require_int(name, value)
    if c_in % groups or c_out % groups:
        raise ValueError("groups must divide both")
    a, b = _pair("kernel", kernel)
    return c_out * ((a + b) * (c_in // groups) + bool(bias))
"""),
    Program("two biases", "dense_params", OUTSIDE, """
def dense_params(n_in, n_out, bias=True):
    return n_out * (n_in + (2 if bias else 0))
"""),
    Program("places added", "sharing_ratio", OUTSIDE, """
def sharing_ratio(in_shape, kernel, stride=1, padding=0):
    return sum(_grid(in_shape[1:], kernel, stride, padding))
"""),
    Program("a weight for each pixel", "locally_connected_params", OUTSIDE, """
def locally_connected_params(in_shape, n_filters, kernel, stride=1, padding=0):
    c, h, w = in_shape
    return h * w * c * n_filters + h * w
"""),
    Program("two operations", "conv_macs", ids("PAR-80"), """
def conv_macs(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, groups=1):
    rows, cols = _grid(in_shape[1:], kernel, stride, padding, dilation)
    a, b = _pair("kernel", kernel)
    return 2 * rows * cols * a * b * n_filters * (in_shape[0] // groups)
"""),
    Program("gradients too", "memory_bytes", ids("PAR-108"), """
def memory_bytes(arch, in_shape, dtype_bytes=4):
    rows = layer_table(arch, in_shape)
    p = 2 * dtype_bytes * sum(r["params"] for r in rows)
    a = dtype_bytes * sum(r["activations"] for r in rows)
    return {"params": p, "activations": a, "total": p + a}
"""),
    Program("saved share", "bottleneck_saving", ids("PAR-118"), """
def bottleneck_saving(c_in, c_out, kernel, c_mid):
    area = prod(_pair("kernel", kernel))
    return 1 - (c_in * c_mid + area * c_mid * c_out) / (area * c_in * c_out)
"""),
    Program("both widths added", "dense_params", OUTSIDE, """
def dense_params(n_in, n_out, bias=True):
    _require_int("n_in", n_in)
    _require_int("n_out", n_out)
    return n_in + n_out + (n_out if bias else 0)
"""),
    Program("rows three times", "conv_macs", OUTSIDE, """
def conv_macs(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, groups=1):
    rows, cols = _grid(in_shape[1:], kernel, stride, padding, dilation)
    a, b = _pair("kernel", kernel)
    return rows * cols * a * a * a * b * n_filters * (in_shape[0] // groups)
"""),
    Program("half of both", "separable_params", OUTSIDE, """
def separable_params(c_in, c_out, kernel, bias=True):
    a, b = _pair("kernel", kernel)
    whole = c_in * a * b + c_in * c_out + (c_in + c_out if bias else 0)
    return whole // 2
"""),
    Program("one budget more", "max_filters_within", OUTSIDE, """
def max_filters_within(budget, c_in, kernel, head_classes, in_hw):
    a, b = _pair("kernel", kernel)
    rows, cols = _grid(in_hw, kernel)
    each = c_in * a * b + 1 + rows * cols * head_classes
    return max(0, (2 * budget - head_classes) // each)
"""),
    Program("sides added", "count_trainable", OUTSIDE, """
def count_trainable(model):
    total = 0
    for p in model.parameters():
        if p.requires_grad:
            total += sum(p.shape)
    return total
"""),
    # Right, in an unusual way
    Program("one neuron at a time", "dense_params", RIGHT, """
def dense_params(n_in, n_out, bias=True):
    total = 0
    for _ in range(n_out):
        total += n_in
        total += 1 if bias else 0
    return total
"""),
    Program("kernel is squared", "separable_params", ids("PAR-57"), """
def separable_params(c_in, c_out, kernel, bias=True):
    n = c_in * kernel * kernel + c_in * c_out
    if bias:
        n += c_in + c_out
    return n
"""),
    Program("first of each pair", "locally_connected_params", ids("PAR-62"), """
def locally_connected_params(in_shape, n_filters, kernel, stride=1, padding=0):
    k = kernel[0] if isinstance(kernel, tuple) else kernel
    s = stride[0] if isinstance(stride, tuple) else stride
    p = padding[0] if isinstance(padding, tuple) else padding
    c, h, w = in_shape
    return ((h + 2*p - k)//s + 1) * ((w + 2*p - k)//s + 1) * (k*k*c + 1) * n_filters
"""),
    Program("upside down", "sharing_ratio", ids("PAR-76"), """
def sharing_ratio(in_shape, kernel, stride=1, padding=0):
    a = conv_params(in_shape[0], 8, kernel)
    b = locally_connected_params(in_shape, 8, kernel, stride=stride, padding=padding)
    return a / b
"""),
    Program("bits", "memory_bytes", ids("PAR-104"), """
def memory_bytes(arch, in_shape, dtype_bytes=4):
    t = layer_table(arch, in_shape)
    bits = 8 * dtype_bytes
    p = sum(r["params"] for r in t) * bits
    a = sum(r["activations"] for r in t) * bits
    return {"params": p, "activations": a, "total": p + a}
"""),
    Program("both overwritten", "memory_bytes", ids("PAR-110 PAR-158"), """
def memory_bytes(arch, in_shape, dtype_bytes=4):
    p = a = 0
    for r in layer_table(arch, in_shape):
        p = r["params"] * dtype_bytes
        a = r["activations"] * dtype_bytes
    return {"params": p, "activations": a, "total": p + a}
"""),
    Program("parentheses", "bottleneck_saving", ids("PAR-120"), """
def bottleneck_saving(c_in, c_out, kernel, c_mid):
    kh, kw = kernel if isinstance(kernel, tuple) else (kernel, kernel)
    return c_in * c_out * kh * kw / (c_in * c_mid) + c_mid * c_out * kh * kw
"""),
    Program("modules and all below", "count_trainable", ids("PAR-140"), """
def count_trainable(model):
    return sum(p.numel() for m in model.modules() for p in m.parameters() if p.requires_grad)
"""),
    Program("leaves, frozen too", "count_trainable", ids("PAR-138 PAR-16b"), """
def count_trainable(model):
    total = 0
    for m in model.modules():
        if len(list(m.children())) == 0:
            for p in m.parameters():
                total += p.numel()
    return total
"""),
    Program("two operations and a bias", "conv_macs", ids("PAR-155"), """
def conv_macs(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, groups=1):
    P = lambda v: v if isinstance(v, (tuple, list)) else (v, v)
    (kh, kw), (sh, sw), (ph, pw), (dh, dw) = map(P, (kernel, stride, padding, dilation))
    c, h, w = in_shape
    oh = (h + 2*ph - dh*(kh-1) - 1)//sh + 1; ow = (w + 2*pw - dw*(kw-1) - 1)//sw + 1
    return 2 * (kh*kw*c//groups) * n_filters * oh * ow + n_filters * oh * ow
"""),
    Program("weights by name", "count_trainable", ids("PAR-145"), """
def count_trainable(model):
    return sum(p.numel() for n, p in model.named_parameters() if "weight" in n and p.requires_grad)
"""),
    Program("counts starts", "sharing_ratio", RIGHT, """
def sharing_ratio(in_shape, kernel, stride=1, padding=0):
    count = 1
    for n, k, s, p in zip(in_shape[1:], _pair("kernel", kernel), _pair("stride", stride), _pair("padding", padding)):
        count *= len(range(-p, n + p - k + 1, s))
    return count
"""),
    Program("one network", "separable_params", RIGHT, """
def separable_params(c_in, c_out, kernel, bias=True):
    net = [
        {"type": "conv", "filters": c_in, "kernel": kernel, "groups": c_in, "bias": bias},
        {"type": "conv", "filters": c_out, "kernel": 1, "bias": bias},
    ]
    side = max(_pair("kernel", kernel))
    return sum(row["params"] for row in layer_table(net, (c_in, side, side)))
"""),
    Program("tries one more", "max_filters_within", RIGHT, """
def max_filters_within(budget, c_in, kernel, head_classes, in_hw):
    kh, kw = _pair("kernel", kernel)
    places = (in_hw[0] - kh + 1) * (in_hw[1] - kw + 1)
    def cost(n):
        return n * (kh * kw * c_in + 1) + head_classes * (n * places + 1)
    low, high = 0, max(budget, 0)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cost(middle) <= budget else (low, middle - 1)
    return low
"""),
    Program("fractions", "bottleneck_saving", RIGHT, """
def bottleneck_saving(c_in, c_out, kernel, c_mid):
    from fractions import Fraction
    area = prod(_pair("kernel", kernel))
    return float(1 / (Fraction(c_mid, area * c_out) + Fraction(c_mid, c_in)))
"""),
)  # fmt: skip
