"""A variant as moodle-tools takes a question: a dictionary. `settings` are set on what the library makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from receptive.exchange.quiz import decoding
from receptive.exchange.quiz.losses import LeftOut
from receptive.exchange.quiz.markup import Markup, plain
from receptive.exchange.quiz.moodle_answers import Document, numbers, say_belief, table, texts
from receptive.exchange.quiz.pools import Pool
from receptive.quiz.forms import Form, Key, Variant

FRACTIONS = {count: f"{100 / count:.5f}".rstrip("0").rstrip(".") for count in (*range(1, 11), 20)}  # that Moodle has


@dataclass(frozen=True)
class Asked:
    """A variant, and what is needed to write it and to say what is lost."""

    pool: Pool
    variant: Variant
    markup: Markup
    left: LeftOut

    @property
    def form(self) -> Form:
        return self.variant.forms[0]

    @property
    def key(self) -> Key:
        return self.variant.keys[0]

    def note(self, what: str) -> None:
        self.left.note(self.variant, what)


def document(asked: Asked) -> Document | None:
    """A question for moodle-tools; None, and a note, if Moodle has nothing like it."""
    variant, markup = asked.variant, asked.markup
    made = MAKERS.get(variant.type, MAKERS[asked.form.kind])(asked)
    if made is None:
        return None
    return {
        "title": escape(f"{variant.quiz}: {variant.title} ({variant.number + 1})"),
        "question": markup.asked(variant),
        "grade": f"{variant.points:g}",
        "general_feedback": markup.html(variant.explanation),
    } | made


def _true_false(asked: Asked) -> Document:
    key = asked.key
    feedback = say_belief(asked.markup, key.caught[0][1] if key.caught else None)
    return {"type": "true_false", "correct_answer": key.accepted == ("choice:true",), "incorrect_feedback": feedback}


def _choices(asked: Asked) -> Document | None:
    form = asked.form
    right = decoding.places(form, asked.key.accepted[0])
    if len(right) not in FRACTIONS:
        asked.left.question(asked.variant, f"{len(right)} of its choices are right, and Moodle has no such fraction")
        return None
    beliefs, more = decoding.beliefs_of_choices(form, asked.key)
    if more:
        asked.note("what is said about mistakes that more than one choice tells")
    if form.kind != "single" and len(right) > 1:
        asked.note("all or nothing: some of the right choices earn some of the points")
    answers = [
        {
            "answer": asked.markup.line(text),
            "points": FRACTIONS[len(right)] if place in right else "0" if form.kind == "single" else "-100",
            "feedback": say_belief(asked.markup, beliefs.get(place)),
        }
        for place, text in enumerate(decoding.choices(form))
    ]
    return {
        "type": "multiple_choice",
        "answers": [{"answer": "", "feedback": "", "points": 100}],  # the library refuses Moodle's fractions
        "settings": {"answers": answers},
        "shuffle_answers": form.kind != "cells" and getattr(asked.pool.question, "shuffle", True),
    } | dict.fromkeys(("correct_feedback", "partially_correct_feedback", "incorrect_feedback"), "")


def _number(asked: Asked) -> Document:
    return {"type": "numerical", "answers": numbers(asked.form, asked.key, asked.markup)}


def _type(asked: Asked) -> Document | None:
    form, key = asked.form, asked.key
    if not all(decoding.spellings(form, key, canonical) for canonical in key.accepted):
        asked.left.question(asked.variant, "its answer has several lines, and Moodle judges one")
        return None
    asked.left.typed(asked.variant)
    answers = texts(form, key, asked.markup)
    return {
        "type": "shortanswer",
        "question": asked.markup.typed(asked.variant),
        "answers": [{**entry, "answer": _literal(entry["answer"])} for entry in answers],
        "answer_case_sensitive": form.kind == "output",
    }


def _literal(text: str) -> str:
    """A text in which Moodle takes no star for any text, for a place between CDATA marks."""
    return text.replace("*", r"\*").replace("]]>", "]]]]><![CDATA[>")


def _matching(asked: Asked) -> Document:
    form, markup = asked.form, asked.markup
    places = decoding.places(form, asked.key.accepted[0])
    pairs = [(text, form.options[place]) for text, place in zip(form.lefts, places, strict=True)]
    pairs += [("", option) for place, option in enumerate(form.options) if place not in places]
    asked.note("all or nothing: some of the right pairs earn some of the points")
    if any(plain(option) != option for option in form.options):
        asked.note("markup in what is matched; Moodle shows it as plain text")
    if asked.key.caught:
        asked.note("what is said about known mistakes; Moodle has no place for it in a matching")
    options = [
        {"question": escape(markup.line(text)) if text else "", "answer": escape(plain(right))} for text, right in pairs
    ]
    return {"type": "matching", "options": options}


def _ordering(asked: Asked) -> Document | None:
    form, key = asked.form, asked.key
    if len(key.accepted) > 1:  # Moodle's ordering knows one right order; typed, all of them count
        return _type(asked)
    if key.caught:
        asked.note("what is said about known mistakes; Moodle has no place for it in an ordering")
    items = [form.options[place] for place in decoding.places(form, key.accepted[0])]
    answers = [{"idx": number, "answer": asked.markup.line(text)} for number, text in enumerate(items, 1)]
    return {
        "type": "ordering",
        "question": asked.markup.prompt(asked.variant),
        "answers": [],
        "settings": {"answers": answers},
    }


def _table(asked: Asked) -> Document:
    return table(asked.variant, asked.markup, asked.left)


def _expression(asked: Asked) -> None:
    asked.left.question(asked.variant, "Moodle cannot judge a formula")


MAKERS: dict[str, Callable[[Asked], Document | None]] = {
    "true_false": _true_false,
    "table": _table,
    "single": _choices,
    "multiple": _choices,
    "cells": _choices,
    "number": _number,
    "text": _type,
    "shape": _type,
    "output": _type,
    "matching": _matching,
    "ordering": _ordering,
    "expression": _expression,
}
