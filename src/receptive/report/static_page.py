"""One static page: a style, at most one script, and nothing from a network or from the page's own texts."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from receptive.moving import moving_script, moving_style
from receptive.text import printable

FILES = Path(__file__).parent / "page_files"
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'"


def static_page(template: str, **values: Any) -> str:
    """A page of a template. Every value is escaped unless it is Markup.

    Args:
        template: its file in page_files; it begins with the common head.
    """
    style = f"{(FILES / 'page.css').read_text('utf-8').strip()}\n{moving_style()}"
    script = moving_script("window")
    environment = Environment(
        loader=FileSystemLoader(FILES), autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=make_visible
    )
    policy = f"{CLOSED}; style-src {_hash(style)}; script-src {_hash(script)}"
    return environment.get_template(template).render(
        policy=policy, style=Markup(style), script=Markup(script), **values
    )


def make_visible(value: Any) -> Any:
    """For `finalize` of a page: a text as it can be seen, whatever it is from; what is Markup is our own."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
