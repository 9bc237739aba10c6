"""The student's code as the trusted process sees it: a module to call, what it replied, how it failed."""
