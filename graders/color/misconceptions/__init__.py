"""Mistakes in color: gray, layouts, layers and filters, pairs of colors, comparing, shifts.

COL-1 to COL-13 are those of the lesson, variants told apart by a letter; from COL-14 on the list is our own.

Left out: COL-1 (more channels can only help) and COL-2 (gray is always easier) are beliefs that no code here expresses;
the quizzes ask about them.
"""
