"""What becomes of a class's results, and what a later run knows of them."""
