"""What people and programs read about an attempt."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from receptive.attempt_json import attempt_json, attempt_object
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.model import Attempt, Diagnosis, Hashes, Isolation, Level, Outcome, Status, TopicResult
from receptive.reading.excerpt import excerpt
from receptive.report.terminal import SeenConsole, attempt_text
from receptive.scoring import points_of, total_points
from receptive.text import printable

TOPIC = load_topic(find_content(), "output_size")
ISOLATION = Isolation(Level.A, "all of it")


def attempt(*changes: tuple[int, Status, str], isolation: Isolation = ISOLATION, printed: str = "") -> Attempt:
    """An attempt in which everything is passed but the criteria at these positions."""
    outcomes = [Outcome(criterion, Status.PASSED) for criterion in TOPIC.criteria]
    for position, status, message in changes:
        outcomes[position] = Outcome(TOPIC.criteria[position], status, message)
    result = TopicResult(
        TOPIC, Path("output_size.py"), tuple(outcomes), total_points(outcomes), Hashes("a", "b", "c"), printed=printed
    )
    return Attempt((result,), "0123", isolation, 0.5, (("python", "3.11"),))


def text_of(shown: Attempt, width: int = 100) -> str:
    return attempt_text(shown, SeenConsole(file=io.StringIO(), width=width))


def test_only_a_pass_gives_points() -> None:
    criterion = TOPIC.criteria[0]
    for status in Status:
        assert points_of(Outcome(criterion, status)) == (criterion.points if status is Status.PASSED else 0)


def test_the_first_failing_criterion_of_each_exercise_is_told_in_full() -> None:
    first, second = [i for i, criterion in enumerate(TOPIC.criteria) if criterion.exercise == "conv_out"][:2]
    text = text_of(attempt((first, Status.FAILED, "the first"), (second, Status.FAILED, "the second")))
    assert "the first" in text
    assert "the second" not in text
    assert f"grade hint output_size.{TOPIC.criteria[first].id}" in text


def test_every_status_has_a_word_besides_its_color() -> None:
    for status, word in [(Status.TIMEOUT, "too slow"), (Status.INTERNAL, "our fault"), (Status.NOT_RUN, "not run")]:
        assert word in text_of(attempt((0, status, "x")))


def test_the_level_stands_in_every_report_and_a_weak_one_is_called_weak() -> None:
    assert "Isolation A: all of it" in text_of(attempt())
    weak = attempt(isolation=Isolation(Level.C, "nothing here"))
    assert "Isolation C (weak): nothing here" in text_of(weak)
    assert attempt_object(weak)["isolation"] == "C"
    assert attempt_object(weak)["isolation_reason"] == "nothing here"


def test_markup_of_a_student_is_only_text() -> None:
    text = text_of(attempt((0, Status.ERROR, "[red]not red[/red]"), printed="[bold]x[/bold]"))
    assert "[red]not red[/red]" in text
    assert "[bold]x[/bold]" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("a\u202eb", "a\\u202eb"),
        ("\ud800", "\\ud800"),
        ("é × 漢\n", "é × 漢\n"),
        ("\r", "\\r"),
    ],
)
def test_control_characters_are_made_visible(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_json_has_the_fields_of_the_contract() -> None:
    shown = attempt((0, Status.FAILED, "wrong"))
    result = shown.results[0]
    diagnosed = replace(result.outcomes[0], diagnosis=Diagnosis("SHP-4", "You rounded up."))
    shown = replace(shown, results=(replace(result, outcomes=(diagnosed, *result.outcomes[1:])),))
    line = json.loads(attempt_json(shown))
    assert {"schema", "points", "max_points", "seed", "isolation", "duration_s", "topics"} <= set(line)
    first = line["topics"][0]["criteria"][0]
    assert first["diagnosis"] == {"misconception": "SHP-4", "says": "You rounded up."}
    assert line["topics"][0]["criteria"][1]["diagnosis"] is None
    assert "\n" not in attempt_json(shown)


def test_a_narrow_terminal_loses_nothing() -> None:
    text = text_of(attempt((0, Status.FAILED, "a message that is longer than the line")), width=40)
    assert "longer than the" in " ".join(text.split())


def test_the_files_of_a_topic_are_where_the_layout_says() -> None:
    assert TOPIC.stub == Path(find_content().root) / "exercises" / "output_size" / "output_size.py"


def test_code_is_shown_without_the_rest_of_its_docstring() -> None:
    source = 'def f(a):\n    """First.\n\n    More.\n    """\n    return a\n\n\nelsewhere = f(1)\n'
    assert [line.number for line in excerpt(source, "f")] == [1, 2, 6]
    assert [line.number for line in excerpt(source, "f", 6) if line.here] == [6]
    assert [line.number for line in excerpt(source, "f", 9) if line.here] == [9]
    assert not excerpt(source, "g")
    assert not excerpt("def (", "f")
    assert [line.number for line in excerpt("def f():\n    pass\ndef f(): return 1\n", "f")] == [3]
