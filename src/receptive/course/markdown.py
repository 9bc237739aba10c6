"""The lesson's Markdown as HTML: tables, maths as MathML, pictures in the page itself, each with its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from receptive.catalogue.blocks import Block, pieces
from receptive.catalogue.content import ContentError
from receptive.course.links import NO_LINKS, Links
from receptive.course.sections import Section
from receptive.figures.canvas import apart
from receptive.quiz.prose import mathml

WIDE, NARROW = 700, 520  # pixels: a page enlarges what is narrow, where it has the room
IMAGE = re.compile(r'<p><img src="([^"]+)" alt="([^"]*)" ?/?></p>')
ALIGNED = re.compile(r'<(t[hd]) style="text-align:(\w+)">')
LINK = re.compile(r'<a href="(?!https?:|#)([^"]*)">(.*?)</a>', re.DOTALL)


Show = Callable[[Block], Markup]  # how a page shows what is no Markdown


def section_html(section: Section, show: Show, links: Links = NO_LINKS) -> Markup:
    """HTML of what stands under a heading.

    Raises:
        ContentError: a picture is missing, or a block names what there is not.
    """
    parts = pieces(section.path, section.text, section.line)
    html = (show(one) if isinstance(one, Block) else to_html(one, section.path.parent, links) for one in parts)
    return Markup("\n".join(html))


def to_html(text: str, folder: Path, links: Links) -> str:
    """HTML of a text whose pictures and links are those of a folder. Nothing in the text is taken for HTML.

    A link to a file that has no page is its words alone.

    Raises:
        ContentError: a picture is missing.
    """
    html: str = _markdown().render(text)
    html = IMAGE.sub(lambda found: _picture(folder / found[1], found[2]), html)
    html = html.replace("<pre>", '<pre tabindex="0">').replace("<table>", '<table tabindex="0">')  # scrolled by keys
    html = ALIGNED.sub(r'<\1 class="to-\2">', html)  # a strict page takes no style of an element
    return LINK.sub(lambda found: _link(links.chapter((folder / found[1]).resolve()), found[2]), html).strip()


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{words}</a>' if address else words


def inline_html(text: str) -> Markup:
    """One line, such as a heading."""
    return Markup(_markdown().renderInline(text))


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.use(dollarmath_plugin, renderer=mathml, allow_labels=False, allow_space=False)
    return parser


def _picture(path: Path, caption: str) -> str:
    """The file's drawing, below it what it shows."""
    try:
        text = path.read_text("utf-8")
    except OSError as absent:
        raise ContentError(path.resolve(), "the picture is missing: grade author figures") from absent
    root = ElementTree.fromstring(text)
    told = [node.text or "" for node in root if node.tag.endswith("}desc")]
    words = "".join(f"<p>{escape(line)}</p>" for line in "".join(told).splitlines() if line)
    drawing = apart(re.sub(r"<(style|desc)>.*?</\1>", "", text, flags=re.DOTALL).strip())
    roomy = " roomy" if float(root.get("width", WIDE)) <= NARROW else ""
    return (
        f'<figure><div class="drawing{roomy}" tabindex="0" role="group" aria-label="Picture: {caption}">{drawing}</div>'
        f"<figcaption>{caption}</figcaption><details><summary>The picture in words</summary>{words}</details></figure>"
    )
