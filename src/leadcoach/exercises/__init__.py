"""Exercise files: finding them, reading them, and saying what is wrong in them."""
