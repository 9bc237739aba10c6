"""Words in place of symbols that a terminal cannot show: no code page of Windows has a ✓, and a `?` says nothing."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable
from typing import TextIO

IN_WORDS = "receptive.in_words"  # the name of the handler of encoding errors
WORDS = {
    "✓": "[ok]", "✗": "[no]", "◐": "[half]", "·": "-", "…": "...", "→": "->", "←": "<-", "×": "x", "−": "-",
    "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "≠": "!=", "≥": ">=", "≤": "<=", "≈": "~", "∞": "infinity",
    "√": "sqrt", "∈": "in", "∂": "d", "Σ": "sum", "Π": "product", "÷": "/", "∕": "/", "⋅": "*", "∗": "*", "–": "-",
    "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "•": "*", "█": "#", "▏": "|", "━": "-", "─": "-", "│": "|",
    **{raised: f"^{digit}" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
}  # fmt: skip


def _write_in_words(error: UnicodeError) -> tuple[str, int]:
    """Known symbols in words, anything else as Python writes it, `\\u0141`, so that no letter is lost."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(WORDS.get(char) or char.encode("unicode_escape").decode("ascii") for char in missing), error.end


codecs.register_error(IN_WORDS, _write_in_words)


def use_words(streams: Iterable[TextIO]) -> None:
    """Have these streams write what their encoding lacks in words."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=IN_WORDS)
