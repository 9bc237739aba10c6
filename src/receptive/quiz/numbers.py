"""Numbers as people write them: exact fractions, and how they were read where two readings are possible."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from receptive.quiz.arithmetic import FormulaError, evaluate, parse_student, read_written
from receptive.quiz.canonical_answers import fold

MINUS = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")
RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
# Digits are those of ASCII, after compatible ones were made such
DECIMAL = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[-+]?[0-9]{1,2})?")
FRACTION = re.compile(r"([-+]?[0-9]+) ?/ ?([0-9]+)")
THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}([, _'’][0-9]{3})+(\.[0-9]+)?")
COMMA = re.compile(r"[-+]?[0-9]*,[0-9]+")
DOTTED = re.compile(r"[-+]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")  # thousands where the comma is one of decimals
TWO_WAYS = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")
CALLED = re.compile(r"(?:ln|log|sqrt|exp) ?\(")  # what nobody works out in the head; products stay the student's work
MAX_DIGITS = 40
SIGNIFICANT = 12  # digits of a computed number, here and in the browser


class Unreadable(ValueError):
    """An answer that cannot be understood. The message says how to write it; it costs no attempt."""


class ReadsTwoWays(Unreadable):
    """A number like 1.024, which is a thousand and more for some and little more than one for others.

    `ways` are the same number as each of them would write it for the other.
    """

    def __init__(self, text: str, whole: str, decimal: str) -> None:
        self.ways = (whole, decimal)
        super().__init__(
            f"{text!r} can be read in two ways; write {whole}, with nothing between thousands, or {decimal}, with one "
            "more decimal"
        )


def read_number(text: str, decimals: int = 0) -> tuple[Fraction, str]:
    """A number, and how it was read where that is not plain.

    Args:
        decimals: as many are asked for, so that a whole number is no answer.

    Raises:
        Unreadable: it is none, or could be either of two.
    """
    plain = _fold_signs(text)
    if len(plain) > MAX_DIGITS:
        raise Unreadable(f"a number has at most {MAX_DIGITS} characters")
    if TWO_WAYS.fullmatch(plain):
        if not decimals:
            raise ReadsTwoWays(text.strip(), re.sub("[.,]", "", plain), f"{plain.replace(',', '.')}0")
        plain = plain.replace(",", ".")
    if DECIMAL.fullmatch(plain):
        return Fraction(plain.replace("+", "") if plain.startswith("+") else plain), ""
    found = FRACTION.fullmatch(plain)
    if found:
        if int(found[2]) == 0:
            raise Unreadable("nothing can be divided by 0")
        return Fraction(int(found[1]), int(found[2])), ""
    if THOUSANDS.fullmatch(plain):
        value = Fraction(re.sub(r"[, _'’]", "", plain))
        return value, f"read as {show_number(value)}"
    if DOTTED.fullmatch(plain):
        value = Fraction(plain.replace(".", "").replace(",", "."))
        return value, f"read as {show_number(value)}"
    if COMMA.fullmatch(plain):
        value = Fraction(plain.replace(",", "."))
        return value, f"read as {show_number(value)}, with a decimal comma"
    if CALLED.search(plain):
        value = _compute(plain, text)
        return value, f"read as {show_number(value)}"
    raise Unreadable(f"{text.strip()!r} is no number; write it like 28, -3, 0.5, 1/2 or 1e3")


def _compute(plain: str, text: str) -> Fraction:
    """What a formula without names gives, such as ln(50)."""
    try:
        value = evaluate(parse_student(read_written(plain)), {})
    except FormulaError as wrong:
        raise Unreadable(f"{text.strip()!r} is no number: {wrong}") from wrong
    shown = f"{value:.{SIGNIFICANT}g}" if isinstance(value, int | float) and math.isfinite(value) else ""
    if not DECIMAL.fullmatch(shown):
        raise Unreadable(f"{text.strip()!r} is no number that can be used")
    return Fraction(shown)


def check_decimals(text: str, wanted: int) -> None:
    """Refuse a number that is written with fewer decimals than asked; a fraction or a formula is exact.

    It looks at what was typed alone: the word costs nothing and tells nothing of the right answer.

    Raises:
        Unreadable: it needs more decimals.
    """
    plain = _fold_signs(text)
    written = (DECIMAL, THOUSANDS, DOTTED, COMMA)
    if not wanted or TWO_WAYS.fullmatch(plain) or not any(form.fullmatch(plain) for form in written):
        return
    number, _, power = plain.partition("e")
    thousands = THOUSANDS.fullmatch(plain)
    mark = "," if not thousands and (COMMA.fullmatch(plain) or DOTTED.fullmatch(plain)) else "."
    given = len(number.partition(mark)[2]) - int(power or 0)
    if given < wanted:
        exact = number + ("" if mark in number else mark) + "0" * (wanted - given)
        hint = "" if power else f", or {exact} if that is exact"
        more = "one more" if wanted - given == 1 else f"{wanted - given} more"
        decimals = "1 decimal" if wanted == 1 else f"{wanted} decimals"
        raise Unreadable(f"this asks for {decimals}: give {more}{hint}")


def write_exactly(value: float) -> str:
    """A number as nobody can read it in two ways."""
    text = str(value)
    return f"{text}0" if TWO_WAYS.fullmatch(text) else text


def _fold_signs(text: str) -> str:
    return re.sub(r"^([-+]) ", r"\1", MINUS.sub("-", without_powers(text)))


def show_number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.10g}"


def without_powers(text: str) -> str:
    """Folded, with a mark before raised digits: otherwise 10² would be 102."""
    return fold(RAISED.sub(r"^\g<0>", text))
