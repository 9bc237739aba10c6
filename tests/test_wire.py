"""The codec between the grader and a worker: what travels, what stays behind, and what is refused."""

from __future__ import annotations

import collections
import enum
import math
import sys
from fractions import Fraction
from typing import Any

import msgpack
import numpy as np
import pytest

from receptive.sandbox import wire
from receptive.sandbox.wire import Handle, Message, WireError, decode, encode
from wire_values import exact, extension

Point = collections.namedtuple("Point", "x y")
Color = enum.Enum("Color", "RED")


def arrived(value: object) -> Any:
    return decode(encode(value))


def kept(value: object) -> Message:
    """The message in which all that is no plain data stays behind."""
    return encode(value, lambda thing: Handle(7, type(thing).__name__))


def message(value: object, *buffers: bytes) -> Message:
    return Message(msgpack.packb(value), buffers)


def nested(depth: int, wrap: Any, value: Any = 0) -> Any:
    for _ in range(depth):
        value = wrap(value)
    return value


SINGLE = [
    None, True, False, 0, -1, 1 << 63, -(1 << 63), (1 << 64) - 1, 1 << 64, -(1 << 200), (1 << 511) - 1,
    0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, "", "a\x00é🙂", b"", b"\xff\x00", 1j, complex(-0.0, math.nan),
    range(0), range(10, -3, -4), range(1 << 70), [], (), {}, set(), frozenset(), {(2, "a")}, frozenset({b"x"}),
    {1: [], "1": (), (1, 2): {None: True}, 2.5: 0}, [[[]], ((),), {"a": ({},)}], nested(20, lambda v: [v]),
]  # fmt: skip


@pytest.mark.parametrize("value", SINGLE, ids=repr)
def test_plain_values_arrive_with_type_and_value(value: object) -> None:
    assert exact(arrived(value)) == exact(value)


@pytest.mark.parametrize("dtype", [*wire.DTYPES, ">i2", ">i8", ">u4", ">f4", ">f8", ">c16"])
def test_numbers_of_numpy_keep_their_dtype_and_arrive_little_endian(dtype: str) -> None:
    array = np.array([0, 1, 100, 7]).astype(dtype)
    expected = array.astype(np.dtype(dtype).newbyteorder("<"))
    assert exact(arrived(array)) == exact(expected)
    assert exact(arrived(array[2])) == exact(expected[2])


BLOCK = np.arange(24, dtype="f4").reshape(4, 6)
LAYOUTS = {
    "C": BLOCK, "F": BLOCK.T, "every second": BLOCK[:, ::2], "backwards": BLOCK[::-1], "column": BLOCK[:, 1:2],
    "broadcast": np.broadcast_to(np.float32(3), (2, 3)), "no axis": np.array(5), "empty": np.zeros((0, 3)),
    "empty inside": np.zeros((2, 0, 4), "i1"), "four axes": BLOCK.reshape(2, 2, 3, 2).transpose(1, 3, 0, 2),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_array_keeps_its_layout_and_can_be_written_to(name: str) -> None:
    array, copy = LAYOUTS[name], arrived(LAYOUTS[name])
    assert exact(copy) == exact(array)
    assert (copy.flags.c_contiguous, copy.flags.f_contiguous) == (array.flags.c_contiguous, array.flags.f_contiguous)
    assert copy.flags.writeable


def test_tensors_arrive_detached_or_stay_behind() -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed")
    base = torch.arange(12.0).reshape(3, 4)
    for tensor in (base, base.T, base[:, ::2], torch.tensor(2), torch.zeros(0, 3), torch.nn.Parameter(base)):
        copy = arrived(tensor)
        assert type(copy) is torch.Tensor
        assert (copy.dtype, copy.requires_grad) == (tensor.dtype, False)
        assert torch.equal(copy, tensor)
        assert copy.is_contiguous() == tensor.is_contiguous()
    assert {type(decode(kept(odd))) for odd in (base.bfloat16(), base.to_sparse(), base.to("meta"))} == {Handle}


def test_tensors_arrive_as_arrays_where_torch_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = encode(pytest.importorskip("torch", reason="torch is not installed").ones(2, 3))
    monkeypatch.delitem(sys.modules, "torch")
    assert exact(decode(sent)) == exact(np.ones((2, 3), "f4"))


STAYING = [
    type("I", (int,), {})(3), type("F", (float,), {})(3), type("T", (str,), {})("a"), type("B", (bytes,), {})(b""),
    type("S", (set,), {})(), np.zeros(2).view(type("A", (np.ndarray,), {})), np.zeros((1, 2)).view(np.matrix),
    np.ma.masked_array([1, 2]), np.array([object()]), np.array(["a"]), np.array([b"a"]), np.zeros(2, "i4,f8"),
    np.datetime64("2020-01-01"), np.str_("a"), np.longdouble(1), bytearray(b"a"), memoryview(b"a"), object(), int, len,
    Color.RED, Fraction(1, 2), iter([]),
]  # fmt: skip


@pytest.mark.parametrize("value", STAYING, ids=lambda value: type(value).__name__)
def test_what_is_no_exact_plain_type_stays_behind(value: object) -> None:
    assert type(decode(kept(value))) is Handle
    with pytest.raises(WireError, match="no plain data"):
        encode([value])


def test_named_tuples_and_kinds_of_dict_travel_as_plain_ones() -> None:
    assert exact(arrived([Point(1, 2), collections.Counter("aab")])) == exact([(1, 2), {"a": 2, "b": 1}])
    assert exact(arrived(collections.OrderedDict(b=1, a=2))) == exact({"b": 1, "a": 2})


def test_a_handle_cannot_be_compared_or_hashed() -> None:
    for other in (Handle(1, "a"), 1, None, np.float64(1), object()):
        for use in (lambda a, b: a == b, lambda a, b: b == a, lambda a, b: a != b, lambda a, _: hash(a)):
            with pytest.raises(TypeError):
                use(Handle(1, "a"), other)


(ENDLESS := []).append(ENDLESS)
TOO_MUCH = {
    "text": "x" * wire.MAX_BODY, "array": np.zeros(wire.MAX_BUFFER_BYTES + 1, "u1"), "integer": 1 << 512,
    "arrays": [np.zeros(1)] * (wire.MAX_BUFFERS + 1), "lone surrogate": "\ud800", "endless": ENDLESS,
    "lists": nested(21, lambda v: [v]), "tuples": nested(21, lambda v: (v,)), "dicts": nested(21, lambda v: {0: v}),
}  # fmt: skip
TOO_MUCH |= {"keys": dict.fromkeys(range(4097)), "members": set(range(4097))}
TOO_MUCH |= {"key that stays": {Color.RED: 1}, "member that stays": {Fraction(1, 2)}, "axes": np.zeros((1,) * 9)}


@pytest.mark.parametrize("value", TOO_MUCH.values(), ids=list(TOO_MUCH))
def test_what_cannot_be_read_is_not_written(value: object) -> None:
    with pytest.raises(WireError):
        kept(value)


def test_behind_too_many_arrays_nothing_more_is_looked_at() -> None:
    def never(value: object) -> Handle:
        raise AssertionError(value)

    with pytest.raises(WireError, match="arrays are too large"):
        encode([*[np.zeros(1)] * (wire.MAX_BUFFERS + 1), object()], never)


def test_the_deepest_number_that_is_written_can_be_read() -> None:
    for value in (nested(20, lambda v: (v,), 1j), nested(20, lambda v: (v,), np.int8(1))):
        assert exact(arrived(value)) == exact(value)


REFUSED = {
    "nothing": Message(b""), "two values": Message(b"\x01\x01"), "half a value": Message(b"\x92\x01"),
    "never used byte": Message(b"\xc1"), "long body": Message(b"\xc0" * (wire.MAX_BODY + 1)),
    "buffers": Message(b"\xc0", (b"",) * (wire.MAX_BUFFERS + 1)), "bad text": Message(b"\xa1\xff"),
    "deep lists": Message(b"\x91" * 21 + b"\xc0"), "very deep lists": Message(b"\x91" * 100_000 + b"\xc0"),
    "deep tuples": message(nested(22, lambda v: extension(wire.TUPLE, v))),
    "lying list": Message(b"\xdd\xff\xff\xff\xff"), "lying text": Message(b"\xdb\xff\xff\xff\xff"),
    "dict": message(dict.fromkeys(range(4097))), "set": message(extension(wire.SET, *range(4097))),
    "sets together": message([extension(wire.FROZENSET, *range(1000))] * 5),
    "list as key": Message(b"\x81\x90\xc0"), "list in set": message(extension(wire.SET, [])),
    "timestamp": message(msgpack.Timestamp(1)), "timestamp as key": message({msgpack.Timestamp(1): 0}),
    "timestamp in tuple": message(extension(wire.TUPLE, msgpack.Timestamp(1))),
    "unknown extension": message(extension(11)), "negative extension": Message(b"\xd4\x80\x00"),
    "no items": message(msgpack.ExtType(wire.TUPLE, b"")), "no list": message(msgpack.ExtType(wire.TUPLE, b"\x01")),
    "integer": message(msgpack.ExtType(wire.BIG_INT, bytes(65))), "complex": message(msgpack.ExtType(5, b"")),
    "step 0": message(extension(wire.RANGE, 0, 1, 0)), "range of floats": message(extension(wire.RANGE, 0, 1, 1.0)),
    "handle of text": message(extension(wire.HANDLE, "1", "a")), "handle of bool": message(extension(10, True, "a")),
    "object scalar": message(extension(wire.SCALAR, "|O", bytes(8))), "scalars": message(extension(7, "|u1", b"ab")),
    "objects": message(extension(wire.ARRAY, 0, "|O", "C", [1]), bytes(8)),
    "structured": message(extension(wire.ARRAY, 0, "i4,i4", "C", [1]), bytes(8)),
    "no buffer": message(extension(wire.ARRAY, 0, "|u1", "C", [1])),
    "buffer -1": message(extension(wire.ARRAY, -1, "|u1", "C", [1]), b"a"),
    "too short": message(extension(wire.ARRAY, 0, "<f8", "C", [2]), bytes(8)),
    "negative": message(extension(wire.ARRAY, 0, "<f8", "C", [-1, -1]), bytes(8)),
    "bool as size": message(extension(wire.ARRAY, 0, "|u1", "C", [True]), b"a"),
    "layout": message(extension(wire.ARRAY, 0, "|u1", "Q", [1]), b"a"),
    "huge and empty": message(extension(wire.ARRAY, 0, "|u1", "C", [1 << 39, 1 << 39, 0]), b""),
    "nine axes": message(extension(wire.ARRAY, 0, "|u1", "C", [1] * 9), b"a"),
    "one buffer for many arrays": message([extension(wire.ARRAY, 0, "|u1", "C", [1])] * 2, b"a"),
}  # fmt: skip


@pytest.mark.parametrize("broken", REFUSED.values(), ids=list(REFUSED))
def test_a_message_that_is_wrong_or_lies_is_refused(broken: Message) -> None:
    with pytest.raises(WireError):
        decode(broken)
