"""A quiz as one static page: sealed questions, a style and a script, and nothing from a network."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from markupsafe import Markup

from receptive.pages.static_page import Frame, read_texts, site_page, static_page
from receptive.quiz.forms import Form
from receptive.quiz.prose import SPOKEN, to_html
from receptive.quiz.sealing import Sealed

FILES = Path(__file__).parent / "page_files"
QUIZ_PAGE = FILES / "quiz.html.j2"
QUIZ_STYLE, QUESTION_STYLE = FILES / "quiz.css", FILES / "question.css"
QUESTION_SCRIPTS = tuple(FILES / name for name in ("formula.js", "answers.js", "seals.js", "controls.js", "quiz.js"))
WHOLE = FILES / "whole.js"  # on a page that is a quiz
EMBEDDED = FILES / "embedded.js"  # in a text: each question where it stands
IMAGE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')


def page_html(title: str, questions: Mapping[str, Sequence[Sealed]], right: Collection[str] = ()) -> str:
    """The page of these questions, each with its sealed variants, the first of which is shown first. It stands alone.

    `right`: the names of those that were answered rightly before, with which the page begins.

    Raises:
        FormulaError: a text holds maths that cannot be shown.
    """
    style, script = read_texts([QUIZ_STYLE, QUESTION_STYLE]), read_texts([*QUESTION_SCRIPTS, WHOLE])
    data, known = payload(title, questions, right), len(questions.keys() & set(right))
    return static_page(QUIZ_PAGE, style, script, data=data, right=known, **_shown(title, questions))


def site_page_html(
    title: str, questions: Mapping[str, Sequence[Sealed]], frame: Frame, taught: Sequence[tuple[str, str]] = ()
) -> str:
    """The same as a page of a site, whose scripts bring the questions along: one of them is `payload_script`.

    Args:
        taught: where what is asked is taught: the address and the name of each page.

    Raises:
        FormulaError: as `page_html` says.
    """
    return site_page(QUIZ_PAGE, frame, taught=taught, **_shown(title, questions))


def payload_script(title: str, questions: Mapping[str, Sequence[Sealed]]) -> str:
    """A script with what `payload` says, for pages that share it."""
    return f"(globalThis.sealedQuizzes ??= []).push({payload(title, questions)});"


def payload(title: str, questions: Mapping[str, Sequence[Sealed]], right: Collection[str] = ()) -> Markup:
    """What the scripts of a page read: its questions by name, each with its sealed variants."""
    shown = [
        {"id": name, "key": _key(variants), "right": name in right, "variants": list(map(_variant, variants))}
        for name, variants in questions.items()
    ]
    version = _version([one for variants in questions.values() for one in variants])
    data = {"title": title, "version": version, "spoken": SPOKEN, "questions": shown}
    return Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))


def _shown(title: str, questions: Mapping[str, Sequence[Sealed]]) -> dict[str, Any]:
    """What is on the page of a quiz also where no script runs."""
    prompts = [(variants[0].title, Markup(prompt_html(variants[0]))) for variants in questions.values()]
    return {"title": title, "window": f"{title}: quiz", "prompts": prompts}


def prompt_html(sealed: Sealed) -> str:
    """What a variant asks, for where no script shows it: its text, its pictures and what there is to choose from."""
    pictures = [f"<figure>{picture.svg}</figure>" for picture in sealed.pictures]
    lists = [[*form.lefts, *form.options] for form in sealed.forms]
    choices = ["<ul>" + "".join(f"<li>{_inline(one)}</li>" for one in items) + "</ul>" for items in lists if items]
    return "\n".join([_html(sealed.prompt), *pictures, *choices])


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
    return IMAGE.sub(r"[\1]", to_html(text)).replace("<pre>", '<pre tabindex="0">')  # scrolled by keys


def _key(variants: Sequence[Sealed]) -> str:
    """What the progress of a question is kept under, on every page that asks it."""
    return f"{variants[0].quiz}/{variants[0].question} {_version(variants)}"


def _version(variants: Sequence[Sealed]) -> str:
    """Tells the progress of one version of questions from that of another."""
    return hashlib.sha256("".join(one.explanation for one in variants).encode()).hexdigest()[:16]
