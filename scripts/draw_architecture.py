"""Draws docs/images/architecture.svg: the rooms of src/receptive, what imports what, and the way of a submission.

Run it after a room has come, gone or moved: `.venv/bin/python scripts/draw_architecture.py`. The floors are those of
tests/test_architecture.py and the lines are read from the sources. Only where a room stands on its floor, what is
said of it, and the way of a submission are written here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "architecture.svg"
sys.path.insert(0, str(ROOT / "tests"))

from test_architecture import FLOOR_OF, FLOORS, files_of, imports_of, room_of  # noqa: E402  (lies in tests/)

WIDTH, FLOOR_HEIGHT, TOP = 900, 90, 50
CARD_WIDTH, CARD_HEIGHT = 150, 58
MARGIN, ROOF_WIDTH = 14, 640
LANE = 9  # pixels between lines that share a gap
STEP_HEIGHT, COLUMN = 24, 445
TITLE = "The rooms of Receptive, and the way of a submission"

# Where the middle of each room is, and what is done there, in two lines.
ROOMS: dict[str, tuple[float, str]] = {
    "cli": (450, "the command line: it alone prints, / and makes an exit code of every error"),
    "exchange": (700, "nbgrader, Canvas, / Moodle, QTI, …"),
    "classroom": (430, "a class: runs, store, / gradebook, report"),
    "testing": (165, "open criteria as / tests of pytest"),
    "notebook": (720, "what a notebook / imports"),
    "authoring": (320, "proves a grader, / writes a release"),
    "report": (650, "an attempt as text, / page, JSON"),
    "course": (560, "chapters as pages, / and as a site"),
    "moving": (790, "figures that / a reader moves"),
    "live": (185, "the warm server, / and grade watch"),
    "quiz": (450, "questions, variants, / answers, seals"),
    "grader": (785, "all that a grader / may import"),
    "workspace": (120, "a student's folder / and what is in it"),
    "grading": (420, "pytest, the hidden / grader, the verdict"),
    "attempt_json": (120, "the format that / scripts rely on"),
    "recognition": (600, "answers open / explanations"),
    "diagnosis": (490, "which mistake does / what this code did"),
    "figures": (785, "pictures, and the / same in words"),
    "reading": (100, "notebooks and zips, / in a limited process"),
    "student": (280, "their module, as / a test may call it"),
    "scoring": (465, "outcomes to points"),
    "standing": (637, "marks of exercises, / and one total"),
    "catalogue": (810, "topics and chapters / to records"),
    "pages": (305, "one strict page, / one style"),
    "limits": (95, "how much of a / file is read"),
    "sandbox": (320, "runs untrusted code, / knows no lesson"),
    "model": (490, "the nouns: / Topic, Outcome, …"),
    "text": (655, "strangers' text / made fit to be seen"),
    "rights": (815, "files that only / their owner reads"),
    "seals": (655, "keys, and boxes / that they open"),
    "invocation": (440, "how a command / is typed here"),
}
# The way of a submission: room, the process in which it happens, and what happens.
WAY = (
    ("cli", "command", "grade output_size: what is there to be graded?"),
    ("workspace", "command", "the file becomes a Submission: bytes, never imported here"),
    ("grading", "grading", "another process runs pytest with the hidden grader"),
    ("student", "grading", "a test calls student.conv_out(7, 3); the call is sent on"),
    ("sandbox", "worker", "the locked-down worker runs the student's code"),
    ("grading", "grading", "plain data comes back and is compared: an Outcome"),
    ("diagnosis", "grading", "which known mistake does all that this code did?"),
    ("scoring", "command", "Outcomes give points, all together an Attempt"),
    ("report", "command", "the Attempt as text, which cli prints, or as a page"),
)
PROCESSES = {
    "command": "the command",
    "grading": "grading process: the answers, no student code",
    "worker": "worker: student code, no answers",
}

STYLE = """
svg { color-scheme: light dark; --paper: #fff; --floor: #f3f5f8; --ink: #1c2430; --soft: #566275; --line: #9aa7b8;
  --card: #fff; --edge: #c3ccd8; --command: #b45309; --grading: #1d5fbf; --worker: #b4233c; --badge: #fff }
@media (prefers-color-scheme: dark) {
  svg { --paper: #0f141b; --floor: #171e28; --ink: #e8edf4; --soft: #a3afbf; --line: #5d6b7e; --card: #212b38;
    --edge: #3b485a; --command: #f0a04b; --grading: #6aa9ff; --worker: #ff7d90; --badge: #0f141b }
}
text { font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--ink) }
.paper { fill: var(--paper) } .floor { fill: var(--floor) } .soft { fill: var(--soft); font-size: 12.5px }
.card { fill: var(--card); stroke: var(--edge) } .name { font-size: 15px; font-weight: 650 }
.import { fill: none; stroke: var(--line); stroke-width: 1.3 } .tip { fill: var(--line) }
.way { fill: none; stroke-width: 5; stroke-linecap: round; stroke-linejoin: round }
.number { fill: var(--badge); font-size: 13px; font-weight: 700; text-anchor: middle } .step { font-size: 13px }
.title { font-size: 19px; font-weight: 650 }
"""
STYLE += "".join(
    f".{name} {{ stroke: var(--{name}) }} .{name}-number {{ fill: var(--{name}) }}\n" for name in PROCESSES
)

Point = tuple[float, float]
Imports = dict[str, set[str]]


def imports() -> Imports:
    """What each room imports of the others; what it has through one of those is left out."""
    of = {room: {room_of(name) for path in files_of(room) for name in imports_of(path)} - {room} for room in FLOOR_OF}

    def below(room: str) -> set[str]:
        return of[room].union(*map(below, of[room]))

    return {room: {other for other in of[room] if other not in set().union(*map(below, of[room]))} for room in of}


def top_of(room: str) -> float:
    """The upper edge of a room's card."""
    return TOP + (len(FLOORS) - 1 - FLOOR_OF[room]) * FLOOR_HEIGHT + (FLOOR_HEIGHT - CARD_HEIGHT) / 2


def middle(room: str) -> float:
    return ROOMS[room][0]


def width(room: str) -> float:
    return ROOF_WIDTH if FLOOR_OF[room] == len(FLOORS) - 1 else CARD_WIDTH


class Lanes:
    """Finds lines a way between the cards: one that passes a floor takes the nearest gap, beside those before it."""

    def __init__(self) -> None:
        self.taken: set[tuple[int, int]] = set()

    def through(self, floor: int, wish: float) -> float:
        """Where to pass this floor, if one would like to at `wish`."""
        cards = sorted((middle(room) - width(room) / 2, middle(room) + width(room) / 2) for room in FLOORS[floor])
        ends = [MARGIN, *(x for card in cards for x in card), WIDTH - MARGIN]
        gaps = [(left, right) for left, right in zip(ends[::2], ends[1::2], strict=True) if right - left > 2 * LANE]
        free = [
            lane
            for left, right in gaps
            for lane in range(round(left / LANE) + 1, round(right / LANE))
            if (floor, lane) not in self.taken
        ]
        lane = min(free, key=lambda lane: abs(lane * LANE - wish))
        self.taken.add((floor, lane))
        return lane * LANE

    def way(self, start: Point, end: Point, floors: Iterable[int]) -> str:
        """A line from one card to another that passes these floors."""
        points = [start]
        for floor in floors:
            y = TOP + (len(FLOORS) - 1 - floor) * FLOOR_HEIGHT + FLOOR_HEIGHT / 2
            part = (y - points[-1][1]) / (end[1] - points[-1][1])
            x = self.through(floor, points[-1][0] + (end[0] - points[-1][0]) * part)
            half = CARD_HEIGHT / 2 if end[1] > start[1] else -CARD_HEIGHT / 2
            points += [(x, y - half), (x, y + half)]
        points.append(end)
        return f"M {points[0][0]:.0f} {points[0][1]:.0f} " + " ".join(bend(*pair) for pair in pairwise(points))


def bend(one: Point, two: Point) -> str:
    """A stretch of a line that leaves upright and arrives upright."""
    half = (one[1] + two[1]) / 2
    return f"C {one[0]:.0f} {half:.0f} {two[0]:.0f} {half:.0f} {two[0]:.0f} {two[1]:.0f}"


def spread(room: str, others: Iterable[str]) -> dict[str, float]:
    """Where on the edge of a card the lines to other rooms begin, in their order from left to right."""
    ordered = sorted(others, key=middle)
    step = min(26.0, (CARD_WIDTH - 30) / max(len(ordered), 1))
    return {other: middle(room) + (i - (len(ordered) - 1) / 2) * step for i, other in enumerate(ordered)}


def draw_imports(of: Imports, lanes: Lanes) -> Iterator[str]:
    leaving = {room: spread(room, of[room]) for room in of}
    arriving = {room: spread(room, (other for other in of if room in of[other])) for room in of}
    pairs = sorted((FLOOR_OF[a] - FLOOR_OF[b], a, b) for a in of for b in of[a])
    for _, room, other in pairs:
        start = (leaving[room][other], top_of(room) + CARD_HEIGHT)
        end = (arriving[other][room], top_of(other) - 5)
        floors = range(FLOOR_OF[room] - 1, FLOOR_OF[other], -1)
        yield f'<path class="import" d="{lanes.way(start, end, floors)}"/>'
        yield f'<path class="tip" d="M {end[0] - 3.5:.0f} {end[1] - 2:.0f} h 7 l -3.5 7 z"/>'


def draw_way(lanes: Lanes) -> Iterator[str]:
    rooms = [room for room, _, _ in WAY] + [WAY[0][0]]
    processes = [process for _, process, _ in WAY[1:]] + [WAY[0][1]]
    for room, other, process in zip(rooms, rooms[1:], processes, strict=False):
        yield f'<path class="way {process}" d="{leg(room, other, lanes)}"/>'


def leg(room: str, other: str, lanes: Lanes) -> str:
    """The way of a submission from one room to the next."""
    down = FLOOR_OF[room] - FLOOR_OF[other]
    if not down:
        y, side = top_of(room) + CARD_HEIGHT / 2, CARD_WIDTH / 2
        return f"M {middle(room) + side:.0f} {y:.0f} H {middle(other) - side:.0f}"
    turn = 1 if down > 0 else -1
    start = (beside(room, other), top_of(room) + (CARD_HEIGHT if down > 0 else 0))
    end = (beside(other, room), top_of(other) + (0 if down > 0 else CARD_HEIGHT))
    return lanes.way(start, end, range(FLOOR_OF[room] - turn, FLOOR_OF[other], -turn))


def beside(room: str, other: str) -> float:
    """Where on a card's edge one leaves for another room, or comes from it."""
    most = width(room) / 2 - 20
    return middle(room) + max(-most, min(most, (middle(other) - middle(room)) * 0.4))


def draw_card(room: str) -> Iterator[str]:
    x, y = middle(room) - width(room) / 2, top_of(room)
    yield f'<rect class="card" x="{x}" y="{y}" width="{width(room)}" height="{CARD_HEIGHT}" rx="7"/>'
    yield f'<text class="name" x="{x + 10}" y="{y + 19}">{room}</text>'
    for line, words in enumerate(ROOMS[room][1].split(" / ")):
        yield f'<text class="soft" x="{x + 10}" y="{y + 36 + 15 * line}">{escape(words)}</text>'
    steps = [(number, process) for number, (name, process, _) in enumerate(WAY, 1) if name == room]
    for place, (number, process) in enumerate(reversed(steps)):
        yield from draw_number(number, process, x + width(room) - 16 - 23 * place, y + 15)


def draw_number(number: int, process: str, x: float, y: float) -> Iterator[str]:
    yield f'<circle class="{process}-number" cx="{x}" cy="{y}" r="10"/>'
    yield f'<text class="number" x="{x}" y="{y + 4.5}">{number}</text>'


def draw_steps(y: float) -> Iterator[str]:
    rows = -(-len(WAY) // 2)
    for number, (_, process, words) in enumerate(WAY):
        x, below = MARGIN + 10 + COLUMN * (number // rows), y + STEP_HEIGHT * (number % rows)
        yield from draw_number(number + 1, process, x, below)
        yield f'<text class="step" x="{x + 18}" y="{below + 4.5}">{escape(words)}</text>'


def draw_legend(y: float) -> Iterator[str]:
    for x, (process, words) in zip((MARGIN, 150, 510), PROCESSES.items(), strict=True):
        yield f'<path class="way {process}" d="M {x} {y} h 18"/>'
        yield f'<text class="soft" x="{x + 27}" y="{y + 4.5}">{escape(words)}</text>'
    yield f'<path class="import" d="M 806 {y} h 22"/><path class="tip" d="M 826 {y - 3.5} v 7 l 7 -3.5 z"/>'
    yield f'<text class="soft" x="840" y="{y + 4.5}">imports</text>'


def draw() -> str:
    """The picture as SVG."""
    missing = set(FLOOR_OF) ^ set(ROOMS)
    if missing:
        raise SystemExit(f"ROOMS of {Path(__file__).name} and the floors differ in {', '.join(sorted(missing))}")
    lanes = Lanes()
    way = list(draw_way(lanes))  # first: it takes the straightest lanes
    bottom = TOP + len(FLOORS) * FLOOR_HEIGHT
    height = bottom + 75 + STEP_HEIGHT * -(-len(WAY) // 2)
    parts = [f'<rect class="paper" width="{WIDTH}" height="{height}"/>']
    parts.append(f'<text class="title" x="{MARGIN}" y="32">{TITLE}</text>')
    for floor in range(len(FLOORS)):
        y = TOP + floor * FLOOR_HEIGHT + 3
        parts.append(f'<rect class="floor" x="4" y="{y}" width="{WIDTH - 8}" height="{FLOOR_HEIGHT - 6}" rx="9"/>')
    parts += [*draw_imports(imports(), lanes), *way]
    parts += [line for room in ROOMS for line in draw_card(room)]
    parts += [*draw_legend(bottom + 26), *draw_steps(bottom + 62)]
    told = " ".join(f"{number}. {room}: {words}." for number, (room, _, words) in enumerate(WAY, 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}">\n<title>{TITLE}</title>\n<desc>{escape(told)}</desc>\n'
        f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )


if __name__ == "__main__":
    PICTURE.write_text(draw(), "utf-8")
