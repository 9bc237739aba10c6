"""Which mistakes a class makes, where they show, and which questions that should catch them do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from receptive.classroom.gradebook import CriterionMark, Gradebook
from receptive.classroom.points import UNSETTLED
from receptive.model import Status, words_name

MIN_HOLDERS = 5  # asked this many who hold the mistake, a question can be said to miss it
CAUGHT = 0.1  # of them; a question that shows it in fewer does not catch it

Item = tuple[str, str]  # topic, and id of a criterion or question
NONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Catcher:
    """A question that should show a mistake, and how many of those who make it elsewhere it showed it in."""

    topic: str
    id: str
    title: str
    asked: int
    caught: int

    @property
    def misses(self) -> bool:
        return self.asked >= MIN_HOLDERS and self.caught < CAUGHT * self.asked


@dataclass(frozen=True)
class Held:
    """A mistake of the class: `students` of the `of` who were asked anything that could show it."""

    misconception: str
    says: str
    students: tuple[str, ...]
    of: int
    seen_in: tuple[Item, ...]
    catchers: tuple[Catcher, ...]


@dataclass(frozen=True)
class Pull:
    """What draws students who miss a question. `reasons`: what they were told, and how many, the most common first."""

    topic: str
    id: str
    title: str
    asked: int
    wrong: int
    reasons: tuple[tuple[str, int], ...]
    unexplained: int


def misconceptions_in(name: str) -> tuple[str, ...]:
    """The misconceptions of a diagnosis. `A+B`: both are held. `A/B`: one of them, and nobody knows which: one name."""
    return (name,) if "/" in name else tuple(name.split("+"))


def misconception_map(
    gradebook: Gradebook, catchers: Mapping[str, frozenset[Item]], sentences: Mapping[str, str] = NONE
) -> tuple[Held, ...]:
    """The mistakes of a class, the most common first.

    Args:
        catchers: by misconception, the questions that have an answer for it.
        sentences: by misconception, what is done by who holds it; without, what the first such student was told.
    """
    marks = _marks_by_item(gradebook)
    seen: dict[str, dict[Item, list[str]]] = {}
    says: dict[str, str] = {}
    for item, answers in marks.items():
        for student, mark in answers.items():
            if mark.diagnosis and mark.diagnosis.misconception:
                for name in misconceptions_in(mark.diagnosis.misconception):
                    seen.setdefault(name, {}).setdefault(item, []).append(student)
                    says.setdefault(name, sentences.get(name, mark.diagnosis.says))
    found = [_count_held(name, says[name], places, marks, catchers) for name, places in seen.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.students), one.misconception)))


def distractor_pull(gradebook: Gradebook) -> tuple[Pull, ...]:
    """Every question of the quizzes that somebody missed, with what drew them; the strongest pull first."""
    found = []
    for (topic, name), answers in _marks_by_item(gradebook).items():
        wrong = [
            one for one in answers.values() if one.status is not Status.PASSED and one.status is not Status.MISSING
        ]
        if wrong and not topic.endswith(words_name("")) and not any(one.exercise for one in answers.values()):
            reasons = Counter(said for one in wrong if (said := one.diagnosis.says if one.diagnosis else one.message))
            title = next(iter(answers.values())).title
            common = tuple(sorted(reasons.items(), key=lambda one: (-one[1], one[0])))
            found.append(Pull(topic, name, title, len(answers), len(wrong), common, len(wrong) - reasons.total()))
    return tuple(
        sorted(found, key=lambda one: (-max((count for _, count in one.reasons), default=0), one.topic, one.id))
    )


def _marks_by_item(gradebook: Gradebook) -> dict[Item, dict[str, CriterionMark]]:
    """Decided marks, by item and student."""
    found: dict[Item, dict[str, CriterionMark]] = {}
    for student in gradebook.students:
        for topic in student.topics:
            for mark in topic.criteria:
                if mark.status not in UNSETTLED:
                    found.setdefault((topic.topic, mark.id), {})[student.student] = mark
    return found


def _count_held(
    name: str,
    says: str,
    seen: Mapping[Item, list[str]],
    marks: Mapping[Item, Mapping[str, CriterionMark]],
    catchers: Mapping[str, frozenset[Item]],
) -> Held:
    holders = {student for students in seen.values() for student in students}
    asked = {student for item in seen for student in marks[item]}
    should = sorted(item for item in catchers.get(name, frozenset()) if item in marks)
    found = tuple(_catcher(item, seen, marks[item]) for item in should)
    return Held(name, says, tuple(sorted(holders)), len(asked), tuple(sorted(seen)), found)


def _catcher(item: Item, seen: Mapping[Item, list[str]], answers: Mapping[str, CriterionMark]) -> Catcher:
    """How well an item shows a mistake to those who make it elsewhere: it cannot vouch for itself."""
    elsewhere = {student for place, students in seen.items() if place != item for student in students}
    asked = {student for student in elsewhere & answers.keys() if answers[student].status is not Status.MISSING}
    caught = asked & set(seen.get(item, ()))
    return Catcher(*item, next(iter(answers.values())).title, len(asked), len(caught))
