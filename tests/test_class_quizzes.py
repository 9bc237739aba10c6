"""Graded quizzes in a class: responses stand beside the topics, whatever their files hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from receptive.catalogue.content import find_content
from receptive.quiz.graded_quiz import draw_graded_pools, read_secret, release_name
from receptive.quiz.programs import Programs
from receptive.quiz.sealed_quiz import first_number
from support import Grade

TOPIC = "color"
TABLE = "color/pool-and-shift"
TOLD = {
    "deep": "quiz-responses.json:1: is no file of responses",
    "many": "quiz-responses.json:5: answers 2001 questions; 2000 are the most",
    "long": "quiz-responses.json:6: the answer to color/mean-gray has more than 50 parts of 2000 characters",
    "kind": "quiz-responses.json:7: is no file of responses, or is damaged at responses.color/mean-gray.variant",
}


def hostile(responses: dict[str, Any]) -> dict[str, str]:
    """Files that somebody wrote to keep a machine busy or to be marked by a guess."""

    def text(given: object) -> str:
        return json.dumps(responses | {"responses": given}, indent=1)

    return {
        "deep": json.dumps(responses)[:-1] + ', "x": ' + "[" * 5000,
        "many": text({f"color/{number}": {"variant": 0, "response": ["1"]} for number in range(2001)}),
        "long": text({"color/mean-gray": {"variant": 0, "response": ["1"] * 51}}),
        "kind": text({"color/mean-gray": {"variant": "x", "response": ["1"]}}),
    }


@pytest.fixture
def responses(tmp_path: Path) -> dict[str, Any]:
    """What Ann answers: single choices, all right, and the first cell of a table."""
    secret = read_secret(tmp_path / "exam.secret", make=True)
    release = release_name(secret)
    given = {}
    for name, pool in draw_graded_pools(Programs(find_content()), find_content(), TOPIC, secret).items():
        variant = pool[first_number(f"{release}/ann", name, len(pool))]
        right = variant.keys[0].accepted[0].removeprefix("choice:")
        if variant.type == "single" and right in variant.forms[0].options:
            place = variant.forms[0].options.index(right) + 1
            given[name] = {"variant": variant.number, "response": [str(place)]}
        if name == TABLE:
            texts = [key.shown for key in variant.keys]
            given[name] = {"variant": variant.number, "response": [texts[0], *("?" for _ in texts[1:])]}
    assert given
    return {"schema": "receptive/responses/v1", "release": release, "student": "ann", "responses": given}


def test_answers_of_a_class(grade: Grade, tmp_path: Path, responses: dict[str, Any]) -> None:
    texts = {"ann": json.dumps(responses | {"student": " Ann"}), "bob": json.dumps(responses), "eve": "[" * 1000}
    texts |= {"zoe": "", **hostile(responses)}
    texts["old"] = json.dumps(responses | {"release": "another"})
    for name, text in texts.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        if text:
            (tmp_path / "class" / name / "quiz-responses.json").write_text(text, "utf-8")
    words = ("class", "run", "class", "--topic", TOPIC, "--secret", "exam.secret", "--json", "--seed", "a")
    done = grade(*words)
    assert done.code == 0, done.err
    lines = {line["student"]: line for line in map(json.loads, done.out.splitlines())}
    topics = {name: [topic["topic"] for topic in line["topics"]] for name, line in lines.items()}
    assert set(map(tuple, topics.values())) == {(TOPIC, f"{TOPIC}/quiz")}
    assert len({line["max_points"] for line in lines.values()}) == 1
    assert lines["ann"]["points"] >= len(responses["responses"]) - 1
    (table,) = [one for one in lines["ann"]["topics"][1]["criteria"] if TABLE.endswith(one["id"])]
    cells = len(responses["responses"][TABLE]["response"])
    assert (table["status"], table["points"]) == ("failed", round(table["max_points"] / cells, 2))
    assert f"1 of {cells} parts are right." in table["message"]
    assert lines["ann"]["notes"] == []
    assert "answered by 'ann', marked with the variants of bob" in lines["bob"]["notes"][0]
    for name, told in TOLD.items():
        assert told in lines[name]["notes"][0]
        assert lines[name]["points"] == 0
    assert "is no file of responses" in lines["eve"]["topics"][1]["criteria"][0]["message"]
    assert "another release" in lines["old"]["notes"][0]
    assert {one["status"] for one in lines["zoe"]["topics"][1]["criteria"]} == {"missing"}
    assert grade(*words).out == done.out
    assert "exam.secret" not in done.out
    assert grade("class", "explain", "ann", f"{TOPIC}/quiz").code == 0
    assert grade("class", "verify").code == 0
