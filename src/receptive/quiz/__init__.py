"""Quizzes: questions written in YAML, drawn as variants, shown, answered and marked."""
