"""Labeled programs of `color`."""

from labeled.program import OUTSIDE, RIGHT, Program, ids

PROGRAMS: tuple[Program, ...] = (
    Program("bytes added in place", "to_gray_mean", ids("COL-4"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    r, g, b = np.moveaxis(img, channel_axis, 0)
    return np.asarray((r + g + b) / 3, dtype=float)
"""),
    Program("three numbers of the last axis", "to_gray_mean", ids("COL-14b"), """
def to_gray_mean(img, channel_axis=-1):
    img = img.astype(float)
    return (img[..., 0] + img[..., 1] + img[..., 2]) / 3
"""),
    Program("three bytes of the last axis", "to_gray_mean", ids("COL-4 COL-14b"), """
def to_gray_mean(img, channel_axis=-1):
    return (img[..., 0] + img[..., 1] + img[..., 2]) / 3
"""),
    Program("a reshape that takes no batch", "hwc_to_chw", ids("COL-11"), """
def hwc_to_chw(img):
    h, w, c = img.shape
    return img.reshape(c, h, w)
"""),
    Program("axis 0", "to_gray_mean", ids("COL-5a"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    return np.mean(img, axis=0, dtype=np.float64)
"""),
    Program("a mean for each channel", "to_gray_mean", ids("COL-5b"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    planes = np.moveaxis(img.astype(float), channel_axis, 0)
    return np.array([plane.mean() for plane in planes])
"""),
    Program("thirds without a rest", "to_gray_mean", ids("COL-6"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    total = 0
    for c in range(3):
        total = total + np.take(img, c, axis=channel_axis) // 3
    return np.asarray(total, dtype=np.float64)
"""),
    Program("a sum", "to_gray_mean", ids("COL-8"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    first, second, third = np.moveaxis(np.array(img, dtype=float), channel_axis, 0)
    return first + second + third
"""),
    Program("only red", "to_gray_mean", ids("COL-9"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    where = [slice(None)] * img.ndim
    where[channel_axis] = 0
    return img[tuple(where)].astype(np.float64)
"""),
    Program("lightness", "to_gray_mean", ids("COL-10"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    values = img.astype(float)
    return 0.5 * values.max(axis=channel_axis) + 0.5 * values.min(axis=channel_axis)
"""),
    Program("last axis always", "to_gray_mean", ids("COL-14"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    return np.einsum("...c->...", img.astype(float)) / img.shape[-1]
"""),
    Program("axis 2 always", "to_gray_mean", ids("COL-15b"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    return np.average(img.astype(np.float64), axis=2)
"""),
    Program("back to the type", "to_gray_mean", ids("COL-16"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    gray = img.astype(np.float64).sum(axis=channel_axis) / 3.0
    return np.asarray(gray).astype(img.dtype)
"""),
    Program("keepdims", "to_gray_mean", ids("COL-18"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    return np.mean(img.astype(float), axis=channel_axis, keepdims=True)
"""),
    Program("mean for weighted", "to_gray_weighted", ids("COL-3"), """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    _check_weights(weights)
    planes = np.moveaxis(np.asarray(img, dtype=float), channel_axis, 0)
    return sum(planes) / len(planes)
"""),
    Program("shares cut to ints", "to_gray_weighted", ids("COL-6"), """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    _check_weights(weights)
    gray = 0.0
    for w, plane in zip(weights, np.moveaxis(img.astype(float), channel_axis, 0)):
        gray = gray + np.floor(w * plane)
    return gray
"""),
    Program("b g r", "to_gray_weighted", ids("COL-7"), """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    _check_weights(weights)
    wr, wg, wb = weights
    b, g, r = np.moveaxis(img.astype(float), channel_axis, 0)
    return wr * r + wg * g + wb * b
"""),
    Program("any sum", "to_gray_weighted", ids("COL-13b"), """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    if not isinstance(weights, (list, tuple, np.ndarray)):
        raise TypeError("weights must be numbers")
    if len(weights) != 3:
        raise ValueError("weights: three, please")
    return np.tensordot(np.moveaxis(img, channel_axis, -1).astype(float), np.array(weights, float), axes=1)
"""),
    Program("normalized", "to_gray_weighted", ids("COL-17"), """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    _check_weights(weights)
    return np.average(img.astype(float), axis=channel_axis, weights=np.asarray(weights, dtype=float))
"""),
    Program("constants", "to_gray_weighted", ids("COL-19"), """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    _check_weights(weights)
    red, green, blue = (np.take(img, c, axis=channel_axis).astype(float) for c in (0, 1, 2))
    return 0.299 * red + 0.587 * green + 0.114 * blue
"""),
    Program("reshape", "hwc_to_chw", ids("COL-11"), """
def hwc_to_chw(img):
    *batch, h, w, c = img.shape
    return np.reshape(img, (*batch, c, h, w))
"""),
    Program("all axes turned", "hwc_to_chw", ids("COL-20"), """
def hwc_to_chw(img):
    if img.ndim == 3:
        return img.T
    return np.stack([picture.T for picture in img])
"""),
    Program("rollaxis", "hwc_to_chw", ids("COL-21"), """
def hwc_to_chw(img):
    return np.rollaxis(img, img.ndim - 1)
"""),
    Program("no channels", "dense_weight_count", ids("COL-23"), """
def dense_weight_count(h, w, c, hidden, bias=True):
    pixels = h * w
    return sum(pixels + (1 if bias else 0) for _ in range(hidden))
"""),
    Program("one bias", "dense_weight_count", ids("COL-25"), """
def dense_weight_count(h, w, c, hidden, bias=True):
    n = h * w * c * hidden
    if bias:
        n += 1
    return n
"""),
    Program("biases of inputs", "dense_weight_count", ids("COL-27"), """
def dense_weight_count(h, w, c, hidden, bias=True):
    inputs = h * w * c
    return inputs * hidden + (inputs if bias else 0)
"""),
    Program("three filters", "gray_as_conv", ids("COL-28"), """
def gray_as_conv(weights):
    kernel = np.empty((3, 1, 1, 1))
    for number, weight in enumerate(weights):
        kernel[number] = weight
    return kernel
"""),
    Program("error rate", "compare_representations", ids("COL-37"), """
def compare_representations(x_rgb, y, n_train, n_repeats=5, seed=0):
    rng = np.random.RandomState(seed)
    data = {"rgb": x_rgb.astype(float), "gray": x_rgb.astype(float).mean(axis=3)}
    score = {"rgb": [], "gray": []}
    for _ in range(n_repeats):
        order = rng.permutation(len(y))
        known, asked = order[:n_train], order[n_train:]
        for key, images in data.items():
            wrong = 0
            for i in asked:
                d = [np.linalg.norm((images[i] - images[j]).ravel()) for j in known]
                wrong += y[known[int(np.argmin(d))]] != y[i]
            score[key].append(wrong / len(asked))
    return {key: float(np.mean(values)) for key, values in score.items()}
"""),
    Program("tests everything", "compare_representations", ids("COL-36"), """
def compare_representations(x_rgb, y, n_train, n_repeats=5, seed=0):
    rng = np.random.default_rng(seed)
    n = len(y)
    rgb = x_rgb.reshape(n, -1).astype(float)
    gray = x_rgb.astype(float).mean(axis=-1).reshape(n, -1)
    sums = [0.0, 0.0]
    for _ in range(n_repeats):
        chosen = rng.choice(n, n_train, replace=False)
        for k, flat in enumerate((rgb, gray)):
            hits = [y[min(chosen, key=lambda j: np.sum((flat[j] - flat[i]) ** 2))] == y[i] for i in range(n)]
            sums[k] += sum(hits) / n
    return {"rgb": float(sums[0] / n_repeats), "gray": float(sums[1] / n_repeats)}
"""),
    Program("rolled", "equivariance_error", ids("COL-42"), """
def equivariance_error(fn, img, shift):
    a = np.asarray(fn(np.roll(img, shift, axis=(0, 1))), dtype=float)
    b = np.roll(np.asarray(fn(img), dtype=float), shift, axis=(0, 1))
    cut = []
    for n, s in zip(img.shape, shift):
        m = min(abs(s) + n // 4, (n - 1) // 2)
        cut.append(slice(m, n - m))
    return float(np.max(np.abs(a[tuple(cut)] - b[tuple(cut)])))
"""),
    Program("mean of differences", "equivariance_error", ids("COL-45"), """
def equivariance_error(fn, img, shift):
    left, right = _float(fn(_shifted(img, shift))), _shifted(_float(fn(img)), shift)
    h, w = img.shape[:2]
    top = min(abs(shift[0]) + h // 4, (h - 1) // 2)
    side = min(abs(shift[1]) + w // 4, (w - 1) // 2)
    return float(np.mean(np.abs(left - right)[top : h - top, side : w - side]))
"""),
    Program("with the border", "equivariance_error", ids("COL-46"), """
def equivariance_error(fn, img, shift):
    def moved(a):
        out = np.zeros_like(a)
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                if 0 <= i + shift[0] < a.shape[0] and 0 <= j + shift[1] < a.shape[1]:
                    out[i + shift[0], j + shift[1]] = a[i, j]
        return out
    return float(abs(np.asarray(fn(moved(img)), float) - moved(np.asarray(fn(img), float))).max())
"""),
    Program("the best there is", "metamer_pair", ids("COL-34"), """
def metamer_pair(weights, min_distance=100.0):
    best = max(_gray_steps(_float(weights)), key=lambda step: (step**2).sum())
    more = np.where(best > 0, best, 0).astype(np.uint8)
    less = np.where(best < 0, -best, 0).astype(np.uint8)
    return more, less
"""),
    # Pairs
    Program("lightness of the last axis", "to_gray_mean", ids("COL-10 COL-14"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    ordered = np.sort(img.astype(float), axis=-1)
    return (ordered[..., 0] + ordered[..., -1]) / 2
"""),
    Program("sum with an axis left", "to_gray_mean", ids("COL-8 COL-18"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    return np.expand_dims(img.astype(float).sum(axis=channel_axis), channel_axis)
"""),
    Program("backwards on the last axis", "to_gray_weighted", ids("COL-7 COL-14b"), """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    _check_weights(weights)
    return np.dot(img.astype(float), np.array(weights[::-1], dtype=float))
"""),
    Program("normalized and kept", "to_gray_weighted", ids("COL-17 COL-18"), """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    _check_weights(weights)
    w = np.asarray(weights, dtype=float) / sum(weights)
    gray = sum(part * np.take(img, [c], axis=channel_axis) for c, part in enumerate(w))
    return gray.astype(np.float64)
"""),
    Program("reshaped and scaled", "hwc_to_chw", ids("COL-11 COL-22"), """
def hwc_to_chw(img):
    shape = img.shape[:-3] + (img.shape[-1],) + img.shape[-3:-1]
    return (img / 255).reshape(shape)
"""),
    Program("pixels and one bias", "dense_weight_count", ids("COL-23 COL-25"), """
def dense_weight_count(h, w, c, hidden, bias=True):
    return h * w * hidden + int(bias)
"""),
    Program("mean of rolled", "equivariance_error", ids("COL-42 COL-45"), """
def equivariance_error(fn, img, shift):
    rolled = lambda a: np.roll(np.roll(a, shift[0], 0), shift[1], 1)
    diff = abs(_float(fn(rolled(img))) - rolled(_float(fn(img))))
    for axis in (0, 1):
        size = img.shape[axis]
        gone = min(abs(shift[axis]) + size // 4, (size - 1) // 2)
        diff = np.take(diff, range(gone, size - gone), axis=axis)
    return float(diff.mean())
"""),
    Program("backwards with channels last", "gray_as_conv", ids("COL-7 COL-29"), """
def gray_as_conv(weights):
    r, g, b = weights
    return np.array([[[[b, g, r]]]], dtype=float)
"""),
    # Bugs that the registry does not know
    Program("bytes on axis 2", "to_gray_mean", ids("COL-4 COL-15c"), """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    red, green, blue = (img[:, :, channel] for channel in range(3))
    return (red + green + blue) / 3
"""),
    Program("whole grays", "to_gray_weighted", ids("COL-16b"), """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    _check_weights(weights)
    red, green, blue = np.moveaxis(img, channel_axis, 0)
    return (weights[0] * red + weights[1] * green + weights[2] * blue).astype(int)
"""),
    Program("median", "to_gray_mean", OUTSIDE, """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    return np.median(img.astype(float), axis=channel_axis)
"""),
    Program("root of squares", "to_gray_mean", OUTSIDE, """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    return np.sqrt((img.astype(float) ** 2).mean(axis=channel_axis))
"""),
    Program("squared weights", "to_gray_weighted", OUTSIDE, """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    _check_weights(weights)
    w = np.asarray(weights, dtype=float) ** 2
    return np.moveaxis(img.astype(float), channel_axis, -1) @ w
"""),
    Program("channels mirrored", "hwc_to_chw", OUTSIDE, """
def hwc_to_chw(img):
    return np.moveaxis(img[..., ::-1], -1, -3)
"""),
    Program("sides added", "dense_weight_count", OUTSIDE, """
def dense_weight_count(h, w, c, hidden, bias=True):
    return ((h + w) * c + (1 if bias else 0)) * hidden
"""),
    Program("middle weight twice", "gray_as_conv", OUTSIDE, """
def gray_as_conv(weights):
    a, b, _ = weights
    return np.array([a, b, b], dtype=float).reshape(1, 3, 1, 1)
"""),
    Program("relative error", "equivariance_error", OUTSIDE, """
def equivariance_error(fn, img, shift):
    one, two = _float(fn(_shifted(img, shift))), _shifted(_float(fn(img)), shift)
    inner = tuple(_inner(n, s) for n, s in zip(img.shape, shift))
    return float(np.abs(one - two)[inner].max() / (1 + np.abs(two).max()))
"""),
    Program("farthest neighbor", "compare_representations", OUTSIDE, """
def compare_representations(x_rgb, y, n_train, n_repeats=5, seed=0):
    rng = np.random.default_rng(seed)
    views = {"rgb": _flat(_float(x_rgb)), "gray": _flat(_float(x_rgb).mean(axis=-1))}
    total = {"rgb": 0.0, "gray": 0.0}
    for _ in range(n_repeats):
        mixed = rng.permutation(len(y))
        a, b = mixed[:n_train], mixed[n_train:]
        for key, v in views.items():
            far = a[_squared_distances(v[b], v[a]).argmax(axis=1)]
            total[key] += float((np.asarray(y)[far] == np.asarray(y)[b]).mean()) / n_repeats
    return total
"""),
    # Right, in an unusual way
    Program("pixel by pixel", "to_gray_mean", RIGHT, """
def to_gray_mean(img, channel_axis=-1):
    _check_image(img, channel_axis)
    last = np.moveaxis(img, channel_axis, -1)
    out = np.empty(last.shape[:-1])
    for place in np.ndindex(out.shape):
        out[place] = sum(float(v) for v in last[place]) / 3
    return out
"""),
    Program("einsum", "to_gray_weighted", RIGHT, """
def to_gray_weighted(img, weights=(0.299, 0.587, 0.114), channel_axis=-1):
    _check_image(img, channel_axis)
    _check_weights(weights)
    return np.einsum("c...,c->...", np.moveaxis(img, channel_axis, 0).astype(float), np.array(weights, dtype=float))
"""),
    Program("swaps", "hwc_to_chw", RIGHT, """
def hwc_to_chw(img):
    return img.swapaxes(-1, -2).swapaxes(-2, -3)
"""),
    Program("counted one by one", "dense_weight_count", RIGHT, """
def dense_weight_count(h, w, c, hidden, bias=True):
    count = 0
    for _ in range(hidden):
        count += h * w * c
        if bias:
            count += 1
    return count
"""),
    Program("padded and cut", "equivariance_error", RIGHT, """
def equivariance_error(fn, img, shift):
    def move(a):
        dy, dx = shift
        rest = [(0, 0)] * (a.ndim - 2)
        wide = np.pad(a, [(max(dy, 0), max(-dy, 0)), (max(dx, 0), max(-dx, 0)), *rest])
        return wide[max(-dy, 0) :, max(-dx, 0) :][: a.shape[0], : a.shape[1]]
    gap = move(np.asarray(fn(img), dtype=float)) - np.asarray(fn(move(img)), dtype=float)
    by, bx = (min(abs(s) + n // 4, (n - 1) // 2) for n, s in zip(img.shape, shift))
    gap = gap[by : img.shape[0] - by, bx : img.shape[1] - bx]
    return float(max(gap.max(), -gap.min()))
"""),
)  # fmt: skip
