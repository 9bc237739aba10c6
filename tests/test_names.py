"""Names that a message may repeat: those of the file, read off the file."""

from __future__ import annotations

import pytest

from receptive.student.known_names import enclosing_function

SOURCE = """\
import math

def short(n):
    if n:

        return 1  # line 6

class Box:
    def held(self):
        return [
            one for one in self
        ]

    async def late(
        self,
    ) -> int:
        return 1  # line 17

print(short(0))
"""


@pytest.mark.parametrize(
    ("line", "function"),
    [
        (1, "<module>"),
        (3, "short"),
        (6, "short"),
        (8, "Box"),
        (11, "held"),
        (12, "held"),
        (17, "late"),
        (19, "<module>"),
    ],
)
def test_the_function_of_a_line_is_the_one_that_it_stands_in(line: int, function: str) -> None:
    assert enclosing_function(SOURCE.splitlines(), line) == function
