"""Proves a quiz: every variant has one right answer, computed twice, and no known mistake that is right by chance."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from receptive.authoring.findings import Found, Line
from receptive.authoring.question_words import name_problems, option_lengths
from receptive.catalogue.content import Content, ContentError
from receptive.quiz import canonical_answers
from receptive.quiz.answers import Unreadable
from receptive.quiz.arithmetic import FormulaError, evaluate
from receptive.quiz.forms import Variant
from receptive.quiz.keys_of_values import exact, values_at
from receptive.quiz.marking import mark_final
from receptive.quiz.programs import Programs, plain
from receptive.quiz.prose import to_html, to_plain
from receptive.quiz.reading import question_line, read_quiz
from receptive.quiz.schema import (
    Expression,
    Numeric,
    NumericCell,
    NumericKey,
    Output,
    Question,
    Shape,
    ShapeCell,
    Table,
)
from receptive.quiz.variants import Undrawable, draw_with_names, is_parameterised

FIXED_VARIANTS = 5  # of a question without parameters: only the order of its choices differs
RUN_PROGRAMS = 3
PROGRAM_S = 20  # of a processor: on a busy machine torch alone may take as long to load by the clock
WAITING_S = 300  # by the clock, for a program that waits and computes nothing
ENDED_BY_LIMIT = -24  # SIGXCPU, which Windows does not name
# What a program is run by; Windows has no such limit
LIMITED = """import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2]) + 5))
except ImportError:
    pass
exec(sys.argv[1])
"""
CLOSE = 1e-9

Names = dict[str, Any]


def check_quiz(content: Content, topic: str, variants: int) -> Found:
    """Draw variants of every question of a topic and prove each; a topic without a quiz has nothing to prove."""
    path = content.quiz(topic)
    if not path.exists():
        return Found(())
    try:
        quiz = read_quiz(path)
    except ContentError as wrong:
        return Found((Line("quiz", "cannot be read", (str(wrong),)),))
    programs = Programs(content)
    problems = list(name_problems(content, topic, quiz))
    drawn = 0
    for question in quiz.questions:
        count = variants if is_parameterised(question) else FIXED_VARIANTS
        found = next(_problems(programs, topic, question, count), "")
        drawn += count
        if found:
            problems.append(f"{path}:{question_line(path, question.id)}: question {question.id!r}: {found}")
    parameterised = sum(map(is_parameterised, quiz.questions))
    words = f"{len(quiz.questions)} questions, {parameterised} with parameters; {drawn} variants proven"
    lines = (Line("quiz", words, tuple(problems)), option_lengths(quiz))
    return Found(tuple(line for line in lines if line))


def _problems(programs: Programs, topic: str, question: Question, count: int) -> Iterator[str]:
    for number in range(count):
        try:
            variant, names = draw_with_names(programs, topic, question, "check", number)
            yield from _variant_problems(programs, question, variant, names)
            if isinstance(question, Output) and number < RUN_PROGRAMS:
                yield from _program_problems(variant)
        except (FormulaError, Undrawable, Unreadable) as wrong:
            yield str(wrong)


def _variant_problems(programs: Programs, question: Question, variant: Variant, names: Names) -> Iterator[str]:
    for proof, place in _proofs(question):
        if _tolerates_in_silence(question, place):
            yield "tolerates what is nearly right, and asks for no precision: give decimals"
        if proof is None:
            yield "has no proof: nothing computes the answer in another way"
        else:
            yield from _proof_problems(programs, question, proof, place, variant, names)
    response = [_type_out(form.kind, key) for form, key in zip(variant.forms, variant.keys, strict=True)]
    if all(response) and not mark_final(variant, response).right:
        yield f"the right answer is not accepted as it is written: {response}"
    if any(form.decimals for form in variant.forms) and "decimal" not in variant.prompt:
        yield "asks for decimals, and its prompt does not say how many"
    for text in _texts(variant):
        to_html(text)
        to_plain(text)
    for key in variant.keys:
        if question.type in ("numeric", "shape", "output") and any(_holds(hint, key.shown) for hint in variant.hints):
            yield f"a hint gives the answer {key.shown} away"


def _texts(variant: Variant) -> Iterator[str]:
    """Everything that a student may read of it, feedback included."""
    yield from (variant.prompt, *variant.hints, variant.explanation)
    for form, key in zip(variant.forms, variant.keys, strict=True):
        yield from (*form.options, *form.lefts, *(belief.says for _, belief in key.caught))
        if not form.grid:
            yield form.label


def _type_out(kind: str, key: Any) -> str:
    """The right answer as somebody would type it, for the kinds where `shown` is just that."""
    return key.shown if kind in ("number", "shape", "expression", "text", "output", "cells") else ""


def _holds(text: str, answer: str) -> bool:
    return bool(re.search(rf"(?<![\w.,]){re.escape(answer)}(?![\w]|[.,]\d)", text)) and len(answer) > 1


def _proofs(question: Question) -> list[tuple[str | None, int]]:
    """The second way to each answer, and its slot."""
    if isinstance(question, Numeric | Shape | Expression):
        return [(question.proof, 0)]
    if isinstance(question, Table):
        return [(cell.proof, place) for place, cell in enumerate(question.cells)]
    return []


def _tolerates_in_silence(question: Question, place: int) -> bool:
    """Whether a number may be off by something that nobody is told."""
    key = question.cells[place] if isinstance(question, Table) else question
    return isinstance(key, NumericKey) and key.tolerance is not None and key.decimals is None


def _proof_problems(
    programs: Programs, question: Question, proof: str, place: int, variant: Variant, names: Names
) -> Iterator[str]:
    subject: Any = question.cells[place] if isinstance(question, Table) else question
    form, key = variant.forms[place], variant.keys[place]
    if isinstance(subject, Expression):
        proven = values_at(proof, names, form.variables, form.points, programs.right()) in key.accepted
    else:
        value = plain(evaluate(proof, names, programs.right()))
        if isinstance(subject, Shape | ShapeCell):
            proven = isinstance(value, list | tuple) and canonical_answers.shape(list(value)) in key.accepted
        else:
            assert isinstance(subject, Numeric | NumericCell)
            first = exact(plain(evaluate(subject.answer, names, programs.right())))
            second = exact(value)
            proven = abs(float(first - second)) <= CLOSE * max(1.0, abs(float(first)))
    if not proven:
        yield f"the answer is {key.shown}, but its proof {proof} says otherwise, with {names}"


def _program_problems(variant: Variant) -> Iterator[str]:
    code = re.search(r"```python\n(.*?)\n```\Z", variant.prompt, re.DOTALL)
    assert code is not None
    command = [sys.executable, "-I", "-c", LIMITED, code[1], str(PROGRAM_S)]
    nothing = subprocess.DEVNULL
    try:
        ran = subprocess.run(command, stdin=nothing, capture_output=True, text=True, timeout=WAITING_S, check=False)
    except subprocess.TimeoutExpired:
        yield f"the program does not end within {WAITING_S} seconds"
        return
    if ran.returncode == ENDED_BY_LIMIT:
        yield f"the program does not end within {PROGRAM_S} seconds of a processor"
        return
    printed = canonical_answers.output(ran.stdout)
    if ran.returncode or printed not in variant.keys[0].accepted:
        yield f"the program prints {ran.stdout.strip()!r}, not {variant.keys[0].shown!r}; {ran.stderr.strip()[-200:]}"
