"""Finding entries by words, days, tags and people, without an index."""
