"""What a class did not understand: statistics, pictures, pages."""
