"""Python and the browser's JavaScript read every answer alike: same canonical form, or both refuse."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from answer_samples import FORMS, Samples
from receptive.quiz.answers import Unreadable, read_answer
from receptive.quiz.page import FILES
from receptive.quiz.records import Form

VECTORS = Path(__file__).parent / "answer_vectors.json"
COUNT = 24_000
SCRIPT = """
const forms = %s;
process.stdout.on("error", () => {});
const asked = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const found = asked.map(([name, text]) => {
  try {
    return Answers.read(forms[name], text).canonicals;
  } catch (wrong) {
    if (!(wrong instanceof Answers.Unreadable)) throw new Error(`${name} ${JSON.stringify(text)}: ${wrong.stack}`);
    return null;
  }
});
process.stdout.write(JSON.stringify(found));
"""


def by_python(form: Form, text: str) -> list[str] | None:
    try:
        return list(read_answer(form, text).canonicals)
    except Unreadable:
        return None


def by_node(tmp_path: Path, forms: dict[str, Form], asked: list[tuple[str, str]]) -> list[list[str] | None]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    script = tmp_path / "read.js"
    code = "".join((FILES / name).read_text("utf-8") for name in ("formula.js", "answers.js"))
    described = json.dumps({name: asdict(form) for name, form in forms.items()})
    script.write_text(code + SCRIPT % described, "utf-8")
    done = subprocess.run(
        [node, script], input=json.dumps(asked).encode(), capture_output=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[list[str] | None] = json.loads(done.stdout)
    return found


def test_both_read_generated_answers_alike(tmp_path: Path) -> None:
    asked = list(itertools.islice(Samples(20_261_125), COUNT))
    theirs = by_node(tmp_path, FORMS, asked)
    different = [
        (name, text, ours, read)
        for (name, text), read in zip(asked, theirs, strict=True)
        if (ours := by_python(FORMS[name], text)) != read
    ]
    assert different == []
    read = Counter(name for (name, _), one in zip(asked, theirs, strict=True) if one is not None)
    refused = Counter(name for (name, _), one in zip(asked, theirs, strict=True) if one is None)
    assert min(read[name] for name in FORMS) > 250, f"too few that can be read: {read}"
    assert min(refused[name] for name in FORMS) > 100, f"too few that cannot: {refused}"
    assert len(set(asked)) > 10_000


def vectors() -> list[dict[str, Any]]:
    return list(json.loads(VECTORS.read_text("utf-8")))


def form_of(vector: dict[str, Any]) -> Form:
    fields = dict(vector["form"])
    for name in ("options", "lefts", "variables"):
        fields[name] = tuple(fields.get(name, ()))
    for name in ("points", "grid"):
        fields[name] = tuple(map(tuple, fields.get(name, ())))
    return Form(**fields)


@pytest.mark.parametrize("vector", vectors(), ids=lambda one: f"{one['form']['kind']}: {one['text'][:24]!r}")
def test_python_reads_the_vectors(vector: dict[str, Any]) -> None:
    assert by_python(form_of(vector), vector["text"]) == vector["canonicals"]


def test_javascript_reads_the_vectors(tmp_path: Path) -> None:
    forms = {str(place): form_of(vector) for place, vector in enumerate(vectors())}
    asked = [(str(place), vector["text"]) for place, vector in enumerate(vectors())]
    assert by_node(tmp_path, forms, asked) == [vector["canonicals"] for vector in vectors()]
