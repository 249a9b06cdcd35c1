"""Changing one's mind: edit, remove, restore, undo, erase."""
