# topic: output_size
"""Never ends while it is loaded, to hold the grader for ever."""

while True:
    pass
