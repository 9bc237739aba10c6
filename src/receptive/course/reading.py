"""A part of the lesson, as another page holds it at its end."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Reading:
    anchor: str
    title: str
    html: Markup
