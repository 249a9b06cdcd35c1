"""The command tree, in the order of a person's path: practise, look back, set up."""
