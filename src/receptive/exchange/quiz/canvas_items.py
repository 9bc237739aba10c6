"""A variant as a question of text2qti: lines of its language, and what to set on the question that they become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any

from receptive.exchange.quiz import decoding
from receptive.exchange.quiz.decoding import Window
from receptive.exchange.quiz.losses import LeftOut
from receptive.exchange.quiz.markup import Markup
from receptive.exchange.quiz.pools import identifier
from receptive.quiz.forms import Belief, Variant

STEP = Fraction(1, 10_000)  # Canvas keeps four decimals of a number, and takes what is less than that for 0

Escape = Callable[[str], str]


@dataclass(frozen=True)
class Item:
    """Lines with placeholders, and what fills them once they are parsed."""

    variant: Variant
    lines: tuple[str, ...]
    prompt: str
    explanation: str
    choices: tuple[tuple[str, str], ...] = ()  # HTML of each, and of what is said about it
    spellings: tuple[str, ...] = ()
    window: Window | None = None
    mistakes: str = ""  # HTML of what is said after any wrong answer

    @property
    def name(self) -> str:
        return identifier(self.variant)

    def fill(self, question: Any, escaped: Escape) -> None:
        """Put the texts into a question of text2qti."""
        question.question_html_xml = escaped(self.prompt)
        question.feedback_raw, question.feedback_html_xml = "set", escaped(self.explanation)
        if self.mistakes:
            question.incorrect_feedback_raw, question.incorrect_feedback_html_xml = "set", escaped(self.mistakes)
        for choice, (text, said) in zip(question.choices, self.choices, strict=bool(self.choices)):
            choice.choice_html_xml = escaped(text)
            if said:
                choice.feedback_raw, choice.feedback_html_xml = "set", escaped(said)
        for choice, text in zip(question.choices, self.spellings, strict=bool(self.spellings)):
            choice.choice_xml = question.md.xml_escape(text)
        if self.window is not None:
            question.numerical_min_html_xml = decoding.write_number(self.window.low)
            question.numerical_exact_html_xml = decoding.write_number(self.window.middle)
            question.numerical_max_html_xml = decoding.write_number(self.window.high)


def item(variant: Variant, markup: Markup, left: LeftOut) -> Item | None:
    """A question for text2qti; None, and a note, if there is nothing like it."""
    kind = variant.forms[0].kind
    if kind == "expression":
        left.question(variant, "Canvas cannot judge a formula")
    elif kind in decoding.CHOSEN:
        return _choose(variant, markup, left)
    elif kind == "number":
        return _number(variant, markup, left)
    else:
        return _type(variant, markup, left)
    return None


def _choose(variant: Variant, markup: Markup, left: LeftOut) -> Item | None:
    form, key = variant.forms[0], variant.keys[0]
    right = decoding.places(form, key.accepted[0])
    if not right:
        left.question(variant, "none of its choices is right, and text2qti needs one")
        return None
    if len(right) > 1:
        left.note(variant, "all or nothing: some of the right choices earn some of the points")
    beliefs, more = decoding.beliefs_of_choices(form, key)
    if more:
        left.note(variant, "what is said about mistakes that more than one choice tells")
    offered = decoding.choices(form)
    marks = ("*a)", "a)") if form.kind == "single" else ("[*]", "[ ]")
    plain = form.options if variant.type == "true_false" else [f"choice {place}" for place in range(len(offered))]
    lines = [f"{marks[0] if place in right else marks[1]} {text}" for place, text in enumerate(plain)]
    return Item(
        variant,
        tuple(lines),
        markup.asked(variant),
        markup.html(variant.explanation),
        choices=tuple(
            (markup.line(text), markup.html(beliefs[place].says) if place in beliefs else "")
            for place, text in enumerate(offered)
        ),
    )


def _number(variant: Variant, markup: Markup, left: LeftOut) -> Item | None:
    form, key = variant.forms[0], variant.keys[0]
    window = decoding.window(form, key.accepted[0])
    if (window.middle and abs(window.middle) < STEP) or any(end % STEP for end in (window.low, window.high)):
        shown = decoding.write_number(window.middle)
        left.variant(variant, f"Canvas keeps four decimals, and {shown} or its tolerance has more of them")
        return None
    told = [(decoding.display(form, canonical), belief) for canonical, belief in key.caught]
    mistakes = _mistakes(variant, told, markup, left)
    texts = markup.asked(variant), markup.html(variant.explanation)
    return Item(variant, ("= 1",), *texts, window=window, mistakes=mistakes)


def _type(variant: Variant, markup: Markup, left: LeftOut) -> Item | None:
    form, key = variant.forms[0], variant.keys[0]
    spellings = decoding.list_typed(form, key)
    if not all(decoding.spellings(form, key, canonical) for canonical in key.accepted):
        left.question(variant, "its answer has several lines, and Canvas judges one")
        return None
    left.typed(variant)
    if form.kind == "output":
        left.note(variant, "the difference between small and capital letters")
    mistakes = _mistakes(variant, decoding.list_mistyped(form, key, 1), markup, left)
    lines = tuple(f"* spelling {number}" for number in range(len(spellings)))
    texts = markup.typed(variant), markup.html(variant.explanation)
    return Item(variant, lines, *texts, spellings=spellings, mistakes=mistakes)


def _mistakes(variant: Variant, told: Any, markup: Markup, left: LeftOut) -> str:
    """Known mistakes as a list. Canvas has no feedback for one wrong number or text, only for all of them."""
    pairs: list[tuple[str, Belief]] = list(told)
    if not pairs:
        return ""
    left.note(variant, "what is said about one wrong answer; all of it is said after any wrong answer")
    lines = "".join(f"<li>{escape(text)}: {markup.line(belief.says)}</li>" for text, belief in pairs)
    return f"<p>If you answered</p><ul>{lines}</ul>"
