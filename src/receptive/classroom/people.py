"""Whom of a roster a name means: the name of a folder, of a file, of an account in a system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from receptive.classroom.enrolling import Roster
from receptive.classroom.loose_files import words_of
from receptive.classroom.roster import Enrolled


class People:
    """Finds somebody of a roster."""

    def __init__(self, roster: Roster) -> None:
        self.owners = {name: one.student for one in roster.students for name in one.folders}
        self.by_id = {one.id: one.student for one in roster.students if one.id}
        self.numbered = set(self.by_id.values())
        self.keys = {one.student: tuple(set(words) for words in _keys(one) if words) for one in roster.students}
        self.by_word: dict[str, set[str]] = defaultdict(set)
        for student, keys in self.keys.items():
            for word in set().union(*keys):
                self.by_word[word].add(student)

    def find(self, name: str) -> str:
        """Who is meant; empty if that is nobody, or could be two.

        Not the folder's own name alone, but also a name, an address or a number, in any order and case: `Lee, Ann`. It
        holds the whole of one of these and no word that is not of this person.
        """
        if name in self.owners:
            return self.owners[name]
        words = set(words_of(name))
        near = set().union(*(self.by_word[word] for word in words if word in self.by_word))
        found = [student for student in near if self._means(words, student)]
        return found[0] if len(found) == 1 else ""

    def _means(self, words: set[str], student: str) -> bool:
        """A number that no roster has, as systems count their users, stands for nobody else."""
        keys = self.keys[student]
        others = words - set().union(*keys)
        return any(key <= words for key in keys) and (
            not others or (student not in self.numbered and all(map(str.isdigit, others)))
        )


def _keys(one: Enrolled) -> Iterator[tuple[str, ...]]:
    yield from map(words_of, (*one.folders, one.name, one.email, one.email.partition("@")[0], one.id))
