"""leadcoach journal export and import: take entries out, and bring them in."""
