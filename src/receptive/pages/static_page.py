"""One static page: a style, a few scripts, and nothing from a network or from the page's own texts.

A page that stands alone has all of it inside. The pages of a site share files that lie beside them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from receptive.text import printable

FILES = Path(__file__).parent / "page_files"
PAGE_STYLE = FILES / "page.css"  # of pages that are read: a report, a chapter
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:"
# From a disk, not every browser takes the files beside a page for its own, so `file:` is named. Nothing inside runs.
SHARED = f"{CLOSED}; style-src 'self' file:; script-src 'self' file:"


@dataclass(frozen=True)
class Frame:
    """What a site puts around a page: a bar on top, and the names of the files that it shares with others."""

    bar: Markup
    style: str
    early: str  # a script for the head
    scripts: tuple[str, ...]  # for the end of the page, in this order


def static_page(template: Path, style: str, script: str = "", **values: Any) -> str:
    """A page of a template that stands alone. Every value is escaped unless it is Markup.

    Args:
        template: it includes head.html.j2 and end.html.j2.
    """
    style = whole_style(style)
    policy = f"{CLOSED}; style-src {_hash(style)}; script-src {_hash(script)}"
    return _render(template, policy=policy, style=Markup(style), script=Markup(script), **values)


def site_page(template: Path, frame: Frame, **values: Any) -> str:
    """The same, as a page of a site."""
    return _render(template, policy=SHARED, frame=frame, **values)


def whole_style(style: str) -> str:
    """A style with the colors that every page has."""
    return "\n".join([read_texts([FILES / "colors.css"]), style])


def _render(template: Path, **values: Any) -> str:
    return _environment(template.parent).get_template(template.name).render(**values)


@cache
def _environment(folder: Path) -> Environment:
    """Of the templates in a folder: each is compiled once, however many pages are made of it."""
    places = [folder, FILES]
    return Environment(
        loader=FileSystemLoader(places), autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=make_visible
    )


def make_visible(value: Any) -> Any:
    """For `finalize` of a page: a text as it can be seen, whatever it is from; what is Markup is our own."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def read_texts(paths: Iterable[Path]) -> str:
    """The files of a page, such as its styles, as one."""
    return "\n".join(path.read_text("utf-8").strip() for path in paths)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
