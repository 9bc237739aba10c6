"""What stands in a chapter besides Markdown: fenced blocks that show a question, an exercise or a thing to move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from receptive.catalogue.content import ContentError
from receptive.catalogue.plain_yaml import plain
from receptive.catalogue.yaml_nodes import compose

BLOCK = re.compile(r"^```(question|exercise|move)[ \t]*\n(.*?)^```[ \t]*$\n?", re.MULTILINE | re.DOTALL)
NAMES = {"question": re.compile(r"[a-z0-9][a-z0-9-]*"), "exercise": re.compile(r"[A-Za-z_][A-Za-z0-9_]*")}
WHAT = {"question": "the id of a question", "exercise": "the name of an exercise"}


@dataclass(frozen=True)
class Block:
    """One block. `line` is where it begins in its file."""

    kind: str
    text: str
    path: Path
    line: int

    @property
    def name(self) -> str:
        """The question's id, or the exercise's name."""
        return self.text.strip()

    @property
    def caption(self) -> str:
        """What a thing to move shows, in words."""
        return str(self.parameters()["caption"])

    def parameters(self) -> dict[str, Any]:
        """What a thing to move is made of: `figure`, `caption`, and what that figure needs.

        Raises:
            ContentError: it is no YAML, or lacks one of the two.
        """
        found = plain(self.path, compose(self.path, "\n" * self.line + self.text))
        if not isinstance(found, dict):
            raise self.wrong("must be fields, such as figure: line")
        for field in ("figure", "caption"):
            if not isinstance(found.get(field), str) or not found[field]:
                raise self.wrong(f"lacks {field!r}")
        return found

    def check(self) -> None:
        """Refuse what is no block of its kind.

        Raises:
            ContentError: with file and line.
        """
        if self.kind == "move":
            self.parameters()
        elif not NAMES[self.kind].fullmatch(self.name):
            raise self.wrong(f"must hold one line, {WHAT[self.kind]}")

    def wrong(self, problem: str) -> ContentError:
        return ContentError(self.path, f"the block {self.kind}: {problem}", self.line)


def pieces(path: Path, text: str, line: int) -> Iterator[str | Block]:
    """A text of a file, that begins in a line of it, as Markdown and blocks in turn."""
    end = 0
    for found in BLOCK.finditer(text):
        yield text[end : found.start()]
        yield Block(found[1], found[2], path, line + text.count("\n", 0, found.start()))
        end = found.end()
    yield text[end:]
