"""Checks a topic and writes its certificate. One call, so that topics can be checked in processes of their own."""

from __future__ import annotations

from receptive.authoring.check import RUNTIME, Effort, TopicCheck, check_topic
from receptive.catalogue import load_topic
from receptive.content import Content
from receptive.grading.certificate import write_certificate

EFFORTS = {"quick": Effort.quick, "full": Effort.full}


def certified(content: Content, topic: str, effort: str) -> TopicCheck:
    """The check of a topic; a certificate is written whether it holds or not, and says so."""
    found = check_topic(content, topic, EFFORTS[effort]())
    proven = [line for line in found.lines if line.name != RUNTIME]
    lines: list[dict[str, object]] = [{"name": line.name, "ok": line.ok, "found": line.found} for line in proven]
    write_certificate(load_topic(content, topic), effort, lines, found.ok)
    return found
