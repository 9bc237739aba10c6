"""Mistakes that people make with filters.

FIL-1 to FIL-19 are the mistakes of the lesson; from FIL-20 on they belong to exercises that its table leaves out, or
are what people were seen to write. Ids that differ in their last letter are variants of one mistake: the same slip in
other code, which may give other values or an exception.

Where an exercise is missing from a record, the mistake either cannot be made there, ends in an exception wherever it
is asked (FIL-9 in `conv2d`, where more channels meet the filters than they have), or gives the same as another: an
`im2col` that lies on its side (FIL-12a) is FIL-18b. FIL-19 gives right results and shows in the arguments only. A
product that is too slow is a matter of its own criterion.
"""
