"""What reads strangers' files, and the limited process in which that is done."""
