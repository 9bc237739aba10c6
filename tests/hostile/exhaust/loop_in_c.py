# topic: output_size
"""Is caught in C code that looks at no signal and holds the interpreter lock."""

pow(3, 10**9)
