"""What each student of a class is told, from the store alone."""
