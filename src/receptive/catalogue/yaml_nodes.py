"""Reads YAML with the line of every mistake. Values are checked as they are taken, so nothing untyped gets further."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path

import yaml

from receptive.catalogue.content import ContentError

# The C parser is ten times faster; wheels of PyYAML have it, a build from source may not.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Node:
    """One value of a YAML file, and where it stands."""

    def __init__(self, path: Path, node: yaml.Node, what: str) -> None:
        self.path = path
        self.node = node
        self.what = what

    def wrong(self, problem: str) -> ContentError:
        return ContentError(self.path, f"{self.what} {problem}", self.node.start_mark.line + 1)

    def fields(self, required: Set[str], optional: Set[str] = frozenset()) -> dict[str, Node]:
        """The values of a mapping that has exactly these keys."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("must be a mapping")
        found: dict[str, Node] = {}
        for key, value in self.node.value:
            name = key.value
            if name in found:
                raise Node(self.path, key, name).wrong("is given twice")
            if name not in required | optional:
                known = ", ".join(sorted(required | optional))
                raise Node(self.path, key, name).wrong(f"is no field of {self.what}; its fields are {known}")
            found[name] = Node(self.path, value, name)
        for name in sorted(required - found.keys()):
            raise self.wrong(f"lacks {name!r}")
        return found

    def items(self) -> Iterator[Node]:
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.wrong("must be a list")
        for number, item in enumerate(self.node.value, start=1):
            yield Node(self.path, item, f"{self.what}, entry {number},")

    def text(self) -> str:
        if (
            not isinstance(self.node, yaml.ScalarNode)
            or self.node.tag != "tag:yaml.org,2002:str"
            or not self.node.value
        ):
            raise self.wrong("must be a text")
        return str(self.node.value)

    def number(self, smallest: float) -> float:
        try:
            value = float(self.node.value)
        except (TypeError, ValueError):
            raise self.wrong("must be a number") from None
        if not smallest <= value < float("inf"):
            raise self.wrong(f"must be at least {smallest:g}")
        return value

    def yes(self) -> bool:
        """Whether a field that is `true` or `false` is true."""
        if self.node.value not in ("true", "false"):
            raise self.wrong("must be true or false")
        return bool(self.node.value == "true")


def read_yaml(path: Path, what: str) -> Node:
    """The document of a file.

    Raises:
        ContentError: it cannot be read, or is no YAML.
    """
    return parse_yaml(path, read_text(path), what)


def read_text(path: Path) -> str:
    """A file of the lesson.

    Raises:
        ContentError: it cannot be read.
    """
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise ContentError(path, f"cannot be read: {unreadable}") from unreadable


def parse_yaml(path: Path, text: str, what: str) -> Node:
    """The document that a file consists of.

    Raises:
        ContentError: it is no YAML.
    """
    try:
        document = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 0
        raise ContentError(path, f"is not YAML: {broken.problem}", line) from broken
    if document is None:
        raise ContentError(path, "is empty", 1)
    return Node(path, document, what)
