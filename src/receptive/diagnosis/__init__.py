"""Why an exercise fails: which misconception does all that the student's code did, and a small case of it."""
