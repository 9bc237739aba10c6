# topic: output_size
"""Is one line of very many statements and names none of the exercises, so that whoever parses it again is busy."""

0;0;0;0;0;0;0;0
