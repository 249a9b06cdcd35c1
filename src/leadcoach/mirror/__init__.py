"""The mirror: a person's own sentences, what they said of them, and one question."""
