"""Every file of a submission that may be the work for a topic: in folders, in archives, in archives of archives."""

from __future__ import annotations

import io
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO

from receptive.limits import (
    MAX_ARCHIVE_DEPTH,
    MAX_NOTEBOOK,
    MAX_READ,
    MAX_RESPONSES,
    MAX_STRAYS,
    MAX_ZIP,
    READ_S,
    Refused,
)
from receptive.model import Submission, Topic
from receptive.reading.contents import PACKED, content_of
from receptive.reading.names import show_name
from receptive.reading.reader import Reader
from receptive.workspace.deciding import Candidate
from receptive.workspace.file_names import (
    PROGRAMS,
    RESPONSES,
    Spelling,
    is_archive,
    is_exact,
    is_handed_out,
    is_program,
    spelling_of,
    topic_of,
    words_file,
)
from receptive.workspace.listing import File, Gap, Listing, open_file, read_file
from receptive.workspace.understanding import is_empty, submission_of

MAX_MEMBERS_READ = 800  # of one archive at a time
NAMES_TOLD = 5  # of files that are no work
DOCUMENTS = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".html", ".htm")  # that somebody may have written code into


@dataclass(frozen=True)
class Origin:
    """Where a file comes from: when it was changed on disk, and which archives it lay in."""

    modified: float
    archive: str = ""
    packed: float = 0.0
    upload: int = 0
    depth: int = 0  # archives around it
    is_personal: bool = False  # the name is that of its student


@dataclass(frozen=True)
class Response:
    """A file of answers: to quizzes, or in words."""

    name: str
    place: str
    data: bytes
    modified: float


@dataclass
class Found:
    """What is in a submission. `gaps`: what could not be looked at, so that work may be there."""

    candidates: dict[str, list[Candidate]] = field(default_factory=lambda: defaultdict(list))  # by topic
    responses: list[Response] = field(default_factory=list)
    words: list[Response] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)  # places of what is no work


class Finder:
    """Looks through one submission."""

    def __init__(self, topics: Sequence[Topic], reader: Reader, taken: Mapping[str, str] | None = None) -> None:
        """Args:
        topics: all of the lesson: a file of one that is not asked for is no stray file.
        taken: the places that a person has decided for, by topic; they count whatever they are called.
        """
        self.topics = {topic.slug: topic for topic in topics}
        self.words = {words_file(topic.slug) for topic in topics if topic.written}
        self.reader = reader
        self.taken = {place: topic for topic, place in (taken or {}).items()}
        self.found = Found()
        self.left = MAX_READ  # bytes that may still be read
        self.looked_into = 0  # programs that are named after no topic
        self.spent_s = 0.0  # for reading: all files together may take as long as one

    def find(self, listing: Listing) -> Found:
        """Everything that may count. Where nothing does, what somebody handed in may be work that is named oddly."""
        self.found.gaps += listing.gaps
        for file in sorted(listing.files, key=self._urgency):
            self._look_at_file(file)
        if not any(self.found.candidates.values()):
            odd = [place for place in self.found.strays if is_program(place) or place.casefold().endswith(DOCUMENTS)]
            self.found.gaps += [Gap(place, "it is named after no topic") for place in odd[:NAMES_TOLD]]
        self.found.notes += _told_together(self.found.strays)
        return self.found

    def _urgency(self, file: File) -> tuple[bool, int]:
        """Named files first: no crowd of others may use up what can be read."""
        return not (topic_of(file.own_name, list(self.topics)) or file.place in self.taken), file.place.count("/")

    def _look_at_file(self, file: File) -> None:
        limit = self._limit(file.own_name, file.place)
        if file.is_link:
            self._refuse(file.own_name, file.place, "it is a link, which is not followed; hand in the file itself", 0.0)
        elif not limit:
            self.found.strays.append(file.place)
        else:
            origin = Origin(0.0)
            try:
                with open_file(file.path) as (opened, modified):
                    modified = 0.0 if file.is_undated else modified
                    origin = Origin(modified, upload=file.upload, is_personal=file.is_personal)
                    if is_archive(file.own_name):
                        self._look_into(file.place, opened, origin)
                        return
                data, _ = read_file(file.path, min(limit, self.left))
            except Refused as refused:
                self._refuse(file.own_name, file.place, str(refused), origin.modified)
            else:
                self._look_at(file.own_name, file.place, data, origin)

    def _limit(self, name: str, place: str) -> int:
        """The most bytes that a file may have; 0 if it is not looked into."""
        if is_archive(name):
            return MAX_ZIP
        if name == RESPONSES or name.casefold() in self.words:
            return MAX_RESPONSES
        if topic_of(name, list(self.topics)) or place in self.taken:
            return MAX_NOTEBOOK
        if is_program(name) and self.looked_into < MAX_STRAYS:
            self.looked_into += 1
            return MAX_NOTEBOOK
        return 0

    def _look_at(self, name: str, place: str, data: bytes, origin: Origin) -> None:
        self.left -= len(data)
        if content_of(data) in PACKED or is_archive(name):
            try:
                self._look_into(place, io.BytesIO(data), origin)
            except Refused as refused:
                self._refuse(name, place, str(refused), origin.modified)
        elif name == RESPONSES:
            self.found.responses.append(Response(name, place, data, origin.modified))
        elif name.casefold() in self.words:
            self.found.words.append(Response(name.casefold(), place, data, origin.modified))
        else:
            self._take(name, place, data, origin)

    def _look_into(self, place: str, file: BinaryIO, origin: Origin) -> None:
        from receptive.reading.packed import open_archive  # loads compressions that a program does not need

        if origin.depth >= MAX_ARCHIVE_DEPTH:
            raise Refused("it is an archive in archives in archives; unpack it")
        with self._patience():
            archive = open_archive(file, self.reader)
            listed = archive.listed()
        listed = tuple(one for one in listed if not _is_handed_out(one.name))
        limits = self._limits(place, [one.name for one in listed])
        with self._patience():
            members = archive.unpacked(limits) if limits else ()
        written = {one.name: one.written for one in listed}
        for member in members:
            inside, name = f"{place}/{show_name(member.name)}", _own(member.name)
            if member.fault:
                self._refuse(name, inside, f"it {member.fault}", origin.modified)
            else:
                self._look_at(
                    name, inside, member.data, Origin(origin.modified, place, written[member.name], 0, origin.depth + 1)
                )

    def _limits(self, place: str, names: Sequence[str]) -> dict[str, int]:
        """The members of an archive that are looked into, each with the most bytes that it may have."""
        topics = list(self.topics)
        limits: dict[str, int] = {}
        for name in sorted(names, key=lambda name: not topic_of(_own(name), topics)):
            inside = f"{place}/{show_name(name)}"
            limit = self._limit(_own(name), inside)
            if limit and len(limits) < MAX_MEMBERS_READ:
                limits[name] = limit
            else:
                self.found.strays.append(inside)
        return limits

    def _take(self, name: str, place: str, data: bytes, origin: Origin) -> None:
        topic = self.taken.get(place) or topic_of(name, list(self.topics))
        read = self._read(topic, name, place, data)
        candidate = Candidate(
            read, place, origin.modified, origin.archive, origin.packed, origin.upload, is_exact(name, [topic])
        )
        if topic:
            self.found.candidates[topic].append(candidate)
            return
        owners = [slug for slug, one in self.topics.items() if _defines(read.source, one)]
        for slug in owners:
            is_named = spelling_of(name, slug) is Spelling.AMONG_OTHERS or (origin.is_personal and len(owners) == 1)
            own = replace(candidate, submission=self._read(slug, name, place, data), named=is_named, exact=False)
            self.found.candidates[slug].append(own)
        if not owners:
            self.found.strays.append(place)

    def _read(self, topic: str, name: str, place: str, data: bytes) -> Submission:
        if is_empty(data):
            return Submission(topic, Path(place), b"", f"{place} is empty.", absent=True)
        try:
            with self._patience():
                return submission_of(topic, Path(place), show_name(name), data, lambda: self.reader)
        except Refused as refused:
            return Submission(topic, Path(place), fault=f"{place} cannot be graded: {refused}.")

    def _refuse(self, name: str, place: str, why: str, modified: float) -> None:
        """Keep why a file was not taken: with its topic, or as a gap where any topic may be in it."""
        topic = self.taken.get(place) or topic_of(name, list(self.topics))
        if topic:
            read = Submission(topic, Path(place), fault=f"{place} cannot be graded: {why}.")
            self.found.candidates[topic].append(Candidate(read, place, modified, exact=is_exact(name, [topic])))
        elif is_archive(name) or name.casefold().endswith(PROGRAMS):
            self.found.gaps.append(Gap(place, why))
        else:
            self.found.notes.append(f"{place}: not looked at: {why}")

    @contextmanager
    def _patience(self) -> Iterator[None]:
        """To read one file, unless the others of this submission have taken all the time already.

        Raises:
            Refused: that is so.
        """
        if self.spent_s > READ_S:
            raise Refused("it was not read: the other files here take too long to read")
        began = time.monotonic()
        try:
            yield
        finally:
            self.spent_s += time.monotonic() - began


def _own(name: str) -> str:
    """The name of a member of an archive, without its folders."""
    return name.rpartition("/")[2]


def _is_handed_out(name: str) -> bool:
    return any(map(is_handed_out, name.split("/")))


def _defines(source: bytes, topic: Topic) -> bool:
    """Whether a program defines something that the topic asks for."""
    return _definition_of(tuple(exercise.name for exercise in topic.exercises)).search(source) is not None


@cache
def _definition_of(names: tuple[str, ...]) -> re.Pattern[bytes]:
    return re.compile(rb"^(async[ \t]+)?(def|class)[ \t]+(%s)\b" % b"|".join(map(str.encode, names)), re.MULTILINE)


def _told_together(strays: Sequence[str]) -> Iterator[str]:
    """A note for each folder and not for each file: there may be a thousand pictures."""
    by_folder: dict[str, list[str]] = defaultdict(list)
    for place in strays:
        by_folder[place.rpartition("/")[0].partition("/")[0]].append(place)
    for folder, places in sorted(by_folder.items()):
        told = ", ".join(places[:NAMES_TOLD])
        more = f" and {len(places) - NAMES_TOLD:,} more" if len(places) > NAMES_TOLD else ""
        inside = f" in {folder}/" if more and folder else ""
        yield f"{told}{more}{inside}: named after no topic, not graded"
