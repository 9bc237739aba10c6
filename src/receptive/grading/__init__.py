"""The trusted side: pytest, the hidden grader, and the `student` proxy. Student code is never loaded here."""
