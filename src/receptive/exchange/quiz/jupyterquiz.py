"""The questions of a jupyterquiz: a list in JSON. Its answers are in clear, so it is for practice only.

What its script shows, it shows as HTML, after it has made links of `[a](b)` and maths of dollars; both characters are
written as entities here, and maths is written as MathJax wants it. A range without feedback would stop that script.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from receptive.exchange.quiz import decoding
from receptive.exchange.quiz.losses import LeftOut, note_losses
from receptive.exchange.quiz.markup import Markup, bracket, embed
from receptive.exchange.quiz.pools import Exported, ExportError, Pool, carried, identifier, variants_of, without_tables
from receptive.quiz.forms import Belief, Form, Key, Variant

NAME = "jupyterquiz"
ENTITIES = str.maketrans({"$": "&#36;", "[": "&#91;"})
WRONG = "Not yet: try again."
MARKUP = Markup(embed, bracket)
MORE = ("ways to write a number other than decimals and fractions", "secrecy: its answers are in clear")

Entry = dict[str, Any]


def export(title: str, pools: Sequence[Pool]) -> Exported:
    """A list of questions. It has no pools: the first variant of each is taken. It has no title either.

    Raises:
        ExportError: no question can be carried.
    """
    left = note_losses(variants_of(pools), f"the title, {title!r}", "points", "hints", "tags", *MORE)
    kept: list[Pool] = []
    for pool in without_tables(pools, left):
        variant = pool.variants[0]
        if len(pool.variants) > 1:
            left.note(variant, f"{len(pool.variants) - 1} more variants, since it has no pools")
        if _can_carry(variant, left):
            kept.append(pool)
    if not kept:
        raise ExportError(f"{NAME} can carry none of these questions")
    text = json.dumps([_entry(pool.variants[0]) for pool in kept], ensure_ascii=False, indent=1)
    return Exported(f"{text}\n".encode(), left.lines(), carried(kept))


def _can_carry(variant: Variant, left: LeftOut) -> bool:
    """Whether there is something for this variant; what is lost of it is noted."""
    form, key = variant.forms[0], variant.keys[0]
    if form.kind == "expression":
        left.question(variant, "jupyterquiz cannot judge a formula")
    elif form.kind == "cells" and not decoding.places(form, key.accepted[0]):
        left.question(variant, "none of its choices is right, and jupyterquiz waits for one")
    elif form.kind == "output" and any("\n" in canonical for canonical in key.accepted):
        left.question(variant, "its answer has several lines, and jupyterquiz judges one")
    else:
        left.typed(variant)
        if form.kind in decoding.CHOSEN and decoding.beliefs_of_choices(form, key)[1]:
            left.note(variant, "what is said about mistakes that more than one choice tells")
        if form.kind in ("multiple", "cells"):
            left.note(variant, "all or nothing: each choice is judged as it is made")
        return True
    return False


def _entry(variant: Variant) -> Entry:
    form = variant.forms[0]
    asked = MARKUP.typed(variant) if form.kind in decoding.TYPABLE else MARKUP.asked(variant)
    asked = asked.replace("<pre>", '<pre style="overflow:auto hidden">')  # its boxes are narrow, and show what juts out
    kind, answers = _answers(form, variant.keys[0], MARKUP.html(variant.explanation))
    shown = [{name: _show(name, value) for name, value in answer.items()} for answer in answers]
    return {"id": identifier(variant), "question": asked.translate(ENTITIES), "type": kind, "answers": shown}


def _show(name: str, value: Any) -> Any:
    return value.translate(ENTITIES) if name == "feedback" else value


def _answers(form: Form, key: Key, explanation: str) -> tuple[str, list[Entry]]:
    if form.kind in decoding.CHOSEN:
        return ("multiple_choice" if form.kind == "single" else "many_choice"), _choices(form, key, explanation)
    if form.kind == "number":
        return "numeric", _numbers(form, key, explanation)
    exact = {"match_case": form.kind == "output"}
    answers = [
        {"answer": text, "correct": True, "feedback": explanation} | exact for text in decoding.list_typed(form, key)
    ]
    answers += [
        {"answer": text, "correct": False, "feedback": MARKUP.html(belief.says)} | exact
        for text, belief in decoding.list_mistyped(form, key)
    ]
    return "string", [*answers, {"type": "default", "feedback": WRONG}]


def _choices(form: Form, key: Key, explanation: str) -> list[Entry]:
    right = decoding.places(form, key.accepted[0])
    beliefs, _ = decoding.beliefs_of_choices(form, key)

    def said(place: int) -> str:
        if place in right:
            return explanation
        return MARKUP.html(beliefs[place].says) if place in beliefs else WRONG

    return [
        {"answer": MARKUP.line(text).translate(ENTITIES), "correct": place in right, "feedback": said(place)}
        for place, text in enumerate(decoding.choices(form))
    ]


def _numbers(form: Form, key: Key, explanation: str) -> list[Entry]:
    """Numbers; with a tolerance a range, which does not include its end, and that end."""
    answers: list[Entry] = []
    told: list[tuple[str, Belief | None]] = [(key.accepted[0], None), *key.caught]
    for canonical, belief in told:
        window = decoding.window(form, canonical)
        verdict = {"correct": belief is None, "feedback": MARKUP.html(belief.says) if belief else explanation}
        if window.half:
            answers.append({"range": [float(window.low), float(window.high)]} | verdict)
        answers.append({"value": float(window.high)} | verdict)
    return [*answers, {"type": "default", "feedback": WRONG}]
