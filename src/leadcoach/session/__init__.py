"""Practising: one sitting with an exercise, from the first question to the entry."""
