# topic: output_size
"""Answers with sets and dictionaries that hold handles, lists and other things without a hash."""


class Thing:
    pass


class HashedList(list):
    __hash__ = lambda self: 0  # noqa: ARG005, E731


VALUES = [
    {Thing()},
    {Thing(): 1},
    frozenset({(1, Thing())}),
    {HashedList()},
    {HashedList([1]): 2},
    {(HashedList(),): 1},
]


def attack(*_, **__):
    VALUES.append(VALUES.pop(0))
    return VALUES[0]


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
