# topic: output_size
"""Raises exceptions whose text raises, is no text, holds lone surrogates or has no end."""


class Raising(Exception):
    def __str__(self):
        raise SystemExit(self)


class Numeric(Exception):
    def __str__(self):
        return 5


class Odd(Exception):
    def __str__(self):
        return "\ud800\udfff" * 5000


class Meta(type):
    @property
    def __name__(cls):
        raise KeyboardInterrupt

    __module__ = 5
    mro = lambda cls: [cls, BaseException, object]  # noqa: E731


class Hard(BaseException, metaclass=Meta):
    pass


KINDS = [Raising, Numeric, Odd, Hard]


def attack(*_, **__):
    KINDS.append(KINDS.pop(0))
    raise KINDS[0]("text")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
