"""An attempt, for people and for programs."""
