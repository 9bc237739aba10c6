# topic: output_size
"""Backtracks for ever in the regular expression engine."""

import re

re.match(r"(a+)+$", "a" * 60 + "b")
