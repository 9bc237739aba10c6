"""Several attempts of one student: all are kept, a rule says which counts, and nothing that ends a run changes it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from class_sample import SLIPPED, TOPIC
from receptive.classroom.attempts import Attempts, read_attempts
from receptive.classroom.errors import ClassError
from receptive.classroom.late import Count
from receptive.classroom.store import Entry, Kind, Store
from support import Grade, solution

RUN = ("class", "run", "class", "--topic", TOPIC, "--seed", "autumn", "--json")
RIGHT = solution(TOPIC)
HandIn = Callable[[str, int], None]
Begin = Callable[[str], None]
DAYS = (1_793_000_000, 1_793_100_000, 1_793_200_000)  # when the attempts were handed in


@pytest.fixture
def hand_in(tmp_path: Path) -> HandIn:
    def write(text: str, number: int = 0) -> None:
        path = tmp_path / "class" / "ann" / f"{TOPIC}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, (DAYS[number], DAYS[number]))

    return write


@pytest.fixture(scope="module")
def first_stores() -> dict[str, bytes]:
    return {}


@pytest.fixture
def graded(grade: Grade, hand_in: HandIn, tmp_path: Path, first_stores: dict[str, bytes]) -> Begin:
    """Hands a first attempt in that is graded: by a run, or with the store that this run of another test has left."""
    store = tmp_path / "class.sqlite"

    def begin(text: str) -> None:
        hand_in(text, 0)
        if text in first_stores:
            store.write_bytes(first_stores[text])
            store.chmod(0o600)
            return
        line(grade)
        first_stores[text] = store.read_bytes()

    return begin


def line(grade: Grade, *words: str | Path) -> dict[str, Any]:
    done = grade(*RUN, *words)
    assert done.code == 0, done.err
    (found,) = map(json.loads, done.out.splitlines())
    return dict(found)


def test_junit_says_when_what_counts_was_handed_in(grade: Grade, hand_in: HandIn, tmp_path: Path) -> None:
    hand_in(RIGHT, 0)
    line(grade)
    hand_in(SLIPPED, 1)
    line(grade, "--count", "best")
    assert grade("class", "export", "junit", "results").code == 0
    assert 'timestamp="2026-10-26T07:33:20"' in (tmp_path / "results" / "ann.xml").read_text("utf-8")


def history(grade: Grade, *words: str) -> dict[str, Any]:
    done = grade("class", "history", "ann", *words, "--json")
    assert done.code == 0, done.err
    return dict(json.loads(done.out))


def points(grade: Grade) -> list[tuple[float, bool]]:
    return [(one["points"], one["counts"]) for one in history(grade)["topics"][0]["attempts"]]


def dump(store: Path) -> str:
    connection = sqlite3.connect(store)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def test_every_attempt_is_kept_and_the_rule_says_which_counts(grade: Grade, hand_in: HandIn, tmp_path: Path) -> None:
    marks = []
    for number, text in enumerate((SLIPPED, RIGHT, f"{SLIPPED}\n# third\n")):
        hand_in(text, number)
        marks.append(line(grade)["points"])
    less, full, third = marks
    assert (full, third) == (20, less)
    assert points(grade) == [(less, False), (full, False), (third, True)]
    assert line(grade, "--count", "best")["points"] == full
    assert line(grade)["points"] == full, "the rule is kept"
    assert grade("class", "explain", "ann", TOPIC).out.endswith("environment.\n")
    assert line(grade, "--count", "first")["points"] == less
    assert points(grade) == [(less, True), (full, False), (third, False)]
    times = [one["handed_in"] for one in history(grade)["topics"][0]["attempts"]]
    assert times == ["2026-10-26T07:33:20+00:00", "2026-10-27T11:20:00+00:00", "2026-10-28T15:06:40+00:00"]
    assert line(grade, "--count", "last")["points"] == third
    assert grade("class", "verify").code == 0
    before = dump(tmp_path / "class.sqlite")
    assert "1 unchanged" in grade(*RUN).err
    assert dump(tmp_path / "class.sqlite") == before


def test_the_same_file_again_is_the_same_attempt_unless_another_was_between(grade: Grade, hand_in: HandIn) -> None:
    for number, text in enumerate((RIGHT, SLIPPED, RIGHT)):
        hand_in(text, number)
        line(grade)
        line(grade)
    assert [one for _, one in points(grade)] == [False, False, True]
    assert line(grade)["points"] == 20


def test_what_is_no_attempt_takes_nothing_from_the_best(grade: Grade, hand_in: HandIn, tmp_path: Path) -> None:
    hand_in(SLIPPED, 0)
    less = line(grade, "--count", "best")["points"]
    (tmp_path / "class" / "ann" / f"{TOPIC}.py").unlink()
    assert line(grade)["points"] == less
    assert line(grade, "--count", "last")["points"] == 0
    assert points(grade) == [(less, False)], "it is kept"
    assert line(grade, "--count", "first")["points"] == less


def test_what_is_not_decided_could_be_the_best(grade: Grade, hand_in: HandIn, tmp_path: Path) -> None:
    hand_in(SLIPPED, 0)
    line(grade, "--count", "best")
    with Store(tmp_path / "class.sqlite", write=True) as store:
        mark = store.get("ann", Kind.MARK, TOPIC)
        assert mark is not None
        unclear = mark.body.replace('"passed"', '"needs_look"')
        Attempts(store, Count.BEST).keep(Entry("ann", Kind.MARK, TOPIC, unclear))
        kept = store.get("ann", Kind.MARK, TOPIC)
        assert kept is not None
        assert "needs_look" in kept.body
    assert line(grade)["points"] > 0, "and the next run finds what is there now"


LATE = """schema: receptive/late/v1
deadline: 2026-10-26T12:00:00Z
zone: UTC
points_per_day: 6
times: mtime
"""


def test_a_late_line_goes_with_its_attempt(grade: Grade, hand_in: HandIn, tmp_path: Path) -> None:
    policy = tmp_path / "late.yaml"
    policy.write_text(LATE)
    hand_in(SLIPPED, 0)
    in_time = line(grade, "--late", policy, "--count", "best")
    assert in_time["adjustments"] == []
    hand_in(RIGHT, 2)
    best = line(grade, "--late", policy)
    late = 20 - 18
    assert best["points"] == max(in_time["points"], late)
    assert bool(best["adjustments"]) is (late > in_time["points"])
    last = line(grade, "--late", policy, "--count", "last")
    assert (last["points"], last["adjustments"][0]["points"]) == (late, -18)
    assert line(grade)["points"] == late, "what a policy said stays without it"
    assert "this run had no --late, and one before had late.yaml" in grade(*RUN).err
    policy.write_text(LATE + "students:\n  ann: none\n")
    assert line(grade, "--late", policy)["points"] == 20
    assert history(grade)["topics"][0]["attempts"][1]["late"] == 0


def test_the_policy_file_may_say_which_counts(grade: Grade, hand_in: HandIn, tmp_path: Path) -> None:
    (tmp_path / "late.yaml").write_text(LATE + "count: best\n")
    hand_in(RIGHT, 0)
    line(grade, "--late", "late.yaml")
    hand_in(SLIPPED, 1)
    assert line(grade, "--late", "late.yaml")["points"] == 20
    refused = grade(*RUN, "--late", "late.yaml", "--count", "last")
    assert refused.code == 4
    assert "leave one" in refused.err
    (tmp_path / "late.yaml").write_text(LATE + "count: worst\n")
    assert "late.yaml:6: count must be last, best, first" in grade(*RUN, "--late", "late.yaml").err


def test_earlier_attempts_are_graded_again_by_a_new_grader(grade: Grade, hand_in: HandIn, graded: Begin) -> None:
    graded(SLIPPED)
    hand_in(RIGHT, 1)
    line(grade, "--count", "best")
    done = grade(*RUN, "--force")
    assert "2 graded" in done.err
    assert [one for _, one in points(grade)] == [False, True]


def test_killed_between_any_two_writes_nothing_is_lost(grade: Grade, hand_in: HandIn, tmp_path: Path) -> None:
    """Every prefix of what a run writes is a store from which the next run gives what one run would have given."""
    hand_in(SLIPPED, 0)
    line(grade, "--store", "calm.sqlite", "--count", "best")
    hand_in(RIGHT, 1)
    begun = (tmp_path / "calm.sqlite").read_bytes()
    line(grade, "--store", "calm.sqlite")
    calm = dump(tmp_path / "calm.sqlite")
    for writes in range(1, 5):
        store = tmp_path / f"cut{writes}.sqlite"
        store.write_bytes(begun)
        cut_after(writes, store)
        line(grade, "--store", store)
        assert dump(store) == calm, writes


CUT = """
import os, sys
from receptive.classroom.store import Store
left = [int(sys.argv.pop(1))]
put = Store.put
def cut(self, *args, **kwargs):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), 9)
    put(self, *args, **kwargs)
Store.put = cut
from receptive.cli import main
main()
"""


def cut_after(writes: int, store: Path) -> None:
    words = [*RUN, "--store", str(store), "--jobs", "1"]
    folder = store.parent
    done = subprocess.run(
        [sys.executable, "-c", CUT, str(writes), *words], cwd=folder, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == -9, done.stderr


@pytest.mark.parametrize("limited", [False, True])
def test_a_store_of_an_older_version_opens_and_its_mark_is_the_first_attempt(
    grade: Grade, hand_in: HandIn, graded: Begin, tmp_path: Path, limited: bool
) -> None:
    graded(RIGHT)
    store = tmp_path / "class.sqlite"
    with Store(store, write=True) as opened:
        mark = opened.get("ann", Kind.MARK, TOPIC)
        assert mark is not None
        noted = [Entry("ann", Kind.ATTEMPTS, TOPIC, json.dumps([mark.source]))] if limited else []
        opened.put(noted, without=[("ann", Kind.SUBMISSIONS, TOPIC)])
    connection = sqlite3.connect(store)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert grade("class", "export", "json", "-").code == 0
    hand_in(SLIPPED, 1)
    assert line(grade, "--count", "best")["points"] == 20
    assert next(mark for mark, _ in points(grade)) == 20
    assert sqlite3.connect(store).execute("PRAGMA user_version").fetchone() == (2,)


def test_a_store_of_a_newer_version_is_refused_with_the_next_step(grade: Grade, graded: Begin, tmp_path: Path) -> None:
    graded(RIGHT)
    connection = sqlite3.connect(tmp_path / "class.sqlite")
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    before = (tmp_path / "class.sqlite").read_bytes()
    for words in (RUN, ("class", "history", "ann"), ("class", "export", "csv", "-")):
        done = grade(*words)
        assert done.code == 4
        assert "has version 3; this program knows 2. A newer program wrote it" in done.err
    assert (tmp_path / "class.sqlite").read_bytes() == before


def test_damaged_attempts_are_named(tmp_path: Path) -> None:
    with Store(tmp_path / "class.sqlite", write=True) as store:
        for body in ("{", '[{"source": 3}]', '[{"source": "x", "moment": "noon", "late": null}]', "[4]"):
            store.put([Entry("ann", Kind.SUBMISSIONS, TOPIC, body)])
            with pytest.raises(ClassError, match=f"the attempts of ann {TOPIC} in the store are damaged"):
                read_attempts(store, "ann", TOPIC)


def test_overrides_and_comments_are_kept_with_who_when_and_why(grade: Grade, graded: Begin) -> None:
    graded(SLIPPED)
    override = ("class", "override", "ann", TOPIC)
    assert grade(*override, "12", "--reason", "at the board", "--by", "lee").err == ""
    again = grade(*override, "14", "--reason", "counted again")
    assert "the override to 12 (at the board) is replaced by 14" in again.err
    said = grade("class", "comment", "ann", "Well done.", "--by", "lee")
    assert (said.code, said.out) == (0, "ann: the next feedback has this comment\n")
    assert "the comment before was: Well done." in grade("class", "comment", "ann", "").err
    assert "the override to 14 (counted again) is taken back" in grade(*override, "--remove").err
    assert "there was no override of ann" in grade(*override, "--remove").err
    found = history(grade)["changes"]
    told = [(one["what"], one["before"], one["after"], one["reason"]) for one in found]
    assert told == [
        ("override", "", "12", "at the board"),
        ("override", "12", "14", "counted again"),
        ("comment", "", "Well done.", ""),
        ("comment", "Well done.", "", ""),
        ("override", "14", "", ""),
    ]
    assert [one["by"] for one in found[:1]] == ["lee"]
    assert all(one["by"] and one["at"].endswith("+00:00") for one in found)
    text = grade("class", "history", "ann", TOPIC).out
    assert "attempt 1, 2026-10-26T07:33:20+00:00:" in text
    assert f"override of {TOPIC}: 14 (counted again), before: 12, 20" in text
    assert f"override of {TOPIC}: taken back, before: 14, 20" in text
    assert grade("class", "verify").code == 0
    assert line(grade)["points"] == line(grade, "--force")["points"]
    assert len(history(grade)["changes"]) == 5


@pytest.mark.parametrize("value", ["20.5", "-1", "1e9"])
def test_an_override_that_nobody_can_reach_is_refused_or_insisted_on(grade: Grade, graded: Begin, value: str) -> None:
    graded(SLIPPED)
    words = ("class", "override", "--reason", "x", "ann", TOPIC)
    refused = grade(*words, "--", value)
    assert refused.code == 4
    assert "counts from 0 to 20; if you mean it, add --beyond" in refused.err
    assert history(grade)["changes"] == []
    assert grade(*words, "--beyond", "--", value).code == 0
    assert line(grade)["points"] == max(0, float(value))


def test_nothing_is_written_over_a_store(grade: Grade, graded: Begin, tmp_path: Path) -> None:
    graded(SLIPPED)
    before = (tmp_path / "class.sqlite").read_bytes()
    for words in (
        ("export", "csv", "class.sqlite"),
        ("export", "json", "class.sqlite"),
        ("report", "class.sqlite"),
    ):
        ran = grade("class", *words)
        assert ran.code == 2, words
        assert "class.sqlite is a store, and marks are in it" in ran.err or "is not named as a page" in ran.err
    assert (tmp_path / "class.sqlite").read_bytes() == before
    assert grade("class", "verify").code == 0


def test_history_of_nobody_is_refused(grade: Grade, graded: Begin) -> None:
    graded(SLIPPED)
    assert "has no student eve; `grade class export csv -` names all" in grade("class", "history", "eve").err
    assert "has no student annn; did you mean ann?" in grade("class", "history", "annn").err
    assert "has no student annn; did you mean ann?" in grade("class", "notes", "annn").err
    assert f"has no mark of ann for color; there are {TOPIC}" in grade("class", "history", "ann", "color").err


def test_a_damaged_line_of_the_roster_or_of_the_history_is_named(grade: Grade, graded: Begin, tmp_path: Path) -> None:
    graded(SLIPPED)
    for kind, told in ((Kind.CHANGE, "a change of ann"), (Kind.ENROLLED, "the line of ann of the roster")):
        with Store(tmp_path / "class.sqlite", write=True) as store:
            store.put([Entry("ann", kind, "", '{"by": 3}')])
        done = grade("class", "history", "ann")
        assert (done.code, told in done.err) == (4, True), done.err


def test_a_file_that_was_decided_for_is_in_the_history(grade: Grade, graded: Begin) -> None:
    graded(SLIPPED)
    take = ("class", "take", "ann", f"old/{TOPIC}.py", "--by", "lee")
    assert grade(*take).code == 0
    assert grade(*take, "--undo").code == 0
    told = [(one["what"], one["topic"], one["before"], one["after"], one["by"]) for one in history(grade)["changes"]]
    place = f"old/{TOPIC}.py"
    assert told == [("file", TOPIC, "", place, "lee"), ("file", TOPIC, place, "", "lee")]
    assert grade("class", "verify").code == 0
