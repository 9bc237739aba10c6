"""Reads YAML with the line of every mistake: bounded in size and depth, without aliases.

Values are checked as they are taken, so nothing untyped gets further.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path

import yaml

from receptive.catalogue.content import ContentError

MAX_BYTES = 1 << 20
MAX_DEPTH = 20
# The C parser is ten times faster; wheels of PyYAML have it, a build from source may not.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Node:
    """One value of a YAML file, and where it stands."""

    def __init__(self, path: Path, node: yaml.Node, what: str) -> None:
        self.path = path
        self.node = node
        self.what = what

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def wrong(self, problem: str) -> ContentError:
        return ContentError(self.path, f"{self.what} {problem}", self.line)

    def fields(self, required: Set[str], optional: Set[str] = frozenset()) -> dict[str, Node]:
        """The values of a mapping that has exactly these keys."""
        found: dict[str, Node] = {}
        for name, value in self.entries():
            if name not in required | optional:
                known = ", ".join(sorted(required | optional))
                raise value.wrong(f"is no field of {self.what}; its fields are {known}")
            found[name] = value
        for name in sorted(required - found.keys()):
            raise self.wrong(f"lacks {name!r}")
        return found

    def entries(self) -> Iterator[tuple[str, Node]]:
        """The names and values of a mapping whose names are its author's."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("must be a mapping")
        known: dict[str, int] = {}
        for key, value in self.node.value:
            name = str(key.value)
            own = Node(self.path, key, name)
            if name in known:
                raise own.wrong(f"is given twice, first in line {known[name]}")
            known[name] = own.line
            yield name, Node(self.path, value, name)

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


def parse_yaml(path: Path, text: str, what: str) -> Node:
    """The document that a file consists of.

    Raises:
        ContentError: it is no YAML, or more than plain data.
    """
    return Node(path, compose(path, text), what)


def read_text(path: Path) -> str:
    """A file of the lesson.

    Raises:
        ContentError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ContentError(path, f"is larger than {MAX_BYTES >> 10} KiB")
        return data.decode("utf-8")
    except OSError as unreadable:
        raise ContentError(path, f"cannot be read: {unreadable.strerror}") from unreadable
    except UnicodeDecodeError as broken:
        line = broken.object[: broken.start].count(b"\n") + 1
        raise ContentError(path, f"cannot be read: it is not UTF-8: {broken.reason}", line) from broken


def compose(path: Path, text: str) -> yaml.Node:
    """The tree of a document.

    Raises:
        ContentError: it is no YAML, or more than plain data.
    """
    try:
        _check_nesting(path, text)
        node = yaml.compose(text, Loader)
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 0
        raise ContentError(path, f"is no YAML: {broken.problem}", line) from broken
    except yaml.YAMLError as broken:
        raise ContentError(path, f"is no YAML: {broken}") from broken
    if node is None:
        raise ContentError(path, "is empty", 1)
    return node


def _check_nesting(path: Path, text: str) -> None:
    """Before it is taken whole: depth could end the process, and a few aliases of aliases could fill its memory."""
    depth = 0
    for event in yaml.parse(text, Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 0
        if depth > MAX_DEPTH:
            raise ContentError(path, "is nested too deeply", line)
        if isinstance(event, yaml.AliasEvent):
            raise ContentError(path, f"*{event.anchor}: there are no aliases here; write it out", line)
