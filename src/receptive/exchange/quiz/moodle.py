"""Moodle XML, written by moodle-tools and mended with lxml where that library falls short.

The library escapes nothing, so every text arrives here as finished HTML; it says neither idnumber nor tags nor hints,
it knows only single choices, and its codes of an ordering are not Moodle's. In its strict mode it drops questions and
reports success: that mode is off, and what comes out is counted.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any

from jinja2 import Environment, PackageLoader

from receptive.exchange.quiz.losses import DECIMALS, note_losses
from receptive.exchange.quiz.markup import Markup, bracket, embed
from receptive.exchange.quiz.moodle_documents import Asked, document
from receptive.exchange.quiz.pools import Exported, ExportError, Pool, carried, identifier, import_needed, variants_of
from receptive.quiz.forms import Variant

NAME = "moodle"
ORDERING = {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0", "gradingtype": "ALL_OR_NOTHING"}
MARKUP = Markup(embed, bracket)

Document = dict[str, Any]


def export(title: str, pools: Sequence[Pool]) -> Exported:
    """One file with a category for each question, so that a quiz can draw a random variant from it.

    Raises:
        ExportError: the `lms` extra is not installed, or a text cannot be put into XML.
    """
    etree = import_needed("lxml.etree", NAME)
    left = note_losses(variants_of(pools), DECIMALS)
    asked: list[tuple[Pool, Variant]] = []
    documents: list[Document] = []
    for pool in pools:
        category = _category(title, pool)
        for variant in pool.variants:
            made = document(Asked(pool, variant, MARKUP, left))
            if made is not None:
                documents.append(made | {"category": category})
                asked.append((pool, variant))
                category = ""  # Moodle puts what follows into the same one
    if not documents:
        raise ExportError(f"{NAME} can carry none of these questions")
    root = _parse(etree, _render(documents))
    _finish(etree, root, asked)
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return Exported(data + b"\n", left.lines(), carried(pool for pool, _ in asked))


def _category(title: str, pool: Pool) -> str:
    first = pool.variants[0]
    names = (title, first.quiz, first.question)
    return "/".join(["top", *(escape(name.replace("/", "//")) for name in names)])


def _render(documents: Sequence[Document]) -> str:
    """The library's XML. Its own entry point would need files, and changes PyYAML's loader for the whole process."""
    library = import_needed("moodle_tools.make_questions", NAME)
    environment = Environment(loader=PackageLoader("moodle_tools.questions"), lstrip_blocks=True, trim_blocks=True)
    parts = []
    with _quiet():
        plain = [_without_settings(document) for document in documents]
        settings = {"strict_validation": False, "parse_markdown": False, "table_styling": False}
        questions = list(library.load_questions(iter(plain), **settings))
        _count(len(questions), len(documents))
        for document, question in zip(documents, questions, strict=True):
            for name, value in document.get("settings", {}).items():
                setattr(question, name, value)
            parts.append(question.to_xml(environment))
    return environment.get_template("quiz.xml.j2").render(questions=parts)


def _count(found: int, wanted: int) -> None:
    if found != wanted:
        raise ExportError(f"moodle-tools wrote {found} of {wanted} questions")


def _without_settings(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != "settings"}


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the library's remarks on standard error; what it warns of is mended here."""
    loguru, standard = import_needed("loguru", NAME).logger, logging.getLogger("venv")  # it took that one by mistake
    loguru.disable("moodle_tools")
    before, standard.disabled = standard.disabled, True
    try:
        yield
    finally:
        loguru.enable("moodle_tools")
        standard.disabled = before


def _parse(etree: Any, text: str) -> Any:
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False)
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as broken:
        raise ExportError(f"a text holds a character that XML does not have: {broken}") from broken


def _finish(etree: Any, root: Any, asked: Sequence[tuple[Pool, Variant]]) -> None:
    """Count the questions, and add to each what the library leaves out."""
    questions = [question for question in root.iter("question") if question.get("type") != "category"]
    _count(len(questions), len(asked))
    for question, (pool, variant) in zip(questions, asked, strict=True):
        question.find("idnumber").text = identifier(variant)
        for setting in question.iterfind("shuffleanswers"):
            setting.text = setting.text.strip()
        if variant.forms[0].kind in ("multiple", "cells"):
            question.find("single").text = "false"
        if question.get("type") == "ordering":
            for name, value in ORDERING.items():
                question.find(name).text = value
        for hint in variant.hints:
            _texts(etree, etree.SubElement(question, "hint", format="html"), MARKUP.html(hint))
        tags = etree.SubElement(question, "tags")
        for tag in (*pool.question.tags, pool.question.bloom):
            _texts(etree, etree.SubElement(tags, "tag"), tag)


def _texts(etree: Any, element: Any, text: str) -> None:
    etree.SubElement(element, "text").text = text
