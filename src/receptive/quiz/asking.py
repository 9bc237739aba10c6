"""How an answer is written, in a few words, for wherever questions are asked as text."""

from __future__ import annotations

from receptive.quiz.forms import Form

EXAMPLE_SHAPE = "(8, 28, 28)"  # wherever it is told how a shape is written
HOW = {
    "single": "Number of your choice",
    "multiple": "Numbers of all that are right, or none",
    "matching": "Pairs, like 1b 2a",
    "ordering": "Numbers in the right order",
    "cells": "Cells as row,column like 0,1 1,2",
    "shape": f"Sizes, like {EXAMPLE_SHAPE}",
    "output": "It prints",
}


def how_to_answer(form: Form) -> str:
    if form.kind == "expression":
        functions = f", with {', '.join(form.must_use)}" if form.must_use else ""
        return f"Formula in {', '.join(form.variables)}{functions}"
    if form.decimals:
        return f"Answer, with {form.decimals} {'decimal' if form.decimals == 1 else 'decimals'}"
    return HOW.get(form.kind, "Answer")


def number_options(form: Form) -> list[tuple[str, str]]:
    """The options with the names by which they are picked: letters where numbers name the left sides of a matching."""
    names = [chr(ord("a") + place) if form.lefts else str(place + 1) for place in range(len(form.options))]
    return list(zip(names, form.options, strict=True))
