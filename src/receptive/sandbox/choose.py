"""The best sandbox that this system offers."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from receptive.sandbox.client import Sandbox


def start_sandbox(packages: Sequence[str], importable: Sequence[str] = ()) -> Sandbox:
    """Start one; it warms up while the caller goes on."""
    if sys.platform == "linux":
        from receptive.sandbox.client import ForkingSandbox

        return ForkingSandbox(packages, importable)
    from receptive.sandbox.plain import PlainSandbox

    return PlainSandbox(packages)
