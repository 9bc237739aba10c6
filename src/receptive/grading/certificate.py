"""`graders/<topic>/certificate.json`: what `grade author check` proved, and of which files."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from receptive.model import Topic

FILE = "certificate.json"
PICTURES = "lesson_pictures"  # how the name of their file begins
SCHEMA = "receptive/certificate/v1"


class CertificateState(StrEnum):
    CURRENT = "current"
    STALE = "stale"  # the grader has changed since
    ABSENT = "absent"


def grader_hash(topic: Topic) -> str:
    """Of everything that decides: the files of the grader, and the manifest. Pictures decide nothing."""
    digest = hashlib.sha256()
    paths = [path for path in topic.grader.rglob("*") if path.is_file() and not path.name.startswith(PICTURES)]
    files = sorted(path for path in paths if path.suffix != ".pyc" and path.name != FILE)
    for path in (*files, topic.stub.with_name("topic.yaml")):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def certificate_state(topic: Topic, hashed: str) -> CertificateState:
    """Whether the grader with that hash has been proven."""
    try:
        data: Any = json.loads((topic.grader / FILE).read_text("utf-8"))
        proven = data["ok"] is True and data["grader"] == hashed
    except FileNotFoundError:
        return CertificateState.ABSENT
    except (OSError, ValueError, KeyError, TypeError):
        return CertificateState.STALE
    return CertificateState.CURRENT if proven else CertificateState.STALE


def effort_of_certificate(topic: Topic) -> str:
    """How thoroughly the certificate that is there was made; empty if there is none that can be read."""
    try:
        return str(json.loads((topic.grader / FILE).read_text("utf-8"))["effort"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def write_certificate(topic: Topic, effort: str, lines: list[dict[str, object]], ok: bool) -> Path:
    """Write what was proven. The same proof of the same files gives the same bytes."""
    path = topic.grader / FILE
    content = {
        "schema": SCHEMA,
        "topic": topic.slug,
        "ok": ok,
        "effort": effort,
        "grader": grader_hash(topic),
        "checks": lines,
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return path
