"""All moving figures on one page, for tests and for eyes: `python tests/moving_sample.py FOLDER` writes it there."""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from jinja2 import Template
from markupsafe import Markup

import receptive
from receptive.moving import moving_figure, moving_script, moving_style

EDGE = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
KERNELS = {
    "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "blur": [[0.1111, 0.1111, 0.1111]] * 3,
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "vertical edges": EDGE,
    "horizontal edges": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    "outline": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
    "diagonal": [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]],
    "Laplace": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
}
ROWS = [[0, 0, 9, 9, 0], [0, 0, 9, 9, 0], [0, 5, 9, 9, 0], [0, 0, 9, 9, 0], [3, 0, 9, 9, 1]]
BLOCKS: dict[str, dict[str, Any]] = {
    "window": {"figure": "window", "caption": "A window steps over five by five numbers", "rows": ROWS, "kernel": EDGE},
    "window-padded": {
        "figure": "window", "caption": "Two pixels a step, with a border of zeros",
        "rows": ROWS, "kernel": [[1, 0], [0, -1.5]], "stride": 2, "padding": 1, "bias": 0.5,
    },
    "window-picture": {
        "figure": "window", "caption": "The same over a picture", "picture": "disc", "kernel": EDGE, "padding": 1,
    },
    "line": {
        "figure": "line", "caption": "Windows on a line",
        "size": 9, "kernel": 3, "stride": 2, "padding": 1, "dilation": 2,
    },
    "response": {
        "figure": "response", "caption": "Nine kernels and a picture",
        "picture": "disc", "kernels": KERNELS, "relu": False, "pool": 0,
    },
    "turn": {"figure": "turn", "caption": "Half a turn", "rows": ROWS, "kernel": [[1, 2], [0, -1]]},
    "pool": {"figure": "pool", "caption": "Pooling", "rows": ROWS, "kernel": 2, "stride": 2, "kind": "max"},
    "shift": {"figure": "shift", "caption": "A cross that moves", "picture": "cross", "kernel": EDGE},
    "cone": {
        "figure": "cone", "caption": "What one output sees",
        "size": 15, "layers": [{"kernel": 3, "stride": 1}, {"kernel": 3, "stride": 2}, {"kernel": 3}],
    },
    "count": {
        "figure": "count", "caption": "What a layer costs",
        "size": 32, "channels": 3, "filters": 8, "kernel": 3, "shared": True,
    },
    "learn": {"figure": "learn", "caption": "From noise to an edge", "frames": "edge.json", "truth": EDGE},
    "fold": {
        "figure": "fold", "caption": "Two layers or one", "signal": [0, 0, 3, 3, 0, 0, 2, 0, 0],
        "first": [[-1, 1], [1, -1]], "second": [[1, 0], [0, 1]],
    },
}  # fmt: skip
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Things that move</title><style>{{ style }}</style></head>
<body><main><h1>Things that move</h1>{{ figures }}</main><script>{{ script }}</script></body></html>"""


def write_pictures(folder: Path) -> None:
    """A disc with a bar on a bright slope, and a small cross."""
    folder.mkdir(exist_ok=True)
    disc = [
        [230 if (i - 30) ** 2 + (j - 34) ** 2 < 400 else 20 if 50 < j < 60 else 60 + i + j // 2 for j in range(72)]
        for i in range(64)
    ]
    cross = [[255 if (6 <= i < 13 and j == 9) or (i == 9 and 6 <= j < 13) else 0 for j in range(20)] for i in range(20)]
    for name, rows in (("disc", disc), ("cross", cross)):
        pixels = base64.b64encode(bytes(value for row in rows for value in row)).decode()
        text = json.dumps({"width": len(rows[0]), "height": len(rows), "pixels": pixels, "source": "made here"})
        (folder / f"{name}.gray.json").write_text(text, "utf-8")


def write_frames(path: Path) -> None:
    """A kernel that comes closer to an edge by a fifth at each step."""
    frames = []
    for step in range(30):
        far = 0.8**step
        kernel = [[(1 - far) * value + far * (i - j) / 2 for j, value in enumerate(row)] for i, row in enumerate(EDGE)]
        frames.append({"step": 10 * step, "kernel": kernel, "loss": 12 * far**2})
    path.write_text(json.dumps(frames), "utf-8")


def page_of(figures: list[Markup]) -> str:
    """With the style and the policy of all pages, and room for pictures that are in the page itself."""
    style = next(Path(receptive.__file__).parent.rglob("page.css")).read_text("utf-8") + moving_style()
    script = moving_script()
    policy = f"default-src 'none'; img-src data:; style-src {hash_of(style)}; script-src {hash_of(script)}"
    return Template(PAGE).render(policy=policy, style=style, script=script, figures=Markup("\n").join(figures))


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def write_all(folder: Path) -> Path:
    """The page, with its pictures beside it."""
    write_pictures(folder)
    write_frames(folder / "edge.json")
    path = folder / "moving.html"
    path.write_text(page_of([moving_figure(block, folder) for block in BLOCKS.values()]), "utf-8")
    return path


if __name__ == "__main__":
    print(write_all(Path(sys.argv[1])))
