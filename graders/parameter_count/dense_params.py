"""`dense_params`: the weights and biases of a dense layer."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Block, Blocks, Call, Case, Picture, Place, call, counted

from .blocks import biases_block, made_of
from .draws import some


def dense_params(n_in: int, n_out: int, bias: bool = True) -> int:
    return sum(n_in + (1 if bias else 0) for _ in range(n_out))


def calls(rng: Random) -> Iterator[Call]:
    yield call(2, 3)
    yield call(2, 3, bias=False)
    yield call(3, 1)
    while True:
        yield call(*rng.sample(range(2, 40), 2), **some(rng, bias=rng.random() < 0.5))


def arithmetic(_: Place, n_in: int, n_out: int, bias: bool = True) -> str:
    if not bias:
        return f"without biases {n_out}·{n_in} = {n_out * n_in}"
    return f"{n_out}·({n_in} + 1) = {n_out}·{n_in + 1} = {n_out * (n_in + 1)}"


def pictures(case: Case, n_in: int, n_out: int, bias: bool = True) -> Iterator[Picture]:
    weights = Block(f"weights of {counted(n_out, 'neuron')}", f"{n_out}·{n_in}", str(n_out * n_in))
    yield made_of(case, weights, biases_block("neuron", n_out, bias))


def example() -> Iterator[Picture]:
    parts = (Block("weights of 6 neurons", "6·20", "120"), Block("biases", "one for each neuron", "6"))
    yield Blocks("Six neurons that read 20 numbers", parts, "126")
