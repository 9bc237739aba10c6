"""Generated values arrive as they were; generated and damaged messages give plain data or are refused."""

from __future__ import annotations

import contextlib
from typing import Any

import hypothesis.strategies as st
import msgpack
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from receptive.sandbox import wire
from receptive.sandbox.wire import Message, WireError, decode, encode
from wire_values import exact, extension, is_plain

LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.binary(max_size=20))
KEYS = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=3)
HASHED = [st.dictionaries(KEYS, LEAVES, max_size=4), st.sets(KEYS, max_size=4), st.frozensets(KEYS, max_size=4)]
NAMES, SHAPES = st.sampled_from(list(wire.DTYPES)), st.lists(st.integers(0, 3), min_size=1, max_size=4)
ARRAYS = st.builds(lambda name, shape, step: np.ones(shape, name).T[::step], NAMES, SHAPES, st.sampled_from([-1, 1, 2]))
VALUES = st.recursive(
    st.one_of(LEAVES, st.integers(-(1 << 500), 1 << 500), st.complex_numbers(), ARRAYS, *HASHED),
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple),
    max_leaves=8,
)
SIZES = st.lists(st.integers(-1, 9), max_size=3)
ITEMS = st.one_of(st.none(), st.integers(-3, 1 << 63), st.floats(), NAMES, st.binary(max_size=9), st.just("C"))
WRONG = st.builds(lambda code, items: extension(code, *items), st.integers(0, 12), st.lists(ITEMS | SIZES, max_size=5))
PACKED = st.recursive(
    WRONG, lambda inner: st.builds(extension, st.integers(0, 12), inner, inner) | st.lists(inner, max_size=4)
)
EDIT = st.tuples(st.sampled_from("fid"), st.integers(0, 1 << 16), st.binary(min_size=1, max_size=1))
EDITS = st.lists(EDIT, min_size=1, max_size=6)
BUFFERS = st.lists(st.binary(max_size=40), max_size=3).map(tuple)


def edited(body: bytes, edits: list[tuple[str, int, bytes]]) -> bytes:
    """The body with bytes flipped, inserted and deleted."""
    for edit, place, byte in edits:
        place %= len(body) + 1
        body = body[:place] + (b"" if edit == "d" else byte) + body[place + (edit != "i") :]
    return body


def refused_or_plain(sent: Message) -> None:
    with contextlib.suppress(WireError):
        assert is_plain(decode(sent))


def arrives_the_same(value: Any) -> None:
    assert exact(decode(encode(value))) == exact(value)


def changed_is_refused_or_plain(sent: Message, edits: list[Any], buffers: tuple[bytes, ...] | None) -> None:
    refused_or_plain(Message(edited(sent.body, edits), sent.buffers if buffers is None else buffers))


GENERATED = {
    "values": (arrives_the_same, [VALUES]), "bytes": (refused_or_plain, [st.builds(Message, st.binary(), BUFFERS)]),
    "extensions": (refused_or_plain, [st.builds(Message, PACKED.map(msgpack.packb), BUFFERS)]),
    "changes": (changed_is_refused_or_plain, [VALUES.map(encode), EDITS, st.none() | BUFFERS]),
}  # fmt: skip


@pytest.mark.parametrize("examples", [300, pytest.param(3_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", GENERATED)
def test_generated_values_arrive_and_generated_messages_are_refused_or_plain_data(name: str, examples: int) -> None:
    check, strategies = GENERATED[name]
    chosen = settings(max_examples=examples, deadline=None, derandomize=True, database=None)
    settings(chosen, suppress_health_check=list(HealthCheck))(given(*strategies)(check))()
