"""One static page: a style, a few scripts, and nothing from a network or from the page's own texts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from receptive.text import printable

FILES = Path(__file__).parent / "page_files"
PAGE_STYLE = FILES / "page.css"  # of pages that are read: a report, a chapter
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:"


@dataclass(frozen=True)
class Frame:
    """What a site puts around each of its pages: a bar on top, its style, and a script for the page's head."""

    bar: Markup
    style: str
    script: str


ALONE = Frame(Markup(), "", "")  # of a page that belongs to no site


def static_page(template: Path, style: str, script: str = "", frame: Frame = ALONE, **values: Any) -> str:
    """A page of a template. Every value is escaped unless it is Markup.

    Args:
        template: it includes head.html.j2, and `script` at its end.
    """
    places = [template.parent, FILES]
    environment = Environment(
        loader=FileSystemLoader(places), autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=make_visible
    )
    style = "\n".join([read_texts([FILES / "colors.css"]), style, frame.style])
    policy = f"{CLOSED}; style-src {_hash(style)}; script-src {_hash(script)} {_hash(frame.script)}"
    return environment.get_template(template.name).render(
        policy=policy, style=Markup(style), script=Markup(script), bar=frame.bar, early=Markup(frame.script), **values
    )


def make_visible(value: Any) -> Any:
    """For `finalize` of a page: a text as it can be seen, whatever it is from; what is Markup is our own."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def read_texts(paths: Iterable[Path]) -> str:
    """The files of a page, such as its styles, as one."""
    return "\n".join(path.read_text("utf-8").strip() for path in paths)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
