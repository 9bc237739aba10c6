"""Notebooks as data: from their cells to the module that is graded, and from a module to cells."""
