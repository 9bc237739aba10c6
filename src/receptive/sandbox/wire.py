"""Plain data to bytes and back, without pickle and without trust.

A message is one msgpack body and up to `MAX_BUFFERS` raw buffers for the elements of arrays. Body and buffers are
separate so that 64 MiB of data cannot turn into gigabytes of small objects. Only exact builtin types, numpy scalars,
numpy arrays and torch tensors of the listed dtypes exist on the wire; anything else stays where it is and travels as a
`Handle`. The decoder never runs code of the sender: no pickle, no object, string or structured dtypes.
"""

from __future__ import annotations

import math
import struct
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgpack

MAX_BODY = 1 << 20
MAX_REPLY_BODY = 1 << 18  # of what a student's code gives: no exercise asks for a hundred thousand small objects
MAX_BUFFERS = 1000
MAX_BUFFER_BYTES = 64 << 20  # of all buffers of one message together
MAX_DEPTH = 20
MAX_HASHED = 4096  # members of all sets and dicts of one message: bounds what colliding hashes can cost
MAX_BIG_INT = 64  # bytes
MAX_DIMENSIONS, MAX_SIDE = 8, 1 << 40

# Element type on the wire -> bytes per element. Little-endian throughout.
DTYPES = {
    "|b1": 1, "|i1": 1, "<i2": 2, "<i4": 4, "<i8": 8, "|u1": 1, "<u2": 2, "<u4": 4, "<u8": 8,
    "<f2": 2, "<f4": 4, "<f8": 8, "<c8": 8, "<c16": 16,
}  # fmt: skip

TUPLE, SET, FROZENSET, RANGE, COMPLEX, BIG_INT, SCALAR, ARRAY, TENSOR, HANDLE = range(1, 11)
C_ORDER, F_ORDER, STRIDED = "C", "F", "S"
AS_IT_IS = frozenset({type(None), bool, float, str, bytes})  # travels as msgpack has it
ATOMS = AS_IT_IS | {int}  # nothing is inside of them


class WireError(Exception):
    """The message breaks the protocol."""


@dataclass(frozen=True, eq=False)
class Handle:
    """An object that stays in the worker. The type name comes from there and proves nothing."""

    id: int
    type_name: str

    __eq__ = None  # type: ignore[assignment]  # a handle is never equal to anything, itself included
    __hash__ = None  # type: ignore[assignment]


class Message(NamedTuple):  # one is made for each call, and a frozen dataclass takes four times as long
    body: bytes
    buffers: tuple[bytes | bytearray | memoryview, ...] = ()


def encode(value: object, keep: Callable[[object], Handle] | None = None, most: int = MAX_BODY) -> Message:
    """Write a value.

    Args:
        keep: takes what is no plain data and gives the handle to send instead.
        most: bytes of the body.

    Raises:
        WireError: the value is too large or too deep, or no plain data and there is no `keep`.
    """
    encoder = _Encoder(keep)
    try:
        body = encoder.pack(encoder.plain(value, 0))
    except (ValueError, RecursionError, OverflowError) as broken:  # a lone surrogate in a string, say
        raise WireError(f"the value cannot be written: {broken}") from None
    if len(body) > most:
        raise WireError(f"the value takes {len(body)} bytes; {most} are allowed")
    return Message(body, tuple(encoder.buffers)) if encoder.buffers else Message(body)


def decode(message: Message) -> Any:
    """Read a value that anybody may have written.

    Raises:
        WireError: the message is not one that `encode` writes, or is beyond a limit.
    """
    if len(message.body) > MAX_BODY or len(message.buffers) > MAX_BUFFERS:
        raise WireError("the message is too large")
    decoder = _Decoder(message.buffers)
    value = decoder.unpack(message.body, 0)
    decoder.check(value, 0)
    return value


def read(message: Message, held: Callable[[Handle], Any] = lambda handle: handle) -> Any:
    """Read a value that `encode` has written on our side, and has bounded.

    Args:
        held: gives what stands for a handle. What it raises is raised.
    """
    return _Reader(message.buffers, held).unpack(message.body)


class _Encoder:
    def __init__(self, keep: Callable[[object], Handle] | None) -> None:
        self.keep = keep
        self.pack = msgpack.Packer().pack
        self.buffers: list[memoryview] = []
        self.buffer_bytes = 0
        self.hashed = 0

    def plain(self, value: Any, depth: int) -> Any:
        """The value in msgpack's own types and our extension types."""
        if depth > MAX_DEPTH:
            raise WireError(f"the value is nested more than {MAX_DEPTH} deep")
        kind = type(value)
        if kind in AS_IT_IS:
            return value
        if kind is int:
            return value if -(1 << 63) <= value < 1 << 64 else self._big_int(value)
        if issubclass(kind, list):
            return self._members(list.__iter__(value), depth)
        if issubclass(kind, tuple):
            return self._extension(TUPLE, self._members(tuple.__iter__(value), depth))
        if issubclass(kind, dict):
            keys = self._hashable(list(dict.keys(value)), depth)
            return dict(zip(keys, self._members(dict.values(value), depth), strict=True))
        if kind in (set, frozenset):
            return self._extension(SET if kind is set else FROZENSET, self._hashable(list(value), depth))
        if kind is range:
            return self._extension(RANGE, self._members((value.start, value.stop, value.step), depth))
        if kind is complex:
            return msgpack.ExtType(COMPLEX, struct.pack("<dd", value.real, value.imag))
        return self._numeric(value, kind)

    def _members(self, values: Iterable[Any], depth: int) -> list[Any]:
        """What is in a value of that depth. Most of it is small, and a call for each would be most of the work."""
        plain = self.plain
        if depth >= MAX_DEPTH:
            return [plain(value, depth + 1) for value in values]
        return [
            value
            if (kind := type(value)) in AS_IT_IS or (kind is int and 0 <= value < 1 << 63)
            else plain(value, depth + 1)
            for value in values
        ]

    def _hashable(self, members: list[Any], depth: int) -> list[Any]:
        """Members of a set or keys of a dict: bounded in number, and never an object that stays here."""
        self.hashed += len(members)
        if self.hashed > MAX_HASHED:
            raise WireError(f"sets and dicts have {self.hashed} members; {MAX_HASHED} are allowed")
        others = [member for member in members if type(member) not in AS_IT_IS]
        if not others and depth < MAX_DEPTH:
            return members
        keep, self.keep = self.keep, None
        try:
            if any(_holds_list(member, depth) for member in others):
                raise WireError("a list or dict that can be hashed is no plain data")
            return self._members(members, depth)
        finally:
            self.keep = keep

    def _numeric(self, value: Any, kind: type) -> msgpack.ExtType:
        numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
        if numpy and isinstance(value, numpy.generic) and _wire_dtype(value.dtype):
            return self._extension(SCALAR, [_wire_dtype(value.dtype), _little(value).tobytes()])
        if numpy and kind is numpy.ndarray and _wire_dtype(value.dtype):
            return self._array(ARRAY, value)
        if torch and kind in (torch.Tensor, torch.nn.Parameter):
            array = _tensor_array(value)
            if array is not None:
                return self._array(TENSOR, array)
        if isinstance(value, Handle):
            return self._extension(HANDLE, [value.id, value.type_name])
        if self.keep is None:
            raise WireError(f"a {kind.__name__} is no plain data")
        handle = self.keep(value)
        return self._extension(HANDLE, [handle.id, handle.type_name])

    def _array(self, code: int, array: Any) -> msgpack.ExtType:
        if array.ndim > MAX_DIMENSIONS or any(size >= MAX_SIDE for size in array.shape):
            raise WireError(f"the array has the shape {array.shape}")
        layout = C_ORDER if array.flags.c_contiguous else F_ORDER if array.flags.f_contiguous else STRIDED
        flat = _little(array).ravel(order="F" if layout == F_ORDER else "C")
        self.buffers.append(memoryview(flat.view("u1")).cast("B") if flat.size else memoryview(b""))
        self.buffer_bytes += flat.nbytes
        if len(self.buffers) > MAX_BUFFERS or self.buffer_bytes > MAX_BUFFER_BYTES:  # at once: there may be many more
            raise WireError(f"the arrays are too large: {MAX_BUFFER_BYTES >> 20} MiB are allowed")
        return self._extension(code, [len(self.buffers) - 1, _wire_dtype(array.dtype), layout, list(array.shape)])

    def _big_int(self, value: int) -> msgpack.ExtType:
        size = (value.bit_length() + 8) // 8
        if size > MAX_BIG_INT:
            raise WireError(f"the integer has {value.bit_length()} bits; {MAX_BIG_INT * 8 - 1} are allowed")
        return msgpack.ExtType(BIG_INT, value.to_bytes(size, "little", signed=True))

    def _extension(self, code: int, content: list[Any]) -> msgpack.ExtType:
        # As ExtType(…), which is Python and looks at both again, in a sixth of the time
        return tuple.__new__(msgpack.ExtType, (code, self.pack(content)))


class _Decoder:
    def __init__(self, buffers: Sequence[bytes | bytearray | memoryview]) -> None:
        self.buffers = buffers
        self.used: set[int] = set()
        self.hashed = 0

    def unpack(self, body: bytes, depth: int) -> Any:
        if depth > MAX_DEPTH + 1:  # the content of the innermost extension; `check` bounds the values
            raise WireError(f"nested more than {MAX_DEPTH} deep")
        try:
            return msgpack.unpackb(
                body,
                ext_hook=lambda code, content: self._extension(code, content, depth + 1),
                object_pairs_hook=self._dict,
                strict_map_key=False,
            )
        except WireError:
            raise
        except (ValueError, TypeError, RecursionError, OverflowError, MemoryError, struct.error) as broken:
            raise WireError(f"not a message: {type(broken).__name__}") from None

    def check(self, value: Any, depth: int) -> None:
        """Bound the nesting; extension types are bounded when they are read, lists and dicts here."""
        if depth > MAX_DEPTH:
            raise WireError(f"nested more than {MAX_DEPTH} deep")
        kind = type(value)
        if kind is msgpack.Timestamp:  # msgpack's own extension, which `encode` never writes
            raise WireError("a timestamp")
        if kind in (list, tuple, set, frozenset):
            self._check_all(value, depth + 1)
        elif kind is dict:
            self._check_all(value, depth + 1)
            self._check_all(value.values(), depth + 1)

    def _check_all(self, values: Iterable[Any], depth: int) -> None:
        within = depth <= MAX_DEPTH
        for value in values:
            if not within or type(value) not in ATOMS:
                self.check(value, depth)

    def _dict(self, pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
        self._count(len(pairs))
        return dict(pairs)

    def _count(self, members: int) -> None:
        self.hashed += members
        if self.hashed > MAX_HASHED:
            raise WireError(f"more than {MAX_HASHED} members of sets and dicts")

    def _extension(self, code: int, content: bytes, depth: int) -> Any:
        if code == COMPLEX:
            return complex(*struct.unpack("<dd", content))
        if code == BIG_INT:
            if len(content) > MAX_BIG_INT:
                raise WireError("an integer is too long")
            return int.from_bytes(content, "little", signed=True)
        items = self.unpack(content, depth)
        if type(items) is not list:
            raise WireError("an extension holds no list")
        return self._built(code, items)

    def _built(self, code: int, items: list[Any]) -> Any:
        if code == TUPLE:
            return tuple(items)
        if code in (SET, FROZENSET):
            self._count(len(items))
            return set(items) if code == SET else frozenset(items)
        if code == RANGE and len(items) == 3 and all(type(n) is int for n in items):
            return range(*items)
        if code == HANDLE and [type(item) for item in items] == [int, str]:
            return Handle(items[0], items[1][:100])
        if code == SCALAR and [type(item) for item in items] == [str, bytes]:
            return self._elements(items[1], items[0], ())[()]
        if code in (ARRAY, TENSOR) and [type(item) for item in items] == [int, str, str, list]:
            return self._array(code, *items)
        raise WireError(f"extension {code} is malformed")

    def _array(self, code: int, index: int, dtype: str, layout: str, shape: list[Any]) -> Any:
        if not 0 <= index < len(self.buffers) or layout not in (C_ORDER, F_ORDER, STRIDED):
            raise WireError("an array is malformed")
        if index in self.used:  # each is copied: one buffer named by many arrays would be a bomb
            raise WireError("two arrays name the same buffer")
        self.used.add(index)
        if len(shape) > MAX_DIMENSIONS or not all(type(n) is int and 0 <= n < MAX_SIDE for n in shape):
            raise WireError("an array has an impossible shape")
        array = self._elements(self.buffers[index], dtype, tuple(shape), "F" if layout == F_ORDER else "C")
        if layout == STRIDED and array.ndim:
            spread = array.repeat(2, axis=-1)
            array = spread[..., ::2]
        torch = sys.modules.get("torch") if code == TENSOR else None
        return torch.from_numpy(array) if torch else array

    @staticmethod
    def _elements(data: bytes | bytearray | memoryview, dtype: str, shape: tuple[int, ...], order: Any = "C") -> Any:
        import numpy

        if dtype not in DTYPES or math.prod(shape) * DTYPES[dtype] != len(data):
            raise WireError("an array's dtype, shape and size do not fit together")
        return numpy.frombuffer(bytearray(data), dtype=dtype).reshape(shape, order=order)


class _Reader(_Decoder):
    """Reads what was bounded when it was written."""

    def __init__(self, buffers: Sequence[bytes | bytearray | memoryview], held: Callable[[Handle], Any]) -> None:
        super().__init__(buffers)
        self.held = held

    def unpack(self, body: bytes, depth: int = 0) -> Any:
        del depth
        return msgpack.unpackb(body, ext_hook=self._read, strict_map_key=False)

    def _read(self, code: int, content: bytes) -> Any:
        if code == TUPLE:
            return tuple(self.unpack(content))
        value = self._extension(code, content, 0)
        return self.held(value) if code == HANDLE else value


def _holds_list(value: Any, depth: int) -> bool:
    """Whether a member of a set would arrive as something that has no hash."""
    if depth > MAX_DEPTH or issubclass(type(value), list | dict):
        return True
    return issubclass(type(value), tuple) and any(_holds_list(item, depth + 1) for item in tuple.__iter__(value))


def _wire_dtype(dtype: Any) -> str:
    """The name on the wire, or `""` for a dtype that does not travel."""
    name: str = dtype.newbyteorder("<").str
    return name if name in DTYPES else ""


def _little(value: Any) -> Any:
    return value.astype(value.dtype.newbyteorder("<"), copy=False)


def _tensor_array(tensor: Any) -> Any:
    """A dense CPU tensor as an array, or None for one that has no plain elements."""
    try:
        array = tensor.detach().resolve_conj().resolve_neg().numpy()
    except (RuntimeError, TypeError):
        return None
    return array if _wire_dtype(array.dtype) else None
