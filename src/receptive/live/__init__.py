"""What stays while a student works: the process that keeps graders warm, and the watch over the files."""
