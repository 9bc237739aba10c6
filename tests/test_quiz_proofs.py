"""What `author check` says of a question that reads well and is wrong: with file, line and question."""

from __future__ import annotations

from pathlib import Path

import pytest

from receptive.authoring import quizzes
from receptive.authoring.quizzes import check_quiz
from receptive.catalogue.content import Content, find_content

HEAD = "schema: receptive/quiz/v1\ntitle: T\nquestions:\n"
COMMON = "title: A title, section: '1', bloom: apply, hints: [Think.], explanation: e"
NUMERIC = "id: q, type: numeric, prompt: p, params: {i: {low: 3, high: 30}}"


def asked(prompt: str) -> str:
    return NUMERIC.replace("prompt: p", f"prompt: '{prompt}'") + ", answer: i, proof: i"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    for name in ("exercises", "solutions", "graders"):
        (tmp_path / name).symlink_to(find_content().root / name)
    (tmp_path / "quizzes").mkdir()
    return Content(tmp_path)


def problems(content: Content, question: str, common: str = COMMON) -> tuple[str, ...]:
    path = content.quiz("output_size")
    path.write_text(f"{HEAD}- {{{question}, {common}}}\n", "utf-8")
    (line,) = check_quiz(content, "output_size", 40).lines
    assert all(problem.startswith(str(path)) for problem in line.problems)
    return line.problems


def test_a_question_that_is_right_has_no_problems(content: Content) -> None:
    assert problems(content, f"{NUMERIC}, answer: 'conv_out(i, 3)', proof: i - 2") == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (f"{NUMERIC}, answer: i + 1", "has no proof"),
        (f"{NUMERIC}, answer: i + 1, proof: i + 2", "its proof i + 2 says otherwise"),
        (f"{NUMERIC}, answer: j, proof: j", "j is not known here"),
        (f"{NUMERIC}, answer: i/3, proof: i/3", "give a tolerance"),
        (f"{NUMERIC}, answer: i, proof: i, catches: [{{formula: i + 0, says: same}}]", "gives the right answer"),
        (
            f"{NUMERIC}, answer: i, proof: i, catches: [{{formula: 2*i, says: a}}, {{formula: i + i, says: b}}]",
            "two mistakes give one answer",
        ),
        (
            f"{NUMERIC}, answer: i, proof: i, catches: [{{misconception: SHP-4, run: 'tf_outt(i)'}}]",
            "no function tf_outt",
        ),
        (f"{NUMERIC}, answer: i, proof: i, catches: [{{misconception: SHP-999, run: 'conv_out(i, 2)'}}]", "SHP-999"),
        (f"{NUMERIC}, require: ['i > 99'], answer: i, proof: i", "no parameters fulfil"),
        (f"{NUMERIC}, answer: i, proof: i, tolerance: {{absolute: 0.1}}", "asks for no precision: give decimals"),
        (f"{NUMERIC}, answer: i, proof: i, decimals: 2", "its prompt does not say how many"),
        (asked(r"$\frac{1}$"), "maths"),
        (asked(r"$\zeta$"), "no form for a terminal"),
        (asked("See ![](x.png)."), "no alt text"),
        (
            f"{NUMERIC}, answer: i, proof: i, figures: [{{kind: grid, values: i, alt: a number}}]",
            "a picture of kind grid cannot show",
        ),
        (
            "id: q, type: single, prompt: p, params: {i: {low: 1, high: 9}}, "
            "choices: [{text: '{{i}}', right: true}, {text: '{{i + 0}}', says: x}]",
            "two options are the same",
        ),
        ("id: q, type: output, prompt: p, code: print(6*7), answer: '43'", "the program prints '42', not '43'"),
        (
            "id: q, type: expression, prompt: p, variables: {i: {low: 2, high: 9}}, answer: i + 1, proof: i + 2",
            "its proof i + 2 says otherwise",
        ),
        ("id: q, type: ordering, prompt: p, items: [a, b, c], also: [[0, 1]]", "is no order of 3 items"),
    ],
)
def test_a_question_that_is_wrong_is_named(content: Content, question: str, told: str) -> None:
    found = problems(content, question)
    assert len(found) == 1
    assert ":4: question 'q': " in found[0]
    assert told in found[0]


def test_a_program_without_an_end_is_named_by_what_it_computed(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quizzes, "PROGRAM_S", 1)
    monkeypatch.setattr(quizzes, "RUN_PROGRAMS", 1)
    found = problems(content, "id: q, type: output, prompt: p, code: 'while True: pass', answer: '43'")
    assert [one.partition("'q': ")[2] for one in found] == ["the program does not end within 1 seconds of a processor"]


def test_a_hint_that_gives_the_answer_is_named(content: Content) -> None:
    common = COMMON.replace("Think.", "'It is {{i + 10}}.'")
    (found,) = problems(content, f"{NUMERIC}, answer: i + 10, proof: 10 + i", common)
    assert "a hint gives the answer" in found


CHOICES = (
    "id: q, type: single, prompt: p, choices: [{text: RIGHT, right: true}, {text: a long and careful distractor}, "
)
CHOICES += "{text: another such distractor}]"


@pytest.mark.parametrize(("right", "count"), [("the right one, longer than all of the others", 1), ("a right one", 0)])
def test_a_right_option_that_is_the_longest_by_far_is_listed(content: Content, right: str, count: int) -> None:
    content.quiz("output_size").write_text(f"{HEAD}- {{{CHOICES.replace('RIGHT', repr(right))}, {COMMON}}}\n", "utf-8")
    proven, options = check_quiz(content, "output_size", 1).lines
    assert proven.problems == options.problems == ()  # measured, and no reason to refuse a quiz
    assert options.found.startswith(f"in {count} of 1 choices in words")
    assert ("q (" in options.found) == bool(count)


def test_an_id_or_a_title_names_one_question_of_the_whole_lesson(content: Content) -> None:
    other = content.quiz("color")
    other.write_text(f"{HEAD}- {{{NUMERIC}, answer: i, proof: i, {COMMON}}}\n", "utf-8")
    first, second = problems(content, f"{NUMERIC}, answer: i, proof: i")
    assert "color.yaml has this id too" in first
    assert "color.yaml has the title 'A title' too" in second
    other.write_text(other.read_text("utf-8").replace("id: q", "id: r").replace("A title", "Another"), "utf-8")
    assert problems(content, f"{NUMERIC}, answer: i, proof: i") == ()


def test_a_quiz_that_cannot_be_read_is_named(content: Content) -> None:
    (found,) = problems(content, "id: q, type: essay, prompt: p")
    assert ":4: " in found
    assert "'essay' is no type of question" in found
