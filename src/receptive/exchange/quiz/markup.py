"""Texts and pictures of questions as HTML, with maths and images as each system wants them.

`quiz.prose` is the one place that reads CommonMark; here its MathML is exchanged for other forms where MathML is not
what a system shows.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape

from receptive.exchange.quiz.decoding import TYPED
from receptive.quiz.arithmetic import FormulaError
from receptive.quiz.asking import EXAMPLE_SHAPE
from receptive.quiz.forms import Form, Picture, Variant
from receptive.quiz.pictures import on_white
from receptive.quiz.prose import to_html, to_plain

MATHS = re.compile(r'<math alttext="(?P<tex>[^"]*)"(?P<rest>[^>]*)>.*?</math>', re.DOTALL)
IN_FILE = re.compile(r'<img src="[^"]*" alt="([^"]*)"[^>]*>')  # a variant does not know where such files are
PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>", re.DOTALL)

FITTING = 'style="max-width:100%;height:auto"'  # a picture that is wider than its box becomes smaller

Maths = Callable[[str, bool], str]  # of TeX and whether it stands on its own
Image = Callable[[Variant, int], str]  # of a variant's picture


def bracket(tex: str, display: bool) -> str:
    r"""Maths for MathJax: `\(x\)`."""
    return rf"\[{escape(tex)}\]" if display else rf"\({escape(tex)}\)"


def in_address(picture: Picture) -> str:
    """A picture inside the address of an image, which editors of learning systems keep as it is."""
    data = b64encode(on_white(picture.svg).encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(picture.alt)}" {FITTING} />'


def embed(variant: Variant, number: int) -> str:
    return in_address(variant.pictures[number])


@dataclass(frozen=True)
class Markup:
    """How a system shows maths and images; without `maths`, as MathML."""

    image: Image
    maths: Maths | None = None

    def html(self, text: str) -> str:
        """A text as blocks."""
        whole = IN_FILE.sub(r"<em>(\1)</em>", to_html(text))
        maths = self.maths
        if maths is None:
            return whole
        return MATHS.sub(lambda found: maths(unescape(found["tex"]), 'display="block"' in found["rest"]), whole)

    def line(self, text: str) -> str:
        """A text within a line, if it is one paragraph."""
        whole = self.html(text)
        found = PARAGRAPH.fullmatch(whole)
        return found[1] if found else whole

    def prompt(self, variant: Variant) -> str:
        """The question with its pictures."""
        pictures = (f"<p>{self.image(variant, number)}</p>" for number in range(len(variant.pictures)))
        return "\n".join([self.html(variant.prompt), *pictures])

    def asked(self, variant: Variant) -> str:
        """The question as a system shows it above a single place for the answer."""
        form = variant.forms[0]
        parts = [self.prompt(variant), grid(form) if form.kind == "cells" else ""]
        if form.kind == "number" and form.unit:
            parts.append(f"<p>Give the number in {self.line(form.unit)}.</p>")
        if form.kind == "shape":
            parts.append(f"<p>Write the shape like {EXAMPLE_SHAPE}.</p>")
        return "\n".join(filter(None, parts))

    def typed(self, variant: Variant) -> str:
        """The question with the instructions that let every kind of answer be typed in one line."""
        form = variant.forms[0]
        if form.kind in TYPED:
            return self.asked(variant)
        if form.kind == "ordering":
            example = " ".join(map(str, range(1, len(form.options) + 1)))
            told = f"<p>Write the numbers in your order, with blanks between them, like {example}.</p>"
            return "\n".join([self.prompt(variant), self.listed(form.options), told])
        letters = [chr(ord("a") + place) for place in range(len(form.options))]
        example = " ".join(f"{number}{letters[number % len(letters)]}" for number in range(1, len(form.lefts) + 1))
        told = f"<p>Write the letter after each number, with blanks between them, like {example}.</p>"
        lettered = [f"{letter}) {self.line(text)}" for letter, text in zip(letters, form.options, strict=True)]
        rights = f"<ul>{''.join(f'<li>{text}</li>' for text in lettered)}</ul>"
        return "\n".join([self.prompt(variant), self.listed(form.lefts), rights, told])

    def listed(self, texts: Iterable[str]) -> str:
        return f"<ol>{''.join(f'<li>{self.line(text)}</li>' for text in texts)}</ol>"


def plain(text: str) -> str:
    """A text without markup, for places that show none."""
    try:
        return to_plain(text)
    except FormulaError:
        return text


def grid(form: Form) -> str:
    """The cells of a hotspot as a table whose rows and columns are counted from 0.

    What they are stands above it as a paragraph: Moodle writes captions in letters of 24 pixels.
    """
    head = "".join(f'<th scope="col">column {column}</th>' for column in range(len(form.grid[0])))
    rows = "".join(
        f'<tr><th scope="row">row {row}</th>{"".join(f"<td>{escape(value)}</td>" for value in line)}</tr>'
        for row, line in enumerate(form.grid)
    )
    top = f"<thead><tr><td></td>{head}</tr></thead>"
    return f"<p>{escape(form.label)}</p><table>{top}<tbody>{rows}</tbody></table>"
