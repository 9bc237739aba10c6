"""The closed grammar, and what people may type: kind to many ways of writing, strict about what is wrong."""

from __future__ import annotations

import contextlib
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from receptive.quiz.answers import READERS, Unreadable, read_answer, read_number
from receptive.quiz.arithmetic import FormulaError, evaluate, parse_student, read_written
from receptive.quiz.forms import Form, Key, Variant
from receptive.quiz.marking import mark, mark_final
from receptive.quiz.numbers import ReadsTwoWays
from receptive.quiz.templates import fill

# The grammar


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("floor((i - k)/s) + 1", 4),
        ("(i - k)//s", 3),
        ("2**3 - -1", 9),
        ("min(i, k) + max(1, s)", 5),
        ("i if i > k else k", 10),
        ("i > k and not s > 3", True),
        ("[i, (k, s)][1][0]", 3),
        ("[1, 2, 3][1:]", [2, 3]),
        ("1 in [1, 2]", True),
        ("{'a': i}['a']", 10),
    ],
)
def test_formulas_compute(formula: str, value: object) -> None:
    assert evaluate(formula, {"i": 10, "k": 3, "s": 2}) == value


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os')", "i.real", "(lambda: 1)()", "[x for x in [1]]", "f'{i}'", "i := 3", "open('x')", "9**9**9",
        "10**70", "i(1)", "unknown + 1", "1/0", "sqrt(-1)", "'a'*9", "[1,2][::2]", "*i", "print(1)", "(" * 500,
        "1" * 500,
        "i +", "", "ln(0)", "2**0.5**99", "exp(1000)", "1e999", "yield", "await i",
    ],
)  # fmt: skip
def test_everything_else_is_refused(formula: str) -> None:
    with pytest.raises(FormulaError):
        evaluate(formula, {"i": 10})


@given(st.text(alphabet="ik s0123456789.+-*/%()[]{}<>=,'^·×²⌊⌋_:eE!&|~@", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_does_more_than_be_refused(text: str) -> None:
    for read in (
        lambda: evaluate(text, {"i": 3, "k": 2, "s": 1}),
        lambda: evaluate(parse_student(text), {"i": 3, "k": 2}),
    ):
        with contextlib.suppress(FormulaError):
            read()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("27C²", "27*C**2"),
        ("⌊(i−k)/s⌋+1", "floor((i-k)/s)+1"),
        ("2(i+1)", "2*(i+1)"),
        ("H·W × K", "H*W * K"),
        ("x^2", "x**2"),
        ("1e3", "1e3"),
    ],
)
def test_formulas_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert read_written(written) == meant


# Numbers and shapes


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("1/2", Fraction(1, 2), ""),
        (".5", Fraction(1, 2), ""),
        ("0,5", Fraction(1, 2), "read as 0.5, with a decimal comma"),
        ("1e3", Fraction(1000), ""),
        ("−3", Fraction(-3), ""),
        (" + 28 ", Fraction(28), ""),
        ("1,307,300", Fraction(1307300), "read as 1307300"),
        ("1.307.300", Fraction(1307300), "read as 1307300"),
        ("1.307,5", Fraction("1307.5"), "read as 1307.5"),
        ("307 300", Fraction(307300), "read as 307300"),
        ("138\u202f344\u202f128", Fraction(138344128), "read as 138344128"),
        ("２８", Fraction(28), ""),
        ("sqrt(16)", Fraction(4), "read as 4"),
        ("−ln(1/50)", Fraction("3.91202300543"), "read as 3.912023005"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: Fraction, said: str) -> None:
    assert read_number(text) == (value, said)


@pytest.mark.parametrize("text", ["1.024", "1,024", "+1.024", "−1,024"])
def test_a_number_that_reads_two_ways_is_asked_back_with_both(text: str) -> None:
    with pytest.raises(ReadsTwoWays, match=r"write .?1024, with nothing between thousands, or .?1\.0240, with one"):
        read_number(text)
    assert read_number(text, decimals=2)[0] == Fraction(text.replace(",", ".").replace("−", "-"))


@pytest.mark.parametrize("text", ["0.024", "0,024", "1.0240", "1024.5", "12.34", "1,024.0", "1024", "1234.567"])
def test_a_number_with_one_reading_is_not_asked_back(text: str) -> None:
    assert read_number(text)[0] == Fraction(text.replace(",", "" if "." in text else "."))


def test_where_nobody_can_be_asked_the_right_one_of_two_readings_counts() -> None:
    form = Form("number")
    key = Key(("number:1024/1",))
    variant = Variant("topic", "q", 0, 1.0, "numeric", "", "", (), (), (form,), (key,), "")
    assert mark_final(variant, ["1.024"]).right
    assert mark_final(variant, ["1,024"]).right
    assert not mark_final(variant, ["1.025"]).right
    with pytest.raises(ReadsTwoWays):
        mark(variant, ["1.024"])


@pytest.mark.parametrize(
    "text", ["many", "1/0", "1,23,4", "2 8", "--3", "1e", "1e999", "0x10", "inf", "nan", "3px", "9" * 50]
)
def test_what_is_no_number_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(Unreadable, match=r"write it like|divided by 0|at most"):
        read_number(text)


@pytest.mark.parametrize("text", ["28x28x8", "(28, 28, 8)", "28×28×8", "28 28 8", "[28,28,8]", " 28 X 28 * 8 "])
def test_shapes_are_read_as_people_write_them(text: str) -> None:
    assert read_answer(Form("shape"), text).canonicals == ("shape:28,28,8",)


def test_a_tolerance_includes_its_ends_and_nothing_beyond() -> None:
    form = Form("number", step="1/50", offset=str((Fraction("125.34") - Fraction("0.01")) % Fraction(1, 50)))
    (right,) = read_answer(form, "125.34").canonicals
    for text, inside in [
        ("125.33", True),
        ("125.35", True),
        ("125.3299", False),
        ("125.3501", False),
        ("62.67*2", None),
    ]:
        if inside is None:
            with pytest.raises(Unreadable):
                read_answer(form, text)
        else:
            assert (right in read_answer(form, text).canonicals) is inside


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("171.6", "this asks for 2 decimals: give one more, or 171.60 if that is exact"),
        ("154", "this asks for 2 decimals: give 2 more, or 154.00 if that is exact"),
        ("171,6", "give one more, or 171,60 if that is exact"),
        ("1716e-1", "this asks for 2 decimals: give one more"),
    ],
)
def test_too_few_decimals_are_refused_whatever_is_right(text: str, told: str) -> None:
    for offset in ("0", "1/200"):  # the word follows from what was typed alone
        with pytest.raises(Unreadable) as refused:
            read_answer(Form("number", step="1/50", offset=offset, decimals=2), text)
        assert told in str(refused.value)
    assert read_answer(Form("number", step="1/50", offset="0", decimals=1), text if "." in text else "171.6")


@pytest.mark.parametrize("text", ["ceil((i - k + 1)/s)", "(i - k)/s + 1", "ceil((i - k + 1)/s) + floor(0)"])
def test_a_formula_without_the_function_that_is_the_point_is_told_apart(text: str) -> None:
    form = Form(
        "expression", variables=("i", "k", "s"), points=((9, 3, 2),), must_use=("floor",), must_not_use=("ceil",)
    )
    with pytest.raises(Unreadable, match="a formula with floor and without ceil"):
        read_answer(form, text)
    assert read_answer(form, "floor((i - k)/s) + 1") == read_answer(form, "(i - k)//s + 1")


def test_options_are_chosen_by_number_letter_or_text() -> None:
    form = Form("multiple", options=("a cat", "a dog", "a bird"))
    for text in ("1, 3", "a c", "3 1", "1;3"):
        assert read_answer(form, text).canonicals == read_answer(form, "a, c").canonicals
    single = Form("single", options=form.options)
    assert read_answer(single, "A  DOG").canonicals == read_answer(single, "2").canonicals
    for text in ("4", "0", "cat", "1 2"):
        with pytest.raises(Unreadable):
            read_answer(single, text)


FORMS = {
    "single": Form("single", options=("one", "two")),
    "multiple": Form("multiple", options=("one", "two")),
    "matching": Form("matching", options=("x", "y"), lefts=("1", "2")),
    "ordering": Form("ordering", options=("x", "y", "z")),
    "cells": Form("cells", grid=(("1", "2"), ("3", "4"))),
    "expression": Form("expression", variables=("i",), points=((1,), (5,))),
}


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_text_is_an_answer_or_unreadable(kind: str, data: Any) -> None:
    text = data.draw(st.one_of(st.text(max_size=40), st.text(alphabet="0123456789 ,;abx()+-*/.i", max_size=30)))
    with contextlib.suppress(Unreadable):
        assert all(read_answer(FORMS.get(kind, Form(kind)), text).canonicals)


def test_what_would_grow_without_end_or_cannot_be_written_is_refused() -> None:
    for formula in ("[0] * 10**9", "10**9 * [0]", "[[1, 2]] * 9999999"):
        with pytest.raises(FormulaError, match="too long"):
            evaluate(formula, {}, {})
    with pytest.raises(FormulaError, match="cannot be written"):
        fill("{{[1, 2]|.2f}}", {}, {})


def test_an_option_that_looks_like_a_number_of_another_is_picked_by_number() -> None:
    form = Form("single", options=("2", "1", "7"))
    assert read_answer(form, "1") == read_answer(form, "a")
    assert read_answer(form, "7") == read_answer(form, "c")
