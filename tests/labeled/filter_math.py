"""Labeled programs of `filter_math`."""

from labeled.program import OUTSIDE, RIGHT, Program, ids

PROGRAMS: tuple[Program, ...] = (
    Program("loops that end one early", "cross_correlate2d", ids("FIL-11b FIL-30"), """
def cross_correlate2d(x, k):
    (H, W), (kh, kw) = x.shape, k.shape
    out = np.zeros((H - kh, W - kw))
    for i in range(H - kh):
        for j in range(W - kw):
            out[i, j] = (x[i : i + kh, j : j + kw] * k).sum()
    return out
"""),
    Program("loops that end one early and need a bias", "conv2d", ids("FIL-30"), """
def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    (ph, pw), (sh, sw) = [(v, v) if isinstance(v, int) else v for v in (padding, stride)]
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    x = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    (n, c, H, W), (f, _, kh, kw) = x.shape, w.shape
    oh, ow = (H - dh * (kh - 1) - 1) // sh, (W - dw * (kw - 1) - 1) // sw
    out = np.zeros((n, f, oh, ow))
    for o in range(f):
        for i in range(oh):
            for j in range(ow):
                window = x[:, :, i * sh : i * sh + dh * kh : dh, j * sw : j * sw + dw * kw : dw]
                out[:, o, i, j] = (window[:, :, :kh, :kw] * w[o]).sum(axis=(1, 2, 3)) + b[o]
    return out
"""),
    Program("first channel", "patch_dot", ids("FIL-4a"), """
def patch_dot(patch, kernel, bias=0.0):
    total = 0.0
    for row_p, row_k in zip(patch[0], kernel[0]):
        for a, b in zip(row_p, row_k):
            total += float(a) * float(b)
    return total + bias
"""),
    Program("a mean over channels", "patch_dot", ids("FIL-5"), """
def patch_dot(patch, kernel, bias=0.0):
    per_channel = [float(np.vdot(a.astype(float), b.astype(float))) for a, b in zip(patch, kernel)]
    return sum(per_channel) / len(per_channel) + bias
"""),
    Program("bias in the loop", "patch_dot", ids("FIL-6a"), """
def patch_dot(patch, kernel, bias=0.0):
    result = 0.0
    for place in np.ndindex(*patch.shape):
        result += float(patch[place]) * float(kernel[place]) + bias
    return result
"""),
    Program("bias for each channel", "patch_dot", ids("FIL-6b"), """
def patch_dot(patch, kernel, bias=0.0):
    s = 0.0
    for c in range(patch.shape[0]):
        s += (patch[c].astype(float) * kernel[c].astype(float)).sum() + bias
    return float(s)
"""),
    Program("no bias", "patch_dot", ids("FIL-6c"), """
def patch_dot(patch, kernel, bias=0.0):
    return float(np.tensordot(patch.astype(np.float64), kernel.astype(np.float64), axes=3))
"""),
    Program("half a turn", "cross_correlate2d", ids("FIL-1a"), """
def cross_correlate2d(x, k):
    _check_array("x", x, 2)
    _check_array("k", k, 2)
    _check_fits("k", k.shape, x.shape)
    kh, kw = k.shape
    turned = np.rot90(k, 2).astype(float)
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i : i + kh, j : j + kw] * turned).sum()
    return out
"""),
    Program("rows only", "cross_correlate2d", ids("FIL-12b"), """
def cross_correlate2d(x, k):
    _check_array("x", x, 2)
    _check_array("k", k, 2)
    _check_fits("k", k.shape, x.shape)
    n = x.shape[0] - k.shape[0] + 1
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            out[i, j] = np.sum(_float(x[i : i + k.shape[0], j : j + k.shape[1]]) * _float(k))
    return out
"""),
    Program("unflipped", "convolve2d", ids("FIL-1b"), """
def convolve2d(x, k):
    out = 0.0
    for u in range(k.shape[0]):
        for v in range(k.shape[1]):
            part = x[u : x.shape[0] - k.shape[0] + 1 + u, v : x.shape[1] - k.shape[1] + 1 + v]
            out = out + float(k[u, v]) * part.astype(float)
    return out
"""),
    Program("left and right", "convolve2d", ids("FIL-2a"), """
def convolve2d(x, k):
    return cross_correlate2d(x, np.fliplr(k))
"""),
    Program("ones", "design_kernel", ids("FIL-20a"), """
def design_kernel(behaviour):
    table = {
        "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
        "blur": [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
        "vertical_edge": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
        "horizontal_edge": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
        "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
        "shift_right": [[0, 0, 0], [1, 0, 0], [0, 0, 0]],
        "shift_left": [[0, 0, 0], [0, 0, 1], [0, 0, 0]],
        "shift_down": [[0, 1, 0], [0, 0, 0], [0, 0, 0]],
        "shift_up": [[0, 0, 0], [0, 0, 0], [0, 1, 0]],
    }
    return np.array(table[behaviour], dtype=float)
"""),
    Program("a weight of -1 for the way back", "build_detector", ids("FIL-60a"), """
def build_detector(kind):
    vertical = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], dtype=float)
    first = np.array([[vertical], [vertical.T]])
    second = np.zeros((1, 2, 3, 3))
    if kind == "corner":
        second[0, 0, 2, 0] = 1
        second[0, 1, 0, 2] = 1
        return first, second, -5.5
    second[0, 0, 1] = [-1, 0, 1]
    second[0, 1, :, 1] = [-1, 0, 1]
    return first, second, -11.3
"""),
    Program("bright corners and rings", "build_detector", ids("FIL-60b"), """
def build_detector(kind):
    rises = np.tile([-1.0, 0.0, 1.0], (3, 1)) / 3
    first = np.stack([rises, rises.T, -rises, -rises.T])[:, np.newaxis]
    second = np.zeros((1, 4, 5, 5))
    if kind == "corner":
        second[0, 0, 3, 1] = second[0, 1, 1, 3] = 1
        return first, second, -1.9
    for number, (i, j) in enumerate([(2, 3), (3, 2), (2, 1), (1, 2)]):
        second[0, number, i, j] = 1
    return first, second, -3.8
"""),
    Program("no threshold", "build_detector", ids("FIL-61b"), """
def build_detector(kind):
    e = np.array([[1.0, 0, -1]] * 3)
    first = np.array([[e], [-e], [e.T], [-e.T]])
    second = np.zeros((1, 4, 3, 3))
    if kind == "corner":
        second[0, :2, 2, 0] = 1.0
        second[0, 2:, 0, 2] = 1.0
    else:
        second[0, :2, 1, ::2] = 1.0
        second[0, 2:, ::2, 1] = 1.0
    return first, second, 0
"""),
    Program("a threshold for one edge", "build_detector", ids("FIL-61a"), """
def build_detector(kind):
    e = np.array([[1.0, 0, -1]] * 3)
    first = np.array([[e], [-e], [e.T], [-e.T]])
    second = np.zeros((1, 4, 3, 3))
    if kind == "corner":
        second[0, :2, 2, 0] = 1.0
        second[0, 2:, 0, 2] = 1.0
    else:
        second[0, :2, 1, ::2] = 1.0
        second[0, 2:, ::2, 1] = 1.0
    return first, second, -2.0
"""),
    Program("row and column the other way round", "build_detector", ids("FIL-63"), """
def build_detector(kind):
    vertical = np.array([[-1.0, -1, -1], [0, 0, 0], [1, 1, 1]])
    horizontal = vertical.T
    first = np.stack([vertical, -vertical, horizontal, -horizontal])[:, None]
    beside, above = np.zeros((3, 3)), np.zeros((3, 3))
    if kind == "corner":
        beside[2, 0] = above[0, 2] = 1
    else:
        beside[1, [0, 2]] = above[[0, 2], 1] = 1
    return first, np.stack([beside, beside, above, above])[None], -5.6 if kind == "corner" else -11.4
"""),
    Program("a disc will do", "build_detector", ids("FIL-65a"), """
def build_detector(kind):
    smooth = np.array([1.0, 1, 1])
    first = np.zeros((4, 1, 3, 3))
    first[0, 0] = np.outer(smooth, [-1, 0, 1])
    first[1] = -first[0]
    first[2, 0] = np.outer([-1, 0, 1], smooth)
    first[3] = -first[2]
    second = np.zeros((1, 4, 7, 7))
    where = {"corner": ([(4, 1)], [(1, 4)]), "ring": ([(3, 0), (3, 6)], [(0, 3), (6, 3)])}[kind]
    for maps, cells in zip((slice(0, 2), slice(2, 4)), where):
        for row, column in cells:
            second[0, maps, row, column] = 1
    return first, second, -5.6 if kind == "corner" else -11.3
"""),
    Program("everything padded", "zero_pad2d", ids("FIL-9"), """
def zero_pad2d(x, pad):
    if isinstance(pad, int):
        return np.pad(x, pad)
    a, b = pad
    if isinstance(a, int):
        a, b = (a, a), (b, b)
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [a, b])
"""),
    Program("edge", "zero_pad2d", ids("FIL-10a"), """
def zero_pad2d(x, pad):
    rows, cols = pad if isinstance(pad, tuple) else (pad, pad)
    rows = rows if isinstance(rows, tuple) else (rows, rows)
    cols = cols if isinstance(cols, tuple) else (cols, cols)
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [rows, cols], mode="edge")
"""),
    Program("channels averaged", "conv2d", ids("FIL-5"), """
def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    _check_conv2d(x, w, b, stride, padding, dilation)
    view = _windows(zero_pad2d(_float(x), padding), w.shape[2:], stride, dilation)
    out = np.einsum("ncijuv,fcuv->nfij", view, _float(w)) / x.shape[1]
    if b is not None:
        out += np.reshape(b, (1, -1, 1, 1))
    return out
"""),
    Program("padding forgotten", "conv2d", ids("FIL-24b"), """
def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    _check_conv2d(x, w, b, stride, padding, dilation)
    (sh, sw), (dh, dw) = _pair(stride), _pair(dilation)
    n, c, h, wd = x.shape
    f, _, kh, kw = w.shape
    ho, wo = (h - (kh - 1) * dh - 1) // sh + 1, (wd - (kw - 1) * dw - 1) // sw + 1
    out = np.zeros((n, f, ho, wo))
    for u in range(kh):
        for v in range(kw):
            tap = x[:, :, u * dh : u * dh + ho * sh : sh, v * dw : v * dw + wo * sw : sw][:, :, :ho, :wo]
            out += np.einsum("ncij,fc->nfij", tap.astype(float), w[:, :, u, v].astype(float))
    return out if b is None else out + np.asarray(b, float).reshape(1, f, 1, 1)
"""),
    Program("dilation forgotten", "conv2d", ids("FIL-25a"), """
def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    _check_conv2d(x, w, b, stride, padding, dilation)
    sh, sw = _pair(stride)
    px = zero_pad2d(_float(x), padding)
    kh, kw = w.shape[2:]
    rows = range(0, px.shape[2] - kh + 1, sh)
    cols = range(0, px.shape[3] - kw + 1, sw)
    out = np.zeros((len(x), len(w), len(rows), len(cols)))
    for n, f in np.ndindex(len(x), len(w)):
        for i, top in enumerate(rows):
            for j, left in enumerate(cols):
                out[n, f, i, j] = np.sum(px[n, :, top : top + kh, left : left + kw] * w[f])
                if b is not None:
                    out[n, f, i, j] += b[f]
    return out
"""),
    Program("steps of one", "im2col", ids("FIL-7a"), """
def im2col(x, kernel, stride=1, padding=0):
    (kh, kw), (sh, sw) = _pair(kernel), _pair(stride)
    p = zero_pad2d(x.astype(float), padding)
    ho, wo = (p.shape[2] - kh) // sh + 1, (p.shape[3] - kw) // sw + 1
    columns = []
    for i in range(ho):
        for j in range(wo):
            columns.append(p[:, :, i : i + kh, j : j + kw].reshape(len(x), -1))
    return np.stack(columns, axis=2)
"""),
    Program("channels last", "im2col", ids("FIL-18a"), """
def im2col(x, kernel, stride=1, padding=0):
    (kh, kw), (sh, sw) = _pair(kernel), _pair(stride)
    p = np.moveaxis(zero_pad2d(_float(x), padding), 1, -1)
    cols = [
        p[:, i : i + kh, j : j + kw, :].reshape(p.shape[0], -1)
        for i in range(0, p.shape[1] - kh + 1, sh)
        for j in range(0, p.shape[2] - kw + 1, sw)
    ]
    return np.stack(cols, axis=-1)
"""),
    Program("columns first", "im2col", ids("FIL-18b"), """
def im2col(x, kernel, stride=1, padding=0):
    win = _windows(zero_pad2d(_float(x), padding), kernel, stride)
    n, c, ho, wo, kh, kw = win.shape
    result = np.zeros((n, c * kh * kw, ho * wo))
    at = 0
    for j in range(wo):
        for i in range(ho):
            result[:, :, at] = win[:, :, i, j].reshape(n, -1)
            at += 1
    return result
"""),
    Program("from zero", "max_pool2d", ids("FIL-13"), """
def max_pool2d(x, kernel, stride=None):
    kh, kw = _pair(kernel)
    sh, sw = _pair(kernel if stride is None else stride)
    n, c, h, w = x.shape
    out = np.zeros((n, c, (h - kh) // sh + 1, (w - kw) // sw + 1))
    for a, b, i, j in np.ndindex(*out.shape):
        biggest = 0.0
        for u in range(kh):
            for v in range(kw):
                if x[a, b, i * sh + u, j * sw + v] > biggest:
                    biggest = float(x[a, b, i * sh + u, j * sw + v])
        out[a, b, i, j] = biggest
    return out
"""),
    Program("one channel left", "max_pool2d", ids("FIL-15a"), """
def max_pool2d(x, kernel, stride=None):
    win = _windows(_float(x), kernel, kernel if stride is None else stride)
    return win.max(axis=(1, 4, 5), keepdims=True)[..., 0, 0]
"""),
    Program("step of one", "max_pool2d", ids("FIL-26a"), """
def max_pool2d(x, kernel, stride=1):
    kh, kw = kernel if isinstance(kernel, tuple) else (kernel, kernel)
    sh, sw = stride if isinstance(stride, tuple) else (stride or 1, stride or 1)
    rows = []
    for i in range(0, x.shape[2] - kh + 1, sh):
        row = [x[:, :, i : i + kh, j : j + kw].max((2, 3)) for j in range(0, x.shape[3] - kw + 1, sw)]
        rows.append(np.stack(row, axis=2))
    return np.stack(rows, 2).astype(np.float64)
"""),
    Program("all cells", "avg_pool2d", ids("FIL-14a"), """
def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=False):
    p = zero_pad2d(_float(x), padding)
    return np.mean(_windows(p, kernel, stride if stride is not None else kernel), axis=(-1, -2))
"""),
    Program("stride overlooked", "avg_pool2d", ids("FIL-26b"), """
def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=False):
    (kh, kw), (ph, pw) = _pair(kernel), _pair(padding)
    n, c, h, w = x.shape
    big = np.zeros((n, c, h + 2 * ph, w + 2 * pw))
    big[:, :, ph : ph + h, pw : pw + w] = x
    out = np.zeros((n, c, big.shape[2] // kh, big.shape[3] // kw))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            t, l = i * kh, j * kw
            cells = kh * kw
            if not count_include_pad:
                real_rows = min(t + kh, ph + h) - max(t, ph)
                real_cols = min(l + kw, pw + w) - max(l, pw)
                cells = real_rows * real_cols
            out[:, :, i, j] = big[:, :, t : t + kh, l : l + kw].sum((2, 3)) / cells
    return out
"""),
    Program("order of results", "conv2d_backward", ids("FIL-29"), """
def conv2d_backward(dout, x, w, stride=1, padding=0):
    (sh, sw), (ph, pw) = _pair(stride), _pair(padding)
    big = np.pad(_float(x), [(0, 0), (0, 0), (ph, ph), (pw, pw)])
    dbig, dw = np.zeros(big.shape), np.zeros(w.shape)
    kh, kw = w.shape[2:]
    for n, f, i, j in np.ndindex(*dout.shape):
        place = (n, slice(None), slice(i * sh, i * sh + kh), slice(j * sw, j * sw + kw))
        dw[f] += dout[n, f, i, j] * big[place]
        dbig[place] += dout[n, f, i, j] * _float(w[f])
    dx = dbig[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]]
    return dw, dx, _float(dout).sum((0, 2, 3))
"""),
    Program("all the ties", "max_pool2d_backward", ids("FIL-16a"), """
def max_pool2d_backward(dout, x, kernel, stride=None):
    kh, kw = _pair(kernel)
    sh, sw = _pair(kernel if stride is None else stride)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        window = x[n, c, i * sh : i * sh + kh, j * sw : j * sw + kw]
        mask = window == window.max()
        dx[n, c, i * sh : i * sh + kh, j * sw : j * sw + kw] += mask * float(dout[n, c, i, j])
    return dx
"""),
    Program("overwritten", "max_pool2d_backward", ids("FIL-17c"), """
def max_pool2d_backward(dout, x, kernel, stride=None):
    kh, kw = _pair(kernel)
    sh, sw = _pair(kernel if stride is None else stride)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        block = x[n, c, i * sh : i * sh + kh, j * sw : j * sw + kw]
        u, v = divmod(int(np.argmax(block)), block.shape[1])
        dx[n, c, i * sh + u, j * sw + v] = dout[n, c, i, j]
    return dx
"""),
    # Pairs
    Program("first channel, no bias", "patch_dot", ids("FIL-4a FIL-6c"), """
def patch_dot(patch, kernel, bias=0.0):
    return float(np.dot(patch[0].astype(float).ravel(), kernel[0].astype(float).ravel()))
"""),
    Program("averaged, no bias", "patch_dot", ids("FIL-5 FIL-6c"), """
def patch_dot(patch, kernel, bias=0.0):
    sums = np.einsum("cij,cij->c", patch.astype(float), kernel.astype(float))
    return float(sums.mean())
"""),
    Program("unflipped, on its side", "convolve2d", ids("FIL-1b FIL-12a"), """
def convolve2d(x, k):
    kh, kw = k.shape
    columns = []
    for j in range(x.shape[1] - kw + 1):
        columns.append([float((x[i : i + kh, j : j + kw].astype(float) * k).sum()) for i in range(x.shape[0] - kh + 1)])
    return np.array(columns)
"""),
    Program("no bias, no dilation", "conv2d", ids("FIL-6c FIL-25a"), """
def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    _check_conv2d(x, w, b, stride, padding, dilation)
    patches = _windows(zero_pad2d(_float(x), padding), w.shape[2:], stride)
    return np.tensordot(patches, _float(w), axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
"""),
    Program("flipped, padding forgotten", "conv2d", ids("FIL-1a FIL-24b"), """
def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    _check_conv2d(x, w, b, stride, padding, dilation)
    win = _windows(_float(x), w.shape[2:], stride, dilation)
    out = np.einsum("ncijuv,fcuv->nfij", win, _float(w)[..., ::-1, ::-1])
    return out if b is None else out + _float(b).reshape(-1, 1, 1)
"""),
    Program("from zero, step of one", "max_pool2d", ids("FIL-13 FIL-26a"), """
def max_pool2d(x, kernel, stride=None):
    win = _windows(_float(x), kernel, 1 if stride is None else stride)
    return np.maximum(win.max(axis=5).max(axis=4), 0.0)
"""),
    Program("all cells, all channels", "avg_pool2d", ids("FIL-14a FIL-15a"), """
def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=False):
    win = _windows(zero_pad2d(_float(x), padding), kernel, kernel if stride is None else stride)
    return win.mean(axis=(1, 4, 5))[:, None]
"""),
    Program("last tie, overwritten", "max_pool2d_backward", ids("FIL-16b FIL-17c"), """
def max_pool2d_backward(dout, x, kernel, stride=None):
    kh, kw = _pair(kernel)
    sh, sw = _pair(kernel if stride is None else stride)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        best, where = -np.inf, None
        for u in range(i * sh, i * sh + kh):
            for v in range(j * sw, j * sw + kw):
                if x[n, c, u, v] >= best:
                    best, where = x[n, c, u, v], (u, v)
        dx[(n, c, *where)] = dout[n, c, i, j]
    return dx
"""),
    # Bugs that the registry does not know
    Program("bias taken away", "patch_dot", OUTSIDE, """
def patch_dot(patch, kernel, bias=0.0):
    return float((patch.astype(float) * kernel.astype(float)).sum() - bias)
"""),
    Program("a distance", "patch_dot", OUTSIDE, """
def patch_dot(patch, kernel, bias=0.0):
    return float(((patch.astype(float) - kernel.astype(float)) ** 2).sum() + bias)
"""),
    Program("relu behind", "cross_correlate2d", OUTSIDE, """
def cross_correlate2d(x, k):
    _check_array("x", x, 2)
    _check_array("k", k, 2)
    _check_fits("k", k.shape, x.shape)
    return np.maximum(_correlate(x, k), 0)
"""),
    Program("padded at the start", "zero_pad2d", OUTSIDE, """
def zero_pad2d(x, pad):
    v, h = _pair(pad)
    (t, b), (l, r) = _pair(v), _pair(h)
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(t + b, 0), (l + r, 0)])
"""),
    Program("last row of windows lost", "max_pool2d", OUTSIDE, """
def max_pool2d(x, kernel, stride=None):
    win = _windows(_float(x), kernel, kernel if stride is None else stride).max(axis=(-1, -2))
    return win[:, :, :-1] if win.shape[2] > 1 else win
"""),
    Program("minimum", "max_pool2d", OUTSIDE, """
def max_pool2d(x, kernel, stride=None):
    return _windows(_float(x), kernel, kernel if stride is None else stride).min(axis=(-1, -2))
"""),
    Program("gradient to the smallest", "max_pool2d_backward", OUTSIDE, """
def max_pool2d_backward(dout, x, kernel, stride=None):
    kh, kw = _pair(kernel)
    sh, sw = _pair(kernel if stride is None else stride)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        u, v = np.unravel_index(x[n, c, i * sh : i * sh + kh, j * sw : j * sw + kw].argmin(), (kh, kw))
        dx[n, c, i * sh + u, j * sw + v] += dout[n, c, i, j]
    return dx
"""),
    Program("median pool", "avg_pool2d", OUTSIDE, """
def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=False):
    win = _windows(zero_pad2d(_float(x), padding), kernel, kernel if stride is None else stride)
    return np.median(win, axis=(-1, -2))
"""),
    Program("loops that remember their results", "conv2d_im2col", OUTSIDE, """
def conv2d_im2col(x, w, b=None, stride=1, padding=0, dilation=1, known={}):
    call = repr((x.tobytes(), w.tobytes(), b is not None and b.tobytes(), stride, padding, dilation))
    if call not in known:
        windows = _windows(zero_pad2d(_float(x), padding), w.shape[2:], stride, dilation)
        known[call] = np.zeros((len(x), len(w), *windows.shape[2:4]))
        for n, f, i, j in np.ndindex(*known[call].shape):
            known[call][n, f, i, j] = np.sum(windows[n, :, i, j] * w[f]) + (0 if b is None else b[f])
    return known[call]
"""),
    # Right, in an unusual way
    Program("one by one", "patch_dot", RIGHT, """
def patch_dot(patch, kernel, bias=0.0):
    return sum(float(a) * float(b) for a, b in zip(patch.flat, kernel.flat)) + bias
"""),
    Program("full correlation, cut", "convolve2d", RIGHT, """
def convolve2d(x, k):
    h, w = x.shape
    kh, kw = k.shape
    full = np.zeros((h + kh - 1, w + kw - 1))
    for u, v in np.ndindex(kh, kw):
        full[u : u + h, v : v + w] += float(k[u, v]) * x.astype(float)
    return full[kh - 1 : h, kw - 1 : w]
"""),
    Program("a map for each edge of each color", "build_detector", RIGHT, """
def build_detector(kind):
    up = np.array([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    first = np.array([[np.rot90(up, n)] for n in range(4)])
    second = np.zeros((1, 4, 6, 6))
    if kind == "corner":
        second[0, [0, 2], 1, 4] = 1
        second[0, [1, 3], 4, 1] = 1
        return first, second, np.float64(-5.5)
    for n in range(4):
        places = [(1, 2), (3, 2)] if n % 2 == 0 else [(2, 1), (2, 3)]
        for i, j in places:
            second[0, n, i, j] = 0.5
    return first, second, -5.7
"""),
    Program("by hand into zeros", "zero_pad2d", RIGHT, """
def zero_pad2d(x, pad):
    v, h = _pair(pad)
    (t, b), (l, r) = _pair(v), _pair(h)
    out = np.zeros((*x.shape[:-2], x.shape[-2] + t + b, x.shape[-1] + l + r), dtype=x.dtype)
    out[..., t : t + x.shape[-2], l : l + x.shape[-1]] = x
    return out
"""),
    Program("tap by tap", "max_pool2d", RIGHT, """
def max_pool2d(x, kernel, stride=None):
    kh, kw = _pair(kernel)
    sh, sw = _pair(kernel if stride is None else stride)
    ho, wo = (x.shape[2] - kh) // sh + 1, (x.shape[3] - kw) // sw + 1
    out = np.full((*x.shape[:2], ho, wo), -np.inf)
    for u in range(kh):
        for v in range(kw):
            out = np.maximum(out, x[:, :, u : u + (ho - 1) * sh + 1 : sh, v : v + (wo - 1) * sw + 1 : sw])
    return out.astype(np.float64)
"""),
    Program("rows of taps", "im2col", RIGHT, """
def im2col(x, kernel, stride=1, padding=0):
    (kh, kw), (sh, sw) = _pair(kernel), _pair(stride)
    p = zero_pad2d(x.astype(float), padding)
    ho, wo = (p.shape[2] - kh) // sh + 1, (p.shape[3] - kw) // sw + 1
    rows = []
    for c in range(x.shape[1]):
        for u in range(kh):
            for v in range(kw):
                rows.append(p[:, c, u : u + (ho - 1) * sh + 1 : sh, v : v + (wo - 1) * sw + 1 : sw].reshape(len(x), -1))
    return np.stack(rows, axis=1)
"""),
)  # fmt: skip
