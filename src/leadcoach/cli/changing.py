"""leadcoach journal edit, remove, restore, undo; leadcoach erase: change one's mind."""
