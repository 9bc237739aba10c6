"""What a quiz file may say (`receptive/quiz/v1`). Parsed once here; everything after it works on these records.

Formulas and templates are texts of the closed grammar in `arithmetic`; the names in them are the question's parameters
and the exercises of the lesson.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator

SCHEMA = "receptive/quiz/v1"
NAME = r"^[a-z0-9][a-z0-9-]*$"

Text = Annotated[StrictStr, Field(min_length=1, max_length=4000)]
Formula = Annotated[StrictStr, Field(min_length=1, max_length=400)]
Number = StrictInt | StrictFloat
Title = Annotated[StrictStr, Field(pattern=r"^\S[^\n{}$`]*\S$", max_length=60)]  # of all variants
Term = Annotated[StrictStr, Field(pattern=r"^[^\sA-Z][^\nA-Z]*$", max_length=60)]
Misconceived = Annotated[StrictStr, Field(pattern=r"^[A-Z]{3}-\d+[a-z]?$")]
Bloom = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# Parameters


def _check_range(low: int, high: int) -> None:
    if low > high:
        raise ValueError(f"the range from {low} to {high} is empty")


class IntegerRange(Record):
    """A whole number from `low` to `high`, both included, in steps."""

    low: StrictInt
    high: StrictInt
    step: StrictInt = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _not_empty(self) -> IntegerRange:
        _check_range(self.low, self.high)
        return self


class OneOf(Record):
    """One of several values."""

    one_of: list[Number | StrictStr] = Field(min_length=2)


class Matrix(Record):
    """An array of whole numbers from `low` to `high`."""

    shape: list[Annotated[StrictInt, Field(ge=1, le=12)]] = Field(min_length=1, max_length=4)
    low: StrictInt
    high: StrictInt

    @model_validator(mode="after")
    def _not_empty(self) -> Matrix:
        _check_range(self.low, self.high)
        return self


class Fixed(Record):
    """A value that never changes, such as the array of an example."""

    value: Number | list[Number] | list[list[Number]] | list[list[list[Number]]]


class Derived(Record):
    """A value that follows from the parameters before it."""

    formula: Formula


Parameter = IntegerRange | OneOf | Matrix | Fixed | Derived


# Wrong answers that are known, and pictures


class Believed(Record):
    """Why somebody answers so: a misconception of the registry, or a sentence of the question's own."""

    misconception: Misconceived | None = None
    says: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Believed:
        if self.misconception is None and self.says is None:
            raise ValueError("needs a misconception or says")
        return self


class CaughtValue(Believed):
    """A wrong value: what `run` gives if its exercises hold the misconception, or what a wrong formula gives."""

    run: Formula | None = None
    formula: Formula | None = None

    @model_validator(mode="after")
    def _has_one_source(self) -> CaughtValue:
        if (self.run is None) == (self.formula is None):
            raise ValueError("needs either run or formula")
        if self.run is not None and self.misconception is None:
            raise ValueError("run needs the misconception that it is run with")
        return self


class Figure(Record):
    """A picture made by code. `values` is a formula for what it shows; `alt` says the same in words."""

    kind: Literal["colors", "grid", "strip", "pyramid"]
    values: Formula
    title: Text | None = None
    alt: Text


# Questions


class Base(Record):
    """What every question has. `needs`: the terms, in lower case, that must have been introduced before it is asked."""

    id: Annotated[StrictStr, Field(pattern=NAME)]
    title: Title
    needs: list[Term] = []
    points: Annotated[Number, Field(gt=0, le=20)] = 1
    section: Annotated[StrictStr, Field(pattern=r"^(\d+(-\d+)?|lab)$")]
    bloom: Bloom
    tags: list[Annotated[StrictStr, Field(pattern=NAME)]] = []
    prompt: Text
    figures: list[Figure] = []
    params: dict[Annotated[StrictStr, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")], Parameter] = {}
    require: list[Formula] = []
    hints: list[Text] = Field(min_length=1)
    explanation: Text


class Choice(Record):
    text: Text
    right: StrictBool = False
    misconception: Misconceived | None = None
    says: Text | None = None


class Single(Base):
    """One choice is right. `pick` wrong ones are drawn if there are more."""

    type: Literal["single"]
    choices: list[Choice] = Field(min_length=2)
    shuffle: StrictBool = True
    pick: Annotated[StrictInt, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_is_right(self) -> Single:
        right = sum(choice.right for choice in self.choices)
        if right != 1:
            raise ValueError(f"{right} choices are right; a single choice has exactly one")
        return self


class Multiple(Base):
    """Each choice is right or not; all must be judged rightly."""

    type: Literal["multiple"]
    choices: list[Choice] = Field(min_length=2)
    shuffle: StrictBool = True

    @model_validator(mode="after")
    def _some_are_right(self) -> Multiple:
        if not any(choice.right for choice in self.choices):
            raise ValueError("no choice is right")
        return self


class TrueFalse(Base):
    type: Literal["true_false"]
    answer: StrictBool
    wrong: Believed | None = None


class Tolerance(Record):
    """How far off a number may be: absolute, relative, or so many significant digits."""

    absolute: Annotated[Number, Field(gt=0)] | None = None
    relative: Annotated[Number, Field(gt=0, lt=1)] | None = None
    digits: Annotated[StrictInt, Field(ge=1, le=12)] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Tolerance:
        if sum(value is not None for value in (self.absolute, self.relative, self.digits)) != 1:
            raise ValueError("give one of absolute, relative and digits")
        return self


class NumericKey(Record):
    """A number. `proof` computes it in another way, by running the reference solution.

    `decimals`: how many must be written; without a tolerance, the last one may be off by one.
    """

    answer: Formula
    proof: Formula | None = None
    tolerance: Tolerance | None = None
    decimals: Annotated[StrictInt, Field(ge=1, le=6)] | None = None
    catches: list[CaughtValue] = []


class Numeric(Base, NumericKey):
    type: Literal["numeric"]
    unit: Text | None = None


class ShapeKey(Record):
    """A shape such as (8, 28, 28): a formula that gives a tuple, or one formula for each size."""

    shape: Formula
    proof: Formula | None = None
    catches: list[CaughtValue] = []


class Shape(Base, ShapeKey):
    type: Literal["shape"]


class Expression(Base):
    """A formula in these variables, judged by its values at points that are drawn from the ranges.

    `must_use`, `must_not_use`: functions, where writing it with them is the point; `//` is a floor.
    """

    type: Literal["expression"]
    variables: dict[Annotated[StrictStr, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")], IntegerRange] = Field(min_length=1)
    where: list[Formula] = []
    must_use: list[Literal["floor", "ceil"]] = []
    must_not_use: list[Literal["floor", "ceil"]] = []
    answer: Formula
    proof: Formula | None = None
    catches: list[CaughtValue] = []


class CaughtText(Believed):
    text: Text


class ShortText(Base):
    type: Literal["text"]
    answers: list[Text] = Field(min_length=1)
    catches: list[CaughtText] = []


class Pair(Record):
    left: Text
    right: Text


class CaughtPair(Believed, Pair):
    pass


class Matching(Base):
    type: Literal["matching"]
    pairs: list[Pair] = Field(min_length=2)
    extra: list[Text] = []  # that belong to nothing
    catches: list[CaughtPair] = []


class CaughtOrder(Believed):
    order: list[StrictInt]


class Ordering(Base):
    """Items in their right order. `also`: other right orders, as positions in `items` counted from 0."""

    type: Literal["ordering"]
    items: list[Text] = Field(min_length=3)
    also: list[list[StrictInt]] = []
    catches: list[CaughtOrder] = []


class NumericCell(NumericKey):
    kind: Literal["numeric"] = "numeric"
    label: Text


class ShapeCell(ShapeKey):
    kind: Literal["shape"]
    label: Text


class Table(Base):
    """Several answers, each in a cell of its own."""

    type: Literal["table"]
    cells: list[NumericCell | ShapeCell] = Field(min_length=2)


class CaughtCells(Believed):
    cells: Formula


class Hotspot(Base):
    """Cells of a grid to be chosen. `grid` gives what it shows, `cells` the list of the right (row, column)."""

    type: Literal["hotspot"]
    grid: Formula
    cells: Formula
    alt: Text
    catches: list[CaughtCells] = []


class Output(Base):
    """What does this program print? The code is run to prove the answer."""

    type: Literal["output"]
    code: Text
    answer: Formula
    catches: list[CaughtValue] = []


Question = Annotated[
    Single
    | Multiple
    | TrueFalse
    | Numeric
    | Shape
    | Expression
    | ShortText
    | Matching
    | Ordering
    | Table
    | Hotspot
    | Output,
    Field(discriminator="type"),
]


class Quiz(Record):
    schema_: Literal["receptive/quiz/v1"] = Field(alias="schema")
    title: Text
    questions: list[Question] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Quiz:
        names = [question.id for question in self.questions]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"the id {twice[0]} is used twice")
        return self
