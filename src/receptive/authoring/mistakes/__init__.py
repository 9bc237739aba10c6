"""Known mistakes, sealed under what they answer: which calls tell them apart, and the boxes that these open."""
