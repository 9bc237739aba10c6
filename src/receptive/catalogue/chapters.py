"""The chapters of a topic: `exercises/<topic>/chapters/<n>-<name>.md`, each a head in YAML and a text in Markdown."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from receptive.catalogue.blocks import Block, pieces
from receptive.catalogue.content import ContentError
from receptive.catalogue.yaml_nodes import Node, parse_yaml, read_text
from receptive.model import Topic

FOLDER = "chapters"
FILE = re.compile(r"([1-9]\d?)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
FENCE = "---\n"
MAX_FILES, MAX_TERMS, MAX_WORDS = 30, 40, 400  # a definition is read in passing


@dataclass(frozen=True)
class Term:
    """A word of the field, and what it means: the glossary is made of these."""

    name: str
    definition: str
    line: int


@dataclass(frozen=True)
class Chapter:
    """One chapter. `number` counts within its topic; `text` begins with its title, in line `line` of its file."""

    topic: str
    number: int
    name: str
    title: str
    summary: str
    sections: tuple[str, ...]  # of the outline
    introduces: tuple[Term, ...]
    needs: tuple[str, ...]  # terms of earlier chapters
    text: str
    line: int
    blocks: tuple[Block, ...]
    path: Path

    def links(self, kind: str) -> Iterator[str]:
        """What its blocks of one kind name: the questions, or the exercises."""
        return (block.name for block in self.blocks if block.kind == kind)


def load_chapters(topic: Topic) -> tuple[Chapter, ...]:
    """The chapters of a topic in their order; none if it has no text.

    Raises:
        ContentError: a chapter is broken, with file and line.
    """
    folder = topic.readme.with_name(FOLDER)
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    if len(paths) > MAX_FILES:
        raise ContentError(folder, f"holds {len(paths)} files; a topic has at most {MAX_FILES} chapters")
    exercises = tuple(exercise.name for exercise in topic.whole.exercises)
    found = sorted((_parse(topic.slug, exercises, path, read_text(path)) for path in paths), key=lambda one: one.number)
    for one, other in pairwise(found):
        if one.number == other.number:
            raise ContentError(other.path, f"has the number of {one.path.name}")
    return tuple(found)


@functools.cache  # by the text, as manifests are
def _parse(topic: str, exercises: tuple[str, ...], path: Path, text: str) -> Chapter:
    named = FILE.fullmatch(path.name)
    if not named:
        raise ContentError(path, "is not named as a chapter: <number>-<name>.md, such as 2-same-and-valid.md")
    head, line, text = _split(path, text)
    fields = head.fields({"title", "summary", "introduces", "needs"}, {"sections"})
    return Chapter(
        topic=topic,
        number=int(named[1]),
        name=named[2],
        title=fields["title"].text(),
        summary=fields["summary"].text(),
        sections=_texts(fields["sections"]) if "sections" in fields else (),
        introduces=tuple(_terms(fields["introduces"])),
        needs=_texts(fields["needs"]),
        text=text,
        line=line,
        blocks=tuple(_blocks(path, text, line, exercises)),
        path=path,
    )


def _split(path: Path, text: str) -> tuple[Node, int, str]:
    """The head, and the text that begins with `# `, with its line."""
    head, closed, body = text.removeprefix(FENCE).partition(f"\n{FENCE}")
    if not text.startswith(FENCE) or not closed:
        raise ContentError(path, "must begin with its title and summary as YAML between two lines ---", 1)
    below = body.lstrip("\n")
    line = head.count("\n") + 4 + len(body) - len(below)
    if not below.startswith("# "):
        raise ContentError(path, "its text must begin with # and the title", line)
    return parse_yaml(path, f"\n{head}", "head of the chapter"), line, below


def _terms(node: Node) -> Iterator[Term]:
    pairs = list(node.entries())
    if len(pairs) > MAX_TERMS:
        raise node.wrong(f"has {len(pairs)} terms; a chapter introduces at most {MAX_TERMS}")
    for name, value in pairs:
        if name != name.lower():
            raise value.wrong("must be in lower case, as it stands in a sentence")
        definition = value.text()
        if len(definition) > MAX_WORDS:
            raise value.wrong(f"has {len(definition)} characters; at most {MAX_WORDS} are read in passing")
        yield Term(name, definition, value.line)


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(item.text() for item in node.items())


def _blocks(path: Path, text: str, line: int, exercises: tuple[str, ...]) -> Iterator[Block]:
    for piece in pieces(path, text, line):
        if not isinstance(piece, Block):
            continue
        piece.check()
        if piece.kind == "exercise" and piece.name not in exercises:
            raise piece.wrong(f"{piece.name} is no exercise of this topic; there are {', '.join(exercises)}")
        yield piece
