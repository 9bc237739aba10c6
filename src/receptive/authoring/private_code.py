"""The programs of a lesson that stay with the instructor, and where a file holds a part of one, whatever its names."""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from receptive.authoring.likeness import Piece, pieces
from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic

ENCODED = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")
COMPILED = (".pyc", ".pyo", ".pyd", ".so", ".dll")
PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"\x28\xb5\x2f\xfd")  # gzip, bzip2, xz, 7z, zstd
OPENED = (".tar", ".tar.gz", ".tgz")  # besides zip
DEEPEST = 3  # archives inside one another


class PrivateCode:
    """Solutions, alternatives, oracles, models of mistakes, pictures: all of a lesson's programs but tests and stubs.

    What is public is looked at like any other file: that a module is called so does not make it hold no answer.
    """

    def __init__(self, content: Content) -> None:
        self.known: dict[int, str] = {}  # by fingerprint: the file that holds such a piece, and the line
        for topic in content.topics():
            for path in _private_files(content, topic):
                name = path.relative_to(content.root)
                for piece in pieces(path.read_text("utf-8")):
                    self.known.setdefault(piece.fingerprint, f"{name}:{piece.line}")
        for topic in content.topics():
            for path in (content.stub(topic), *sorted(content.readme(topic).parent.glob("*.md"))):
                for piece in pieces(path.read_text("utf-8")):
                    self.known.pop(piece.fingerprint, None)  # students have been told

    def found_in(self, name: str, data: bytes) -> Iterator[str]:
        """A sentence for each private file of which the data hold a part."""
        largest: dict[str, tuple[Piece, str]] = {}
        for text in texts_in(name, data):
            for piece in pieces(text):
                place = self.known.get(piece.fingerprint, "")
                file = place.rpartition(":")[0]
                if file and (file not in largest or piece.size > largest[file][0].size):
                    largest[file] = piece, place
        for piece, place in largest.values():
            yield f"from line {piece.line} on: the same program as {place}, whatever its names"


def texts_in(name: str, data: bytes) -> Iterator[str]:
    """The text of a file and those inside it: strings of JSON, cells of a notebook, what is written in base64."""
    text = data.decode("utf-8", "replace")
    if name.endswith((".json", ".ipynb")):
        yield from _strings(text)
    else:
        yield text
    for blob in ENCODED.findall(data):
        try:
            yield b64decode(blob + b"=" * (-len(blob) % 4)).decode("utf-8")
        except ValueError:
            continue


def not_looked_into(name: str, data: bytes) -> Iterator[str]:
    """Why a file may hold what an audit cannot see."""
    if name.endswith(COMPILED):
        yield "is compiled, so that nobody can look through it"
    elif zipfile.is_zipfile(io.BytesIO(data)):
        if name.count(":") >= DEEPEST:
            yield f"is an archive inside {DEEPEST} others, and was not opened"
    elif not name.endswith(OPENED) and (data.startswith(PACKED) or tarfile.is_tarfile(io.BytesIO(data))):
        yield "is packed in a way that was not opened"


def _private_files(content: Content, topic: str) -> Iterator[Path]:
    folder = content.grader(topic)
    public = load_topic(content, topic).public
    yield content.solution(topic)
    for path in sorted(folder.rglob("*.py")):
        if not path.name.startswith("test_") and not (path.parent == folder and path.stem in public):
            yield path


def _strings(text: str) -> Iterator[str]:
    """Every text in a document of JSON; a list of texts, as notebooks keep lines, as one."""
    try:
        stack: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        yield text
        return
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list) and all(isinstance(line, str) for line in item):
            yield "".join(item)
        elif isinstance(item, list | dict):
            stack += item.values() if isinstance(item, dict) else item
