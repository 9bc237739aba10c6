"""A broken quiz file: every error names the file, the line and the question."""

from __future__ import annotations

from pathlib import Path

import pytest

from receptive.catalogue.content import ContentError
from receptive.quiz.reading import read_quiz

HEAD = "schema: receptive/quiz/v1\ntitle: T\nquestions:\n"
UNTITLED = "section: '1', bloom: apply, hints: [h], explanation: e"
COMMON = f"title: A title, {UNTITLED}"


def question(text: str) -> str:
    return f"{HEAD}- {{{text}, {COMMON}}}\n"


CHOICE = "id: q, type: single, prompt: p, choices: "

BROKEN = [
    ("a: [1", 2, "is no YAML"),
    ("\t- a", 1, "is no YAML"),
    ("", 1, "is empty"),
    (HEAD + "- {id: q, id: r}", 4, "id is given twice"),
    (question("id: q, type: true_false, prompt: p, answer: yes"), 4, "write true or false, or quote it"),
    (question("id: q, type: numeric, prompt: p"), 4, "question 'q': answer is missing"),
    (
        question("id: q, type: numeric, prompt: p, answer: '1', answr: '2'"),
        4,
        "question 'q', answr: answr is no field here",
    ),
    (question(CHOICE + "[{text: a, right: true}, {text: b, right: true}]"), 4, "2 choices are right"),
    (question(CHOICE + "[{text: a}, {text: b}]"), 4, "0 choices are right"),
    (question("id: q, type: essay, prompt: p"), 4, "'essay' is no type of question"),
    (question("id: Q!, type: numeric, prompt: p, answer: '1'"), 4, "should match pattern"),
    (question("id: q, type: numeric, prompt: p, answer: '1', points: many"), 4, "points"),
    (question("id: q, type: numeric, prompt: p, answer: 1"), 4, "valid string"),
    (question("id: q, type: numeric, prompt: p, answer: i, params: {i: {low: 5, high: 3}}"), 4, "from 5 to 3 is empty"),
    (
        question("id: q, type: numeric, prompt: p, answer: '1', catches: [{misconception: x, formula: '2'}]"),
        4,
        "pattern",
    ),
    (question("id: q, type: numeric, prompt: p, answer: '1', catches: [{says: x}]"), 4, "needs either run or formula"),
    (
        question("id: q, type: numeric, prompt: p, answer: '1', catches: [{says: x, run: '2'}]"),
        4,
        "run needs the miscon",
    ),
    (question("id: q, type: numeric, prompt: 2026-01-01, answer: '1'"), 4, "quote it"),
    (
        HEAD + "".join(f"- {{id: q, type: numeric, prompt: p, answer: '1', {COMMON}}}\n" for _ in "ab"),
        5,
        "question 'q': the id is used twice",
    ),
    (question("id: q, type: numeric, prompt: &one p, answer: *one"), 4, "*one: there are no aliases"),
    (
        question("id: q, type: numeric, prompt: p, answer: '1', params: {m: {shape: [2, 2], low: 3, high: 1}}"),
        4,
        "is empty",
    ),
    (
        f"{HEAD}- {{id: q, type: true_false, prompt: p, answer: true, {UNTITLED}}}\n",
        4,
        "question 'q': title is missing",
    ),
    (
        question("id: q, type: true_false, prompt: p, answer: true").replace("A title", '"{{i}} pixels"'),
        4,
        "question 'q', title: String should match pattern",
    ),
    (question("id: q, needs: [Stride], type: true_false, prompt: p, answer: true"), 4, "question 'q', needs.0: String"),
    ("[" * 100 + "]" * 100, 1, "nested too deeply"),
]


@pytest.mark.parametrize(("text", "line", "told"), BROKEN)
def test_an_error_names_file_line_and_question(tmp_path: Path, text: str, line: int, told: str) -> None:
    path = tmp_path / "quiz.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as refused:
        read_quiz(path)
    assert str(refused.value).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert told in str(refused.value)


def test_what_is_no_text_or_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "quiz.yaml"
    with pytest.raises(ContentError, match="No such file"):
        read_quiz(path)
    path.write_bytes(b"a: \xff\xfe")
    with pytest.raises(ContentError, match="not UTF-8"):
        read_quiz(path)
    path.write_bytes(b"a" * (2 << 20))
    with pytest.raises(ContentError, match="is larger than"):
        read_quiz(path)
    with pytest.raises(ContentError, match="cannot be read"):
        read_quiz(tmp_path)
