"""Names of students are those of their folders: compared and shown as all names of strangers are."""

from __future__ import annotations

from receptive.reading.names import is_ignored, plain_name, show_name

__all__ = ["is_ignored", "plain_name", "show_name"]
