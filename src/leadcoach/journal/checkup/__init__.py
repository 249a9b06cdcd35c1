"""Looking for damage, and mending copies."""
