"""`graders/<topic>/partial.yaml`: criteria that judge a part of an answer or a property of it, each with the reason.

- {criterion: table_params, reason: looks at the parameters only}

Every other criterion must fail whatever answers differently from the reference solution.
"""

from __future__ import annotations

from pathlib import Path

from receptive.catalogue.yaml_nodes import read_yaml


def read_partial(path: Path) -> dict[str, str]:
    """Reasons by criterion; none if there is no file.

    Raises:
        ContentError: the file is broken, with its line.
    """
    if not path.exists():
        return {}
    fields = [entry.fields({"criterion", "reason"}) for entry in read_yaml(path, "partial.yaml").items()]
    return {entry["criterion"].text(): entry["reason"].text() for entry in fields}
