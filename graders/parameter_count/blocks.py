"""A count as a picture: what it is made of, as blocks."""

from __future__ import annotations

from typing import Any

from receptive.grader import Block, Blocks, Case


def made_of(case: Case, *parts: Block, how: str = "together") -> Blocks:
    """The parts of the right count, beside what came back."""
    return Blocks(case.call, parts, number_text(case.expected), number_text(case.returned), case.arithmetic, how)


def places_block(down: int, across: int) -> Block:
    return Block("places of the window", f"{down}·{across}", str(down * across), (min(down, 8), min(across, 8)))


def biases_block(owner: str, count: int, bias: bool) -> Block:
    return Block("biases", f"one for each {owner}" if bias else "none asked for", str(count if bias else 0))


def number_text(value: Any) -> str:
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 24 else f"{text[:23]}…"
