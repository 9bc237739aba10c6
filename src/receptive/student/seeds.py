"""The seed of a run to the seeds of its criteria."""

from __future__ import annotations

import hashlib
import hmac


def criterion_seed(seed: str, criterion: str) -> int:
    """A number that only who knows the seed can foretell, different for each criterion."""
    return int.from_bytes(hmac.new(seed.encode(), criterion.encode(), hashlib.sha256).digest())
