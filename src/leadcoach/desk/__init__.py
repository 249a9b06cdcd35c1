"""The desk of a coach: what people handed in, read from a folder and shown."""
