"""A quiz as one static page: sealed questions, a style and a script, and nothing from a network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from receptive.quiz.forms import Form
from receptive.quiz.prose import SPOKEN, to_html
from receptive.quiz.sealing import Sealed

FILES = Path(__file__).parent / "page_files"
SCRIPTS = ("formula.js", "answers.js", "seals.js", "controls.js", "quiz.js")


IMAGE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'"


def page_html(title: str, questions: Mapping[str, Sequence[Sealed]], right: Collection[str] = ()) -> str:
    """The page of these questions, each with its sealed variants, the first of which is shown first.

    `right`: the names of those that were answered rightly before, with which the page begins.

    Raises:
        FormulaError: a text holds maths that cannot be shown.
    """
    style = (FILES / "quiz.css").read_text("utf-8")
    script = "\n".join((FILES / name).read_text("utf-8") for name in SCRIPTS)
    shown: list[dict[str, Any]] = [
        {"id": name, "right": name in right, "variants": list(map(_variant, variants))}
        for name, variants in questions.items()
    ]
    data = {"title": title, "version": _version(questions), "spoken": SPOKEN, "questions": shown}
    environment = Environment(loader=FileSystemLoader(FILES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("quiz.html.j2").render(
        title=title,
        policy=f"{CLOSED}; style-src {_source(style)}; script-src {_source(script)}",
        style=Markup(style),
        script=Markup(script),
        data=Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")),
        right=sum(one["right"] for one in shown),
        prompts=[(one["variants"][0]["title"], Markup(one["variants"][0]["promptHtml"])) for one in shown],
    )


def _variant(sealed: Sealed) -> dict[str, Any]:
    """A variant for the script: texts as HTML beside the raw ones, which canonical answers are made of."""
    return {
        "name": f"{sealed.quiz}/{sealed.question}/{sealed.number}",
        "title": sealed.title,
        "points": sealed.points,
        "promptHtml": _html(sealed.prompt),
        "hintsHtml": list(map(_html, sealed.hints)),
        "pictures": [asdict(picture) for picture in sealed.pictures],
        "forms": list(map(_form, sealed.forms)),
        "salt": sealed.salt,
        "rounds": sealed.rounds,
        "boxes": sealed.boxes,
        "explanation": sealed.explanation,
    }


def _form(form: Form) -> dict[str, Any]:
    html = {
        "optionsHtml": [_inline(option) for option in form.options],
        "leftsHtml": [_inline(left) for left in form.lefts],
        "labelHtml": _inline(form.label) if form.label else "",
    }
    return asdict(form) | html


def _inline(text: str) -> str:
    """One line of text without the paragraph around it."""
    return _html(text).removeprefix("<p>").removesuffix("</p>")


def _html(text: str) -> str:
    """HTML of a text. The page is one file, so a picture in another file is there as its words."""
    return IMAGE.sub(r"[\1]", to_html(text))


def _version(questions: Mapping[str, Sequence[Sealed]]) -> str:
    """Tells the progress of one version of a quiz from that of another."""
    boxes = [one.explanation for variants in questions.values() for one in variants]
    return hashlib.sha256("".join(boxes).encode()).hexdigest()[:16]


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
