"""Answers to number and text questions for moodle-tools, alone and as the gaps of a text."""

from __future__ import annotations

from html import escape
from typing import Any

from receptive.exchange.quiz import decoding
from receptive.exchange.quiz.losses import LeftOut
from receptive.exchange.quiz.markup import Markup
from receptive.quiz.forms import Belief, Form, Key, Variant

IN_GAP = 2  # spellings of a wrong answer: Moodle reads a gap with one regular expression, which has its limits

Document = dict[str, Any]


def numbers(form: Form, key: Key, markup: Markup) -> list[Document]:
    told: list[tuple[str, Belief | None]] = [(key.accepted[0], None), *key.caught]
    windows = [(decoding.window(form, canonical), belief) for canonical, belief in told]
    return [
        {
            "answer": decoding.write_number(window.middle),
            "points": 0 if belief else 100,
            "feedback": say_belief(markup, belief),
            "tolerance": decoding.write_number(window.half) if window.half else 0,
        }
        for window, belief in windows
    ]


def texts(form: Form, key: Key, markup: Markup, most: int = decoding.WRONG) -> list[Document]:
    """Right spellings, and those of known wrong answers, at most so many of each."""
    right = [{"answer": text, "points": 100, "feedback": ""} for text in decoding.list_typed(form, key)]
    wrong = [
        {"answer": text, "points": 0, "feedback": say_belief(markup, belief)}
        for text, belief in decoding.list_mistyped(form, key, most)
    ]
    return right + wrong


def say_belief(markup: Markup, belief: Belief | None) -> str:
    return markup.html(belief.says) if belief else ""


def table(variant: Variant, markup: Markup, left: LeftOut) -> Document:
    """Cells as gaps in a text. A gap's weight is a whole number, and the weights are the points."""
    weights = _weights(variant.points, len(variant.forms))
    if sum(weights) != variant.points:
        left.note(variant, f"its points, {variant.points:g}: Moodle makes them {sum(weights)}; set them in the quiz")
    left.typed(variant)
    gaps, rows = {}, []
    for number, (form, key, weight) in enumerate(zip(variant.forms, variant.keys, weights, strict=True)):
        numeric = form.kind == "number"
        entries = numbers(form, key, markup) if numeric else texts(form, key, markup, IN_GAP)
        answers = [{**entry, "feedback": _in_gap(entry["feedback"])} for entry in entries]
        gaps[f"c{number}"] = {"type": "numerical" if numeric else "shortanswer", "weight": weight, "answers": answers}
        rows.append(f'<tr><th scope="row">{markup.line(form.label)}</th><td>[["c{number}"]]</td></tr>')
    question = f"{markup.prompt(variant)}\n<table>{''.join(rows)}</table>"
    return {"type": "cloze", "question": question, "subquestions": gaps}


def _weights(points: float, count: int) -> list[int]:
    whole = max(int(points), count)
    return [whole // count + (place < whole % count) for place in range(count)]


def _in_gap(feedback: str) -> str:
    """Feedback inside a gap's code, from which Moodle takes one layer of entities."""
    return escape(feedback).replace("\n", " ").replace("}", "&#125;").replace("~", "&#126;")
