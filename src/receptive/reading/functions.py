"""What the reading process can be asked for: bytes in, plain data out. JSON and pieces of bytes travel, nothing else.

Each entry of `FUNCTIONS` takes the bytes and the plain arguments of a request, and gives what JSON can write together
with the pieces that go beside it. `Reader` turns both back into records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from receptive.limits import READ_MEMORY, Refused
from receptive.reading.cells import Cell, Extracted
from receptive.reading.contents import Content, content_of
from receptive.reading.excerpt import excerpt
from receptive.reading.fingerprints import bare_source, prints_of
from receptive.reading.notebook import module_of_cells, module_of_notebook, without_outputs

HASH_BYTES = 8
Answer = tuple[Any, Sequence[bytes]]
OK, REFUSED, TOO_MUCH = "ok", "refused", "too much"
HUNGRY = f"it takes more than {READ_MEMORY >> 20} MiB of memory to read; clear the outputs of a notebook"


def _notebook(data: bytes, exercises: Sequence[str]) -> Answer:
    return _of_extracted(module_of_notebook(data, exercises))


def _cleared(data: bytes) -> Answer:
    return None, [without_outputs(data)]


def _cells(data: bytes, exercises: Sequence[str]) -> Answer:
    return _of_extracted(module_of_cells([Cell(*parts) for parts in json.loads(data)], exercises))


def _of_extracted(found: Extracted) -> Answer:
    return list(found.faults), [found.source.encode("utf-8", "replace")]


def _list(data: bytes) -> Answer:
    from receptive.reading.archives import list_members  # loads compressions that a notebook does not need
    from receptive.reading.tars import list_tar

    listed = list_tar(data) if content_of(data) is Content.TAR else list_members(data)
    return [[one.name, one.written, one.size] for one in listed], []


def _directory(tail: bytes, size: int) -> Answer:
    from receptive.reading.archives import find_directory  # as above

    return astuple(find_directory(tail, size)), []


def _parts(directory: bytes, start: int, size: int, count: int, is_huge: bool) -> Answer:
    from receptive.reading.archives import Directory, list_parts  # as above

    return [list(vars(part).values()) for part in list_parts(directory, Directory(start, size, count, is_huge))], []


def _unpack(data: bytes, limits: Mapping[str, int]) -> Answer:
    from receptive.reading.archives import unpack  # as above
    from receptive.reading.tars import unpack_tar

    members = unpack_tar(data, limits) if content_of(data) is Content.TAR else unpack(data, limits)
    return [[member.name, member.fault] for member in members], [member.data for member in members]


def _statements(data: bytes) -> Answer:
    from receptive.reading.stubs import statements_of

    return sorted(statements_of(data)), []


def _prints(data: bytes) -> Answer:
    found = prints_of(data.decode("utf-8", "replace"))
    return found.program, [b"".join(one.to_bytes(HASH_BYTES) for one in found.hashes)]


def _bare(data: bytes) -> Answer:
    return None, [bare_source(data.decode("utf-8", "replace")).encode("utf-8", "replace")]


def _excerpt(data: bytes, name: str, line: int) -> Answer:
    lines = excerpt(data.decode("utf-8", "replace"), name, line)
    return [[one.number, one.text, one.here] for one in lines], []


FUNCTIONS: Mapping[str, Callable[..., Answer]] = {
    "notebook": _notebook,
    "cleared": _cleared,
    "cells": _cells,
    "listed": _list,
    "directory": _directory,
    "parts": _parts,
    "unpacked": _unpack,
    "statements": _statements,
    "prints": _prints,
    "bare": _bare,
    "excerpt": _excerpt,
}


def answer(request: bytes, data: bytes) -> list[bytes]:
    """The answer to a request, JSON first. It never raises, whatever the data are."""
    name, *arguments = json.loads(request)
    try:
        plain, pieces = FUNCTIONS[name](data, *arguments)
        return [_json(OK, plain), *pieces]
    except Refused as refused:
        return [_json(REFUSED, str(refused))]
    except MemoryError:
        return [_json(TOO_MUCH, HUNGRY)]
    except Exception as fault:  # a stranger's file must not end a run, though this one is for us to mend
        return [_json(REFUSED, f"it cannot be read, by a fault of ours ({type(fault).__name__}); please report it")]


def _json(*parts: object) -> bytes:
    return json.dumps(parts).encode()
