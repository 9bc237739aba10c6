"""Strokes in any ink and lights in red or green: does the nearest neighbor do better with color or without?

    python docs/lesson/does_color_help.py

Needs NumPy and pytest; a second on one core. The images are those that grade `compare_representations`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "graders"))

from color.compare_representations import average_outcome
from color.test_compare_representations import any_ink, red_or_green_light

REPEATS = 1000


def main() -> None:
    print(f"{'images':24}{'labeled':>8}{'color':>8}{'gray':>8}")
    for name, case in (("strokes in any ink", any_ink), ("red or green lights", red_or_green_light)):
        for labeled in (16, 50):
            color, gray = average_outcome(*case(), labeled, REPEATS, np.random.default_rng(1))
            print(f"{name:24}{labeled:8}{color:8.2f}{gray:8.2f}")


if __name__ == "__main__":
    main()
