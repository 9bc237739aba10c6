"""A `grade` that is warm already: a server in the background, for one user, one version and one lesson."""
