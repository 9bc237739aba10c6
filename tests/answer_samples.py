"""Answers of every kind as people may type them, right, odd and broken: drawn from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from receptive.quiz.forms import Form

OPTIONS = ("Max pooling", "the mean", "3", "Straße – ½", "ＦＵＬＬ width", "İstanbul", "a  b", "2")
GRID = (("1", "2", "3"), ("4", "5", "6"))
POINTS = ((28, 3, 2), (224, 7, 3), (5, 5, 1), (32, 2, 4))
FORMS = {
    "single": Form("single", options=OPTIONS[:5]),
    "multiple": Form("multiple", options=OPTIONS),
    "number": Form("number"),
    "tolerance": Form("number", step="1/50", offset="1/200", unit="cm²"),
    "wide": Form("number", step="20", offset="7", unit="px"),
    "decimals": Form("number", step="1/50", offset="1/200", unit="px", decimals=1),
    "shape": Form("shape"),
    "expression": Form("expression", variables=("i", "k", "s"), points=POINTS),
    "floor": Form("expression", variables=("i", "k", "s"), points=POINTS, must_use=("floor",), must_not_use=("ceil",)),
    "text": Form("text"),
    "matching": Form("matching", options=OPTIONS[:4], lefts=("one", "two", "three")),
    "ordering": Form("ordering", options=OPTIONS[:4]),
    "cells": Form("cells", grid=GRID),
    "output": Form("output"),
}
BLANKS = ["", " ", "  ", "\t", "\u00a0", "\u2009", "\u202f", "\ufeff", "\u200b", "\x1f", "\x85"]
CHARACTERS = list("abcxyzABCẞßΣσςİıéÅﬁ½²③＃٣५五😀𝟛𝒳_'\"’`~!@#$%^&*()[]{}|\\/<>?.,;:-+=−–—×·÷⌊⌋0123456789 \n\t")
CHARACTERS += [*BLANKS, "\ud800"]
DIGITS = "0123456789"


class Samples:
    """An endless source; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.writers: dict[str, Callable[[], str]] = {
            "single": self.options,
            "multiple": self.options,
            "shape": self.shape,
            "expression": lambda: self.expression(self.rng.randrange(5)),
            "floor": lambda: self.pick("floor({})", "⌊{}⌋", "{}//s").format(self.expression(self.rng.randrange(4))),
            "text": self.garbage,
            "matching": self.matching,
            "ordering": self.ordering,
            "cells": self.cells,
            "output": self.output,
        }

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Names of forms with answers to them; one in eight is an answer to something else, or is scratched."""
        while True:
            for name in FORMS:
                writer = self.writers.get(name, self.number)
                fate = self.rng.random()
                if fate < 0.06:
                    writer = self.rng.choice([*self.writers.values(), self.number])
                text = self.scratched(writer()) if 0.06 < fate < 0.12 else writer()
                yield name, text

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def blank(self) -> str:
        return self.rng.choice(BLANKS) if self.rng.random() < 0.15 else self.pick("", "", " ")

    def digits(self, most: int = 4) -> str:
        return "".join(self.rng.choices(DIGITS, k=self.rng.randint(1, most)))

    def garbage(self) -> str:
        return "".join(self.rng.choices(CHARACTERS, k=self.rng.randrange(9)))

    def scratched(self, text: str) -> str:
        place = self.rng.randrange(len(text) + 1)
        return text[:place] + self.rng.choice(CHARACTERS) + text[place + self.rng.randrange(2) :]

    def number(self) -> str:
        sign = self.pick("", "", "", "-", "+", "−", "– ", "－", "- ")
        thousands = self.pick(",", " ", "_", "’", "'", "\u202f").join(
            [self.pick("1", "12", "345"), self.pick("000", "234"), "567"]
        )
        bare = self.pick(
            self.digits(),
            f"{self.digits()}.{self.digits()}",
            f".{self.digits()}",
            f"{self.digits()}.",
            f"{self.digits()},{self.digits(3)}",
            f"{self.digits()}{self.blank()}/{self.blank()}{self.digits(2)}",
            f"{self.digits()}{self.pick('e', 'E')}{self.pick('', '-', '+', '−')}{self.digits(3)}",
            thousands,
            thousands + ".5",
            f"{self.rng.randrange(400) / 100}",
            f"{self.rng.randrange(400)}/200",
            self.digits(45),
            self.digits().translate(str.maketrans(DIGITS, "０１２３４５６７８９")),
            self.digits(2) + self.pick("²", "½", "٣", "𝟛"),
            self.pick("ln", "log", "sqrt", "exp", "LN ", "2 ln") + f"({self.digits(2)}{self.pick('', '/7', '^2')})",
        )
        return self.blank() + sign + bare + self.blank() + self.pick("", "", "px", "cm²", "㎠", " CM²", "cm2")

    def output(self) -> str:
        between = self.pick(",", ", ", " ,", ":", "\t, ")
        line = self.blank() + self.pick("[{}]", "[ {} ]", "({},)", "{{{}}}").format(between.join("123"))
        return self.rng.choice(["\n", "\r\n", " \n", "\x85"]).join([self.garbage(), self.pick(line, self.garbage())])

    def shape(self) -> str:
        between = self.pick(", ", ",", "x", " x ", "×", "*", " ", ";", " X ", ",\u00a0", ",\ufeff")
        opened, closed = self.pick("()", "[]", "  ", "( ", "（）", "([")
        sizes = [self.digits(self.rng.choice([2, 3, 10])) for _ in range(self.rng.choice([1, 2, 3, 4, 9]))]
        return opened + between.join(sizes) + self.pick("", ",") + closed

    def options(self) -> str:
        if self.rng.random() < 0.3:
            text = self.rng.choice(OPTIONS)
            return self.pick(text, text.upper(), text.lower(), f" {text} ", text.replace(" ", "\u2009"))
        count = self.rng.choice([1, 1, 2, 3])
        parts = [self.pick(str(self.rng.randrange(10)), self.pick(*"abcdefghiABC")) for _ in range(count)]
        return self.pick(", ", " ", ";", ",", " ,").join(parts) + self.pick("", "", ",", " none")

    def expression(self, depth: int) -> str:
        if depth == 0:
            return self.pick(
                "i", "k", "s", "i", "k", "s", self.digits(2), f"{self.digits(2)}.{self.digits(2)}", "1e3", ".5", "2i",
                "27 k", "i²", "k³", "007", "1e-3", "12e400", "j", "½", "1_000", "0x1F", "3.5s", "None", "9" * 17,
            )  # fmt: skip
        one, two = self.expression(depth - 1), self.expression(self.rng.randrange(depth))
        return self.pick(
            f"{one} + {two}", f"{one} - {two}", f"{one}*{two}", f"{one}/{two}", f"{one} // {two}", f"{one} % {two}",
            f"{one}·{two}", f"{one} × {two}", f"{one} − {two}", f"{one}⋅{two}", f"({one}){two}", f"({one})({two})",
            f"⌊{one}/{two}⌋", f"⌈{one}⌉", f"floor({one})", f"ceil( {one} )", f"sqrt({one})", f"abs({one})", f"-{one}",
            f"({one})²", f"({one})^{two}", f"{one}**2", f"{one}**-1", f"({one})**0.5", f"ln({one})",
            f"log({one}, {two})",
            f"exp({one}/{two})", f"min({one}, {two})", f"max({one},{two},)", f"k({one})", f"2({one} + {two})",
            f"not({one})",
            f"{one} if {two} else 3", f"[{one}]", f"({one}, {two})", f"{one} > {two}", f"f({one})", f"floor {one}",
            f"'{one}'", f"{one} {two}", f"+ +{one}", f"{one}** {two}", f"max({one})",
            f"max(*({one},{two}))", f"{one}#{two}",
            f"1e5({one})", f"{one}.real", f"({one}", f"{one})", f"⌊{one}⌋{two}", f"{one}\n+{two}", "+".join([one] * 45),
        )  # fmt: skip

    def matching(self) -> str:
        lefts = self.rng.sample(["1", "2", "3"], 3) if self.rng.random() < 0.8 else [self.digits(2) for _ in range(3)]
        arrow = self.pick("", "", "-", " - ", ":", "=", "->", " → ", "=>", "．", "\ufeff")
        between = self.pick(" ", ",", "\n", "")
        return between.join(f"{left}{arrow}{self.pick(*'abcdABCDe')}" for left in lefts)

    def ordering(self) -> str:
        places = (
            self.rng.sample(["1", "2", "3", "4"], self.rng.choice([4, 4, 4, 4, 3])) + self.pick("", "", "", "1").split()
        )
        return self.pick(" ", ",", ", ", " > ", "-", "\n", "; ").join(places)

    def cells(self) -> str:
        places = [
            self.pick("{},{}", "({}, {})", "{}:{}", "{} ; {}", "({},{}", "（{}，{}）").format(
                self.rng.choice([0, 0, 1, 1, 2]), self.rng.choice([0, 1, 2, 2, 3])
            )
            for _ in range(self.rng.choice([0, 1, 2, 3]))
        ]
        return self.pick(" ", ", ", "; ", "\n").join(places) or self.pick("none", "None ", "x")
