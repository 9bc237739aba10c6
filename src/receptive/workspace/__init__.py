"""A student's folder: their files, and what is kept about them beside the files."""
