"""Sealed variants: what a student receives of a practice quiz. Nothing in it can be read without the right answer.

For each form, a key is derived from a canonical answer (PBKDF2-HMAC-SHA256). It opens a box (AES-GCM) if the answer is
right, or if it is a wrong one whose mistake is known: then the box holds what to say. The boxes are shuffled and padded
to one length, so that they do not tell which is which. The explanation is under the keys of all forms together.

The browser opens the same boxes with WebCrypto. What this is worth: it keeps answers from being read, searched for or
stumbled upon. A guess costs about half a second of one core, and whoever tries out four choices needs four.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from receptive import seals
from receptive.quiz.answers import read_answer
from receptive.quiz.forms import Belief, Form, Marked, Picture, Variant
from receptive.seals import Damaged

SCHEMA = "receptive/sealed/v1"
WORK = 1_500_000  # rounds of PBKDF2 that one answer takes: half a second, in a terminal and in a browser
MAX_WORK = 4_000_000  # of a file that somebody else may have written


@dataclass(frozen=True)
class Sealed:
    """A variant without its keys and its explanation, and the boxes that hold them."""

    quiz: str
    question: str
    number: int
    points: float
    type: str
    title: str
    prompt: str
    pictures: tuple[Picture, ...]
    hints: tuple[str, ...]
    forms: tuple[Form, ...]
    salt: str
    rounds: int
    boxes: tuple[tuple[str, ...], ...]  # for each form; in base64
    explanation: str  # a box too


def rounds_of(forms: Sequence[Form]) -> int:
    """How long each key is derived. It follows from what everybody sees: from the answer, it would tell the answer."""
    return WORK // len(forms)


def seal(variant: Variant, rounds: int = 0) -> Sealed:
    """Seal a variant. The same variant gives the same bytes: nonces follow from what is sealed.

    Args:
        rounds: of each key's derivation; 0: those of `rounds_of`.
    """
    rounds = rounds or rounds_of(variant.forms)
    secret = hashlib.sha256(json.dumps(asdict(variant), sort_keys=True).encode()).digest()
    name = _name(variant)
    salt = seals.make(secret, f"salt {name}")[:16]
    boxes = []
    for place, key in enumerate(variant.keys):
        share = seals.to_text(seals.make(secret, f"share {place}"))
        held = [(canonical, {"right": True, "share": share}) for canonical in key.accepted[:]]
        held += [(canonical, {"right": False, **asdict(belief)}) for canonical, belief in key.caught]
        longest = max(len(_text(content)) for _, content in held)
        sealed = [
            _box(derive(canonical, salt, rounds, place), _pad(content, longest), f"{name}/{place}", secret)
            for canonical, content in held
        ]
        boxes.append(tuple(sorted(sealed)))  # by their bytes, which tell nothing
    whole = _join([seals.make(secret, f"share {place}") for place in range(len(variant.keys))])
    content = {"explanation": variant.explanation}
    explanation = _box(whole, _pad(content, len(_text(content))), f"{name}/explanation", secret)
    return Sealed(
        variant.quiz, variant.question, variant.number, variant.points, variant.type, variant.title, variant.prompt,
        variant.pictures, variant.hints, variant.forms, seals.to_text(salt), rounds, tuple(boxes), explanation,
    )  # fmt: skip


def mark_sealed(sealed: Sealed, response: Sequence[str]) -> Marked:
    """What `marking.mark` says, found out by opening boxes.

    Raises:
        Unreadable: a text is no answer to its form.
        Damaged: a box opened that does not hold what a box holds.
    """
    slots, beliefs, read, shares = [], [], [], []
    for place, (form, text) in enumerate(zip(sealed.forms, response, strict=True)):
        found = read_answer(form, text)
        opened = open_form(sealed, place, found.canonicals)
        right = bool(opened and opened.get("right"))
        slots.append(right)
        if found.said:
            read.append(found.said)
        if right and opened:
            shares.append(seals.from_text(opened["share"]))
        elif opened:
            beliefs.append(Belief(str(opened["says"]), str(opened["misconception"])))
    whole = all(slots)
    explanation = ""
    if whole:
        opened = _open(_join(shares), sealed.explanation, f"{_name(sealed)}/explanation")
        if opened is None:
            raise Damaged("the explanation does not open with the right answer: the quiz was changed")
        explanation = str(opened["explanation"])
    return Marked(whole, tuple(slots), tuple(dict.fromkeys(beliefs)), tuple(read), explanation)


def derive(canonical: str, salt: bytes, rounds: int, place: int) -> bytes:
    """The key of a canonical answer to one form."""
    return seals.derive(f"{place}:{canonical}", salt, rounds)


def open_form(sealed: Sealed, place: int, canonicals: Sequence[str]) -> dict[str, Any] | None:
    """What the boxes of one form hold for these canonical answers; None if none of them opens a box.

    Raises:
        Damaged: a box opened that does not hold what a box holds.
    """
    salt = seals.from_text(sealed.salt)
    for canonical in canonicals:
        key = derive(canonical, salt, sealed.rounds, place)
        for box in sealed.boxes[place]:
            content = _open(key, box, f"{_name(sealed)}/{place}")
            if content is not None:
                return content
    return None


def _name(variant: Variant | Sealed) -> str:
    return f"{variant.quiz}/{variant.question}/{variant.number}"


def _open(key: bytes, box: str, name: str) -> dict[str, Any] | None:
    found = seals.unlock(key, seals.from_text(box), name)
    if found is None:
        return None
    try:
        content = json.loads(found)
    except ValueError as broken:
        raise Damaged("a box is cut short") from broken
    if not isinstance(content, dict):
        raise Damaged("a box does not hold what a box holds")
    return content


def _box(key: bytes, content: bytes, name: str, secret: bytes) -> str:
    return seals.to_text(seals.lock(key, content, name, secret))


def _join(shares: Sequence[bytes]) -> bytes:
    return hashlib.sha256(b"".join(shares)).digest()


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=True)


def _pad(content: dict[str, Any], longest: int) -> bytes:
    """JSON with blanks at its end: all boxes of a form have the length of the longest, rounded up."""
    return seals.padded(_text(content).encode(), longest)
