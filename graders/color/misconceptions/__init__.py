"""Mistakes in color: gray, layouts, layers and filters, pairs of colors, comparing, shifts.

COL-1 to COL-13 are those of the lesson, variants told apart by a letter; from COL-14 on the list is our own.

Left out: COL-1 (more channels can only help) and COL-2 (gray is always easier) are beliefs that no code here expresses;
the quizzes ask about them. Two frequent slips of `compare_representations` are left out as well, a draw for each
representation and the same draw in all repeats: what they change depends on the draw, and how a seed becomes a draw is
the student's choice, so no model could reproduce them.
"""
