"""What code leaves the house: what is named public and no more; and what an audit finds again under other names."""

from __future__ import annotations

import ast
import builtins
import json
import re
import shutil
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from receptive.authoring.likeness import pieces
from receptive.authoring.opened import open_grader
from receptive.authoring.private_code import PrivateCode, not_looked_into
from receptive.catalogue.content import Content, ContentError, find_content
from receptive.catalogue.manifest import load_topic
from support import Grade

CONTENT = find_content()
SLUG = "output_size"


class Renamed(ast.NodeTransformer):
    """Another name for whatever has one of its own: what somebody does who copies and hides it."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def other(self, name: str) -> str:
        known = name in dir(builtins) or name in ("self", "np", "torch", "nn", "F")
        return name if known else self.names.setdefault(name, f"x{len(self.names)}")

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.other(node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg, node.annotation = self.other(node.arg), None
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        node.arg = self.other(node.arg) if node.arg else None
        self.generic_visit(node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name, node.returns = self.other(node.name), None
        if ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
        self.generic_visit(node)
        return node


def hidden(path: Path) -> str:
    """A program with other names, no annotations, docstrings or comments."""
    return ast.unparse(Renamed().visit(ast.parse(path.read_text("utf-8"))))


@pytest.fixture
def lesson(tmp_path: Path) -> Content:
    """One topic, to change."""
    root = tmp_path / "lesson"
    for room in ("exercises", "graders"):
        shutil.copytree(CONTENT.root / room / SLUG, root / room / SLUG)
    (root / "solutions").mkdir()
    shutil.copy(CONTENT.solution(SLUG), root / "solutions")
    return Content(root)


def with_public(lesson: Content, names: str) -> None:
    manifest = lesson.manifest(SLUG)
    manifest.write_text(
        manifest.read_text("utf-8").replace("public: [collected, layers]", f"public: [collected, {names}]"), "utf-8"
    )


def with_test(lesson: Content, top: str, old: str = "", new: str = "") -> int:
    """Change the file of tests: something at its top, and a line of an open test. The number of that line."""
    test = lesson.grader(SLUG) / "test_conv_out.py"
    text = test.read_text("utf-8").replace("from .conv_out import", f"{top}\nfrom .conv_out import", 1)
    assert old in text
    text = text.replace(old, new, 1)
    test.write_text(text, "utf-8")
    return text[: text.index(new)].count("\n") + 1


OPEN_TEST = "check_equal(student.conv_out(*arguments), positions)"


@pytest.mark.parametrize(
    ("top", "new", "told"),
    [
        ("", "check_equal(conv_out(*arguments), positions)", "conv_out.conv_out"),
        ("from . import expected", "check_equal(expected.conv_out(*arguments), positions)", "expected.conv_out"),
        ("from . import expected as e", "check_equal(e.conv_out(*arguments), positions)", "expected.conv_out"),
        ("from . import expected", "check_equal(getattr(expected, 'conv_out'), positions)", "expected,"),
        ("", "from .expected import conv_out as f; check_equal(f(*arguments), positions)", "expected.conv_out"),
        (
            "from .alternatives.layers import conv_out as g",
            "check_equal(g(*arguments), positions)",
            "alternatives.layers.",
        ),
        ("from .layers import nothing", "check_equal(nothing, positions)", "layers.nothing, which is no definition"),
    ],
)
def test_what_no_mark_makes_public_is_refused_with_its_line(lesson: Content, top: str, new: str, told: str) -> None:
    shutil.copy(lesson.grader(SLUG) / "conv_out.py", lesson.grader(SLUG) / "expected.py")
    line = with_test(lesson, top, OPEN_TEST, new)
    with pytest.raises(ContentError) as refused:
        open_grader(load_topic(lesson, SLUG))
    assert str(refused.value).startswith(f"{lesson.grader(SLUG) / 'test_conv_out.py'}:{line}: an open criterion uses ")
    assert told in refused.value.problem


@pytest.mark.parametrize(
    ("asked", "file", "told"),
    [
        ("QUESTIONS = (1,)", "conv_out", "conv_out.QUESTIONS, which students do not get"),
        ("from .asked import QUESTIONS", "asked", "expected.conv_out, which students do not get"),
    ],
)
def test_what_a_question_asked_at_home_uses_is_refused_with_its_line(
    lesson: Content, asked: str, file: str, told: str
) -> None:
    folder = lesson.grader(SLUG)
    shutil.copy(folder / "conv_out.py", folder / "expected.py")
    (folder / "asked.py").write_text(
        "from .expected import conv_out\n\nQUESTIONS = (1,\n    conv_out(5, 3))\n", "utf-8"
    )
    with_public(lesson, "layers, asked")
    conv_out = folder / "conv_out.py"
    conv_out.write_text(f"{conv_out.read_text('utf-8')}\n\n{asked}\n", "utf-8")
    line = 4 if file == "asked" else conv_out.read_text("utf-8").count("\n")
    with pytest.raises(ContentError) as refused:
        open_grader(load_topic(lesson, SLUG))
    assert str(refused.value).startswith(f"{folder / file}.py:{line}: a question asked at home uses {told}")


def test_all_names_of_a_module_may_be_answers(lesson: Content) -> None:
    shutil.copy(lesson.grader(SLUG) / "conv_out.py", lesson.grader(SLUG) / "expected.py")
    with_test(lesson, "from .expected import *")
    with pytest.raises(ContentError, match=r"uses expected\.\*, which students do not get"):
        open_grader(load_topic(lesson, SLUG))


def test_probes_need_the_mark_too(lesson: Content) -> None:
    (lesson.grader(SLUG) / "probes.py").write_text("def look(): return 1\n", "utf-8")
    head = "positions(student: Any, py_rng: Random"
    with_test(lesson, "", f"{head}) -> None:", f"{head}, probes: Any) -> None:")
    with pytest.raises(ContentError, match="uses probes, which students do not get"):
        open_grader(load_topic(lesson, SLUG))
    with_public(lesson, "layers, probes")
    assert open_grader(load_topic(lesson, SLUG))["probes.py"] == "def look(): return 1\n"


def test_of_a_public_module_only_what_is_used_leaves(lesson: Content) -> None:
    (lesson.grader(SLUG) / "cases.py").write_text("USED = 5\n\n\ndef unused():\n    return 1\n", "utf-8")
    with_public(lesson, "layers, cases")
    with_test(lesson, "from . import cases", OPEN_TEST, "check_equal(student.conv_out(cases.USED, 1), cases.USED)")
    cut = open_grader(load_topic(lesson, SLUG))["cases.py"]
    assert "USED = 5" in cut
    assert "unused" not in cut


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("layers, cases", "names cases, but there is no graders/output_size/cases.py"),
        ("layers, layers", "names layers a second time"),
        ("test_shapes", "must be the name of a module without .py"),
        ("layers.py", "must be the name of a module without .py"),
        ("../solutions", "must be the name of a module without .py"),
    ],
)
def test_a_mark_that_means_nothing_is_refused_with_its_line(lesson: Content, names: str, told: str) -> None:
    with_public(lesson, names)
    text = lesson.manifest(SLUG).read_text("utf-8")
    line = text[: text.index("public:")].count("\n") + 1
    with pytest.raises(ContentError) as refused:
        load_topic(lesson, SLUG)
    assert str(refused.value).startswith(f"{lesson.manifest(SLUG)}:{line}: public, entry ")
    assert told in refused.value.problem


@pytest.fixture(scope="module")
def private() -> PrivateCode:
    return PrivateCode(CONTENT)


@pytest.mark.parametrize("topic", CONTENT.topics())
def test_every_program_is_found_again_under_other_names(private: PrivateCode, topic: str) -> None:
    """And nothing that is public is taken for one of them."""
    folder = CONTENT.grader(topic)
    named = [exercise.name for exercise in load_topic(CONTENT, topic).exercises]
    files = {name: folder / f"{name}.py" for name in named}
    answers = [path for name, path in files.items() if path.exists() and f"def {name}(" in path.read_text("utf-8")]
    for path in (CONTENT.solution(topic), *answers, *sorted((folder / "alternatives").glob("*.py"))):
        if not list(pieces(path.read_text("utf-8"))):
            continue  # so small a program could be anybody's
        copied = f"import numpy as np\n{hidden(path)}\n".encode()
        assert list(private.found_in("expected.py", copied)), path
    for name in load_topic(CONTENT, topic).public:
        assert not list(private.found_in("x.py", (folder / f"{name}.py").read_bytes())), name
    for name, text in open_grader(load_topic(CONTENT, topic)).items():
        assert not list(private.found_in(name, text.encode())), name
    assert not list(private.found_in("x.py", CONTENT.stub(topic).read_bytes()))


def test_names_make_no_difference_and_what_is_done_does() -> None:
    def told(source: str) -> set[int]:
        return {piece.fingerprint for piece in pieces(source, least=10)}

    ours = told("def f(a, b):\n    '''Words.'''\n    return (a + 2 * b - 1) // b + 1  # why\n")
    assert ours == told("def g(x: int, y: int) -> int:\n    return (x + 2 * y - 1) // y + 1\n")
    assert not ours & told("def f(a, b):\n    return (a + 2 * b - 1) // b + 2\n")
    assert not told("what is (this\n")


def test_an_audit_finds_a_hidden_copy_wherever_it_lies(grade: Grade, tmp_path: Path) -> None:
    program = CONTENT.grader(SLUG) / "pool2d_out_shape.py"
    code = hidden(program)
    cell = {"cell_type": "code", "source": ["%matplotlib inline\n", *code.splitlines(keepends=True)]}
    folder = tmp_path / "handout"
    folder.mkdir()
    (folder / "notes.txt").write_text(f"Read this.\n\n{code}\n\nThat was it: done.\n", "utf-8")
    (folder / "page.md").write_text(f"# A page\n\n```python\n{code}\n```\n", "utf-8")
    (folder / "work.ipynb").write_text(json.dumps({"cells": [cell], "nbformat": 4}), "utf-8")
    (folder / "data.json").write_text(json.dumps({"blob": b64encode(code.encode()).decode()}), "utf-8")
    with zipfile.ZipFile(folder / "inner.whl", "w") as inner:
        inner.writestr("pkg/util.py", code)
    with zipfile.ZipFile(folder / "outer.zip", "w") as outer:
        outer.write(folder / "inner.whl", "inner.whl")
    (folder / "fair.py").write_text("def mean(values):\n    return sum(values) / len(values)\n", "utf-8")
    for sealed in ("graders/sealed", "quizzes/sealed"):
        (folder / sealed).mkdir(parents=True)
        shutil.copy(CONTENT.root / sealed / f"{SLUG}.json", folder / sealed)
    ran = grade("author", "audit", folder)
    assert ran.code == 1
    found = dict(line.split(": ", 1) for line in ran.out.splitlines() if f"graders/{SLUG}/pool2d_out_shape.py" in line)
    assert found.keys() == {
        "notes.txt", "page.md", "work.ipynb", "data.json", "inner.whl:pkg/util.py", "outer.zip:inner.whl:pkg/util.py",
    }  # fmt: skip
    assert "fair.py" not in ran.out
    assert "sealed/" not in ran.out
    assert "practice, which never counts" in ran.out
    assert re.search(
        r"sealed mistakes: [0-9]+ in 10 exercises; of [0-9]+ exercises a box opens within an hour", ran.out
    )


def test_what_cannot_be_looked_into_is_said() -> None:
    assert list(not_looked_into("a/__pycache__/oracle.cpython-311.pyc", b"\xa7\r\r\n"))
    assert list(not_looked_into("table.csv", b"\x1f\x8b\x08rest"))
    assert not list(not_looked_into("table.csv", b"a,b\n"))
