"""Exports as files: the same bytes each time, every text intact, refusals in plain words, and paper."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import qti_reader as qti
from quiz_readers import etree, html, read_canvas, read_jupyterquiz, read_moodle, words
from quiz_sample import SAMPLE, pools_of
from receptive.exchange.quiz import FORMATS, ExportError, Pool
from receptive.exchange.quiz.pools import identifier

OPTION = "No <b>never</b> ]]> &"  # CommonMark reads the entity at its end
PROMPT = 'the same as a < b && c]]> & "quotes" ünïcödé ☃ a?'


@pytest.fixture
def pools(tmp_path: Path) -> list[Pool]:
    return pools_of("sample", tmp_path)


@pytest.mark.parametrize("name", FORMATS)
def test_two_exports_are_the_same_bytes(name: str, pools: list[Pool]) -> None:
    """On every day: no date of today is in them."""
    first = FORMATS[name]("Title", pools)
    assert first == FORMATS[name]("Title", pools)
    if first.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(first.data)) as package:
            assert {entry.date_time[0] for entry in package.infolist()} == {1980}
            assert all(str(date.today()).encode() not in package.read(entry) for entry in package.infolist())


def test_texts_survive_moodle(pools: list[Pool]) -> None:
    variants = {identifier(variant): variant for pool in pools for variant in pool.variants}
    told = read_moodle(FORMATS["moodle"]("T", pools).data, variants)["topic.1-single.0"]
    assert OPTION in told.options
    assert PROMPT in told.prompt


def test_texts_survive_canvas(pools: list[Pool]) -> None:
    data = FORMATS["canvas"]('<T> & "]]>"', pools).data
    told = read_canvas(data)
    assert OPTION in told["topic.1-single.0"].options
    assert PROMPT in told["topic.1-single.0"].prompt
    assert "GROUP COMMENT print('ran')" in told["topic.syntax.0"].prompt  # and is not run
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        meta = etree.fromstring(package.read(next(name for name in package.namelist() if name.endswith("meta.xml"))))
    assert meta.findtext("{*}title") == '<T> & "]]>"'


def test_texts_survive_qti(pools: list[Pool]) -> None:
    package = qti.read_package(FORMATS["qti21"]('<T> & "]]>"', pools).data)
    item = package.items["topic.1-single.0"]
    assert OPTION in qti.options(item)
    assert PROMPT in qti.inner_words(item.find("itemBody"))
    assert package.test.get("title") == '<T> & "]]>"'
    assert item.find(".//img").get("alt") == 'Rows "1 2" & <3 4>'


def test_texts_survive_jupyterquiz(pools: list[Pool]) -> None:
    """Its script makes maths of dollars and links of brackets, so there are none."""
    data = FORMATS["jupyterquiz"]("T", pools).data
    told = read_jupyterquiz(data)
    assert OPTION in told["topic.1-single.0"].options
    assert PROMPT in told["topic.1-single.0"].prompt
    shown = [entry["question"] for entry in json.loads(data)]
    assert not any("$" in text or "[" in text for text in shown)
    assert "print('$x$ [a](b)')" in told["topic.dollars.0"].prompt


def test_jupyterquiz_keeps_its_schema(pools: list[Pool]) -> None:
    choice = {"answer", "correct", "feedback"}
    for entry in json.loads(FORMATS["jupyterquiz"]("T", pools).data):
        assert set(entry) == {"id", "question", "type", "answers"}
        assert entry["type"] in ("multiple_choice", "many_choice", "numeric", "string")
        for answer in entry["answers"]:
            if entry["type"].endswith("choice"):
                assert set(answer) == choice
            elif "type" in answer:
                assert answer["type"] == "default"
            elif entry["type"] == "numeric":
                assert len({"value", "range"} & set(answer)) == 1
            else:
                assert set(answer) == choice | {"match_case"}


def test_moodle_has_a_category_for_each_question_with_its_hints_and_tags(pools: list[Pool]) -> None:
    root = etree.fromstring(FORMATS["moodle"]("A/B <c>", pools).data)
    categories = [one.findtext("category/text") for one in root if one.get("type") == "category"]
    assert categories[0] == "$module$/top/A//B <c>/topic/1-single"
    assert len(set(categories)) == len(categories)
    first = root[1]
    assert words(first.findtext("hint/text")) == "A hint with <tag>"
    assert [one.findtext("text") for one in first.iter("tag")] == ["one-tag", "remember"]
    assert r"\(a &lt; b\)" in first.findtext("questiontext/text")


@pytest.mark.parametrize("answers", [False, True])
def test_paper(answers: bool, pools: list[Pool]) -> None:
    """Every question of every version is on it, answers only where they are asked for, and nothing from elsewhere."""
    data = FORMATS["printable"]("<Title>", pools, answers).data
    page = html.fromstring(data)
    assert page.get("lang") == "en"
    assert page.findtext(".//title") == "<Title>"
    assert len(page.find_class("version")) == 2
    assert all(len(version.find_class("question")) == len(pools) for version in page.find_class("version"))
    text = " ".join(page.text_content().split())
    assert OPTION in text
    assert len(page.find_class("keys")) == (2 if answers else 0)
    for word in ("Right:", "Because", "The biases.", "9*C*F + F", "Not that one."):
        assert (word in text) == answers
    assert all(one.get("aria-label") for one in page.iter("svg"))
    assert not page.findall(".//script") + page.findall(".//link")
    assert b"@media print" in data


@pytest.mark.parametrize(
    ("name", "module"),
    [("moodle", "lxml.etree"), ("moodle", "moodle_tools.make_questions"), ("canvas", "text2qti.quiz")],
)
def test_an_absent_library_is_named(name: str, module: str, pools: list[Pool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExportError, match=rf"{name} needs: pip install 'receptive\[lms\]'"):
        FORMATS[name]("T", pools)


def test_a_question_that_moodle_tools_drops_is_noticed(pools: list[Pool], monkeypatch: pytest.MonkeyPatch) -> None:
    library = pytest.importorskip("moodle_tools.make_questions")
    whole = library.load_questions

    def all_but_one(*args: Any, **kwargs: Any) -> Iterator[Any]:
        return iter(list(whole(*args, **kwargs))[:-1])

    monkeypatch.setattr(library, "load_questions", all_but_one)
    with pytest.raises(ExportError, match="moodle-tools wrote"):
        FORMATS["moodle"]("T", pools)


def test_nothing_is_written_outside_and_nothing_is_said(
    pools: list[Pool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("text2qti.config.Config.load", lambda _: pytest.fail("the home folder is read"))
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    for name in FORMATS:
        FORMATS[name]("T", pools)
    assert sorted(tmp_path.rglob("*")) == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["canvas", "moodle", "qti21"])
def test_a_character_that_xml_does_not_have_is_refused(name: str, pools: list[Pool]) -> None:
    first = pools[0]
    broken = Pool(first.question, (replace(first.variants[0], prompt="a bell: \x07"),))
    with pytest.raises(ExportError, match="a character that XML does not have"):
        FORMATS[name]("T", [broken])


@pytest.mark.parametrize("name", FORMATS)
def test_no_question_or_one_twice_is_refused(name: str, pools: list[Pool]) -> None:
    with pytest.raises(ExportError, match="there is no question"):
        FORMATS[name]("T", [])
    with pytest.raises(ExportError, match="two variants are called topic"):
        FORMATS[name]("T", [pools[0], pools[0]])


def test_the_sample_has_every_type(pools: list[Pool]) -> None:
    assert {pool.question.type for pool in pools} == {
        "single", "multiple", "true_false", "numeric", "shape", "expression", "text", "matching", "ordering", "table",
        "hotspot", "output",
    }  # fmt: skip
    assert "]]>" in SAMPLE
