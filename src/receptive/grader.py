"""What authors of graders write with. Nothing else of the machinery is meant for them; a test holds it.

CONTRIBUTING.md shows each in its place.

* Checks, for `test_<exercise>.py`. Each ends the criterion with a sentence for the student where it does not hold:
  `check(condition, "an authored sentence")`, `check_equal` (forgives the type of a number), `check_exact` (does not),
  `check_close` (arrays), `check_dtype`, `check_object`, `as_shape`, `check_chain`, `check_moves` and `check_method`
  (lists in which each entry follows from the one before), `Refusals` (impossible input) and `BreakRefusals` (an
  impossible link of a chain). `of_part` says which part of a result a sentence is about. `show` and
  `a_thing` put a value into words.
* Misconceptions, for `misconceptions/`: `misconception`.
* Small calls, for `<exercise>.py`: `call`, `Call`, `Place`, and `Demonstration` where arguments or results are no plain
  data.
* Pictures: `grid`, `beside` and `alone`, and records whose fields `receptive/figures/pictures.py` explains (`Grids`,
  `Ruler`, `Blocks`, `Pyramid`, `Swatches`, `Curves`, `Volumes`, `Flow`,
  `Cone`, …). `whole_network(part)` is the drawing that
  comes back in later chapters with another part of it strong.
"""

from receptive.diagnosis.demonstrations import Demonstration
from receptive.diagnosis.misconceptions import Call, Place, call, misconception
from receptive.figures.alt_text import counted
from receptive.figures.cells import grid
from receptive.figures.diagrams import Bar, Bars, Cone, Flow, Node, Stamp, Stamps, Wiring, Wirings
from receptive.figures.pictures import (
    MOST_CELLS,
    Block,
    Blocks,
    Cell,
    Confusion,
    Curve,
    Curves,
    Grid,
    Grids,
    Moving,
    Photo,
    Photos,
    Picture,
    Pyramid,
    Ruler,
    Stage,
    Swatch,
    Swatches,
    Tile,
    Tiles,
    Volume,
    Volumes,
)
from receptive.figures.side_by_side import alone, beside
from receptive.figures.whole import NetworkPart, whole_network
from receptive.grading.broken import BreakRefusals, BrokenChain
from receptive.grading.chains import check_chain, check_method, check_moves
from receptive.grading.checks import (
    Mismatch,
    Refusals,
    as_shape,
    check,
    check_close,
    check_dtype,
    check_equal,
    check_exact,
    check_object,
    of_part,
    same,
)
from receptive.model import Case
from receptive.student.failures import StudentRaised
from receptive.student.proxy import StudentObject
from receptive.student.show import a_thing, show

__all__ = [
    "MOST_CELLS",
    "Bar",
    "Bars",
    "Block",
    "Blocks",
    "BreakRefusals",
    "BrokenChain",
    "Call",
    "Case",
    "Cell",
    "Cone",
    "Confusion",
    "Curve",
    "Curves",
    "Demonstration",
    "Flow",
    "Grid",
    "Grids",
    "Mismatch",
    "Moving",
    "NetworkPart",
    "Node",
    "Photo",
    "Photos",
    "Picture",
    "Place",
    "Pyramid",
    "Refusals",
    "Ruler",
    "Stage",
    "Stamp",
    "Stamps",
    "StudentObject",
    "StudentRaised",
    "Swatch",
    "Swatches",
    "Tile",
    "Tiles",
    "Volume",
    "Volumes",
    "Wiring",
    "Wirings",
    "a_thing",
    "alone",
    "as_shape",
    "beside",
    "call",
    "check",
    "check_chain",
    "check_close",
    "check_dtype",
    "check_equal",
    "check_exact",
    "check_method",
    "check_moves",
    "check_object",
    "counted",
    "grid",
    "misconception",
    "of_part",
    "same",
    "show",
    "whole_network",
]
