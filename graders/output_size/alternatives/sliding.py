"""All by moving a window: loops that take one step after the other and count, no formula anywhere."""


def whole(name, value, least=1):
    if type(value) is not int:
        raise TypeError(f"{name}: an int is needed, not {value!r}")
    if value < least:
        raise ValueError(f"{name}: {value} is less than {least}")


def slide(length, window, step):
    """Move a window along; tell how often it stood on the line and how many cells are left behind it."""
    begin, places = 0, 0
    while begin + window <= length:
        places += 1
        begin += step
    left = length - (begin - step + window) if places else length
    return places, left


def reach(k, d):
    """Walk from the first tap to the last."""
    at = 0
    for _ in range(k - 1):
        at += d
    return at + 1


def conv_out(i, k, s=1, p=0, d=1):
    whole("i", i)
    whole("k", k)
    whole("s", s)
    whole("p", p, 0)
    whole("d", d)
    places, _ = slide(p + i + p, reach(k, d), s)
    if places == 0:
        raise ValueError("k: there is no room for the window")
    return places


def tf_out(i, k, s=1, d=1, padding="VALID"):
    if padding == "VALID":
        return slide(i, reach(k, d), s)[0]
    started, at = 0, 0
    while at < i:
        started += 1
        at += s
    return started


def same_pads_tf(i, k, s=1, d=1):
    before = after = 0
    while slide(before + i + after, reach(k, d), s)[0] < tf_out(i, k, s, d, "SAME"):
        if before == after:
            after += 1
        else:
            before += 1
    return before, after


def axis(value, which):
    return value if isinstance(value, int) else value[which]


def conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, layout="NCHW"):
    if layout not in ("NCHW", "NHWC"):
        raise ValueError(f"layout: do not know {layout!r}")
    whole("n_filters", n_filters)
    options = {"kernel": kernel, "stride": stride, "padding": padding, "dilation": dilation}
    for name, value in options.items():
        for number in value if isinstance(value, (tuple, list)) else [value]:
            whole(name, number, 0 if name == "padding" else 1)
    first = 0 if layout == "NHWC" else 1
    result = []
    for which in (0, 1):
        zeros = axis(padding, which)
        window = reach(axis(kernel, which), axis(dilation, which))
        places, _ = slide(zeros + in_shape[first + which] + zeros, window, axis(stride, which))
        if places == 0:
            raise ValueError("kernel: there is no room for the window")
        result.append(places)
    result.insert(2 if layout == "NHWC" else 0, n_filters)
    return tuple(result)


def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    result = list(in_shape)
    for which in (0, 1):
        place = which if layout == "NHWC" else which + 1
        pixels, zeros, window = in_shape[place], axis(padding, which), axis(kernel, which)
        step = window if stride is None else axis(stride, which)
        places, left = slide(zeros + pixels + zeros, window, step)
        next_start = places * step - zeros  # counted from the first pixel
        if ceil_mode and left > 0 and next_start < pixels:
            places += 1
        result[place] = places
    return tuple(result)


def unused_pixels(i, k, s=1, p=0):
    return slide(p + i + p, k, s)[1]


def trace(arch, in_shape):
    shapes = []
    now = tuple(in_shape)
    for number in range(len(arch)):
        layer = arch[number]
        why = complaint(layer, now)
        if why:
            raise ValueError(f"layer number {number} got {now}: {why}")
        now = after(layer, now)
        shapes.append(now)
    return shapes


def complaint(layer, shape):
    """What is wrong with a layer in this place, if anything."""
    if layer["type"] == "dense" and len(shape) > 1:
        return "it takes a flat input"
    if layer["type"] in ("conv", "pool"):
        if len(shape) == 1:
            return "there are no rows and columns"
        groups = layer.get("groups", 1)
        if shape[0] % groups != 0 or layer.get("filters", groups) % groups != 0:
            return "its groups would not be alike"
        for which in (0, 1):
            window = reach(axis(layer["kernel"], which), axis(layer.get("dilation", 1), which))
            if window > shape[1 + which] + 2 * axis(layer.get("padding", 0), which):
                return "its window is too large"
    return ""


def after(layer, shape):
    kind = layer["type"]
    if kind == "conv":
        more = [layer.get("stride", 1), layer.get("padding", 0), layer.get("dilation", 1)]
        return conv2d_out_shape(shape, layer["filters"], layer["kernel"], *more)
    if kind == "pool":
        return pool2d_out_shape(shape, layer["kernel"], layer.get("stride"), layer.get("padding", 0))
    if kind == "global_pool":
        return (shape[0],)
    if kind == "dense":
        return (layer["units"],)
    if kind == "flatten":
        cells = 1
        for side in shape:
            cells *= side
        return (cells,)
    return shape


def receptive_field(arch):
    """From the pixel on: one output covers `size`, and its neighbour starts `jump` later."""
    size, jump = 1, 1
    for layer in arch:
        kind = layer["type"]
        if kind == "flatten" or kind == "dense" or kind == "global_pool":
            return size, jump
        if kind != "conv" and kind != "pool":
            continue
        for _ in range(reach(layer["kernel"], layer.get("dilation", 1)) - 1):
            size += jump
        jump *= layer.get("stride", 1 if kind == "conv" else layer["kernel"])
    return size, jump


def inputs_giving(o, k, s, p):
    i = 1
    while slide(p + i + p, k, s)[0] < o:
        i += 1
    first = i
    while slide(p + i + p, k, s)[0] == o:
        i += 1
    return range(first, i)


def configs(i, o, max_k, max_s, max_p):
    found = set()
    for k in range(1, max_k + 1):
        for s in range(1, max_s + 1):
            for p in range(max_p + 1):
                if slide(p + i + p, k, s)[0] == o:
                    found.add((k, s, p))
    return found
