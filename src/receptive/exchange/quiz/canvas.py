"""Canvas quizzes (its dialect of QTI 1.2), written by text2qti.

The library is given a skeleton in its own language, with placeholders where texts belong, and the texts are set on the
objects that it parses. So no text of a quiz is ever read as its syntax, which could run code or read files, and its
own CommonMark, which takes HTML for HTML and quotes for curly ones, never meets them. It is given no configuration
file, or it would write one into the home folder.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from receptive.exchange.quiz.canvas_items import Item, item
from receptive.exchange.quiz.losses import DECIMALS, LeftOut, note_losses
from receptive.exchange.quiz.markup import Markup
from receptive.exchange.quiz.pools import (
    Exported,
    ExportError,
    Pool,
    carried,
    identifier,
    import_needed,
    pack,
    variants_of,
    without_tables,
)
from receptive.quiz.forms import Variant
from receptive.quiz.pictures import on_white

NAME = "canvas"
DAY = "1980-01-01"  # in the manifest, instead of today: the same quiz gives the same bytes

Items = list[tuple[Pool, list[Item]]]


def export(title: str, pools: Sequence[Pool]) -> Exported:
    """One package; the variants of a question are a group from which Canvas picks one.

    Raises:
        ExportError: the `lms` extra is not installed, or a text cannot be put into XML.
    """
    library = import_needed("text2qti.quiz", NAME)
    left = note_losses(variants_of(pools), "hints", "tags", DECIMALS)
    markdown = import_needed("text2qti.markdown", NAME).Markdown(import_needed("text2qti.config", NAME).Config())
    images: dict[str, Any] = {}

    def image(variant: Variant, number: int) -> str:
        return _image(markdown, images, variant, number)

    markup = Markup(image, lambda tex, _: markdown.latex_to_canvas_img(tex))
    items = _items(without_tables(pools, left), markup, left)
    if not items:
        raise ExportError(f"{NAME} can carry none of these questions")
    quiz = library.Quiz(_skeleton(items), config=markdown.config)
    _fill(quiz, title, items, images)
    return Exported(_package(quiz), left.lines(), carried(pool for pool, _ in items))


def _image(markdown: Any, images: dict[str, Any], variant: Variant, number: int) -> str:
    """A picture as a file of the package."""
    picture = variant.pictures[number]
    data = on_white(picture.svg).encode()
    made = import_needed("text2qti.markdown", NAME).Image(f"{identifier(variant)}-{number}.svg", data)
    made = images.setdefault(made.id, made)  # the library knows a picture by its content
    return f'<img src="{made.src_path}" alt="{markdown.xml_escape(picture.alt)}" />'


def _items(pools: Sequence[Pool], markup: Markup, left: LeftOut) -> Items:
    found = [(pool, [item(variant, markup, left) for variant in pool.variants]) for pool in pools]
    kept = [(pool, [made for made in several if made is not None]) for pool, several in found]
    return [(pool, several) for pool, several in kept if several]


def _skeleton(items: Items) -> str:
    """A quiz in text2qti's language that has the right questions in the right groups, and no word of theirs."""
    lines, number = [], 0
    for _, several in items:
        if len(several) > 1:
            lines += ["GROUP", "pick: 1", ""]
        for made in several:
            number += 1
            lines += [f"{number}. question {number}", *made.lines, ""]
        if len(several) > 1:
            lines += ["END_GROUP", ""]
    return "\n".join(lines)


def _fill(quiz: Any, title: str, items: Items, images: dict[str, Any]) -> None:
    """Set texts, points and names. The library's own names follow from the texts, which are placeholders here."""
    quiz.title_xml = quiz.md.xml_escape(title)
    quiz.images.update(images)
    quiz.points_possible = sum(several[0].variant.points for _, several in items)
    quiz.id = _name(title, *(made.name for _, several in items for made in several))
    asked = [entry for entry in quiz.questions_and_delims if hasattr(entry, "choices")]
    made = [made for _, several in items for made in several]
    for question, one in zip(asked, made, strict=True):
        question.id, question.title_xml = one.name, quiz.md.xml_escape(one.variant.title)
        question.points_possible = one.variant.points
        one.fill(question, lambda html: quiz.md.xml_escape(html, squotes=False, dquotes=False))
        for number, choice in enumerate(question.choices):
            choice.id = f"{one.name}.{number}"
    start = import_needed("text2qti.quiz", NAME).GroupStart
    groups = [entry.group for entry in quiz.questions_and_delims if isinstance(entry, start)]
    pooled = [several for _, several in items if len(several) > 1]
    for group, several in zip(groups, pooled, strict=True):
        group.id, group.title_xml = f"{several[0].name}.group", quiz.md.xml_escape(several[0].variant.title)
        group.points_per_question = several[0].variant.points


def _name(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _package(quiz: Any) -> bytes:
    """The library's package with a fixed date in its manifest and in its files."""
    package = import_needed("text2qti.qti", NAME).QTI(quiz)
    package.imsmanifest_xml = import_needed("text2qti.xml_imsmanifest", NAME).imsmanifest(
        manifest_identifier=package.manifest_identifier,
        assessment_identifier=package.assessment_identifier,
        dependency_identifier=package.dependency_identifier,
        images=quiz.images,
        date=DAY,
    )
    with zipfile.ZipFile(io.BytesIO(package.zip_bytes())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, data in files.items():
        if name.endswith(".xml"):
            try:
                ElementTree.fromstring(data)
            except ElementTree.ParseError as broken:
                raise ExportError(f"a text holds a character that XML does not have: {broken}") from broken
    return pack(files)
