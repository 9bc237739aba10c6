"""Reads exported quizzes back: what each question is called, what it is worth, and which answers count.

Answers are given as they would be typed into the forms of a variant, so that `marking.mark` can judge them.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest

from receptive.exchange.quiz.markup import plain
from receptive.quiz.canonical_answers import fold
from receptive.quiz.forms import Form, Variant
from receptive.quiz.prose import to_html

etree, html, _, _ = (
    pytest.importorskip(module, reason="the lms extra is not installed")
    for module in ("lxml.etree", "lxml.html", "text2qti", "moodle_tools")
)

GAP = re.compile(r"\{(\d+):(?:NUMERICAL|SHORTANSWER):([^}]*)\}")
ALTERNATIVE = re.compile(r"%(\d+)%([^#~]*)(?:#([^~]*))?")
CELL = re.compile(r"row (\d+), column (\d+)")
MATHS = re.compile(r"<math.*?</math>|<img class=\"equation_image\"[^>]*>|\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)


@dataclass
class Told:
    """A question as a file tells it. Each answer is one text for each form; of `wrong`, with what is said about it."""

    points: float
    prompt: str
    options: list[str] = field(default_factory=list)
    right: list[list[str]] = field(default_factory=list)
    wrong: list[tuple[list[str], str]] = field(default_factory=list)


def words(markup: str | None) -> str:
    """The text that a browser would show, without maths, which each format has in its own way."""
    text = MATHS.sub("", markup or "")
    return " ".join(str(html.fragment_fromstring(text, create_parent="div").text_content()).split())


def typed_choice(options: list[str], places: list[int]) -> str:
    cells = [CELL.fullmatch(options[place]) for place in places]
    if all(cells):
        return " ".join(f"{cell[1]},{cell[2]}" for cell in cells if cell) or "none"
    return ",".join(str(place + 1) for place in places)


def numbers(middle: str, tolerance: str) -> list[str]:
    """A number and both ends of what is tolerated."""
    half = float(tolerance or 0)
    return [middle] if not half else [middle, *(f"{float(middle) + sign * half:.10g}" for sign in (-1, 1))]


def read_moodle(data: bytes, variants: dict[str, Variant]) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for question in etree.fromstring(data).iterfind("question"):
        if question.get("type") != "category":
            name = question.findtext("idnumber")
            assert name not in found
            told = Told(float(question.findtext("defaultgrade")), words(question.findtext("questiontext/text")))
            MOODLE.get(question.get("type"), _moodle_typed)(question, told, variants[name].forms[0])
            found[name] = told
    return found


def _answers(question: Any) -> Iterable[tuple[float, str, str]]:
    for one in question.iterfind("answer"):
        yield float(one.get("fraction")), one.findtext("text"), words(one.findtext("feedback/text"))


def _moodle_choice(question: Any, told: Told, _: Form) -> None:
    answers = list(_answers(question))
    told.options = [words(text) for _, text, _ in answers]
    right = [place for place, (fraction, _, _) in enumerate(answers) if fraction > 0]
    assert abs(sum(answers[place][0] for place in right) - 100) < 0.001
    told.right = [[typed_choice(told.options, right)]]
    many = question.findtext("single") == "false"
    for place, (fraction, _, said) in enumerate(answers):
        if said and fraction <= 0:
            told.wrong.append(([typed_choice(told.options, sorted([*right, place]) if many else [place])], said))


def _moodle_pairs(question: Any, told: Told, form: Form) -> None:
    rights = [fold(plain(option)) for option in form.options]
    pairs = []
    for one in question.iterfind("subquestion"):
        if one.findtext("text"):
            pairs.append(f"{len(pairs) + 1}{chr(97 + rights.index(fold(one.findtext('answer/text'))))}")
    told.right = [[" ".join(pairs)]]


def _moodle_order(question: Any, told: Told, form: Form) -> None:
    assert [question.findtext(name) for name in ("selecttype", "gradingtype")] == ["ALL", "ALL_OR_NOTHING"]
    known = [words(to_html(option)) for option in form.options]
    told.right = [[" ".join(str(known.index(words(text)) + 1) for _, text, _ in _answers(question))]]


def _moodle_typed(question: Any, told: Told, _: Form) -> None:
    for one, (fraction, text, said) in zip(question.iterfind("answer"), _answers(question), strict=True):
        typed = numbers(text.replace(r"\*", "*"), one.findtext("tolerance"))
        if fraction == 100:
            told.right += [[text] for text in typed]
        elif said:
            told.wrong.append(([typed[0]], said))


def _moodle_gaps(question: Any, told: Told, _: Form) -> None:
    gaps = GAP.findall(question.findtext("questiontext/text"))
    told.points = sum(int(weight) for weight, _ in gaps)
    parts = [[ALTERNATIVE.fullmatch(part) for part in inner.split("~")] for _, inner in gaps]
    first = [gap[0][2].partition(":")[0] for gap in parts if gap[0]]
    for place, gap in enumerate(parts):
        for part in gap:
            assert part
            middle, _, half = part[2].partition(":")
            responses = [[*first[:place], typed, *first[place + 1 :]] for typed in numbers(middle, half)]
            if part[1] == "100":
                told.right += responses
            else:
                told.wrong.append((responses[0], words(unescape(part[3]))))


MOODLE = {"multichoice": _moodle_choice, "matching": _moodle_pairs, "ordering": _moodle_order, "cloze": _moodle_gaps}


def read_canvas(data: bytes) -> dict[str, Told]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        name = next(name for name in package.namelist() if re.search(r"/text2qti_assessment_\w+\.xml$", name))
        root = etree.fromstring(package.read(name))
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return {item.get("ident").removeprefix("text2qti_question_"): _canvas(item) for item in root.iter("item")}


def _canvas(item: Any) -> Told:
    fields = {one.findtext("fieldlabel"): one.findtext("fieldentry") for one in item.iter("qtimetadatafield")}
    told = Told(float(fields["points_possible"]), words(item.findtext("presentation/material/mattext")))
    labels = {one.get("ident"): one.findtext(".//mattext") for one in item.iter("response_label")}
    scored = next(one for one in item.iter("respcondition") if one.find("setvar") is not None).find("conditionvar")
    wanted = [one.text for one in scored.iter("varequal") if one.getparent().tag != "not"]
    match fields["question_type"]:
        case "numerical_question":
            told.right = [[text] for text in (*wanted, scored.findtext(".//vargte"), scored.findtext(".//varlte"))]
        case "short_answer_question":
            told.right = [[text] for text in wanted]
        case _:
            told.options = [words(text) for text in labels.values()]
            told.right = [[typed_choice(told.options, [list(labels).index(name) for name in wanted])]]
    return told


def read_jupyterquiz(data: bytes) -> dict[str, Told]:
    return {entry["id"]: _jupyterquiz(entry) for entry in json.loads(data)}


def _jupyterquiz(entry: Any) -> Told:
    told = Told(0, words(entry["question"]))
    answers = [answer for answer in entry["answers"] if answer.get("type") != "default"]
    assert all(answer["feedback"] for answer in entry["answers"])
    if entry["type"].endswith("choice"):
        told.options = [words(answer["answer"]) for answer in answers]
        told.right = [[typed_choice(told.options, [place for place, one in enumerate(answers) if one["correct"]])]]
        return told
    for answer in answers:
        ends = answer.get("range", [answer.get("value", answer.get("answer"))])
        if answer["correct"]:
            told.right += [[str(end)] for end in ends]
        elif len(ends) == 2:
            told.wrong.append(([f"{sum(ends) / 2:.10g}"], words(answer["feedback"])))
        elif "range" not in str(answers):
            told.wrong.append(([str(ends[0])], words(answer["feedback"])))
    return told
