"""The letter that the chapter on invariance moves.

    python scripts/draw_letter.py

Writes exercises/color/figures/letter.gray.json: an F on black, with a margin to move it in.
"""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

FIGURES = Path(__file__).resolve().parents[1] / "exercises" / "color" / "figures"
SIDE, TOP, LEFT = 20, 6, 4
LETTER = ("#######", "##.....", "##.....", "#####..", "##.....", "##.....", "##.....", "##.....")
INK = 255


def main() -> None:
    rows = [bytearray(SIDE) for _ in range(SIDE)]
    for i, line in enumerate(LETTER):
        for j, mark in enumerate(line):
            rows[TOP + i][LEFT + j] = INK * (mark == "#")
    pixels = b64encode(b"".join(rows)).decode()
    record = {"width": SIDE, "height": SIDE, "pixels": pixels, "source": "Drawn by scripts/draw_letter.py"}
    (FIGURES / "letter.gray.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
