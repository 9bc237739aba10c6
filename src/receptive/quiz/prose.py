"""Texts of questions for people: CommonMark with maths, as HTML with MathML or as plain text for a terminal."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any
from xml.etree import ElementTree

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from receptive.quiz.arithmetic import FormulaError

MATHS = re.compile(r"\$\$?(.+?)\$\$?", re.DOTALL)
IMAGE = re.compile(r"!\[([^\]]*)\]\(")
SPOKEN = {
    r"\lfloor": "⌊", r"\rfloor": "⌋", r"\lceil": "⌈", r"\rceil": "⌉", r"\times": "×", r"\cdot": "·", r"\le": "≤",
    r"\ge": "≥", r"\ne": "≠", r"\approx": "≈", r"\sum": "Σ", r"\prod": "Π", r"\ln": "ln", r"\log": "log",
    r"\exp": "exp",
    r"\max": "max", r"\min": "min", r"\to": "→", r"\in": "∈", r"\ldots": "…", r"\dots": "…", r"\left": "",
    r"\right": "",
    r"\quad": " ", r"\,": " ", r"\;": " ", r"\bmod": "mod", r"\partial": "∂", r"\infty": "∞", r"\sqrt": "√",
}  # fmt: skip
FRACTION = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
WRAPPED = re.compile(r"\\(?:mathrm|text|mathit|operatorname)\{([^{}]*)\}")
COMMAND = re.compile(r"\\[A-Za-z]+|\\[,;]")


def to_html(text: str) -> str:
    """HTML of a text. Nothing in it is taken for HTML; maths becomes MathML.

    Raises:
        FormulaError: maths that cannot be shown, or an image without a text that says what it shows.
    """
    for alt in IMAGE.findall(text):
        if not alt.strip():
            raise FormulaError("an image has no alt text: write ![what it shows](file)")
    html: str = _markdown().render(text)
    return html.strip()


def to_plain(text: str) -> str:
    """The text for a terminal: maths in characters, emphasis dropped, code as it is.

    Raises:
        FormulaError: maths that has no such form.
    """
    text = maths_to_plain(text)
    text = re.sub(r"```\w*\n(.*?)```", lambda found: _indent(found[1]), text, flags=re.DOTALL)
    return re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", text)


def maths_to_plain(text: str) -> str:
    """A text with its maths in characters.

    Raises:
        FormulaError: maths that has no such form.
    """
    return MATHS.sub(lambda found: _speak(found[1]), text)


def _indent(code: str) -> str:
    return "\n".join(f"    {line}" for line in code.rstrip().splitlines())


def _speak(tex: str) -> str:
    before = ""
    while before != tex:
        before, tex = tex, FRACTION.sub(r"(\1)/(\2)", WRAPPED.sub(r"\1", tex))
    tex = COMMAND.sub(lambda found: _character(found[0]), tex)
    return re.sub(r"[{}]", "", tex).replace("~", " ")


def _character(command: str) -> str:
    if command not in SPOKEN:
        raise FormulaError(f"maths: {command} has no form for a terminal")
    return SPOKEN[command]


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.use(dollarmath_plugin, renderer=mathml, allow_labels=False)
    return parser


def mathml(tex: str, options: dict[str, Any]) -> str:
    """Maths for a page, with its source as the text that is read aloud.

    Raises:
        FormulaError: it cannot be shown.
    """
    try:
        mathml: str = convert(tex, display="block" if options.get("display_mode") else "inline")
        ElementTree.fromstring(mathml)
    except Exception as broken:  # the converter raises many kinds
        raise FormulaError(f"maths cannot be shown: {tex}") from broken
    return mathml.replace("<math ", f'<math alttext="{escape(tex)}" ', 1)
