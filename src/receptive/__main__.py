"""`python -m receptive` is `grade`."""

from receptive.cli import main

main()
