"""What was written: the folder of entries, drafts, and the state of commitments."""
