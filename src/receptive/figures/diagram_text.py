"""What each diagram says in words."""

from __future__ import annotations

from collections.abc import Iterator

from receptive.figures.diagrams import Bars, Cone, Flow, Node, Place, Stamps, Wirings


def describe_flow(picture: Flow) -> Iterator[str]:
    for number, row in enumerate(picture.rows):
        for slot, node in enumerate(row):
            if node:
                yield f"{_said(node)}{_arrows(picture, (number, slot))}"
    if picture.legend:
        yield f"{picture.legend}."


def _said(node: Node) -> str:
    parts = f": {', '.join(f'{count} of {name}' for name, count in node.parts)}" if node.parts else ""
    note = f", {node.note}" if node.note else ""
    return f"{node.name}{note}{parts}{' (dashed: not counted)' if node.off else ''}."


def _arrows(picture: Flow, start: Place) -> str:
    told = []
    for how, arrows in (("Arrow", picture.thin), ("Thick arrow", picture.thick)):
        ends = [picture.rows[row][slot] for one, (row, slot) in arrows if one == start]
        names = ", ".join(node.name for node in ends if node)
        if names:
            told.append(f" {how}{'s' if len(ends) > 1 else ''} to {names}.")
    return "".join(told)


def describe_cone(picture: Cone) -> Iterator[str]:
    names = ("the pixels", *(name for name, _, _ in picture.layers))
    lines = zip(names, picture.sizes, picture.jumps, picture.seen_from(picture.at), strict=True)
    for name, size, jump, seen in reversed(tuple(lines)):
        yield (
            f"{name.capitalize()}: {size} numbers that look {jump} apart. "
            f"In the cone: {seen[0]} to {seen[-1]}, which are {len(seen)}."
        )


def describe_stamps(picture: Stamps) -> Iterator[str]:
    for stamp in picture.stamps:
        rows, columns = stamp.places
        how = "the same kernel at each" if len(stamp.kernels) == 1 else "a kernel of its own at each"
        yield f"{stamp.name}: {rows}×{columns} places, {how}. {stamp.note}."


def describe_bars(picture: Bars) -> Iterator[str]:
    for bar in picture.bars:
        yield f"{bar.name}: {', '.join(map(' '.join, zip(picture.columns, bar.texts, strict=True)))}."


def describe_wirings(picture: Wirings) -> Iterator[str]:
    for wiring in picture.wirings:
        reads = "all of them" if wiring.dense else f"{wiring.taps} neighbors, each unit one place further on"
        weights = "the same weights as all others" if wiring.shared else "weights of its own"
        yield (
            f"{wiring.name.capitalize()}: a row of {wiring.inputs} numbers, and above it {wiring.units} units. "
            f"Each unit reads {reads}, and has {weights}. Different weights: {wiring.weights}."
        )
