"""Pictures of a lesson: plain records of what is to be seen, drawn as SVG, each with a text that says the same."""
