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
from receptive.quiz.forms import Belief, Form, Key, Variant
from receptive.quiz.page import FILES
from receptive.quiz.sealing import WORK, mark_sealed, seal

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

OPEN = """
const [variant, answers] = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const marked = answers.map((one) => Seals.mark(variant, one));
Promise.all(marked).then((found) => process.stdout.write(JSON.stringify(found)));
"""


def by_python(form: Form, text: str) -> list[str] | None:
    try:
        return list(read_answer(form, text).canonicals)
    except Unreadable:
        return None


def by_node(tmp_path: Path, forms: dict[str, Form], asked: list[tuple[str, str]]) -> list[list[str] | None]:
    described = json.dumps({name: asdict(form) for name, form in forms.items()})
    return list(node(tmp_path, ("formula.js", "answers.js"), SCRIPT % described, asked))


def node(tmp_path: Path, files: tuple[str, ...], script: str, given: object) -> Any:
    """What a script prints after these files of the page, with something on its standard input."""
    program = shutil.which("node")
    if program is None:
        pytest.skip("node is not installed")
    path = tmp_path / "asked.js"
    path.write_text("".join((FILES / name).read_text("utf-8") for name in files) + script, "utf-8")
    done = subprocess.run(
        [program, path], input=json.dumps(given).encode(), capture_output=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


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
    for name in ("options", "lefts", "variables", "must_use", "must_not_use"):
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


def test_both_open_a_seal_with_the_rounds_that_it_records(tmp_path: Path) -> None:
    keys = (Key(("number:27/1",), (("number:28/1", Belief("One too many.")),)), Key(("shape:2,3",)))
    forms = (Form("number", "a"), Form("shape", "b"))
    open_ = Variant("t", "q", 0, 1.0, "table", "T", "P", (), ("h",), forms, keys, "Because.")
    sealed, soon = seal(open_), seal(open_, rounds=1234)
    assert (sealed.rounds * len(forms), soon.rounds) == (WORK, 1234)
    for variant, typed in ((sealed, [["28", "2x3"]]), (soon, [["27", "(2, 3)"], ["28", "2x3"], ["29", "3x2"]])):
        answers = [[read_answer(form, text).canonicals for form, text in zip(forms, one, strict=True)] for one in typed]
        marked = node(tmp_path, ("seals.js",), OPEN, [asdict(variant) | {"name": "t/q/0"}, answers])
        for theirs, one in zip(marked, typed, strict=True):
            ours = mark_sealed(variant, one)
            assert (theirs["right"], theirs["slots"]) == (ours.right, list(ours.slots))
            assert theirs["beliefs"] == [belief.says for belief in ours.beliefs]
            assert theirs["explanation"] == ours.explanation
