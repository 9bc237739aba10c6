"""A class: many submissions to one gradebook, and what is made from it."""
