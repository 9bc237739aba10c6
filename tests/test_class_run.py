"""`grade class run`: what a class gets, and that nothing which ends a run changes it."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from class_sample import SLIPPED, TOPIC, add_latecomer, make_class, submission, undisturbed
from support import COMMAND, FRESH, HALF_WRITTEN, Grade, descendants, is_alive, solution, wait_until

SEED = "autumn"


def run(grade: Grade, folder: Path, *words: str | Path, code: int = 0, **options: Any) -> list[dict[str, Any]]:
    done = grade("class", "run", folder, "--topic", TOPIC, "--seed", SEED, "--json", *words, **options)
    assert done.code == code, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def dump(store: Path) -> str:
    connection = sqlite3.connect(store)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def test_a_class_gets_what_each_would_get_alone(grade: Grade, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    for name, text in {"--ann": solution(TOPIC), 'b\'o "x"': HALF_WRITTEN, "Zoë": submission(3)}.items():
        (folder / name).mkdir(parents=True)
        (folder / name / f"{TOPIC}.py").write_text(text, "utf-8")
    lines = run(grade, folder, "--jobs", "2")
    assert [line["student"] for line in lines] == sorted(["--ann", 'b\'o "x"', "Zoë"])
    for line in lines:
        alone = grade(folder / line["student"] / f"{TOPIC}.py", "--json", "--seed", SEED).attempt
        assert line["schema"] == alone["schema"]
        assert line["points"] == alone["points"]
        assert line["isolation"] == alone["isolation"]
        mine, theirs = line["topics"][0], alone["topics"][0]
        assert mine["hashes"] == theirs["hashes"]
        assert mine["criteria"] == theirs["criteria"]
    assert {path.name for path in tmp_path.iterdir()} == {"class", "class.sqlite"}


def test_only_what_changed_is_graded_again(grade: Grade, tmp_path: Path) -> None:
    folder = make_class(tmp_path / "class", 3)
    words = ("class", "run", folder, "--topic", TOPIC)
    first = grade(*words)
    assert "3 graded" in first.out
    assert "3 unchanged" in grade(*words).out
    (folder / "student 00001" / f"{TOPIC}.py").write_text(SLIPPED, "utf-8")
    again = grade(*words)
    assert "1 graded, 2 unchanged" in again.out
    assert "3 graded" in grade(*words, "--force").out
    assert grade("class", "verify").code == 0


def test_the_seed_is_drawn_once_and_kept(grade: Grade, tmp_path: Path) -> None:
    folder = make_class(tmp_path / "class", 1)
    words = ("class", "run", folder, "--topic", TOPIC, "--json")
    seeds = {json.loads(grade(*words).out)["seed"] for _ in range(2)}
    assert len(seeds) == 1
    refused = grade(*words, "--seed", "another")
    assert refused.code == 4
    assert "seed" in refused.err


def test_equal_submissions_share_a_result(grade: Grade, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    for name in ("ann", "bob", "eve"):
        (folder / name).mkdir(parents=True)
        (folder / name / f"{TOPIC}.py").write_text(SLIPPED, "utf-8")
    done = grade("class", "run", folder, "--topic", TOPIC)
    assert "1 graded, 2 shared" in done.out
    lines = run(grade, folder, "--store", "other.sqlite")
    assert len({json.dumps(line["topics"][0]["criteria"]) for line in lines}) == 1
    assert [line["topics"][0]["path"] for line in lines] == [f"{name}/{TOPIC}.py" for name in ("ann", "bob", "eve")]


def test_the_same_bytes_whatever_the_jobs(grade: Grade, tmp_path: Path) -> None:
    folder = make_class(tmp_path / "class", 6)
    run(grade, folder, "--store", "one.sqlite", "--jobs", "1", **FRESH)
    for jobs in ("2", "3"):
        run(grade, folder, "--store", f"{jobs}.sqlite", "--jobs", jobs)
        assert dump(tmp_path / f"{jobs}.sqlite") == dump(tmp_path / "one.sqlite")


def start_run(folder: Path, store: Path) -> subprocess.Popen[bytes]:
    words = ["class", "run", str(folder), "--topic", TOPIC, "--seed", SEED, "--store", str(store), "--jobs", "2"]
    return subprocess.Popen([*COMMAND, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_runs(folder: Path, store: Path) -> bool:
    """Kill a few runs, one after the other; returns whether one of them was killed among its marks."""
    log = store.with_name(f"{store.name}-wal")
    rng = random.Random(6)
    among_marks = False
    # Bytes that the log must hold, of which a mark takes some 50,000, and seconds after them. All marks are 800,000; a
    # run that has written them ends, and its log is gone
    for held, more in ((0, 0.3), (0, 0.3), (1, 0.05), (150_000, 0.0), (300_000, 0.0)):
        running = start_run(folder, store)
        while running.poll() is None and not holds(log, held):
            time.sleep(0.001)  # sixteen marks are written within a quarter of a second
        time.sleep(rng.uniform(0.0, more))
        children = descendants(running.pid)
        among_marks |= running.poll() is None and holds(log, 100_000)
        running.kill()
        running.wait()
        wait_until(lambda left=children: not any(map(is_alive, left)))
    return among_marks


def test_killed_at_any_moment_and_run_again(
    grade: Grade, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """kill -9 of the coordinator: nothing is left running, and in the end everything is as if it had not happened."""
    calm = undisturbed(tmp_path_factory)
    folder = calm / "class"  # the same files: when they were written stands in a store, too
    words = ("class", "run", folder, "--topic", TOPIC, "--seed", SEED, "--json", "--jobs", "2")
    # On a busy machine a run may have ended before it is noticed that it has marks
    stores = [tmp_path / f"killed {series}.sqlite" for series in range(5)]
    store = next(store for store in stores if kill_runs(folder, store))
    resumed = grade(*words, "--store", store)
    assert resumed.out == (calm / "calm.jsonl").read_text("utf-8")
    assert dump(store) == dump(calm / "calm.sqlite")
    assert grade("class", "verify", "--store", store).code == 0


def holds(log: Path, size: int) -> bool:
    return not size or (log.exists() and log.stat().st_size >= size)


def test_interrupted_it_stops_and_keeps_what_is_done(grade: Grade, tmp_path: Path) -> None:
    folder = make_class(tmp_path / "class", 16)
    late = add_latecomer(folder)
    store = tmp_path / "class.sqlite"
    words = ["class", "run", str(folder), "--topic", TOPIC, "--seed", SEED, "--store", str(store), "--jobs", "2"]
    running = subprocess.Popen(
        [*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    log = store.with_name("class.sqlite-wal")
    wait_until(lambda: log.exists() and log.stat().st_size > 100_000)
    children = descendants(running.pid)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does it: to all processes of the group
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert "Traceback" not in err
    wait_until(lambda: not any(map(is_alive, children)))
    assert "run it again" in grade("class", "verify", "--store", store).err
    shutil.rmtree(late)
    assert " unchanged" in grade("class", "run", folder, "--topic", TOPIC, "--store", store).out
    assert grade("class", "verify", "--store", store).code == 0


def test_nothing_to_grade(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    done = grade("class", "run", "class")
    assert done.code == 5
    assert "STUDENT/TOPIC.py" in done.err


def test_two_submissions_of_one_student_are_graded_on_inputs_of_their_own(grade: Grade, tmp_path: Path) -> None:
    folder = make_class(tmp_path / "class", 1)
    first = seed_in(run(grade, folder))
    (file,) = folder.glob(f"*/{TOPIC}.py")
    handed_in = file.read_text("utf-8")
    file.write_text(handed_in + "\n# once more\n", "utf-8")
    second = seed_in(run(grade, folder))
    assert len({first, second, SEED}) == 3
    file.write_text(handed_in, "utf-8")
    assert seed_in(run(grade, folder)) == first
    again = grade(str(file), "--json", "--seed", first)
    (student,) = run(grade, folder)
    alone, mark = json.loads(again.out)["topics"][0], student["topics"][0]
    assert [one["status"] for one in alone["criteria"]] == [one["status"] for one in mark["criteria"]]


def seed_in(students: list[dict[str, Any]]) -> str:
    (student,) = students
    seed: str = student["topics"][0]["seed"]
    return seed


def test_more_attempts_than_are_allowed_change_nothing_and_are_named(grade: Grade, tmp_path: Path) -> None:
    folder = make_class(tmp_path / "class", 1)
    (file,) = folder.glob(f"*/{TOPIC}.py")
    handed_in = file.read_text("utf-8")
    for text in (handed_in, f"{handed_in}\n# 2\n", handed_in):
        file.write_text(text, "utf-8")
        (marks,) = run(grade, folder, "--attempts", "2")
    assert marks["notes"] == []
    file.write_text("# nothing any more\n", "utf-8")
    (third,) = run(grade, folder, "--attempts", "2")
    assert third["topics"][0]["points"] == marks["topics"][0]["points"]
    assert "not graded, since 2 submissions were" in third["notes"][0]
