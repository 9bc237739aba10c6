"""A quiz with every type of question, and with texts that a format could trip over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from receptive.catalogue.content import ContentError, find_content
from receptive.exchange.quiz import Pool
from receptive.quiz.arithmetic import FormulaError
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz
from receptive.quiz.schema import Question
from receptive.quiz.variants import Undrawable, draw, is_parameterised

SAMPLE = r"""schema: receptive/quiz/v1
title: 'Every type: <all> & "more"'
questions:
  - id: 1-single
    type: single
    section: "1"
    bloom: remember
    tags: [one-tag]
    prompt: 'Is $a < b$ the same as `a < b && c]]>` & "quotes" ünïcödé ☃ *a*?'
    figures:
      - {kind: grid, values: "[[1, 2], [3, 4]]", title: "A <grid>", alt: 'Rows "1 2" & <3 4>'}
    choices:
      - {text: "Yes, $\\frac{1}{2} < 1$", right: true}
      - {text: "No <b>never</b> ]]> &amp;", says: 'Look at `]]>` and $x_{1}$ "again" ~ {here}'}
      - {text: "Costs $5 or [a](b)"}
    hints: ["A hint with <tag>"]
    explanation: "Because $x \\times y$ & <so>."
  - id: multiple
    type: multiple
    points: 3
    prompt: Choose.
    choices:
      - {text: A, right: true}
      - {text: B, right: true, says: B is right too}
      - {text: C, says: C is wrong}
      - {text: D}
    REST
  - {id: truth, type: true_false, prompt: Weights are shared., answer: true, wrong: {says: They are.}, REST}
  - id: exact
    type: numeric
    points: 1.5
    prompt: "What is {{n}} + 1?"
    unit: pixels
    params: {n: {low: 3, high: 400}}
    answer: n + 1
    catches: [{formula: n, says: "Add 1 } ~ <x>"}]
    REST
  - id: tolerant
    type: numeric
    prompt: "What is the mean of {{n}} and 0.5?"
    params: {n: {low: 3, high: 400}}
    answer: (n + 0.5)/2
    tolerance: {absolute: 0.05}
    catches: [{formula: n + 0.5, says: Divide.}]
    REST
  - {id: zero, type: numeric, prompt: What is 1 − 1?, answer: "0", REST}
  - {id: tiny, type: numeric, prompt: A ten-thousandth of a tenth?, answer: "0.00001", REST}
  - id: shape
    type: shape
    prompt: Which shape?
    params: {n: {low: 3, high: 40}}
    shape: (n, 28, 27)
    catches: [{formula: "(28, 27, n)", says: Channels first.}]
    REST
  - {id: short, type: shape, prompt: Which short shape?, shape: "(10,)", REST}
  - id: formula
    type: expression
    prompt: How many weights?
    figures: [{kind: strip, values: "[1, 2]", alt: Two numbers}]
    variables: {C: {low: 1, high: 9}, F: {low: 1, high: 9}}
    answer: 9*C*F + F
    catches: [{formula: 9*C*F, says: The biases.}]
    REST
  - id: word
    type: text
    prompt: 'Name it & <it>. Or "*"?'
    answers: ["ReLU", 'rectified "linear" unit & <co> ]]> *', "ünit"]
    catches: [{text: sigmoid, says: Not that one.}]
    REST
  - id: pairs
    type: matching
    prompt: Match.
    pairs:
      - {left: "one & <1>", right: "$1$ <uno> ]]>"}
      - {left: two, right: dos}
      - {left: three, right: dos}
    extra: [cuatro]
    catches: [{left: two, right: cuatro, says: That is four.}]
    REST
  - id: order
    type: ordering
    prompt: Order.
    items: ["first *x*", "second <b>", "third & $z$"]
    catches: [{order: [2, 1, 0], says: The other way.}]
    REST
  - {id: orders, type: ordering, prompt: Order too., items: [alpha, beta, gamma, delta], also: [[1, 0, 2, 3]], REST}
  - id: cells
    type: table
    points: 2
    prompt: "Fill in for {{n}}."
    params: {n: {low: 3, high: 400}}
    cells:
      - {label: "Double <it>", answer: 2*n, catches: [{formula: n, says: "Twice } and ~ <b>."}]}
      - {kind: shape, label: Shape, shape: "(n, 2)", catches: [{formula: "(2, n)", says: Turn.}]}
    REST
  - id: odd-cells
    type: table
    points: 1
    prompt: Fill in three.
    cells:
      - {label: a, answer: "1"}
      - {label: b, answer: "0.5", tolerance: {relative: 0.1}}
      - {label: c, answer: "-3"}
    REST
  - id: spot
    type: hotspot
    prompt: Which cells are lit?
    grid: "[[1, 0, 1], [0, 0, 2]]"
    cells: "[(0, 0), (0, 2), (1, 2)]"
    alt: "A grid & <more>"
    catches: [{cells: "[(0, 0)]", says: More.}]
    REST
  - {id: spot-none, type: hotspot, prompt: Which are lit here?, grid: "[[0, 0]]", cells: "[]", alt: Dark, REST}
  - id: prints
    type: output
    prompt: What does it print?
    code: "print('A <b>', 1 < 2)"
    answer: "'A <b> True'"
    catches: [{formula: "'A <b> 1'", says: A truth value.}, {formula: "'A\\nB'", says: Two lines.}]
    REST
  - {id: prints-lines, type: output, prompt: What does it print?, code: "print('0\\n1')", answer: "'0\\n1'", REST}
  - id: dollars
    type: single
    prompt: "See ![a picture](cat.png)?\n\n3. x\n\n```python\nprint('$x$ [a](b)')\n```"
    choices: [{text: "true", right: true}, {text: "false", says: "![x](dog.png)"}]
    REST
  - id: syntax
    type: single
    prompt: "1. a\n*a) b\n\n... c\n\nGROUP\n\nCOMMENT\n\n```{.python .run}\nprint('ran')\n```\n\n![x](/etc/hostname)"
    choices: [{text: "*a) d", right: true}, {text: "END_GROUP"}]
    REST
"""
SAMPLE = SAMPLE.replace("REST}", "section: '1', bloom: apply, hints: [h], explanation: e}")
SAMPLE = SAMPLE.replace("REST\n", "section: '1'\n    bloom: apply\n    hints: [h]\n    explanation: e\n")

SAMPLE = re.sub(r"( {2}- {?id: )(.)([a-z-]*)(, |\n    )", r"\1\2\3\4title: Of \2\3\4", SAMPLE)

QUIZZES = ("sample", *sorted(path.name for path in find_content().root.glob("quizzes/*.yaml")))
VARIANTS = 2  # of a question with parameters

_drawn: dict[str, list[Pool]] = {}


def pools_of(name: str, folder: Path) -> list[Pool]:
    """Pools of the sample, or of a quiz of the lesson, drawn once; a quiz that cannot be drawn yet skips."""
    if name not in _drawn:
        path = find_content().root / "quizzes" / name
        if name == "sample":
            path = folder / "sample.yaml"
            path.write_text(SAMPLE, "utf-8")
        programs = Programs(find_content())
        try:
            _drawn[name] = [_pool(programs, question) for question in read_quiz(path).questions]
        except (ContentError, FormulaError, Undrawable, ImportError) as unfinished:
            pytest.skip(f"{name} cannot be drawn: {unfinished}")
    return _drawn[name]


def _pool(programs: Programs, question: Question) -> Pool:
    numbers = range(VARIANTS if is_parameterised(question) else 1)
    return Pool(question, tuple(draw(programs, "topic", question, "seed", number) for number in numbers))
