"""`grade quiz` as a student uses it: real commands, real files, answers on standard input."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from receptive.catalogue.content import Content, find_content
from receptive.quiz.programs import Programs
from receptive.quiz.progress import Review
from receptive.quiz.reading import read_quiz
from receptive.quiz.sealed_quiz import pools, seal_quiz, write_text
from support import FRESH, Grade

QUIZ = """schema: receptive/quiz/v1
title: Sizes
questions:
- id: window
  title: Window
  type: numeric
  section: "7"
  bloom: apply
  prompt: "In how many places fits a window of {{k}} on {{i}} pixels with stride {{s}}?"
  params: {i: {low: 12, high: 40}, k: {low: 2, high: 7}, s: {low: 2, high: 4}}
  answer: floor((i - k)/s) + 1
  proof: conv_out(i, k, s)
  catches:
  - {misconception: SHP-4, run: "conv_out(i, k, s)"}
  - {misconception: SHP-1, run: "conv_out(i, k, s)"}
  hints: [Count the steps., Add one.]
  explanation: "There are {{floor((i - k)/s)}} steps and the first place."
- id: shared
  title: Shared
  type: true_false
  section: "5"
  bloom: remember
  prompt: All places of a map share their weights.
  answer: true
  wrong: {says: Then a filter would be another one at each place.}
  hints: [Think of one filter.]
  explanation: One filter writes one map.
- id: two
  title: Two
  type: table
  points: 2
  section: "8"
  bloom: apply
  prompt: Fill in.
  cells:
  - {label: one and one, answer: "2", proof: "1 + 1"}
  - {kind: shape, label: a shape, shape: "(2, 3)", proof: "(1 + 1, 3)"}
  hints: [Add.]
  explanation: That is it.
"""


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two topics of the lesson, one of them with a small quiz, sealed with few rounds."""
    root = tmp_path_factory.mktemp("lesson")
    for topic in ("color", "output_size"):
        for name in (f"exercises/{topic}", f"solutions/{topic}.py", f"graders/{topic}", f"graders/sealed/{topic}.json"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).symlink_to(find_content().root / name)
        (root / "exercises" / topic).unlink()
        (root / "exercises" / topic).mkdir()
        for path in (find_content().root / "exercises" / topic).iterdir():
            if path.name != "chapters":  # they ask questions that this lesson does not have
                (root / "exercises" / topic / path.name).symlink_to(path)
    (root / "quizzes" / "sealed").mkdir(parents=True)
    content = Content(root)
    content.quiz("output_size").write_text(QUIZ, "utf-8")
    quiz = read_quiz(content.quiz("output_size"))
    sealed = seal_quiz("output_size", quiz, pools(Programs(content), "output_size", quiz), rounds=200)
    content.sealed_quiz("output_size").write_text(write_text(sealed), "utf-8")
    return root


@pytest.fixture
def folder(lesson: Path, grade: Grade, tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    assert grade("start", folder, RECEPTIVE_LESSON=str(lesson)).code == 0
    return folder


class Student:
    """Somebody at a keyboard."""

    def __init__(self, grade: Grade, folder: Path, lesson: Path) -> None:
        self.grade, self.folder, self.lesson = grade, folder, lesson

    def quiz(self, *typed: str, options: tuple[str, ...] = ("output_size",)) -> Any:
        text = "".join(f"{line}\n" for line in typed)
        return self.grade("quiz", *options, cwd=self.folder, typed=text, RECEPTIVE_LESSON=str(self.lesson))

    def right_window(self) -> str:
        """The answer to the window question as it is asked now."""
        asked = re.search(r"window of (\d+) on (\d+) pixels with stride (\d+)", self.quiz("quit").out)
        assert asked
        k, i, s = map(int, asked.groups())
        return str((i - k) // s + 1)

    @property
    def progress(self) -> Path:
        return self.folder / ".receptive" / "quiz-progress.json"


@pytest.fixture
def student(grade: Grade, folder: Path, lesson: Path) -> Student:
    return Student(grade, folder, lesson)


def test_a_workspace_has_the_sealed_quiz_and_no_answers(student: Student) -> None:
    text = (student.folder / "quizzes" / "output_size.json").read_text()
    for secret in ("first place", "Then a filter", "One filter writes", "catch", "a last step that does not fit"):
        assert secret not in text.replace('"catches"', "")


def test_right_answers_are_marked_at_once_and_kept(student: Student) -> None:
    ran = student.quiz(
        student.right_window(), "1" if "1. true" in student.quiz("skip", "quit").out else "2", "2", "2x3"
    )
    assert ran.code == 0, ran.out
    assert ran.out.count("✓ Right.") == 3
    assert "steps and the first place" in ran.out
    assert "Sizes: 3 of 3 right, 4 of 4 points" in ran.out
    reviews = json.loads(student.progress.read_text())["reviews"]
    assert min(datetime.fromisoformat(review["due"]) for review in reviews.values()) > datetime.now(UTC) + timedelta(1)
    assert "Every question is answered" in student.quiz().out


def test_a_wrong_answer_gets_its_mistake_and_other_numbers(student: Student) -> None:
    asked = re.search(r"window of (\d+) on (\d+) pixels with stride (\d+)", student.quiz("quit").out)
    assert asked
    k, i, s = map(int, asked.groups())
    ran = student.quiz(str(-(-(i - k) // s) + 1), "quit")
    assert "✗ Not yet." in ran.out
    assert "the size is rounded up" in ran.out
    again = re.findall(r"window of (\d+) on (\d+) pixels with stride (\d+)", ran.out)
    assert again[0] != again[1]
    assert ran.code == 1


def test_a_wrong_answer_that_is_no_known_mistake_gets_a_way_on(student: Student) -> None:
    once = student.quiz("0.5", "quit").out
    assert "hint helps, skip leaves it for later." in once
    assert "give up shows what is right" in student.quiz("0.5", "quit").out


def test_it_goes_on_where_it_stopped(student: Student) -> None:
    student.quiz(student.right_window(), "quit")
    ran = student.quiz("quit")
    assert "2 questions to answer" in ran.out
    assert "question 2 of 3" in ran.out
    assert student.quiz().code == 1  # the end of the input is a wish to leave


def test_what_cannot_be_read_costs_nothing_and_hints_come_in_order(student: Student) -> None:
    ran = student.quiz("lots", "hint", "?", "hint", "", "quit")
    assert "is no number" in ran.out
    assert "not counted" in ran.out
    assert ran.out.index("Count the steps.") < ran.out.index("Add one.")
    kept = json.loads(student.progress.read_text())
    assert kept["questions"]["output_size/window"]["tries"] == []
    assert kept["questions"]["output_size/window"]["hints"] == 2


def test_giving_up_is_noted_and_shows_the_answer_where_it_is_installed(student: Student, lesson: Path) -> None:
    ran = student.quiz("give up", "quit")
    assert "Noted as given up. Right is: " in ran.out
    assert json.loads(student.progress.read_text())["questions"]["output_size/window"]["gave_up"] is True
    bare = lesson.parent / "bare"
    shutil.copytree(lesson, bare, symlinks=True)
    (bare / "quizzes" / "output_size.yaml").unlink()
    student.lesson = bare
    ran = student.quiz("give up", "quit")
    assert "is not installed here in clear" in ran.out
    shutil.rmtree(bare)


def test_a_table_says_which_cells_are_right(student: Student) -> None:
    ran = student.quiz("skip", "skip", "2", "(9, 9)", "quit")
    assert "✓ right: one and one" in ran.out
    assert "✗ not yet: a shape" in ran.out
    assert "1 of 2 are right: 1 of 2 points." in ran.out
    assert "0 of 3 right, 1 of 4 points" in ran.out


def test_a_part_that_is_right_is_kept_and_stands_beside_the_exercises(student: Student) -> None:
    environment = {"RECEPTIVE_LESSON": str(student.lesson)}
    student.quiz("skip", "skip", "2", "(9, 9)", "9", "(9, 9)", "quit")  # a worse try takes nothing away
    quiz = student.grade("output_size", "--json", cwd=student.folder, **environment).attempt["topics"][1]
    assert (quiz["points"], quiz["criteria"][2]["points"], quiz["criteria"][2]["status"]) == (1.0, 1.0, "failed")
    student.quiz("skip", "skip", "give up")
    quiz = student.grade("output_size", "--json", cwd=student.folder, **environment).attempt["topics"][1]
    assert quiz["points"] == 0.0


def test_what_was_missed_comes_back_when_it_is_due(student: Student) -> None:
    student.quiz("0.5", "quit")
    assert "Nothing is due today. 3 questions are still open: grade quiz\n" in student.quiz(options=("--due",)).out
    kept = json.loads(student.progress.read_text())
    kept["reviews"]["output_size/window"]["due"] = "2020-01-01T00:00:00Z"
    student.progress.write_text(json.dumps(kept))
    assert "1 question due" in student.quiz("quit", options=("--due",)).out


def test_sealed_questions_cannot_be_exported_and_the_refusal_says_so(student: Student, tmp_path: Path) -> None:
    home = shutil.copytree(student.lesson, tmp_path / "home", symlinks=True)
    (home / "quizzes" / "output_size.yaml").unlink()
    words = ("quiz", "output_size", "--export", "moodle", "quiz.xml")
    ran = student.grade(*words, cwd=student.folder, RECEPTIVE_LESSON=str(home))
    assert (ran.code, ran.out) == (5, "")
    assert "the questions of output_size are sealed here" in ran.err
    assert "grade quiz output_size --html quiz.html" in ran.err


def test_mistakes_in_exercises_come_back_as_questions(student: Student) -> None:
    (student.folder / "output_size.py").write_text(
        "def conv_out(i, k, s=1, p=0, d=1):\n    return -(-(i + 2*p - d*(k - 1) - 1) // s) + 1\n"
    )
    student.grade("output_size", cwd=student.folder, RECEPTIVE_LESSON=str(student.lesson))
    assert "SHP-4" in json.loads((student.folder / ".receptive" / "mistakes.json").read_text())
    ran = student.quiz("quit", options=("--due",))
    assert "a mistake that grade has recognized in your code" in ran.out
    assert "SHP-4" not in ran.out
    assert "misconception/SHP-4" in json.loads(student.progress.read_text())["reviews"]
    student.quiz("0.5", "quit", options=("--due",))
    assert "because of a mistake" not in student.quiz("quit", options=("--due",)).out  # answered, and due again later


def test_the_quiz_stands_beside_the_exercises(student: Student) -> None:
    environment = {"RECEPTIVE_LESSON": str(student.lesson)}
    before = student.grade("output_size", "--json", cwd=student.folder, **environment).attempt
    assert [topic["topic"] for topic in before["topics"]] == ["output_size"]
    student.quiz(student.right_window(), "quit")
    after = student.grade("output_size", "--json", cwd=student.folder, **environment).attempt
    assert [topic["topic"] for topic in after["topics"]] == ["output_size", "output_size/quiz"]
    assert after["topics"][1]["points"] == 1.0
    assert (after["points"], after["max_points"]) == (before["points"], before["max_points"])  # not added to them
    assert [line["status"] for line in after["topics"][1]["criteria"]] == ["passed", "missing", "missing"]
    elsewhere = student.grade(student.folder / "output_size.py", "--json", **environment).attempt
    assert [topic["topic"] for topic in elsewhere["topics"]] == [
        "output_size"
    ]  # whoever grades somebody's folder takes no word of it
    shown = student.grade("output_size", cwd=student.folder, **environment).out
    assert "✓ 1 right  · 2 open" in shown
    assert "quiz 1 of 3 right" in student.grade("status", cwd=student.folder, **environment).out


def test_damaged_progress_is_named_and_left_alone(student: Student) -> None:
    student.quiz(student.right_window(), "quit")
    good = student.progress.read_text()
    other = json.dumps(json.loads(good) | {"workspace": "somebody"})
    version = json.dumps(json.loads(good) | {"schema": "receptive/quiz-progress/v9"})
    for broken, told in [
        (good[: len(good) // 2], "is damaged"),
        ("[]", "is damaged"),
        (other, "belongs to another workspace"),
        (version, "is of version"),
    ]:
        student.progress.write_text(broken)
        ran = student.quiz("quit")
        assert ran.code == 4, ran.out
        assert "quiz-progress.json" in ran.err
        assert told in ran.err
        assert student.progress.read_text() == broken


def test_a_changed_quiz_is_named_with_its_question(student: Student) -> None:
    path = student.folder / "quizzes" / "output_size.json"
    answer = student.right_window()
    data = json.loads(path.read_text())
    for variant in data["questions"][0]["variants"]:
        variant["explanation"] = variant["explanation"][:40]
    path.write_text(json.dumps(data))
    ran = student.quiz(answer)
    assert ran.code == 4
    assert "question 'window'" in ran.err
    path.write_text(path.read_text()[:300])
    assert student.quiz("quit").code == 4


def begun_on_page(page: Path) -> list[str]:
    """The questions with which a page begins as answered."""
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert data
    return [one["id"] for one in json.loads(data[1])["questions"] if one["right"]]


def test_a_page_begins_with_what_is_right_in_the_workspace(student: Student, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    write_page = ("output_size", "--html", str(page))
    assert student.quiz(options=write_page).code == 0
    assert begun_on_page(page) == []
    assert not student.progress.exists()
    assert "✓ Right." in student.quiz(student.right_window(), "skip", "2", "7x7", "quit").out
    assert student.quiz(options=write_page).code == 0
    assert begun_on_page(page) == ["output_size/window"]


def test_wrong_names_and_absent_quizzes(student: Student) -> None:
    assert student.quiz(options=("nothing",)).code == 2
    assert student.quiz(options=("color",)).code == 5
    assert "Examples:" in student.quiz(options=("--help",)).out


def test_answers_are_not_strewn_into_any_folder(student: Student, grade: Grade, tmp_path: Path) -> None:
    ran = grade("quiz", "output_size", typed="1\n", RECEPTIVE_LESSON=str(student.lesson))
    assert ran.code == 2
    assert "grade start lesson" in ran.err
    assert not (tmp_path / ".receptive").exists()


# Marking a file


def test_responses_are_marked_with_their_mistakes(student: Student, tmp_path: Path) -> None:
    lines = [
        {"question": "output_size/shared", "response": ["true"]},
        {"question": "output_size/two", "response": ["2", "2x3"]},
        {"question": "output_size/two", "response": ["2", "what"]},
        {"question": "output_size/window", "variant": 3, "response": "0"},
    ]
    path = tmp_path / "responses.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines * 50))
    ran = student.quiz(options=("--json", str(path)))
    assert ran.code == 1, ran.err
    marks = json.loads(ran.out)
    assert marks["schema"] == "receptive/quiz-marks/v1"
    assert [mark["status"] for mark in marks["marks"][:4]] == ["passed", "passed", "failed", "failed"]
    assert [mark["points"] for mark in marks["marks"][:4]] == [1.0, 2.0, 1.0, 0.0]
    assert marks["marks"][2]["parts"] == [True, False]
    assert "a shape: 'what' is no shape" in marks["marks"][2]["message"]
    assert marks["points"] == 200.0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2 is no response"),
        ('{"question": "output_size/none", "response": ["1"]}', "line 2: there is no question 'output_size/none'"),
        ('{"question": "color/x", "response": ["1"]}', "line 2: there is no quiz of 'color'"),
        ('{"question": "output_size/two", "response": ["1"]}', "line 2: output_size/two asks for 2 answers, not 1"),
        ('{"question": "output_size/two", "variant": -1, "response": ["1"]}', "line 2 is no response"),
        ('{"question": "output_size/two", "response": [1]}', "line 2 is no response"),
    ],
)
def test_a_line_that_is_no_response_is_named(student: Student, tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "responses.jsonl"
    path.write_text('{"question": "output_size/shared", "response": ["true"]}\n' + line)
    ran = student.quiz(options=("--json", str(path)))
    assert ran.code == 2
    assert told in ran.err


# Handing out


def test_a_release_gives_nothing_away_and_is_the_same_twice(student: Student, grade: Grade, tmp_path: Path) -> None:
    environment = {"RECEPTIVE_LESSON": str(student.lesson)}
    for name, start in (("one", {}), ("two", FRESH)):  # test_release.py looks at the wheel
        assert grade("release", name, "--no-wheel", **environment, **start).code == 0
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert {Path("lesson/questions-output_size.js"), Path("quizzes/output_size.json")} <= {*files}
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    audited = grade("author", "audit", "one", **environment)
    assert audited.code == 0, audited.out
    assert "  output_size/shared: 2 guesses, 0 s of one core\n" in audited.out
    assert "practice, which never counts: 3 of 3 questions open in ten minutes" in audited.out
    assert grade("release", "one", **environment).code == 2


def test_a_quiz_that_counts_has_no_seals_and_is_marked_with_the_secret(
    student: Student, grade: Grade, tmp_path: Path
) -> None:
    environment = {"RECEPTIVE_LESSON": str(student.lesson)}
    assert grade("release", "exam", "--graded", "--secret", "exam/secret", **environment).code == 2
    assert grade("release", "exam", "--graded", "--secret", "my.secret", "--no-wheel", **environment).code == 0
    assert (tmp_path / "my.secret").stat().st_mode & 0o077 == 0
    audited = grade("author", "audit", "exam", "--secret", "my.secret", **environment)
    assert audited.code == 0, audited.out
    assert "questions that count: 0 of 3 answered from the release\n" in audited.out
    exam = tmp_path / "exam"
    variants = json.loads((exam / "quizzes" / "output_size.json").read_text())["questions"][0]["variants"]
    assert all(not variant["salt"] and not variant["explanation"] for variant in variants)
    ran = grade("quiz", cwd=exam, typed="Ada\nlots\n5\ntrue\n2\n(2,3)\n", **environment)
    assert ran.code == 0, ran.out + ran.err
    assert "Right" not in ran.out
    responses = exam / "quiz-responses.json"
    marking = ("quiz", "--json", responses, "--secret", "my.secret")
    assert "whose answers are these?" in grade(*marking, **environment).err
    marks = json.loads(grade(*marking, "--student", "ada", **environment).out)
    assert (marks["student"], marks["notes"]) == ("ada", [])
    assert [mark["status"] for mark in marks["marks"]][1:] == ["passed", "passed"]
    data = json.loads(responses.read_text())
    data["responses"]["output_size/window"]["variant"] += 1
    responses.write_text(json.dumps(data))
    marks = json.loads(grade(*marking, "--student", "Ada", **environment).out)
    assert "not this student's" in marks["marks"][0]["message"]
    assert json.loads(grade(*marking, "--student", "Eve", **environment).out)["notes"] == ["the file names 'Ada'"]
    (tmp_path / "other.secret").write_text("f" * 64)
    ran = grade("quiz", "--json", responses, "--secret", "other.secret", "--student", "Ada", **environment)
    assert ran.code == 4
    assert "another release" in ran.err


def test_an_audit_finds_what_was_put_into_a_release(student: Student, grade: Grade, tmp_path: Path) -> None:
    import base64
    import zipfile

    environment = {"RECEPTIVE_LESSON": str(student.lesson)}
    content = find_content()
    answers = (content.grader("output_size") / "pool2d_out_shape.py").read_text()
    leaks = {
        "notes.txt": answers,
        "solution.txt": content.solution("color").read_text(),
        "blob.txt": base64.b64encode(answers.encode()).decode(),
        "test_something.py": "x = 1",
        "quiz.json": json.dumps({"answer": 3}),
        "words.md": "Then a filter would be another one at each place.",
    }
    for name, text in leaks.items():
        (tmp_path / "leaky").mkdir(exist_ok=True)
        (tmp_path / "leaky" / name).write_text(text)
    with zipfile.ZipFile(tmp_path / "leaky" / "inner.zip", "w") as archive:
        archive.writestr("deep/notes.py", answers)
    ran = grade("author", "audit", "leaky", "--json", **environment)
    assert ran.code == 1
    found = {row["path"] for row in json.loads(ran.out)["findings"]}
    assert found >= {*leaks, "inner.zip:deep/notes.py"}


def test_a_card_that_the_scheduler_cannot_go_on_with_is_damage() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for state, step, stability, difficulty in (
        (4, 0, None, None),
        (1, None, None, None),
        (2, None, -1.0, 5.0),
        (2, None, 3.0, 70.0),
    ):
        with pytest.raises(ValueError, match="no card"):
            Review(1, state, step, stability, difficulty, now, None)


def test_no_response_at_all_is_nothing_to_grade(student: Student, tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    path.write_text("\n\n", "utf-8")
    run = student.quiz(options=("--json", str(path)))
    assert run.code == 5
    assert "holds no response" in run.err
