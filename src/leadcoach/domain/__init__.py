"""What there is: questions, exercises, sessions, entries, readings; no files, no clock."""
