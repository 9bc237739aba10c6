"""Names that a message may repeat.

What a worker says about itself (the name of an exception, of a type, of a function in a traceback) could carry a hidden
input out, a hundred characters at a time. So a message repeats only names that were fixed before any input was seen:
Python's own, and those that stand in the student's file.
"""

from __future__ import annotations

import builtins
import math
import re
from collections.abc import Sequence

# Not a parser: it must be quick and safe on anything, and a name too many does no harm
DEFINITION = re.compile(rb"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+([A-Za-z_][A-Za-z0-9_]{0,60})", re.MULTILINE)
TOP_LEVEL = re.compile(rb"^(?:async[ \t]+)?(?:def|class)[ \t]+([A-Za-z_][A-Za-z0-9_]{0,60})", re.MULTILINE)

DEFINED_HERE = re.compile(r"[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+([A-Za-z_][A-Za-z0-9_]{0,60})")

BUILTIN = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))
OTHER_TYPES = frozenset(
    "generator function method module map filter zip matrix MaskedArray ndarray dtype Tensor Parameter Size device"
    " Sequential Linear Conv2d ReLU MaxPool2d AvgPool2d Flatten ModuleList DataLoader Counter deque defaultdict"
    " ellipsis mappingproxy dict_keys dict_values dict_items chain islice NoneType".split()
)
CODE_NAMES = frozenset(("<module>", "<lambda>", "<listcomp>", "<genexpr>", "<dictcomp>", "<setcomp>"))
MAX_NAMES = 500


class KnownNames:
    """The names that messages about one file may use."""

    def __init__(self, source: bytes) -> None:
        self.defined = frozenset(_find(DEFINITION, source))
        self.top_level = tuple(_find(TOP_LEVEL, source))

    def type_name(self, name: str) -> str:
        return name if name in BUILTIN or name in OTHER_TYPES or name in self.defined else "object"

    def exception(self, name: str) -> str:
        return name if name in BUILTIN else "Exception"

    def function(self, name: str) -> str:
        return name if not name or self.is_defined(name) else "a function"

    def is_defined(self, name: str) -> bool:
        """Whether a traceback may name this function of the file."""
        return name in self.defined or name in CODE_NAMES


def enclosing_function(lines: Sequence[str], line: int) -> str:
    """The function or class of a file in which a line stands, as far as indentation tells; `<module>` if in none.

    Args:
        line: counted from 1.
    """
    column = math.inf
    for text in reversed(lines[:line]):
        if text.strip()[:1] in ("", ")", "]", "}"):  # nothing, or the end of something that began further up
            continue
        indent = len(text) - len(text.lstrip())
        if indent < column:
            found = DEFINED_HERE.match(text)
            if found:
                return found[1]
            column = indent
        if column == 0:
            break
    return "<module>"


def _find(pattern: re.Pattern[bytes], source: bytes) -> list[str]:
    return list(dict.fromkeys(match.decode() for match in pattern.findall(source)))[:MAX_NAMES]
