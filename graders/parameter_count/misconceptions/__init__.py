"""Mistakes in counting: filters, biases, places, products, sharing, cheaper layers, tables, memory, models, budgets.

PAR-1 to PAR-18 are those of the lesson, variants told apart by a letter; from PAR-19 on the list is our own.

Left out: PAR-17 (the size of the image changes the parameters of a convolution) is a belief; its code is that of PAR-5,
PAR-6, PAR-7 and PAR-8. The second half of PAR-13 (no parameters, so no backward pass) and layers that are lost in a
Python list (PAR-16) are no code of these exercises either.
"""
