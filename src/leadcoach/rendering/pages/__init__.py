"""What each thing looks like as a page, before any format decides how."""
