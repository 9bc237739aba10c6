"""What the shell may complete."""

from __future__ import annotations

import click

from receptive.catalogue.content import ContentError, find_content


def complete_topic(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Names of topics. A broken lesson completes nothing: the shell is no place for its error."""
    try:
        return [slug for slug in find_content().topics() if slug.startswith(incomplete)]
    except ContentError:
        return []
