"""Mistakes that people make with output sizes.

SHP-1 to SHP-19 are the mistakes of the lesson; from SHP-20 on they belong to exercises that its table leaves out. Ids
that differ in their last letter are variants of one mistake. What is in `refusals.py` shows on impossible input only,
which no `calls` give, but for SHP-16b and SHP-47. Where an exercise is missing from a record, the mistake either cannot
be made there or gives the same as another: SHP-17a (only even divisions) would be SHP-32a in `inputs_giving`.
"""
