"""Marks in other systems' formats. Each module writes one; a mark that is not settled is never written as a number."""
