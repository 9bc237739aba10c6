"""Mistakes in layers, networks and loops.

CNN-1 to CNN-20 are those of the lesson; where one has variants, they are told apart by a letter. The twentieth is a
belief: here it is the code that follows from it, scaling where values are to be kept. From CNN-21 on the list is our
own. The twelfth, one layer in two places, is left out where it is no mistake: ShiftNet may use a layer twice.

No exercise is asked with plain data: every result is a module or a loader, or is computed from a model that is an
argument. Each has demonstrations instead.
"""
