"""What goes wrong by our fault, or by that of a machine: it costs nobody points, and nobody else's marks change."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path
from typing import Any

import pytest

from class_sample import TOPIC, add_latecomer, make_class, submission, undisturbed
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.classroom.dispatch import Dispatcher
from receptive.classroom.errors import ClassError
from receptive.classroom.task_grader import grade_task
from receptive.classroom.tasks import Graded, Rules, Task
from receptive.grading import pool as pools
from receptive.grading.allowance import Allowance
from receptive.grading.certificate import grader_hash
from receptive.grading.hashes import environment_hash
from receptive.grading.pool import Pool
from receptive.model import Hashes, Submission
from receptive.sandbox.client import ForkingSandbox
from support import COMMAND, ROOT, Grade, descendants, program_of, solution, wait_until

RUN = ("class", "run", "class", "--topic", TOPIC, "--seed", "autumn", "--json")


def task(name: str, rules: Rules = Rules("autumn"), source: str = "") -> Task:  # noqa: B008  # frozen
    return Task(TOPIC, Submission(TOPIC, Path(f"{TOPIC}.py"), source.encode()), Hashes(name, "", ""), rules, name, 40)


class Scripted:
    """An engine whose tasks end as their names say."""

    window = 4

    def __init__(self) -> None:
        self.tries: list[str] = []
        self.renewed = 0
        self.under_way = 0

    def submit(self, one: Task) -> Future[Graded]:
        self.tries.append(one.key)
        future: Future[Graded] = Future()
        how = one.key.partition(" ")[0]
        if how == "kills":
            future.set_exception(BrokenExecutor("gone"))
        elif how == "raises":
            future.set_exception(RuntimeError("a fault"))
        elif how == "refused":
            future.set_exception(ClassError("other versions"))
        else:
            again = how == "hiccups" and self.tries.count(one.key) == 1
            future.set_result(Graded("body", "once" if again or how == "fails" else ""))
        return future

    def renew(self) -> None:
        self.renewed += 1

    def stop(self) -> None: ...


def dispatched(*names: str) -> tuple[dict[str, str], Scripted]:
    """The incident of each task, or an empty text, and the engine afterwards."""
    engine = Scripted()
    ended = [(one.key, graded.incident) for one, graded in Dispatcher(engine, map(task, names)).run()]
    assert len(ended) == len({key for key, _ in ended}), "a task ended twice"
    return dict(ended), engine


def test_a_hiccup_is_tried_again_and_forgotten() -> None:
    found, engine = dispatched("fine 1", "hiccups 1", "fine 2")
    assert set(found.values()) == {""}
    assert engine.tries.count("hiccups 1") == 2


@pytest.mark.parametrize("name", ["fails 1", "raises 1"])
def test_what_fails_twice_is_reported_and_the_rest_goes_on(name: str) -> None:
    found, engine = dispatched("fine 1", name, "fine 2")
    assert engine.tries.count(name) == 2
    assert found.pop(name)
    assert found == {"fine 1": "", "fine 2": ""}


def test_an_engine_that_is_always_gone_is_given_up_for_one_task_and_the_others_are_graded() -> None:
    names = [f"fine {number}" for number in range(9)]
    found, engine = dispatched(*names[:3], "kills 1", *names[3:])
    assert "gone 5 times" in found.pop("kills 1")
    assert found == dict.fromkeys(names, "")
    assert engine.renewed == 5


def test_workers_that_cannot_be_used_end_the_run() -> None:
    with pytest.raises(ClassError, match="other versions"):
        dispatched("fine 1", "refused 1")


@pytest.fixture
def unconfined(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """What grades on a machine without Landlock and seccomp."""
    monkeypatch.setattr(pools, "start_sandbox", lambda packages, names: ForkingSandbox(packages, names, confine=False))
    with Pool() as pool:
        yield pool


def test_without_confinement_nothing_is_graded_unless_that_is_asked_for(unconfined: Pool) -> None:
    topic = load_topic(find_content(), TOPIC)
    hashes = Hashes("", grader_hash(topic), environment_hash(topic))
    work = Submission(TOPIC, Path(f"{TOPIC}.py"), submission(1).encode())
    with pytest.raises(ClassError, match="--weak"):
        grade_task(unconfined, Task(TOPIC, work, hashes, Rules("a"), "key", 40), Allowance())
    graded = grade_task(unconfined, Task(TOPIC, work, hashes, Rules("a", weak=True), "key", 40), Allowance())
    assert json.loads(graded.body)["isolation"] == "C"
    other = Hashes("", "0", hashes.environment)
    with pytest.raises(ClassError, match="grader"):
        grade_task(unconfined, Task(TOPIC, work, other, Rules("a", weak=True), "key", 40), Allowance())


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """A lesson of one's own, to break."""
    folder = tmp_path / "lesson"
    for name in ("exercises", "graders", "solutions", "quizzes"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def with_grader(lesson: Path, line: str) -> None:
    """Put a line in front of the first test of conv_out."""
    grader = lesson / "graders" / TOPIC / "test_conv_out.py"
    whole = grader.read_text("utf-8")
    place = whole.index("\n", whole.index("def test_"))
    grader.write_text(f"{whole[:place]}\n    {line}\n{whole[place:]}", "utf-8")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each student of a class gets, of which a smaller class has the first, where nothing goes wrong."""
    lines = (undisturbed(tmp_path_factory) / "calm.jsonl").read_text("utf-8").splitlines()
    return {line["student"]: line for line in map(json.loads, lines)}


STUMBLES = {
    "raise": "{}['no such key']",
    "swell": "bytearray(8 << 30)",
    "hang": "sum(range(1 << 60))",
    "kill": "__import__('os').kill(__import__('os').getpid(), 9)",
}


@pytest.mark.parametrize(
    "how", [pytest.param(how, marks=pytest.mark.slow if how in ("hang", "kill") else ()) for how in STUMBLES]
)
def test_what_a_value_does_to_the_grader_costs_its_student_one_criterion(
    grade: Grade, tmp_path: Path, lesson: Path, calm: dict[str, Any], how: str
) -> None:
    """A grader with a weakness, which three students of a class find."""
    folder = make_class(tmp_path / "class", 6)
    with_grader(lesson, f"if student.conv_out(7, 3) == 'weak': {STUMBLES[how]}")
    for number in range(3):
        path = folder / f"student {number:05d} weak" / f"{TOPIC}.py"
        path.parent.mkdir()
        text = f"# {number}\n{solution(TOPIC)}\n_right = conv_out\n"
        path.write_text(text + "def conv_out(*a, **k): return 'weak' if a == (7, 3) else _right(*a, **k)\n", "utf-8")
    done = grade(*RUN, RECEPTIVE_LESSON=str(lesson))
    assert done.code == 0, done.err
    assert done.err.count("look at: student 0000") == 3
    after = {line["student"]: line for line in map(json.loads, done.out.splitlines())}
    for name, student in after.items():
        (topic,) = student["topics"]
        failed = [one["id"] for one in topic["criteria"] if one["status"] != "passed"]
        if name.endswith("weak"):
            assert failed[0] == "window"
            assert "internal" not in {one["status"] for one in topic["criteria"]}
            assert topic["points"] > 15
        else:
            assert marks_of(student) == marks_of(calm[name])


def marks_of(student: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["id"], one["status"], one["message"]) for one in student["topics"][0]["criteria"]]


def test_a_grader_that_fails_costs_nobody_points_and_is_reported(grade: Grade, tmp_path: Path, lesson: Path) -> None:
    make_class(tmp_path / "class", 3)
    with_grader(lesson, "if 'student 1' in student.source: raise RuntimeError('broken')")
    done = grade(*RUN, RECEPTIVE_LESSON=str(lesson))
    assert done.code == 3
    assert f"our fault: student 00001 {TOPIC}: RuntimeError: broken" in done.err
    statuses = [
        [one["status"] for one in json.loads(line)["topics"][0]["criteria"]].count("internal")
        for line in done.out.splitlines()
    ]
    assert statuses == [0, 1, 0]
    again = grade(*RUN, RECEPTIVE_LESSON=str(lesson))
    assert "1 graded, 2 unchanged" in again.err
    assert again.out == done.out


def start(tmp_path: Path, **environment: str) -> subprocess.Popen[str]:
    """A run of which several marks are in the store."""
    running = subprocess.Popen(
        [*COMMAND, *RUN, "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    log = tmp_path / "class.sqlite-wal"
    wait_until(lambda: log.exists() and log.stat().st_size > 300_000)
    return running


def test_a_grading_process_that_is_killed_changes_nothing(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    late = add_latecomer(make_class(tmp_path / "class", 16))
    running = start(tmp_path)
    grading = [pid for pid in descendants(running.pid) if b"serve_alone" in program_of(pid)]
    os.kill(grading[0], signal.SIGKILL)
    out, err = running.communicate(timeout=100)
    assert running.returncode == 0, err
    *lines, last = out.splitlines(keepends=True)
    assert json.loads(last)["student"] == late.name
    assert "".join(lines) == (undisturbed(tmp_path_factory) / "calm.jsonl").read_text("utf-8")


@pytest.mark.slow
def test_a_topic_that_changes_in_the_middle_of_a_run(grade: Grade, tmp_path: Path, lesson: Path) -> None:
    make_class(tmp_path / "class", 60)
    running = start(tmp_path, RECEPTIVE_LESSON=str(lesson))
    with (lesson / "exercises" / TOPIC / "topic.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write("\n# changed\n")
    _, err = running.communicate(timeout=100)
    assert running.returncode == 4, err
    assert "changed" in err
    assert "run again" in err
    assert grade("class", "verify").code == 4
    again = grade(*RUN, RECEPTIVE_LESSON=str(lesson))
    assert again.code == 0
    assert again.out == grade(*RUN, "--store", "calm.sqlite", RECEPTIVE_LESSON=str(lesson)).out


HOSTILE = (
    "while True: pass\n",
    "import os\nos._exit(3)\n",
    "def conv_out(*a, **k):\n    return [0] * (1 << 40)\n",
    "class Equal:\n    def __eq__(self, other): return True\nprint('x' * (1 << 24))\nconv_out = lambda *a: Equal()\n",
)


def test_hostile_students_change_nobody_elses_marks(grade: Grade, tmp_path: Path, calm: dict[str, Any]) -> None:
    folder = make_class(tmp_path / "class", 12)
    for number, text in enumerate(HOSTILE):
        path = folder / f"student {number:05d} b" / f"{TOPIC}.py"
        path.parent.mkdir()
        path.write_text(text, "utf-8")
    done = grade(*RUN, "--jobs", "2")
    assert done.code == 0, done.err
    after = {line["student"]: line for line in map(json.loads, done.out.splitlines())}
    assert len(after) == 12 + len(HOSTILE)
    before = {name: line for name, line in calm.items() if name in after}
    assert len(before) == 12
    assert {name: after[name] for name in before} == before
    assert all(after[name]["points"] < 2 for name in after if name.endswith(" b"))
