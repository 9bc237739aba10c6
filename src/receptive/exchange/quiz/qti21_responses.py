"""What an item of QTI declares of an answer: its values, the right ones, and the wrong ones whose mistake is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup as Finished

from receptive.exchange.quiz import decoding
from receptive.exchange.quiz.markup import Markup
from receptive.quiz.forms import Form, Key, Variant

SHAPES = {  # cardinality and base type of what an interaction gives
    "single": ("single", "identifier"),
    "multiple": ("multiple", "identifier"),
    "cells": ("multiple", "identifier"),
    "ordering": ("ordered", "identifier"),
    "matching": ("multiple", "directedPair"),
    "number": ("single", "float"),
}
TEXT = ("single", "string")
NUMBERED = re.compile(r'<ol start="\d+">')
PROGRAM = re.compile(r"<pre><code[^>]*>(.*?)</code></pre>", re.DOTALL)


@dataclass(frozen=True)
class Case:
    """Values that are one answer; of a number, how far off it may be."""

    values: tuple[str, ...]
    tolerance: str = ""


@dataclass(frozen=True)
class Caught:
    """A known mistake: the answers that tell it, and what is said."""

    name: str
    cases: tuple[Case, ...]
    says: Finished


@dataclass(frozen=True)
class Response:
    name: str
    cardinality: str
    base: str
    exact: bool  # of a text: whether small and capital letters differ
    right: tuple[Case, ...]
    caught: tuple[Caught, ...]

    @property
    def declared(self) -> bool:
        """Whether the declared response is all that is right. To ask for just that is what every system can do."""
        return self.base in ("identifier", "directedPair") and len(self.right) == 1 and bool(self.right[0].values)


def responses(variant: Variant, markup: Markup) -> tuple[Response, ...]:
    """One response for each form of a variant."""
    names = ["RESPONSE"] if len(variant.forms) == 1 else [f"RESPONSE{place}" for place in range(len(variant.forms))]
    return tuple(map(_response, names, variant.forms, variant.keys, [markup] * len(names)))


def _response(name: str, form: Form, key: Key, markup: Markup) -> Response:
    cardinality, base = SHAPES.get(form.kind, TEXT)
    told = [(cases(form, key, canonical)[: decoding.WRONG], belief) for canonical, belief in key.caught]
    caught = tuple(
        Caught(f"{name}-MISTAKE{place}", several, Finished(xhtml(markup.html(belief.says))))
        for place, (several, belief) in enumerate(told)
        if several
    )
    right = tuple(case for canonical in key.accepted for case in cases(form, key, canonical))
    return Response(name, cardinality, base, form.kind == "output", right, caught)


def cases(form: Form, key: Key, canonical: str) -> tuple[Case, ...]:
    """A canonical answer in the values of QTI; a text in each of its spellings."""
    match form.kind:
        case "number":
            window = decoding.window(form, canonical)
            half = decoding.write_number(window.half) if window.half else ""
            return (Case((decoding.write_number(window.middle),), half),)
        case "matching":
            pairs = enumerate(decoding.places(form, canonical))
            return (Case(tuple(f"L{left} O{right}" for left, right in pairs)),)
        case "single" | "multiple" | "cells" | "ordering":
            return (Case(tuple(f"O{place}" for place in decoding.places(form, canonical))),)
        case _:
            return tuple(Case((text,)) for text in decoding.spellings(form, key, canonical))


def xhtml(html: str) -> str:
    """HTML as items of QTI can have it.

    Its markup has no attribute for where a numbered list begins. A program stands in `pre` alone, since there are
    systems that draw `code` in one line wherever it stands.
    """
    return PROGRAM.sub(r"<pre>\1</pre>", NUMBERED.sub("<ol>", html))
