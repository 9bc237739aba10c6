"""What a student is told about values of a notebook that could not be had while it was graded."""

from __future__ import annotations

from collections.abc import Collection

from receptive.sandbox.marked_lines import MarkedLines


def left_out_notes(left_out: Collection[MarkedLines]) -> tuple[str, ...]:
    """One note about all of them, or none. What needs them has failed, and says so; this names the cells."""
    if not left_out:
        return ()
    numbers = [str(cell) for cell in sorted({each.cell for each in left_out})]
    cells = f"cell{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
    return (
        f"{cells}: a value that an answer reads could not be had while this was graded, so only what needs it fails. "
        "There are no files, no network, nobody who types, and little time: write the value itself, or take it as an "
        "argument",
    )
