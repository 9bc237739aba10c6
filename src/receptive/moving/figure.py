"""A `move` block to HTML: the one door to everything here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

from markupsafe import Markup

from receptive.moving.cone import draw_cone, read_cone, tell_cone
from receptive.moving.count import draw_count, read_count, tell_count
from receptive.moving.fields import Fields, MoveError
from receptive.moving.fold import draw_fold, read_fold, tell_fold
from receptive.moving.learn import draw_learn, read_learn, tell_learn
from receptive.moving.line import draw_line, read_line, tell_line
from receptive.moving.pool import draw_pool, read_pool, tell_pool
from receptive.moving.response import draw_response, read_response, tell_response
from receptive.moving.shift import draw_shift, read_shift, tell_shift
from receptive.moving.turn import draw_turn, read_turn, tell_turn
from receptive.moving.window import draw_window, read_window, tell_window

LONGEST_CAPTION = 300


@dataclass(frozen=True)
class Kind:
    """A kind of figure."""

    read: Callable[[Fields], Any]  # to its record
    draw: Callable[[Any], str]  # how it stands at first, as HTML
    tell: Callable[[Any], tuple[str, ...]]  # the same in words, a paragraph each


KINDS: dict[str, Kind] = {
    "window": Kind(read_window, draw_window, tell_window),
    "line": Kind(read_line, draw_line, tell_line),
    "response": Kind(read_response, draw_response, tell_response),
    "turn": Kind(read_turn, draw_turn, tell_turn),
    "pool": Kind(read_pool, draw_pool, tell_pool),
    "shift": Kind(read_shift, draw_shift, tell_shift),
    "cone": Kind(read_cone, draw_cone, tell_cone),
    "count": Kind(read_count, draw_count, tell_count),
    "learn": Kind(read_learn, draw_learn, tell_learn),
    "fold": Kind(read_fold, draw_fold, tell_fold),
}


def moving_figure(parameters: Mapping[str, object], folder: Path) -> Markup:
    """The figure as it stands at first, true and readable without a script; `moving_script` makes it move.

    Args:
        parameters: what stands in the block: `figure`, `caption` and the fields of its kind.
        folder: where the topic's pictures lie.

    Raises:
        MoveError: a field is missing, strange or out of bounds; it says what is allowed.
    """
    name = parameters.get("figure")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise MoveError(f"figure is {name!r}; allowed: {', '.join(KINDS)}")
    caption = parameters.get("caption")
    if not isinstance(caption, str) or not 0 < len(caption.strip()) <= LONGEST_CAPTION:
        raise MoveError(f"{name}: caption is {caption!r}; allowed: a text of 1 to {LONGEST_CAPTION} characters")
    fields = Fields(str(name), {key: parameters[key] for key in parameters if key not in ("figure", "caption")}, folder)
    record = kind.read(fields)
    fields.end()
    return _html(str(name), caption.strip(), record, kind)


def _html(name: str, caption: str, record: Any, kind: Kind) -> Markup:
    told = "".join(f"<p>{escape(line)}</p>" for line in kind.tell(record))
    data, caption = escape(json.dumps(asdict(record), ensure_ascii=False)), escape(caption)
    return Markup(
        f'<figure class="move" data-move="{name}" data-parameters="{data}">'
        f'<div class="drawing move-still" tabindex="0" role="group" aria-label="Picture: {caption}">'
        f"{kind.draw(record)}</div><figcaption>{caption}</figcaption>"
        f"<details><summary>The figure in words</summary>{told}</details></figure>"
    )
