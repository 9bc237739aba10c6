# topic: output_size
"""Returns containers that change while they are read, and whose methods lie about their size."""


class Growing(list):
    def __iter__(self):
        while True:
            yield 1

    def __len__(self):
        return 10**9


class Shrinking(dict):
    def items(self):
        self.clear()
        return iter([(1, 1)] * 10**9)

    def keys(self):
        raise SystemExit(0)


class Lying(tuple):
    __class__ = int
    __slots__ = ()


VALUES = [Growing([1]), Shrinking(a=1), Lying((1,))]


def attack(*_, **__):
    VALUES.append(VALUES.pop(0))
    return VALUES[0]


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
