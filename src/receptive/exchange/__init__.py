"""The lesson in the formats of other systems."""
