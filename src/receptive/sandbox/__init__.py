"""Runs untrusted Python in a locked-down process and talks to it in plain data. Knows nothing of lessons or pytest."""
