"""From what people type to a canonical answer: kind to the many ways of writing, strict about what is wrong.

The page in the browser does the same in JavaScript (`page_files/answers.js`); both are held to shared test vectors.
Numbers are exact fractions here and there, so that no rounding can set the two apart.
"""

from __future__ import annotations

import ast
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from receptive.quiz import canonical_answers
from receptive.quiz.arithmetic import FormulaError, evaluate, parse_student, read_written
from receptive.quiz.canonical_answers import SPACES, fold
from receptive.quiz.forms import Form
from receptive.quiz.numbers import Unreadable as Unreadable
from receptive.quiz.numbers import check_decimals, read_number, without_powers

MAX_ANSWER = 2000

BROKEN = re.compile("[\ud800-\udfff]")  # half a character: no bytes stand for it
SHAPE_SPLIT = re.compile(r"[x×*;,\s]+")
PAIR = re.compile(r"([0-9]+)\s*[-:=>→]*\s*([a-z])")
CELL = re.compile(r"\(?([0-9]+)\s*[,;:]\s*([0-9]+)\)?")


@dataclass(frozen=True)
class Read:
    """An answer as it was understood. On the edge between two buckets a number is in both."""

    canonicals: tuple[str, ...]
    said: str = ""  # how it was read, where that is not plain


def read_answer(form: Form, text: str) -> Read:
    """The canonical forms of an answer.

    Raises:
        Unreadable: the text is no answer to this form.
    """
    if len(text) > MAX_ANSWER:
        raise Unreadable(f"an answer has at most {MAX_ANSWER} characters")
    if not text.strip():
        raise Unreadable("nothing was answered")
    if BROKEN.search(text):
        raise Unreadable("the answer holds characters that are broken")
    return READERS[form.kind](form, text)


def is_answerable(form: Form) -> bool:
    """Whether a form that came from a file is one: of a known kind, with what that kind needs."""
    try:
        buckets = not form.step or (Fraction(form.step) > 0 and Fraction(form.offset) is not None)
    except (ValueError, ZeroDivisionError):
        return False
    needs = {
        "single": len(form.options) > 1,
        "multiple": len(form.options) > 1,
        "matching": bool(form.lefts and form.options),
        "ordering": len(form.options) > 1,
        "cells": bool(form.grid and form.grid[0]) and len({len(row) for row in form.grid}) == 1,
        "expression": bool(form.points) and all(len(point) == len(form.variables) for point in form.points),
    }
    return form.kind in READERS and buckets and needs.get(form.kind, True)


def _number(form: Form, text: str) -> Read:
    bare = without_powers(text).removesuffix(without_powers(form.unit)) or text
    value, said = read_number(bare, form.decimals)
    check_decimals(bare, form.decimals)
    return Read(canonical_answers.number(value, form.step, form.offset), said)


def _shape(_: Form, text: str) -> Read:
    inner = SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip().lower().strip("()[] ").strip(",")
    parts = [part for part in SHAPE_SPLIT.split(inner) if part]
    if not parts or len(parts) > 8 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise Unreadable(f"{text.strip()!r} is no shape; write it like (8, 28, 28) or 8x28x28")
    return Read((canonical_answers.shape([int(part) for part in parts]),))


def _pick(form: Form, text: str) -> list[str]:
    """Options by their numbers, letters or texts. Where the text of one is the number of another, the number counts."""
    wanted = fold(text)
    if not _is_number_of(wanted, form):
        for option in form.options:
            if fold(option) == wanted:
                return [option]
    found = []
    for part in re.split(r"[,;\s]+", wanted.strip(" ,;")):
        place = (
            int(part) - 1
            if part.isascii() and part.isdigit() and len(part) < 4
            else ord(part) - ord("a")
            if len(part) == 1
            else -1
        )
        if not 0 <= place < len(form.options):
            raise Unreadable(f"{part!r} is none of the options; write a number from 1 to {len(form.options)}")
        if form.options[place] not in found:
            found.append(form.options[place])
    return found


def _is_number_of(text: str, form: Form) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= len(form.options)


def _single(form: Form, text: str) -> Read:
    found = _pick(form, text)
    if len(found) != 1:
        raise Unreadable("choose one option, by its number")
    return Read((canonical_answers.choice(found[0]),))


def _multiple(form: Form, text: str) -> Read:
    if fold(text) in ("none", "0", "-"):
        return Read((canonical_answers.choices([]),), "read as none of them")
    return Read((canonical_answers.choices(_pick(form, text)),))


def _expression(form: Form, text: str) -> Read:
    try:
        written = SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
        tree = _multiply(read_written(written), form.variables)
        parsed = parse_student(tree)
        _check_functions(form, parsed)
        found = [evaluate(parsed, dict(zip(form.variables, point, strict=True))) for point in form.points]
        results = [float(value) for value in found]
    except Unreadable:
        raise
    except (FormulaError, TypeError, ValueError, OverflowError) as wrong:
        said = wrong if isinstance(wrong, FormulaError) else "the formula gives no number"
        raise Unreadable(f"{said}; write a formula in {', '.join(form.variables)}") from wrong
    if not all(map(math.isfinite, results)):
        raise Unreadable("the formula gives no number")
    said = f"read as {tree}" if tree != written else ""
    return Read((canonical_answers.values(results),), said)


def _check_functions(form: Form, tree: ast.expr) -> None:
    """Where a function is the point of the question, a formula that does without it is no answer yet."""
    used = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    if any(isinstance(node, ast.FloorDiv) for node in ast.walk(tree)):
        used.add("floor")
    if not set(form.must_use) <= used or used & set(form.must_not_use):
        wanted = [f"with {', '.join(form.must_use)}"] if form.must_use else []
        wanted += [f"without {', '.join(form.must_not_use)}"] if form.must_not_use else []
        raise Unreadable(f"this asks for a formula {' and '.join(wanted)}")


def _multiply(formula: str, variables: tuple[str, ...]) -> str:
    """`F(C + 1)` is a product where F is a variable."""
    names = "|".join(map(re.escape, variables))
    return re.sub(rf"\b({names}) ?\(", r"\1*(", formula) if names else formula


def _text(_: Form, text: str) -> Read:
    return Read((canonical_answers.short_text(text),))


def _matching(form: Form, text: str) -> Read:
    """`1b 2a 3c`: the number of each left side with the letter of its right side."""
    found = {int(left): right for left, right in PAIR.findall(fold(text))}
    places = [ord(found[i + 1]) - ord("a") if i + 1 in found else -1 for i in range(len(form.lefts))]
    if len(found) != len(form.lefts) or not all(0 <= place < len(form.options) for place in places):
        example = " ".join(f"{i + 1}{chr(ord('a') + i % len(form.options))}" for i in range(len(form.lefts)))
        raise Unreadable(f"give one letter for each number, like {example}")
    return Read((canonical_answers.pairs([form.options[place] for place in places]),))


def _ordering(form: Form, text: str) -> Read:
    found = [int(part) for part in re.findall(r"[0-9]{1,3}", fold(text))]
    if sorted(found) != list(range(1, len(form.options) + 1)):
        raise Unreadable(f"give each number from 1 to {len(form.options)} once, in your order")
    return Read((canonical_answers.order([form.options[place - 1] for place in found]),))


def _cells(form: Form, text: str) -> Read:
    text = fold(text)
    if text == "none":
        return Read((canonical_answers.cells([]),))
    places = [(int(row), int(column)) for row, column in CELL.findall(text)]
    left_over = re.sub(r"[\s,;]+", "", CELL.sub("", text))
    inside = all(row < len(form.grid) and column < len(form.grid[0]) for row, column in places)
    if not places or left_over or not inside:
        rows, columns = len(form.grid) - 1, len(form.grid[0]) - 1
        raise Unreadable(f"give cells as row,column like 0,1 1,2; rows 0 to {rows}, columns 0 to {columns}")
    return Read((canonical_answers.cells(places),))


def _output(_: Form, text: str) -> Read:
    return Read((canonical_answers.output(text),))


READERS: dict[str, Callable[[Form, str], Read]] = {
    "single": _single,
    "multiple": _multiple,
    "number": _number,
    "shape": _shape,
    "expression": _expression,
    "text": _text,
    "matching": _matching,
    "ordering": _ordering,
    "cells": _cells,
    "output": _output,
}
