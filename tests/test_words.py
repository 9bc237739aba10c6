"""What students read keeps to the list of words in docs/words.md."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import ROOT

LIST = ROOT / "docs" / "words.md"
READ = (
    "exercises/**/*.md", "exercises/*/topic.yaml", "quizzes/*.yaml", "docs/*.md", "docs/lesson/*.md", "README.md",
    "CONTRIBUTING.md",
)  # fmt: skip
STUBS = sorted(ROOT.glob("exercises/*/*.py"))
MISTAKES = sorted(ROOT.glob("graders/*/misconceptions/*.py"))
PAGES = sorted({path for pattern in READ for path in ROOT.glob(pattern)} - {LIST})
CELLS = re.compile(r"(?<!\\)\|")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def rows() -> list[list[str]]:
    """The rows of the table, a cell each for: write, not, why, pattern."""
    lines = [line for line in LIST.read_text("utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in CELLS.split(line)[1:-1]] for line in lines[2:]]


PATTERNS = {row[1]: row[3].strip("`").replace(r"\|", "|") for row in rows() if row[3]}


def sentences_of_mistakes(path: Path) -> Iterator[str]:
    """The title and docstring of each misconception of a module."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef) and node.decorator_list:
            decorator = node.decorator_list[0]
            called = decorator.args if isinstance(decorator, ast.Call) else []
            yield from (str(arg.value) for arg in called if isinstance(arg, ast.Constant))
            yield ast.get_docstring(node) or ""


def prose_of_stub(path: Path) -> Iterator[str]:
    """Docstrings and comments of a stub, without its names."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""
    yield from re.findall(r"# .*", path.read_text("utf-8"))


@functools.cache
def prose_of(text: str) -> str:
    """Without its code, and in one line: lines may break anywhere."""
    return re.sub(r"\s+", " ", CODE.sub("`", text))


def found(pattern: str, text: str) -> list[str]:
    """What the pattern finds in the prose of a text."""
    return [match.group() for match in re.finditer(pattern, prose_of(text), re.IGNORECASE)]


TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in PAGES} | {
    path.relative_to(ROOT).as_posix(): "\n\n".join(read(path))
    for paths, read in ((MISTAKES, sentences_of_mistakes), (STUBS, prose_of_stub))
    for path in paths
}


def test_the_list_is_a_table_of_four_columns() -> None:
    assert PATTERNS
    assert not [row for row in rows() if len(row) != 4 or not all(row[:3])]


def test_every_kind_of_text_is_read() -> None:
    assert MISTAKES
    assert STUBS
    assert not [pattern for pattern in READ if not list(ROOT.glob(pattern))]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Which colour?", "colour"),
        ("it puts\nout 3", "puts out"),
        ("How many weights has it?", "how many weights has it"),
    ],
)
def test_a_word_that_is_not_to_be_used_is_found(text: str, word: str) -> None:
    assert found(PATTERNS[word], text)
    assert not found(PATTERNS[word], f"`{text}`".replace("\n", " "))


@pytest.mark.parametrize("word", PATTERNS)
def test_students_do_not_read(word: str) -> None:
    uses = {name: hits for name, text in TEXTS.items() if (hits := found(PATTERNS[word], text))}
    assert not uses, "docs/words.md says what to write instead"
