"""QTI 2.1: a package with an item for each variant, and a test with a section for each question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree

from markupsafe import Markup as Finished

from receptive.exchange.quiz import decoding
from receptive.exchange.quiz.losses import DECIMALS, LeftOut, note_losses
from receptive.exchange.quiz.markup import Markup
from receptive.exchange.quiz.pools import Exported, ExportError, Pool, carried, identifier, pack, variants_of
from receptive.exchange.quiz.qti21_responses import Response, responses, xhtml
from receptive.exchange.quiz.rendering import render
from receptive.quiz.forms import Variant
from receptive.quiz.pictures import on_white

NAME = "qti21"
WIDTH = 20  # of a text entry, in characters


@dataclass(frozen=True)
class Item:
    """A variant in its file, and what the manifest says of it."""

    name: str
    title: str
    data: bytes
    tags: tuple[str, ...]
    images: Mapping[str, bytes]


def export(title: str, pools: Sequence[Pool]) -> Exported:
    """One package. A section selects one of the variants of a question.

    Raises:
        ExportError: no question can be carried, or a text cannot be put into XML.
    """
    left = note_losses(variants_of(pools), "hints", DECIMALS)
    written = [[_item(pool, variant) for variant in pool.variants if _can_carry(variant, left)] for pool in pools]
    items = [several for several in written if several]
    if not items:
        raise ExportError(f"{NAME} can carry none of these questions")
    files = {
        "imsmanifest.xml": _check(render("imsmanifest.xml.j2", title=title, pools=items), "the package"),
        "test.xml": _check(render("test.xml.j2", title=title, pools=items), "the package"),
    }
    files |= {f"items/{item.name}.xml": item.data for several in items for item in several}
    for item in (item for several in items for item in several):
        files |= item.images
    asked = (pool for pool, several in zip(pools, written, strict=True) if several)
    return Exported(pack(files), left.lines(), carried(asked))


def _can_carry(variant: Variant, left: LeftOut) -> bool:
    """Whether QTI has something for this variant; if not, that is noted."""
    kinds = {form.kind for form in variant.forms}
    several_lines = any("\n" in canonical for key in variant.keys for canonical in key.accepted)
    if "expression" in kinds:
        left.question(variant, "QTI cannot judge a formula")
    elif "output" in kinds and several_lines:
        left.question(variant, "its answer has several lines, and systems differ in how they end a line")
    else:
        if not kinds.isdisjoint(decoding.TYPED):
            left.typed(variant)
        return True
    return False


def _item(pool: Pool, variant: Variant) -> Item:
    markup = Markup(_image)
    declared = responses(variant, markup)
    prompt = markup.prompt(variant) if variant.type == "table" else markup.asked(variant)
    text = render(
        "item.xml.j2",
        name=identifier(variant),
        title=variant.title,
        points=f"{variant.points:g}",
        part=f"{variant.points / len(variant.forms):.6g}",
        prompt=Finished(xhtml(prompt)),
        asked=Finished(_interaction(pool, variant, declared, markup)),
        responses=declared,
        explanation=Finished(xhtml(markup.html(variant.explanation))),
    )
    pictures = (on_white(picture.svg).encode() for picture in variant.pictures)
    images = {_image_name(variant, place): data for place, data in enumerate(pictures)}
    tags = (*pool.question.tags, pool.question.bloom)
    return Item(identifier(variant), variant.title, _check(text, identifier(variant)), tags, images)


def _interaction(pool: Pool, variant: Variant, declared: Sequence[Response], markup: Markup) -> str:
    """The places for the answer."""
    form = variant.forms[0]

    def texts(several: Iterable[str]) -> list[Finished]:
        return [Finished(xhtml(markup.html(text))) for text in several]

    shuffled = form.kind != "cells" and variant.type != "true_false" and getattr(pool.question, "shuffle", True)
    return render(
        "interaction.xml.j2",
        kind="table" if variant.type == "table" else form.kind,
        responses=declared,
        shuffle="true" if shuffled else "false",
        width=WIDTH,
        options=texts(decoding.choices(form)),
        lefts=texts(form.lefts),
        labels=texts(form.label for form in variant.forms),
    )


def _image(variant: Variant, number: int) -> str:
    alt = escape(variant.pictures[number].alt)
    return f'<img src="../{_image_name(variant, number)}" alt="{alt}" />'


def _image_name(variant: Variant, number: int) -> str:
    return f"images/{identifier(variant)}-{number}.svg"


def _check(text: str, name: str) -> bytes:
    try:
        ElementTree.fromstring(text)
    except ElementTree.ParseError as broken:
        raise ExportError(f"{name}: a text holds a character that XML does not have: {broken}") from broken
    return text.encode()
