"""A student who wants the answers of a graded quiz from a release, with all that this program and Python can do."""

from __future__ import annotations

import json
import random
import zipfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from receptive.authoring.audit import _quiz_problems
from receptive.authoring.found_quizzes import Found, find_quizzes
from receptive.authoring.guessing import count_guesses, guesses
from receptive.authoring.quiz_attack import attack, stands_beside
from receptive.authoring.quiz_audit import QuizAudit, SealCost, audit_quizzes
from receptive.authoring.release import practice_quizzes, release
from receptive.authoring.unpacking import files_in
from receptive.catalogue.content import find_content
from receptive.quiz import graded_quiz
from receptive.quiz.apart import can_be_both
from receptive.quiz.forms import Form, Key, Variant
from receptive.quiz.graded_quiz import draw_graded_pools, read_secret
from receptive.quiz.page import page_html, payload_script
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz
from receptive.quiz.sealed_quiz import GRADED, SealedQuiz, pools, practice_pool, write_text
from receptive.quiz.sealing import seal
from receptive.quiz.variants import _number_of
from support import Grade, skip_without

skip_without("torch", "torch is not installed; the quiz of build_cnn runs it")
CONTENT = find_content()
FEW = 50  # rounds of a seal that a test opens


@pytest.fixture(scope="module")
def programs() -> Programs:
    return Programs(CONTENT)


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[Variant]]:
    """Each question that a graded release has drawn, with its answers; `exam` fills it."""
    return {}


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, list[Variant]]) -> Path:
    """A folder with a graded release, whole, and its secret beside the folder."""

    def noted(*words: Any) -> dict[str, list[Variant]]:
        pools_of_topic = draw_graded_pools(*words)
        drawn.update(pools_of_topic)
        return pools_of_topic

    folder = tmp_path_factory.mktemp("exam") / "handed-out"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(graded_quiz, "draw_graded_pools", noted)
        release(CONTENT, folder / "exam.zip", folder.parent / "secret", wheel=True, self_study=False, hold_back=False)
    return folder


@pytest.fixture(scope="module")
def found(exam: Path) -> Found:
    return find_quizzes(files_in(exam))


@pytest.fixture(scope="module")
def keys(programs: Programs, exam: Path, drawn: dict[str, list[Variant]]) -> dict[str, list[Variant]]:
    """What the secret alone says again; of a few topics, as marking does it."""
    secret = read_secret(exam.parent / "secret", make=False)
    for topic in ("build_cnn", "color", "output_size"):
        again = draw_graded_pools(programs, CONTENT, topic, secret)
        assert again == {name: pool for name, pool in drawn.items() if name.startswith(f"{topic}/")}
    return drawn


def test_a_graded_release_answers_none_of_its_questions(found: Found, keys: dict[str, list[Variant]]) -> None:
    assert set(found.graded) == set(keys)
    assert len(keys) >= 77
    assert found.seals == {}
    assert found.keys == set()
    assert attack(found, keys) == []
    for question in found.graded.values():
        for variant in question.variants:
            assert (variant.salt, variant.explanation, "".join(map("".join, variant.boxes))) == ("", "", "")
            assert not any(form.step or form.offset for form in variant.forms)


def test_nothing_else_in_it_was_made_from_the_answers(exam: Path) -> None:
    names = [name for name, _ in files_in(exam)]
    assert any(name.endswith("receptive/quiz/sealing.py") for name in names)  # the wheel was opened
    assert [name for name in names if "quizzes/sealed" in name or name.endswith(".sealed")] == []
    for name, data in files_in(exam):
        if name.endswith(".json") and "/quizzes/" in name:
            assert list(_quiz_problems(data.decode())) == []


@pytest.mark.parametrize("leak", ["seal", "page", "script", "step", "own seal", "text"])
def test_a_leak_is_found(
    leak: str, found: Found, keys: dict[str, list[Variant]], programs: Programs, tmp_path: Path
) -> None:
    name = "color/what-changed"
    practised = seal(practice_pool(programs, "color", _question("color", "what-changed"))[0], FEW)
    graded = found.graded[name]
    quiz = SealedQuiz(GRADED, "color", "Color", found.release, (graded,))
    if leak == "seal":
        (tmp_path / "notes.txt").write_text(json.dumps({"deep": [asdict(practised)]}), "utf-8")
    elif leak == "page":
        (tmp_path / "page.html").write_text(page_html("Color", {name: [practised]}), "utf-8")
    elif leak == "script":
        (tmp_path / "any.js").write_text(payload_script("Color", {name: [practised]}), "utf-8")
    elif leak == "text":
        (tmp_path / "quiz.txt").write_bytes(CONTENT.quiz("color").read_bytes())
    else:
        form = replace(graded.variants[0].forms[0], step="1/50", offset="0")
        changed = replace(graded.variants[0], forms=(form,)) if leak == "step" else seal(keys[name][0], FEW)
        quiz = replace(quiz, questions=(replace(graded, variants=(changed,)),))
    (tmp_path / "color.json").write_text(write_text(quiz), "utf-8")
    for known in (keys, {}):
        assert [one.question for one in attack(find_quizzes(files_in(tmp_path)), known)] == [name]


def test_the_audit_says_how_many_it_answered(exam: Path, programs: Programs, tmp_path: Path) -> None:
    with zipfile.ZipFile(exam / "exam.zip") as archive:
        (tmp_path / "color.json").write_bytes(archive.read("exam/quizzes/color.json"))
    secret = exam.parent / "secret"
    clean = audit_quizzes(CONTENT, tmp_path, secret)
    assert (clean.graded, clean.answered, clean.marked, clean.seals) == (16, (), True, ())
    practised = practice_pool(programs, "color", _question("color", "what-changed"))[0]
    (tmp_path / "leak.json").write_text(json.dumps(asdict(seal(practised, FEW))), "utf-8")
    leaky = audit_quizzes(CONTENT, tmp_path, secret)
    assert [one.question for one in leaky.answered] == ["color/what-changed"]
    assert [(one.question, one.guesses) for one in leaky.seals] == [("color/what-changed", 4)]
    assert not audit_quizzes(CONTENT, tmp_path, tmp_path / "another").marked


def test_what_is_practised_with_hold_back_answers_nothing_that_counts(
    keys: dict[str, list[Variant]], programs: Programs
) -> None:
    """Even if every seal were opened: other numbers, other pictures, another answer."""
    handed_out = practice_quizzes(CONTENT, hold_back=True)
    practised = 0
    for topic, text in handed_out.items():
        names = {question["id"] for question in json.loads(text)["questions"]}
        for question in read_quiz(CONTENT.quiz(topic)).questions:
            assert (question.id in names) is can_be_both(programs, topic, question)
            if question.id not in names:
                continue
            practised += 1
            for one in practice_pool(programs, topic, question):
                for other in keys[f"{topic}/{question.id}"]:
                    assert (one.prompt, one.pictures) != (other.prompt, other.pictures)
                    if not any(form.points or form.step for form in one.forms):
                        assert [key.accepted for key in one.keys] != [key.accepted for key in other.keys]
    assert 35 <= practised < len(keys)


def test_the_order_of_choices_cannot_be_undone(programs: Programs) -> None:
    """Authors write what is right first, and students have the program that shuffles."""
    undone = total = 0
    for topic in CONTENT.topics():
        for pool in pools(programs, topic, read_quiz(CONTENT.quiz(topic))).values():
            if pool[0].type in ("single", "ordering") and len(pool) == 1:
                total += 1
                undone += any(_first_undone(seed, pool[0]) for seed in ("practice", "", topic))
    assert total >= 10
    assert undone < total * 0.8  # three seeds meet one of four choices now and then


def _first_undone(seed: str, variant: Variant) -> bool:
    options = variant.forms[0].options
    places = list(range(len(options)))
    random.Random(_number_of(seed, f"{variant.quiz}/{variant.question}/0")).shuffle(places)
    first = options[places.index(0)]
    return variant.keys[0].shown.startswith(first)


def _question(topic: str, name: str):  # type: ignore[no-untyped-def]  # the union of all kinds has no class
    return next(one for one in read_quiz(CONTENT.quiz(topic)).questions if one.id == name)


def test_guesses_are_counted() -> None:
    choice = Form("single", options=("a", "b", "c", "d"))
    assert count_guesses(choice, Key(("choice:a",))) == 4 == len(list(guesses(choice)))
    assert count_guesses(Form("multiple", options=tuple("abcde")), Key(("choices:a",))) == 32
    assert count_guesses(Form("ordering", options=tuple("abcd")), Key(())) == 24
    assert count_guesses(Form("number"), Key(("number:27/1",))) == 28
    assert next(place for place, one in enumerate(guesses(Form("number")), 1) if one == "number:27/1") == 28
    assert count_guesses(Form("number"), Key(("number:-27/1",))) == 56
    assert count_guesses(Form("shape"), Key(("shape:3,9",))) == 110
    assert count_guesses(Form("expression", points=((1,),)), Key(("values:1/6",))) is None
    costs = [SealCost(str(seconds), 1, seconds) for seconds in (500.0, 90.0, 20.0)]
    assert QuizAudit(0, (), False, (*costs, SealCost("x", None, None))).opened_in_a_sitting == 2


def test_an_answer_beside_its_question_is_noticed(keys: dict[str, list[Variant]]) -> None:
    variant = keys["color/weighted-gray"][0]
    assert not stands_beside(variant)
    assert stands_beside(replace(variant, hints=(f"Is it {variant.keys[0].shown}?",)))


def test_self_study_and_graded_exclude_each_other(grade: Grade) -> None:
    for other in ("--self-study", "--hold-back"):
        assert grade("release", "x", "--graded", other).code == 2
