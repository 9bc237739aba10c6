"""What an instructor asks for, and the run that follows from it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from receptive.catalogue.content import Content
from receptive.classroom.attempts import COUNT, Attempts, kept_count
from receptive.classroom.engines import Engine, LocalEngine, Tls
from receptive.classroom.enrolling import EVERYBODY, Part, Roster, check_part, keep_roster, read_kept_roster
from receptive.classroom.errors import ClassError
from receptive.classroom.late import Count
from receptive.classroom.late_files import read_policy
from receptive.classroom.lateness import Lateness
from receptive.classroom.roster import read_roster
from receptive.classroom.running import ClassRun, Summary
from receptive.classroom.store import Store
from receptive.classroom.students import Class, find_students
from receptive.classroom.tasks import Rules
from receptive.model import Topic

SEED, SHARD, LATE_POLICY = "seed", "shard", "late policy"  # settings in a store
WHOLE = "all"  # in place of a shard


@dataclass(frozen=True)
class Shard:
    """One of several parts of a class: which students are in it follows from their names alone."""

    index: int  # from 0
    count: int

    def holds(self, student: str) -> bool:
        digest = hashlib.sha256(student.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8]) % self.count == self.index

    def __str__(self) -> str:
        return f"{self.index}/{self.count}"


@dataclass(frozen=True)
class Setup:
    """The options of a run."""

    content: Content
    topics: tuple[Topic, ...]
    jobs: int = 1
    seed: str = ""
    weak: bool = False
    force: bool = False
    attempts: int = 0  # of one topic that are graded; 0: all
    count: Count | None = None  # which of them counts; None: as before
    roster: Path | None = None
    part: Part = EVERYBODY
    late: Path | None = None
    encoding: str = ""  # of the roster, the policy and its times, where they are not in Unicode
    secret: Path | None = None
    shard: Shard | None = None
    scheduler: str = ""  # of dask; empty: processes on this machine
    tls: Tls = field(default_factory=Tls)


def students_of(folder: Path, setup: Setup, store: Path) -> Class:
    """The whole class, of which a run may grade a part. Without a roster the one counts that the store keeps.

    Raises:
        ClassError: the folder, the roster or the store cannot be used.
    """
    if setup.roster:
        return find_students(folder, Roster(setup.roster.name, read_roster(setup.roster, setup.encoding)))
    return find_students(folder, read_kept_roster(store))


def part_of(whole: Class, setup: Setup, store: Path) -> Class:
    """The students whom a run grades. A shard may have none, and is a part all the same.

    Raises:
        ClassError: nobody is in the section or group that was asked for.
    """
    check_part(whole.roster, setup.part, store)
    enrolled = {one.student: one for one in whole.roster.students}
    return replace(
        whole,
        students=tuple(
            one
            for one in whole.students
            if (setup.shard is None or setup.shard.holds(one.name)) and setup.part.holds(enrolled.get(one.name))
        ),
    )


def run_class(store: Store, students: Class, setup: Setup, done: Callable[[int], None] = lambda _: None) -> Summary:
    """Grade a class into a store.

    Raises:
        ClassError: something that was given cannot be used; what is finished is kept.
    """
    lateness = None
    if setup.late:
        lateness = Lateness(read_policy(setup.late, setup.encoding), students.roster, setup.encoding)
    rules = Rules(_seed(store, setup), setup.weak, setup.force, _secret(setup))
    _set_shard(store, setup.shard)
    unknown = lateness.unknown(students.everybody) if lateness else _find_forgotten(store)
    notes = (*students.unowned, *students.notes, *unknown, *keep_roster(store, students.roster))
    if setup.late:
        store.set(LATE_POLICY, setup.late.name)
    quizzes = None
    if rules.secret:
        from receptive.classroom.quizzes import QuizMarker  # loads pydantic

        quizzes = QuizMarker(setup.content, setup.topics, rules)
    engine = _engine(setup)
    try:
        attempts = Attempts(store, _count(store, setup, lateness), setup.attempts, lateness)
        run = ClassRun(store, setup.topics, rules, engine, attempts, quizzes, done)
        return run.run(students.students, notes)
    finally:
        engine.stop()


def _seed(store: Store, setup: Setup) -> str:
    """The store's seed, or the one given, or a drawn one: kept, so that a run that goes on has the same."""
    kept = store.setting(SEED)
    if kept and setup.seed and kept != setup.seed:
        raise ClassError(f"{store.path} has marks of another seed; leave out --seed, or name another --store")
    if setup.shard and not (kept or setup.seed):
        raise ClassError("parts of a class that are merged later need the same seed: give all of them one with --seed")
    seed = kept or setup.seed or secrets.token_hex(8)
    store.set(SEED, seed)
    return seed


def _find_forgotten(store: Store) -> Iterator[str]:
    """A policy that the run before had: without it, what is handed in now is never late."""
    kept = store.setting(LATE_POLICY)
    if kept:
        yield f"this run had no --late, and one before had {kept}: what is new counts as in time until a run has it"


def _count(store: Store, setup: Setup, lateness: Lateness | None) -> Count:
    """The rule that was given, or else the one that is kept; without any the last attempt counts."""
    given = {rule for rule in (setup.count, lateness.policy.count if lateness else None) if rule}
    if len(given) > 1:
        raise ClassError(f"{setup.late} says which attempt counts, and --count says another; leave one")
    for rule in given:
        store.set(COUNT, rule.value)
        return rule
    return kept_count(store)


def _set_shard(store: Store, shard: Shard | None) -> None:
    """A store holds one part, or the whole. Which is noted: `merge` looks whether it has all parts."""
    given = str(shard) if shard else WHOLE
    kept = store.setting(SHARD) or given
    if kept != given:
        raise ClassError(f"{store.path} holds the part {kept} of a class; name another --store, or that --shard")
    store.set(SHARD, given)


def _secret(setup: Setup) -> str:
    if setup.secret is None:
        return ""
    from receptive.quiz.graded_quiz import read_secret  # loads pydantic

    return read_secret(setup.secret, make=False)


def _engine(setup: Setup) -> Engine:
    if not setup.scheduler:
        return LocalEngine(setup.jobs)
    try:
        from receptive.classroom.dask_engine import DaskEngine
    except ImportError as absent:
        raise ClassError("--engine dask needs dask.distributed: pip install 'receptive[dask]'") from absent
    return DaskEngine(setup.scheduler, setup.tls)
