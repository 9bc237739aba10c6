"""From the canonical answers of a key back to what other systems ask for: places of options, numbers, spellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from receptive.quiz import canonical_answers
from receptive.quiz.forms import Belief, Form, Key

CHOSEN = ("single", "multiple", "cells")
TYPED = ("text", "shape", "output")
TYPABLE = (*TYPED, "ordering", "matching")  # how the terminal asks for these two as well
WRONG = 4  # spellings of a known wrong answer; there may be many such answers
DIGITS = 60  # enough for every number that a quiz can hold


@dataclass(frozen=True)
class Window:
    """The numbers that count as one answer, both ends included."""

    middle: Fraction
    half: Fraction = Fraction(0)

    @property
    def low(self) -> Fraction:
        return self.middle - self.half

    @property
    def high(self) -> Fraction:
        return self.middle + self.half


def body(canonical: str) -> str:
    return canonical.partition(":")[2]


def choices(form: Form) -> tuple[str, ...]:
    """What can be chosen: the options, or the cells of a grid by their places."""
    if form.kind != "cells":
        return form.options
    return tuple(f"row {row}, column {column}" for row, line in enumerate(form.grid) for column in range(len(line)))


def places(form: Form, canonical: str) -> tuple[int, ...]:
    """Which options an answer names, as positions in `choices`; of a matching, one for each left side."""
    text = body(canonical)
    if form.kind == "cells":
        pairs = [part.split(",") for part in text.split()]
        return tuple(int(row) * len(form.grid[0]) + int(column) for row, column in pairs)
    known = {canonical_answers.fold(option): place for place, option in enumerate(form.options)}
    found = tuple(known[part] for part in text.split(canonical_answers.JOIN)) if text else ()
    return found if form.kind in ("ordering", "matching") else tuple(sorted(found))


def window(form: Form, canonical: str) -> Window:
    """The numbers that this canonical answer stands for."""
    if not form.step:
        return Window(Fraction(body(canonical)))
    step = Fraction(form.step)
    return Window(Fraction(form.offset) + step * (int(body(canonical)) + Fraction(1, 2)), step / 2)


def write_number(value: Fraction) -> str:
    """A number in decimals. Those of a quiz always have an end."""
    with localcontext() as context:
        context.prec = DIGITS
        text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def spellings(form: Form, key: Key, canonical: str) -> tuple[str, ...]:
    """The usual ways to type an answer, the plainest first; none if it has several lines."""
    text = body(canonical)
    match form.kind:
        case "shape":
            return _shape(text.split(","))
        case "ordering":
            return _join([str(place + 1) for place in places(form, canonical)])
        case "matching":
            letters = [chr(ord("a") + place) for place in places(form, canonical)]
            return _join([f"{number}{letter}" for number, letter in enumerate(letters, 1)])
        case "text":
            return (key.shown,) if canonical_answers.short_text(key.shown) == canonical else (text,)
        case _:
            return () if "\n" in text else (text,)


def list_typed(form: Form, key: Key) -> tuple[str, ...]:
    """All right answers as they may be typed."""
    return tuple(dict.fromkeys(text for canonical in key.accepted for text in spellings(form, key, canonical)))


def list_mistyped(form: Form, key: Key, most: int = WRONG) -> tuple[tuple[str, Belief], ...]:
    """Wrong answers whose mistake is known, each in its plainest spellings only."""
    return tuple((text, belief) for canonical, belief in key.caught for text in spellings(form, key, canonical)[:most])


def display(form: Form, canonical: str) -> str:
    """An answer for people, as plain text; empty where it has no short form."""
    match form.kind:
        case "number":
            return write_number(window(form, canonical).middle)
        case "expression":
            return ""
        case "single" | "multiple" | "cells":
            return "; ".join(choices(form)[place] for place in places(form, canonical)) or "none"
        case "text" | "output":
            return body(canonical)
        case _:
            return spellings(form, Key(()), canonical)[0]


def beliefs_of_choices(form: Form, key: Key) -> tuple[Mapping[int, Belief], bool]:
    """What is said about a wrong choice, where one alone tells the mistake; and whether more is known than that."""
    right = set(places(form, key.accepted[0]))
    found: dict[int, Belief] = {}
    more = False
    for canonical, belief in key.caught:
        wrong = set(places(form, canonical)) - right
        alone = len(wrong) == 1 and (form.kind == "single" or right <= set(places(form, canonical)))
        if alone:
            found[next(iter(wrong))] = belief
        more = more or not alone
    return found, more


def _shape(sizes: list[str]) -> tuple[str, ...]:
    end = "," if len(sizes) == 1 else ""
    near, wide = ",".join(sizes), ", ".join(sizes)
    listed = [f"({wide}{end})", f"({near}{end})", wide, near, f"[{wide}]", f"[{near}]", f"({near})", " ".join(sizes)]
    return tuple(dict.fromkeys([*listed, *(sign.join(sizes) for sign in ("x", " x ", "×", " × "))]))


def _join(parts: list[str]) -> tuple[str, ...]:
    return tuple(sign.join(parts) for sign in (" ", ", ", ","))
