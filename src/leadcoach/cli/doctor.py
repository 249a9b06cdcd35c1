"""leadcoach doctor: look for damage, and say what would mend it."""
