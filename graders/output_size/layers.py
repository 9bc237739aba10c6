"""How a layer and a shape are written."""

from typing import Any

Shape = tuple[int, ...]
Layer = dict[str, Any]
