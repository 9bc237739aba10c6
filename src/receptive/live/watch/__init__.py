"""The student's loop: notices a save, grades what it affects in processes that stay warm, and keeps what is known."""
