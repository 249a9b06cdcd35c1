"""Taking entries out, and bringing them in."""
