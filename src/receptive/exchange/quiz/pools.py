"""What is exported, and what comes of it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from receptive.catalogue.fixed_zip import write_zip
from receptive.exchange.quiz.losses import LeftOut
from receptive.quiz.forms import Variant
from receptive.quiz.schema import Question

UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")


class ExportError(Exception):
    """A quiz cannot be written in a format: a library is absent, or a text cannot be put into it."""


@dataclass(frozen=True)
class Pool:
    """A question and the variants of it, one of which a student is to meet."""

    question: Question
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class Exported:
    """A file. `left_out`: in words, the questions and parts of questions that the format cannot carry.

    `questions`: how many of those given it holds, in one variant at least, and a table in one of its cells at least.
    """

    data: bytes
    left_out: tuple[str, ...]
    questions: int


def carried(pools: Iterable[Pool]) -> int:
    """How many questions these pools ask; the cells of a table, taken apart, are one."""
    return len({(pool.variants[0].quiz, pool.question.id) for pool in pools})


def without_tables(pools: Sequence[Pool], left: LeftOut) -> list[Pool]:
    """For a format without tables: each cell becomes a question with the whole prompt and its part of the points."""
    found = []
    for pool in pools:
        first = pool.variants[0]
        if first.type != "table":
            found.append(pool)
            continue
        left.note(first, "its cells as one question; each is one of its own, for its part of the points")
        for place in range(len(first.forms)):
            found.append(Pool(pool.question, tuple(_cell(variant, place) for variant in pool.variants)))
    return found


def _cell(variant: Variant, place: int) -> Variant:
    form = variant.forms[place]
    return replace(
        variant,
        question=f"{variant.question}.{place + 1}",
        points=variant.points / len(variant.forms),
        type="shape" if form.kind == "shape" else "numeric",
        title=f"{variant.title} ({place + 1})",
        prompt=f"{variant.prompt}\n\n{form.label}",
        forms=(form,),
        keys=(variant.keys[place],),
    )


def identifier(variant: Variant) -> str:
    """A name of a variant that every format takes; XML has it begin with a letter."""
    name = UNSAFE.sub("_", f"{variant.quiz}.{variant.question}.{variant.number}")
    return name if name[0].isalpha() or name[0] == "_" else f"q{name}"


def variants_of(pools: Sequence[Pool]) -> list[Variant]:
    """All variants, in order.

    Raises:
        ExportError: there is none, a pool is empty, or two variants have one name.
    """
    if not pools or not all(pool.variants for pool in pools):
        raise ExportError("there is no question to export")
    found = [variant for pool in pools for variant in pool.variants]
    names = [identifier(variant) for variant in found]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise ExportError(f"two variants are called {twice}")
    return found


def import_needed(module: str, name: str) -> Any:
    """A module of the `lms` extra.

    Raises:
        ExportError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as absent:
        raise ExportError(f"{name} needs: pip install 'receptive[lms]'") from absent


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip file of these files, in their order."""
    return write_zip(files.items())
