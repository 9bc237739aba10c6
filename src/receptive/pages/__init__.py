"""What every page has: a strict policy, one style, and nothing from a network."""
