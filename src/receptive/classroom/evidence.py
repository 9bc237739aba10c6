"""What a page for a student needs of an outcome beyond `receptive/attempt/v1`: cases to draw, the line, what to read.

It is kept in the body of a mark beside the object that scripts read, so that a page is written without grading again.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from receptive.model import Case, Diagnosis, Outcome, Status
from receptive.recognition.table import pack, unpack
from receptive.sandbox.wire import WireError
from receptive.seals import Damaged

FIELDS = tuple(name for name in Case.__dataclass_fields__ if name != "drawn")
MOST_CASE = 1 << 16  # characters; a case is small, or it is no small case


def evidence_of(outcomes: Iterable[Outcome]) -> dict[str, dict[str, Any]]:
    """What is known of each criterion that is not passed, by its id, in JSON's types."""
    found = {each.criterion.id: _evidence(each) for each in outcomes if each.status is not Status.PASSED}
    return {name: evidence for name, evidence in found.items() if evidence}


def with_evidence(outcome: Outcome, evidence: Mapping[str, Any]) -> Outcome:
    """The outcome as it was when it was graded.

    Raises:
        KeyError, TypeError, ValueError: the evidence is not as `evidence_of` writes it.
    """
    if not evidence:
        return outcome
    diagnosis = outcome.diagnosis
    if diagnosis is not None and "says" in evidence:
        diagnosis = Diagnosis(
            diagnosis.misconception,
            str(evidence["says"]),
            str(evidence["topic"]),
            tuple(map(str, evidence["read"])),
            str(evidence["instance"]),
            _read_case(evidence["instance_case"]),
        )
    return replace(
        outcome,
        diagnosis=diagnosis,
        case=_read_case(evidence["case"]),
        line=int(evidence["line"]),
        call=str(evidence["call"]),
    )


def _evidence(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = {"line": outcome.line, "call": outcome.call, "case": _write_case(outcome.case)}
    diagnosis = outcome.diagnosis
    if diagnosis is not None:
        found |= {"says": diagnosis.says, "topic": diagnosis.topic, "read": list(diagnosis.read)}
        found |= {"instance": diagnosis.example, "instance_case": _write_case(diagnosis.case)}
    return found if any(found.values()) else {}


def _write_case(case: Case | None) -> str:
    """Plain data has tuples and sets, which JSON has not. What cannot be written is left out: it is only a picture."""
    if case is None:
        return ""
    try:
        text = base64.b64encode(pack({name: getattr(case, name) for name in FIELDS})).decode("ascii")
    except WireError:
        return ""
    return text if len(text) <= MOST_CASE else ""


def _read_case(text: str) -> Case | None:
    if not text:
        return None
    try:
        return Case(**unpack(base64.b64decode(text, validate=True)))
    except (Damaged, binascii.Error) as broken:
        raise ValueError(f"a case cannot be read: {broken}") from broken
