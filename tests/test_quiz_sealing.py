"""Sealed questions: nothing can be read without the right answer, and a changed file is never taken for a right one."""

from __future__ import annotations

import contextlib
import json
import random
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from quiz_sample import pools_of
from receptive.catalogue.content import ContentError
from receptive.quiz.answers import Unreadable
from receptive.quiz.forms import Variant
from receptive.quiz.marking import mark
from receptive.quiz.sealed_quiz import SealedQuestion, SealedQuiz, read_sealed, write_text
from receptive.quiz.sealing import SCHEMA, Sealed, mark_sealed, seal
from receptive.seals import Damaged

ROUNDS = 300
TYPED = ("number", "shape", "expression", "text", "output", "cells")


@pytest.fixture(scope="module")
def variants(tmp_path_factory: pytest.TempPathFactory) -> list[Variant]:
    return [pool.variants[0] for pool in pools_of("sample", tmp_path_factory.mktemp("sample"))]


@pytest.fixture(scope="module")
def sealed(variants: list[Variant]) -> list[Sealed]:
    return [seal(variant, ROUNDS) for variant in variants]


def right_answer(variant: Variant) -> list[str] | None:
    """The right answer as it would be typed, for kinds where that is its `shown` text."""
    if all(form.kind in TYPED for form in variant.forms):
        return [key.shown or "none" for key in variant.keys]
    if variant.forms[0].kind == "single":
        return [variant.keys[0].shown]
    return None


def test_the_right_answer_opens_the_explanation(variants: list[Variant], sealed: list[Sealed]) -> None:
    opened = 0
    for variant, box in zip(variants, sealed, strict=True):
        answer = right_answer(variant)
        if answer:
            marked = mark_sealed(box, answer)
            assert marked.right, variant.question
            assert marked.explanation == variant.explanation
            opened += 1
    assert opened > 10


def test_sealed_and_open_marking_agree(variants: list[Variant], sealed: list[Sealed]) -> None:
    rng = random.Random(1)
    for variant, box in zip(variants, sealed, strict=True):
        for _ in range(6):
            response = [
                rng.choice(["1", "2", "1 2", "(3, 4)", "none", "1a 2b", "3 2 1", "0,0", "C", "x"])
                for _ in variant.forms
            ]
            try:
                expected = mark(variant, response)
            except Unreadable:
                with pytest.raises(Unreadable):
                    mark_sealed(box, response)
            else:
                assert mark_sealed(box, response) == expected


def test_nothing_can_be_read_in_it(variants: list[Variant], sealed: list[Sealed]) -> None:
    for variant, box in zip(variants, sealed, strict=True):
        text = json.dumps(asdict(box), ensure_ascii=False)
        for key in variant.keys:
            assert not any(belief.says in text for _, belief in key.caught if len(belief.says) > 12)
            assert not any(canonical in text for canonical in key.accepted)
        for boxes in box.boxes:
            assert len({len(one) for one in boxes}) <= 1


def test_the_same_variant_gives_the_same_bytes(variants: list[Variant], sealed: list[Sealed]) -> None:
    assert seal(variants[0], ROUNDS) == sealed[0]
    assert seal(replace(variants[0], explanation="other"), ROUNDS).salt != sealed[0].salt


def test_a_changed_seal_is_never_right(variants: list[Variant], sealed: list[Sealed]) -> None:
    number = next(place for place, variant in enumerate(variants) if variant.type == "numeric")
    variant, box = variants[number], sealed[number]
    answer = right_answer(variant)
    assert answer
    swapped = replace(box, boxes=sealed[number + 1].boxes[:1])
    cut = replace(box, boxes=tuple(tuple(one[:20] for one in boxes) for boxes in box.boxes))
    junk = replace(box, boxes=(("%%%",),))
    for changed in (swapped, cut, junk, replace(box, salt="AAAA"), replace(box, rounds=301)):
        with contextlib.suppress(Damaged):
            assert not mark_sealed(changed, answer).right
    with pytest.raises(Damaged):
        mark_sealed(replace(box, explanation=box.explanation[:30]), answer)


def test_a_damaged_file_is_named(sealed: list[Sealed], tmp_path: Path) -> None:
    path = tmp_path / "quiz.json"
    quiz = SealedQuiz(SCHEMA, "topic", "Title", "x", (SealedQuestion("q", (), (sealed[0],)),))
    text = write_text(quiz)
    path.write_text(text, "utf-8")
    assert read_sealed(path) == quiz
    data = json.loads(text)
    other = json.dumps(data | {"schema": "receptive/sealed/v9"})
    variant = data["questions"][0]["variants"][0]

    def with_variant(**changed: object) -> str:
        return json.dumps(data | {"questions": [data["questions"][0] | {"variants": [variant | changed]}]})

    empty = json.dumps(data | {"questions": [data["questions"][0] | {"variants": []}]})
    for broken, told in [
        (text[: len(text) // 2], "is no sealed quiz, or was cut short"),
        ("", "is no sealed quiz"),
        ("[]", "is no sealed quiz"),
        (other, "is of version 'receptive/sealed/v9'"),
        (empty, "question 'q' is damaged"),
        (with_variant(rounds=10**9), "question 'q' is damaged"),
        (with_variant(rounds=0), "question 'q' is damaged"),
        (with_variant(rounds=10**6, forms=[variant["forms"][0]] * 5, boxes=[[]] * 5), "question 'q' is damaged"),
        (with_variant(forms=[variant["forms"][0]] * 51, boxes=[[]] * 51), "question 'q' is damaged"),
        (json.dumps(data | {"schema": "receptive/graded/v1"}), "holds questions that count"),
        (with_variant(boxes=[]), "question 'q' is damaged"),
        (with_variant(forms=[variant["forms"][0] | {"kind": "essay"}]), "question 'q' is damaged"),
        (with_variant(forms=[variant["forms"][0] | {"step": "1/0"}]), "question 'q' is damaged"),
        (with_variant(forms=[{"kind": "cells", "grid": [[], ["1"]]}]), "question 'q' is damaged"),
    ]:
        path.write_text(broken, "utf-8")
        with pytest.raises(ContentError) as refused:
            read_sealed(path)
        assert str(refused.value).startswith(str(path))
        assert told in str(refused.value)
