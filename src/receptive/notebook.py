"""What a notebook imports: `from receptive.notebook import grade`."""

from receptive.exchange.notebook_grade import grade

__all__ = ["grade"]
