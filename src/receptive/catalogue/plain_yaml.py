"""YAML as plain data: no tags, no bare yes. Every error names file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from receptive.catalogue.content import ContentError

LOOSE = {"yes", "no", "on", "off", "y", "n"}  # true and false for YAML 1.1, and words for everybody else


def plain(path: Path, node: yaml.Node) -> Any:
    """The data of a node. Keys are texts and unique, and a bare yes or no is refused instead of being true or false.

    Raises:
        ContentError: it holds something else.
    """
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ContentError(path, "a field has a word for its name", line)
            if key.value in found:
                raise ContentError(path, f"{key.value} is given twice", key.start_mark.line + 1)
            found[str(key.value)] = plain(path, value)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [plain(path, item) for item in node.value]
    if node.tag == "tag:yaml.org,2002:bool" and node.value.lower() in LOOSE:
        raise ContentError(path, f"write true or false, or quote it: YAML takes a bare {node.value} for one", line)
    if node.tag not in SCALARS:
        raise ContentError(path, f"a value of kind {node.tag.rpartition(':')[2]} is not expected here; quote it", line)
    try:
        return SCALARS[node.tag](node.value)
    except ValueError as wrong:
        raise ContentError(path, f"{node.value[:40]} is read as a number, but is none; quote it", line) from wrong


def value_of(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def items_of(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def text_of(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _whole(text: str) -> int:
    return int(text.replace("_", ""), 0)


SCALARS: dict[str, Any] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:int": _whole,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:null": lambda _: None,
}
