"""Files that somebody handed in -> code cells. Nothing is run, and nothing is believed."""
