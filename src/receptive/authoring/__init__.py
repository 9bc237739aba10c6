"""For who writes a topic: proof that its grader is any good, and a scaffold to begin with."""
