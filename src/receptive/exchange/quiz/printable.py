"""A quiz on paper: one page of HTML with everything in it, with or without the answers at its end."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup as Finished

from receptive.exchange.quiz import decoding
from receptive.exchange.quiz.losses import note_losses
from receptive.exchange.quiz.markup import Markup, grid
from receptive.exchange.quiz.pools import Exported, Pool, carried, variants_of
from receptive.exchange.quiz.rendering import render
from receptive.quiz.forms import Form, Key, Variant


def _image(variant: Variant, number: int) -> str:
    return variant.pictures[number].svg


MARKUP = Markup(_image)


def export(title: str, pools: Sequence[Pool], answers: bool = False) -> Exported:
    """As many versions as the largest pool has variants, each on pages of its own.

    Args:
        answers: whether the page ends with the answers, known mistakes and explanations of every version.

    Raises:
        ExportError: there is no question.
    """
    left = note_losses(variants_of(pools), "hints", "tags")
    count = max(len(pool.variants) for pool in pools)
    versions = [[_question(pool.variants[number % len(pool.variants)]) for pool in pools] for number in range(count)]
    points = f"{sum(pool.variants[0].points for pool in pools):g}"
    text = render("printable.html.j2", title=title, versions=versions, points=points, answers=answers)
    return Exported(text.encode(), left.lines(), carried(pools))


def _question(variant: Variant) -> dict[str, object]:
    several = variant.type == "table"
    return {
        "name": f"{variant.quiz}/{variant.question}",
        "points": f"{variant.points:g}",
        "prompt": Finished(MARKUP.prompt(variant)),
        "kind": "table" if several else variant.forms[0].kind,
        "forms": [_form(form) for form in variant.forms],
        "answers": [_answer(form, key) for form, key in zip(variant.forms, variant.keys, strict=True)],
        "explanation": Finished(MARKUP.html(variant.explanation)),
    }


def _form(form: Form) -> dict[str, object]:
    return {
        "label": Finished(MARKUP.line(form.label)),
        "options": [Finished(MARKUP.line(text)) for text in form.options],
        "lefts": [Finished(MARKUP.line(text)) for text in form.lefts],
        "grid": Finished(grid(form)) if form.grid else "",
        "unit": Finished(MARKUP.line(form.unit)),
        "variables": ", ".join(form.variables),
        "code": form.kind == "output",
    }


def _answer(form: Form, key: Key) -> dict[str, object]:
    mistakes = [(_show(form, key, canonical), Finished(MARKUP.line(belief.says))) for canonical, belief in key.caught]
    right = [_show(form, key, canonical) or key.shown for canonical in key.accepted]
    return {"label": Finished(MARKUP.line(form.label)), "right": right, "mistakes": mistakes}


def _show(form: Form, key: Key, canonical: str) -> str | Finished:
    """An answer in words; choices and items by their letters and numbers on the paper as well."""
    if form.kind in ("single", "multiple"):
        chosen = decoding.places(form, canonical)
        lines = [f"{_letter(place)}) {MARKUP.line(form.options[place])}" for place in chosen]
        return Finished("; ".join(lines)) if lines else "none of them"
    if form.kind == "number" and form.step:
        window = decoding.window(form, canonical)
        return f"{decoding.write_number(window.low)} to {decoding.write_number(window.high)}"
    if form.kind == "text":
        return decoding.spellings(form, key, canonical)[0]
    return decoding.display(form, canonical)


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else str(place + 1)
