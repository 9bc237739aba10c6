"""The bytes of one file to a submission: it is read as what it is, whatever its name says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from receptive.limits import MAX_SOURCE, Refused
from receptive.model import Submission
from receptive.reading.contents import Content, as_utf8, content_of

if TYPE_CHECKING:
    from receptive.reading.reader import Reader  # loads what a command without notebooks does not need

EMPTY = b"\xef\xbb\xbf \t\r\n\0"
NOTEBOOK_END = ".ipynb"


def is_empty(data: bytes) -> bool:
    """Whether there is nothing in it but blanks."""
    return not data.strip(EMPTY)


def submission_of(topic: str, path: Path, name: str, data: bytes, reader: Callable[[], Reader]) -> Submission:
    """What is programmed in a file: its text, or of a notebook the definitions in its code cells. Nothing is run.

    A file that cannot be taken gives a submission with a `fault` that says what it is.

    Args:
        name: for the sentences about it.
        reader: makes what reads a notebook.
    """
    content = content_of(data)
    if content not in (Content.TEXT, Content.NOTEBOOK):
        return Submission(topic, path, fault=f"{name} cannot be graded: it is {content.value}.")
    data = as_utf8(data)
    if content is Content.NOTEBOOK or (is_notebook(name) and data.lstrip(EMPTY)[:1] in (b"{", b"[")):
        from receptive.catalogue.manifest import exercise_names  # loads what a Python file does not need

        try:
            found = reader().notebook(data, exercise_names(topic) if topic else ())
        except Refused as broken:
            return Submission(topic, path, fault=f"{name} cannot be graded: {broken}.")
        source = found.source.encode("utf-8", "replace")
        if is_empty(source) and found.faults:
            fault = f"{name}: nothing in it could be read: {found.faults[0]}."
            return Submission(topic, path, fault=fault, notes=found.faults)
        return Submission(topic, path, source, notes=found.faults)
    if len(data) > MAX_SOURCE:
        return Submission(topic, path, fault=f"{name} is too large: a solution has at most {MAX_SOURCE >> 10} KiB.")
    return Submission(topic, path, data)


def is_notebook(name: str) -> bool:
    """Whether a file is called one; `color.ipynb.txt` is, too."""
    return NOTEBOOK_END in name.casefold()
